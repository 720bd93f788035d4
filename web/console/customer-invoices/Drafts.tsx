import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { $api } from '../../api/client.ts';
import type { Invoice } from '../../kit/billing/words.ts';
import { unless } from '../../kit/can.ts';
import { confirm } from '../../kit/confirm.ts';
import { useCan } from '../../kit/session.ts';
import { path, paths } from '../../paths.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Link } from '../../ui/Link.tsx';
import { Money } from '../../ui/Money.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';

/** Drafts that wait to be issued: all chosen at first, each can be left out. Nothing while there are none. */
export function Drafts() {
  const { t } = useLingui();
  const params = { query: { side: 'issued', state: 'draft', limit: 200 } } as const;
  const drafts = $api.useQuery('get', '/v1/billing/invoices', { params }).data?.items ?? [];
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  if (drafts.length === 0) return null;
  const chosen = drafts.filter(({ id }) => !leftOut.has(id));
  const toggle = (id: string, wanted: boolean) => {
    const next = new Set(leftOut);
    if (wanted) next.delete(id);
    else next.add(id);
    setLeftOut(next);
  };
  return (
    <Card
      flush
      title={
        <Plural value={drafts.length} one="# draft waits to be issued" other="# drafts wait to be issued" />
      }
      description={t`Look through them; issued invoices get their number and are sent to the customer.`}
      actions={<IssueButton drafts={chosen} />}
    >
      <div className="max-h-96 overflow-y-auto">
        <Table caption={t`Drafts`}>
          <DraftHeadings />
          <tbody>
            {drafts.map((draft) => (
              <DraftRow
                key={draft.id}
                draft={draft}
                chosen={!leftOut.has(draft.id)}
                onChoose={(wanted) => toggle(draft.id, wanted)}
              />
            ))}
          </tbody>
        </Table>
      </div>
    </Card>
  );
}

function DraftHeadings() {
  return (
    <thead>
      <tr>
        <Th>
          <Trans>Customer</Trans>
        </Th>
        <Th>
          <Trans>Period</Trans>
        </Th>
        <Th numeric>
          <Trans>Total</Trans>
        </Th>
        <Th>
          <span className="sr-only">
            <Trans>Look at it</Trans>
          </span>
        </Th>
      </tr>
    </thead>
  );
}

function DraftRow({
  draft,
  chosen,
  onChoose,
}: {
  draft: Invoice;
  chosen: boolean;
  onChoose: (wanted: boolean) => void;
}) {
  const { period } = useFormat();
  return (
    <Tr>
      <Td>
        <Checkbox label={<bdi>{draft.buyer.name}</bdi>} value={chosen} onValueChange={onChoose} />
      </Td>
      <Td>{period(draft.period_from, draft.period_to)}</Td>
      <Td numeric>
        <Money value={draft.total} />
      </Td>
      <Td className="text-end">
        <Link to={path(paths.console.customerInvoice, { invoiceId: draft.id })}>
          <Trans>Look at it</Trans>
        </Link>
      </Td>
    </Tr>
  );
}

function IssueButton({ drafts }: { drafts: readonly Invoice[] }) {
  const { t } = useLingui();
  const may = useCan('invoice.issue');
  const issue = useIssue();
  const count = drafts.length;
  const press = async () => {
    const sure = await confirm({
      title: t`Issue these invoices?`,
      description: t`They get their numbers, cannot be changed any more, and are sent to the customers.`,
      action: t`Issue them`,
    });
    if (sure) issue.mutate({ body: { invoice_ids: drafts.map(({ id }) => id) } });
  };
  const disabled = may === true ? count === 0 : unless(may);
  return (
    <Button variant="primary" busy={issue.isPending} disabled={disabled} onClick={() => void press()}>
      <Plural value={count} one="Issue # invoice" other="Issue # invoices" />
    </Button>
  );
}

/** Issues drafts, and says so. */
export function useIssue() {
  const { t } = useLingui();
  return $api.useMutation('post', '/v1/billing/invoices/issue', {
    onSuccess: () => toast.good(t`Issued and on the way`),
  });
}
