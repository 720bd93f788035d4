import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { confirm } from '../../kit/confirm.ts';
import { dayBefore } from '../../kit/days.ts';
import { path, paths } from '../../paths.ts';
import { Button } from '../../ui/Button.tsx';
import { CircleCheck, Play } from '../../ui/icons.ts';
import { useFormat } from '../../ui/useFormat.ts';

/** The month that can be billed next, and the way to begin. */
export function NextMonthEnd() {
  const { t } = useLingui();
  const { month, period } = useFormat();
  const next = $api.useSuspenseQuery('get', '/v1/billing/runs/next').data;
  const start = useStart();
  if (!next.cutoff) return <AllBilled />;
  const { cutoff } = next;
  const name = month(dayBefore(cutoff));
  const first = `${dayBefore(cutoff).slice(0, 7)}-01`;
  const press = async () => {
    const sure = await confirm({
      title: t`Start the month end of ${name}?`,
      description: t`Prices are frozen as they are now and every invoice is drafted. Nothing is sent until you issue it.`,
      action: t`Start`,
    });
    if (sure) start.mutate({ body: { cutoff } });
  };
  return (
    <section className="flex flex-wrap items-center justify-between gap-x-8 gap-y-4 rounded-xl border border-accent-text/25 bg-accent-soft px-6 py-5">
      <div className="min-w-0">
        <p className="text-sm font-medium text-accent-text">
          <Trans>Next month end</Trans>
        </p>
        <h2 className="mt-0.5 text-xl">{name}</h2>
        <p className="mt-1 max-w-prose text-muted">
          <Trans>{period(first, cutoff)}, in arrears, and what is paid ahead for the month after.</Trans>
        </p>
      </div>
      <Button
        variant="primary"
        icon={Play}
        busy={start.isPending}
        disabled={unless(next.can.start)}
        onClick={() => void press()}
      >
        <Trans>Start the month end</Trans>
      </Button>
    </section>
  );
}

function useStart() {
  const navigate = useNavigate();
  return $api.useMutation('post', '/v1/billing/runs', {
    onSuccess: (run) => void navigate({ to: path(paths.office.run, { runId: run.id }) }),
  });
}

function AllBilled() {
  return (
    <p className="flex items-center gap-3 rounded-xl border border-line bg-surface px-6 py-4 shadow-low">
      <CircleCheck className="size-5 shrink-0 text-good-solid" strokeWidth={1.75} aria-hidden />
      <Trans>
        Every month that is over has been billed. The next one can start once this month has ended.
      </Trans>
    </p>
  );
}
