import { useLingui } from '@lingui/react/macro';
import type { Item } from '../../api/client.ts';
import { useOfferWords } from '../../kit/orders/offers.ts';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { path, paths } from '../../paths.ts';
import { Gauge } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { useMonths } from './useMonths.ts';

type UsageMonth = Item<'/v1/billing/usage-months'>;

/** What each subscription used in each month. */
export function MonthsTable() {
  const { t } = useLingui();
  return (
    <DataTable<UsageMonth>
      caption={t`Usage by subscription and month`}
      from="/v1/billing/usage-months"
      columns={useColumns()}
      rowKey={(row) => row.id}
      rowTo={({ subscription }) => path(paths.office.subscription, { subscriptionId: subscription.id })}
      search={t`Search by number or customer`}
      filters={[
        { key: 'month', label: t`Month`, options: useMonths() },
        { key: 'late', label: t`Told`, options: [{ value: 'true', label: t`Some of it late` }] },
      ]}
      defaultSort="-month"
      csv
      empty={
        <Empty icon={Gauge} title={t`Nothing was used yet`}>
          {t`Events that are told by the API or by a file stand here, summed by subscription and month.`}
        </Empty>
      }
    />
  );
}

function useColumns(): Column<UsageMonth>[] {
  const { t } = useLingui();
  const { month, number, text, instant } = useFormat();
  const { count } = useOfferWords();
  return [
    {
      id: 'subscription',
      header: t`Subscription`,
      cell: ({ subscription, product_name }) => (
        <span className="flex min-w-0 flex-col">
          <span className="truncate">{text(product_name)}</span>
          <bdi className="figures text-sm text-muted">{subscription.number}</bdi>
        </span>
      ),
    },
    { id: 'customer', header: t`Customer`, cell: (row) => <bdi>{row.customer_name}</bdi> },
    { id: 'seller', header: t`Reseller`, phone: 'hide', cell: (row) => <bdi>{row.seller_name}</bdi> },
    { id: 'month', header: t`Month`, sort: true, phone: 'line', cell: (row) => month(row.month) },
    { id: 'events', header: t`Events`, numeric: true, phone: 'hide', cell: (row) => number(row.events) },
    {
      id: 'units',
      header: t`Used`,
      numeric: true,
      sort: true,
      phone: 'aside',
      cell: (row) => count(row.unit, row.units),
    },
    {
      id: 'late_units',
      header: t`Told late`,
      numeric: true,
      cell: ({ late_units }) =>
        late_units > 0 ? (
          <span className="font-medium text-warn">{number(late_units)}</span>
        ) : (
          <span className="text-faint">—</span>
        ),
    },
    {
      id: 'last_told_at',
      header: t`Last told`,
      sort: true,
      hidden: true,
      phone: 'hide',
      cell: (row) => instant(row.last_told_at),
    },
  ];
}
