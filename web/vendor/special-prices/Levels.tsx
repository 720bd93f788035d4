import { Trans, useLingui } from '@lingui/react/macro';
import type { SpecialPrice } from '../../kit/special-prices/words.ts';
import { Card } from '../../ui/Card.tsx';
import { type Step, Stepper } from '../../ui/Stepper.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { useReasonWords } from './words.ts';

type Office = NonNullable<SpecialPrice['office']>;
type Level = Office['approvals'][number];

const STATES: Record<Level['state'], Step['state']> = {
  waiting: 'waiting',
  open: 'current',
  agreed: 'done',
  declined: 'failed',
  returned: 'failed',
  dropped: 'waiting',
};

/** The levels that the request goes through this time: who agreed, whose turn it is and until when. */
export function Levels({ office }: { office: Office }) {
  const { t } = useLingui();
  const { text } = useFormat();
  const round = Math.max(...office.approvals.map((one) => one.round));
  const steps = office.approvals
    .filter((one) => one.round === round)
    .map(
      (one): Step => ({
        label: <bdi>{text(one.level.name)}</bdi>,
        state: STATES[one.state],
        note: <LevelNote level={one} deciders={office.deciders} />,
      }),
    );
  return (
    <Card title={t`Approval`}>
      <Stepper direction="column" steps={steps} />
    </Card>
  );
}

function LevelNote({ level, deciders }: { level: Level; deciders: readonly string[] }) {
  const { instant, language } = useFormat();
  const list = (words: readonly string[]) => words.join(language === 'ar' ? '، ' : ', ');
  const reasons = useReasonWords();
  const because = list(level.because.map((one) => reasons[one]));
  const { decided_by_name: who, decided_for_name: forWhom, due_at, note } = level;
  return (
    <>
      {because && <span className="block">{because}</span>}
      {level.state === 'open' && due_at && (
        <span className="block">
          <Trans>
            <bdi>{list(deciders)}</bdi>, by {instant(due_at)}
          </Trans>
        </span>
      )}
      {level.state === 'open' && level.escalated_at && (
        <span className="block text-warn">
          <Trans>The deadline has passed; administrators can decide it, too.</Trans>
        </span>
      )}
      {who && level.decided_at && (
        <span className="block">
          <bdi>{who}</bdi>
          {forWhom && (
            <>
              {' '}
              <Trans>
                in place of <bdi>{forWhom}</bdi>
              </Trans>
            </>
          )}
          {' · '}
          {instant(level.decided_at)}
        </span>
      )}
      {note && <bdi className="mt-1.5 block rounded-md bg-sunken px-3 py-2 text-ink">{note}</bdi>}
    </>
  );
}
