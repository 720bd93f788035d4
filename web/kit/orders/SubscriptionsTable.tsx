import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useFormat } from '../../ui/useFormat.ts';
import type { Column } from '../table/columns.ts';
import { DataTable } from '../table/DataTable.tsx';
import { useOfferWords } from './offers.ts';
import { ProductName } from './ProductName.tsx';
import { SubscriptionState } from './states.tsx';
import { type Subscription, useOrderWords } from './words.ts';

type Props = {
  rowTo: (subscription: Subscription) => string;
  query?: { customer_id?: string; seller_id?: string; product_id?: string };
  /** Whose they are, for those who see more than their own. */
  withCustomer?: boolean;
  withSeller?: boolean;
  local?: boolean;
  limit?: number;
  empty: ReactNode;
};

/** Subscriptions, newest first. */
export function SubscriptionsTable({ rowTo, query, withCustomer, withSeller, local, limit, empty }: Props) {
  const { t } = useLingui();
  const words = useOrderWords();
  const options = Object.entries(words.subscriptions).map(([value, label]) => ({ value, label }));
  return (
    <DataTable<Subscription>
      caption={t`Subscriptions`}
      from="/v1/orders/subscriptions"
      {...(query && { query })}
      columns={useColumns(Boolean(withCustomer), Boolean(withSeller))}
      rowKey={({ id }) => id}
      rowTo={rowTo}
      search={t`Search by number or domain`}
      filters={[{ key: 'state', label: t`State`, options }]}
      defaultSort="-ordered_at"
      csv
      {...(local && { local })}
      {...(limit && { limit })}
      empty={empty}
    />
  );
}

function useColumns(withCustomer: boolean, withSeller: boolean): Column<Subscription>[] {
  const { t } = useLingui();
  const { date } = useFormat();
  const { count } = useOfferWords();
  const customer: Column<Subscription> = {
    id: 'customer',
    header: t`Customer`,
    cell: (row) => <bdi>{row.customer.name}</bdi>,
  };
  const seller: Column<Subscription> = {
    id: 'seller',
    header: t`Reseller`,
    cell: (row) => <bdi>{row.seller.name}</bdi>,
  };
  return [
    {
      id: 'product',
      header: t`Product`,
      cell: ({ offer, domain }) => (
        <span className="block sm:max-w-88">
          <ProductName offer={offer} domain={domain} />
        </span>
      ),
    },
    ...(withCustomer ? [customer] : []),
    ...(withSeller ? [seller] : []),
    {
      id: 'quantity',
      header: t`Quantity`,
      numeric: true,
      cell: ({ offer, quantity }) => count(offer.unit, quantity),
    },
    {
      id: 'state',
      header: t`State`,
      phone: 'aside',
      cell: ({ state }) => <SubscriptionState state={state} />,
    },
    {
      id: 'activated_on',
      header: t`Active since`,
      cell: ({ activated_on }) => activated_on && date(activated_on),
    },
    {
      id: 'number',
      header: t`Number`,
      sort: true,
      hidden: true,
      phone: 'hide',
      cell: ({ number }) => <bdi className="figures">{number}</bdi>,
    },
  ];
}
