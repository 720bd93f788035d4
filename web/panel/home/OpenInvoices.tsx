import { useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { InvoiceState } from '../../kit/billing/InvoiceState.tsx';
import { path, paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { Receipt } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { Money } from '../../ui/Money.tsx';
import { Empty, SkeletonText } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';

/** What is issued and not paid. */
export function OpenInvoices() {
  const { t } = useLingui();
  const params = { query: { side: 'received', state: 'open', limit: 5 } } as const;
  const { data } = $api.useQuery('get', '/v1/billing/invoices', { params });
  const all = <Link to={paths.panel.invoices}>{t`All invoices`}</Link>;
  return (
    <Card flush title={t`Open invoices`} actions={all}>
      {!data && (
        <div className="p-5">
          <SkeletonText />
        </div>
      )}
      {data?.items.length === 0 && <Empty icon={Receipt} title={t`Everything is paid`} />}
      <ul className="divide-y divide-line">
        {data?.items.map((invoice) => (
          <li key={invoice.id}>
            <Link
              plain
              to={path(paths.panel.invoice, { invoiceId: invoice.id })}
              className="flex min-h-16 items-center gap-3 px-5 py-2.5 sm:gap-4 hover:bg-hover focus-visible:-outline-offset-2"
            >
              <span className="min-w-0 grow">
                <bdi className="figures block font-medium">{invoice.number}</bdi>
                <Due date={invoice.due_on} />
              </span>
              <InvoiceState state={invoice.state} />
              <Money value={invoice.open} className="text-end font-medium sm:w-28" />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Due({ date }: { date: string | null }) {
  const { t } = useLingui();
  const format = useFormat();
  if (!date) return null;
  const day = format.date(date);
  return <span className="block text-sm text-muted">{t`Due on ${day}`}</span>;
}
