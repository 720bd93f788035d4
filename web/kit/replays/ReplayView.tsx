import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { $api } from '../../api/client.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { dayBefore } from '../days.ts';
import { useNews } from '../live/news.ts';
import { Page } from '../Page.tsx';
import { type Candidate, type Report, replayTones, useReplayWords } from './words.ts';

type Props = {
  tried: (candidate: Candidate) => ReactNode;
  /** What it has found so far. */
  children: (replay: Report) => ReactNode;
};

/** One replay: what was tried on which month, how far it is, and what it found. */
export function ReplayView({ tried, children }: Props) {
  const { month } = useFormat();
  const { replayId = '' } = useParams({ strict: false });
  const params = { path: { id: replayId } };
  const replay = $api.useSuspenseQuery('get', '/v1/billing/replays/{id}', { params }).data;
  const words = useReplayWords();
  const billed = month(dayBefore(replay.cutoff));
  return (
    <Page
      title={replay.name}
      badge={
        <Badge dot tone={replayTones[replay.state]}>
          {words.states[replay.state]}
        </Badge>
      }
      description={
        <Trans>
          {billed} again with: {tried(replay.candidate)}
        </Trans>
      }
      width="wide"
    >
      {replay.state === 'working' && <Running replay={replay} />}
      {replay.cause && (
        <p role="alert" className="rounded-lg bg-bad-soft px-4 py-3 text-bad">
          <bdi>{replay.cause}</bdi>
        </p>
      )}
      {replay.state !== 'failed' && children(replay)}
    </Page>
  );
}

function Running({ replay }: { replay: Report }) {
  const { t } = useLingui();
  const { number } = useFormat();
  const [told, setTold] = useState(0);
  useNews(({ name, payload }) => {
    if (name === 'replay.progressed') setTold(Number(payload.done));
  }, replay.id);
  const done = Math.max(told, replay.done);
  const [ready, all] = [number(done), number(replay.branches)];
  const isMany = replay.branches > 1;
  return (
    <Card>
      <Progress label={t`Running the month again`} value={isMany ? done / replay.branches : null}>
        {isMany && (
          <Trans>
            {ready} of {all} resellers
          </Trans>
        )}
      </Progress>
    </Card>
  );
}

/** Until the first sums are there, and where there are none. */
export function NoLines({ replay, soon }: { replay: Report; soon: string }) {
  const { t } = useLingui();
  return (
    <Card>
      <p className="text-muted">{replay.state === 'working' ? soon : t`Nobody owed anything.`}</p>
    </Card>
  );
}
