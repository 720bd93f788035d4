import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useFormat } from '../../ui/useFormat.ts';
import type { Column } from '../table/columns.ts';
import { DataTable } from '../table/DataTable.tsx';
import { OrderState } from './states.tsx';
import { type Order, useOrderWords } from './words.ts';

type Props = {
  rowTo: (order: Order) => string;
  query?: { customer_id?: string; seller_id?: string };
  /** Who placed them, for those who see orders of several sellers. */
  withSeller?: boolean;
  local?: boolean;
  limit?: number;
  empty: ReactNode;
};

/** Orders, newest first. */
export function OrdersTable({ rowTo, query, withSeller, local, limit, empty }: Props) {
  const { t } = useLingui();
  const words = useOrderWords();
  const options = Object.entries(words.orders).map(([value, label]) => ({ value, label }));
  return (
    <DataTable<Order>
      caption={t`Orders`}
      from="/v1/orders/orders"
      {...(query && { query })}
      columns={useColumns(Boolean(query?.customer_id), Boolean(withSeller))}
      rowKey={({ id }) => id}
      rowTo={rowTo}
      search={t`Search by number or domain`}
      filters={[{ key: 'state', label: t`State`, options }]}
      defaultSort="-placed_at"
      csv
      {...(local && { local })}
      {...(limit && { limit })}
      empty={empty}
    />
  );
}

function useColumns(ofOne: boolean, withSeller: boolean): Column<Order>[] {
  const { t } = useLingui();
  const { instant } = useFormat();
  const customer: Column<Order> = {
    id: 'customer',
    header: t`Customer`,
    cell: (order) => <bdi>{order.customer.name}</bdi>,
  };
  const seller: Column<Order> = {
    id: 'seller',
    header: t`Reseller`,
    cell: (order) => <bdi>{order.seller.name}</bdi>,
  };
  return [
    {
      id: 'number',
      header: t`Number`,
      sort: true,
      cell: ({ number }) => <bdi className="figures">{number}</bdi>,
    },
    ...(ofOne ? [] : [customer]),
    ...(withSeller ? [seller] : []),
    { id: 'lines', header: t`Products`, cell: (order) => <Lines order={order} /> },
    { id: 'state', header: t`State`, phone: 'aside', cell: ({ state }) => <OrderState state={state} /> },
    {
      id: 'placed_at',
      header: t`Placed`,
      sort: true,
      cell: ({ placed_at }) => <span className="whitespace-nowrap">{instant(placed_at)}</span>,
    },
  ];
}

function Lines({ order: { lines } }: { order: Order }) {
  const { text } = useFormat();
  const [first] = lines;
  if (!first) return null;
  const more = lines.length - 1;
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      <bdi className="truncate">{text(first.offer.product_name)}</bdi>
      {more > 0 && <span className="shrink-0 text-sm text-muted">+{more}</span>}
    </span>
  );
}
