import { Trans, useLingui } from '@lingui/react/macro';
import type { DealDetail } from '../../kit/deals/words.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { cx } from '../../ui/cx.ts';
import { useFormat } from '../../ui/useFormat.ts';

type Timer = DealDetail['timers'][number];

/** What the deal waits for, and what was told when: the latest clock's timers. */
export function ClockCard({ deal: { timers } }: { deal: DealDetail }) {
  const { t } = useLingui();
  const { instant } = useFormat();
  const words = useTimerWords();
  const shown = timers.filter(({ stopped_at }) => stopped_at === null);
  if (shown.length === 0) return null;
  return (
    <Card title={t`Clock`} description={t`Counted in the working days of the deal rules.`}>
      <ul className="flex flex-col gap-3">
        {shown.map((timer) => (
          <li key={`${timer.kind}${timer.due_at}`} className="flex items-start justify-between gap-4">
            <span className={cx('min-w-0', timer.fired_at && 'text-muted')}>
              {words[timer.kind] ?? timer.kind}
            </span>
            <span className="shrink-0 text-sm">
              <When timer={timer} instant={instant} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function When({ timer, instant }: { timer: Timer; instant: (at: string) => string }) {
  if (!timer.fired_at) return instant(timer.due_at);
  return (
    <Badge tone="neutral">
      <Trans>Done {instant(timer.fired_at)}</Trans>
    </Badge>
  );
}

function useTimerWords(): Record<string, string> {
  const { t } = useLingui();
  return {
    remind_decision: t`The channel manager is reminded`,
    escalate_supervisor: t`Deadline: the channel supervisor is told`,
    escalate_management: t`Management is told`,
    expire_unanswered: t`Expires without an answer`,
    notice_expiry: t`The reseller is told that the protection ends`,
    expire: t`The protection ends`,
  };
}
