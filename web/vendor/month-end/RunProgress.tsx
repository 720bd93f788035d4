import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useNews } from '../../kit/live/news.ts';
import { Card } from '../../ui/Card.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { type Step, Stepper } from '../../ui/Stepper.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { Review } from './words.ts';

/** Where the month end stands; while it is drafted, branch by branch as the news comes. */
export function RunProgress({ run }: { run: Review }) {
  const steps = useSteps(run);
  return (
    <Card>
      <div className="flex flex-col gap-6">
        <Stepper steps={steps} />
        {run.state === 'working' && <Drafting run={run} />}
      </div>
    </Card>
  );
}

function Drafting({ run }: { run: Review }) {
  const { t } = useLingui();
  const { number } = useFormat();
  const { branches, done, quarantined, lines, invoices } = useFreshProgress(run);
  const [ready, all] = [number(done + quarantined), number(branches)];
  return (
    <div className="flex flex-col gap-2">
      <Progress
        label={t`Drafting the invoices`}
        value={branches > 0 ? (done + quarantined) / branches : null}
        tone={quarantined > 0 ? 'bad' : 'accent'}
      >
        {branches > 0 && (
          <Trans>
            {ready} of {all} resellers
          </Trans>
        )}
      </Progress>
      <p aria-live="polite" className="figures text-sm text-muted">
        <Plural value={invoices} one="# invoice" other="# invoices" /> ·{' '}
        <Plural value={lines} one="# line" other="# lines" />
        {quarantined > 0 && (
          <span className="text-bad">
            {' · '}
            <Plural value={quarantined} one="# set aside" other="# set aside" />
          </span>
        )}
      </p>
    </div>
  );
}

/** The progress that was read, or that the news has told since, whichever is further. */
function useFreshProgress(run: Review): Review['progress'] {
  const [told, setTold] = useState<Review['progress'] | null>(null);
  useNews(({ name, payload }) => {
    if (name === 'run.progressed' && 'done' in payload) setTold(payload as Review['progress']);
  }, run.id);
  const read = run.progress;
  return told && told.done + told.quarantined > read.done + read.quarantined ? told : read;
}

function useSteps(run: Review): Step[] {
  const { t } = useLingui();
  const { number } = useFormat();
  const { state, findings, progress } = run;
  const drafted = state !== 'working';
  return [
    { label: t`Prices frozen`, state: 'done' },
    {
      label: t`Drafted`,
      note: drafted && t`${number(progress.lines)} lines`,
      state: drafted ? 'done' : 'busy',
    },
    {
      label: t`Checked`,
      note: drafted && findings.length === 0 && t`Every day charged once`,
      state: !drafted ? 'waiting' : findings.length > 0 ? 'failed' : 'done',
    },
    {
      label: t`Reviewed`,
      state: state === 'issued' ? 'done' : drafted && findings.length === 0 ? 'current' : 'waiting',
    },
    { label: t`Issued`, state: state === 'issued' ? 'done' : 'waiting' },
  ];
}
