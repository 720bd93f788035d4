import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { confirm } from '../../kit/confirm.ts';
import { dayBefore } from '../../kit/days.ts';
import { Button } from '../../ui/Button.tsx';
import { RefreshCw, Send, Trash2 } from '../../ui/icons.ts';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import type { Review } from './words.ts';

/** What can be done with the month end now. Nothing is shown for one that is over. */
export function RunActions({ run }: { run: Review }) {
  if (run.state === 'issued' || run.state === 'discarded') return null;
  return (
    <>
      <DiscardButton run={run} />
      {run.state === 'drafted' && (run.quarantined.length > 0 || run.findings.length > 0) && (
        <RetryButton run={run} />
      )}
      {run.state === 'drafted' && <IssueButton run={run} />}
    </>
  );
}

function DiscardButton({ run }: { run: Review }) {
  const { t } = useLingui();
  const discard = $api.useMutation('post', '/v1/billing/runs/{id}/discard');
  const press = async () => {
    const sure = await confirm({
      title: t`Discard this month end?`,
      description: t`Its drafts are dropped, as if it had never been opened. It can be started anew.`,
      action: t`Discard it`,
      danger: true,
    });
    if (sure) discard.mutate({ params: { path: { id: run.id } } });
  };
  return (
    <Button
      icon={Trash2}
      busy={discard.isPending}
      disabled={unless(run.can.discard)}
      onClick={() => void press()}
    >
      <Trans>Discard</Trans>
    </Button>
  );
}

function RetryButton({ run }: { run: Review }) {
  const retry = $api.useMutation('post', '/v1/billing/runs/{id}/retry');
  const press = () => retry.mutate({ params: { path: { id: run.id } } });
  return (
    <Button icon={RefreshCw} busy={retry.isPending} disabled={unless(run.can.retry)} onClick={press}>
      <Trans>Draft the rest again</Trans>
    </Button>
  );
}

function IssueButton({ run }: { run: Review }) {
  const { t } = useLingui();
  const { money, month } = useFormat();
  const issue = $api.useMutation('post', '/v1/billing/runs/{id}/issue');
  const count = run.totals.reduce((sum, { invoices }) => sum + invoices, 0);
  const sums = run.totals.map(({ total }) => money(total)).join(' + ');
  const press = async () => {
    const sure = await confirm({
      title: t`Issue the invoices of ${month(dayBefore(run.cutoff))}?`,
      description: (
        <>
          <Plural
            value={count}
            one={`# invoice of ${sums} is numbered, posted to the ledger and sent.`}
            other={`# invoices of ${sums} are numbered, posted to the ledger and sent.`}
          />{' '}
          {run.quarantined.length > 0 && <Trans>What is set aside is left out.</Trans>}{' '}
          <Trans>This cannot be undone.</Trans>
        </>
      ),
      action: t`Issue`,
    });
    const done = () => toast.good(t`The invoices are issued`);
    if (sure) issue.mutate({ params: { path: { id: run.id } } }, { onSuccess: done });
  };
  return (
    <Button
      variant="primary"
      icon={Send}
      busy={issue.isPending}
      disabled={unless(run.can.issue)}
      onClick={() => void press()}
    >
      <Trans>Issue</Trans>
    </Button>
  );
}
