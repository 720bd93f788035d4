import { useLingui } from '@lingui/react/macro';
import type { Item } from '../../api/client.ts';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { Users } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';

type Customer = Item<'/v1/orders/customers'>;

/** A reseller's customers, with how much each has; what they pay is behind the wall. */
export function CustomersTable({ sellerId }: { sellerId: string }) {
  const { t } = useLingui();
  return (
    <DataTable<Customer>
      caption={t`Customers`}
      from="/v1/orders/customers"
      query={{ seller_id: sellerId }}
      columns={useColumns()}
      rowKey={(customer) => customer.id}
      search={t`Search by name or domain`}
      defaultSort="-created_at"
      csv
      empty={
        <Empty icon={Users} title={t`It has no customers yet`}>
          {t`The reseller adds its customers in its own console.`}
        </Empty>
      }
    />
  );
}

function useColumns(): Column<Customer>[] {
  const { t } = useLingui();
  const { country, number, instant } = useFormat();
  const kinds = {
    business: t`Business`,
    government: t`Government`,
    nonprofit: t`Non-profit`,
    education: t`Education`,
  };
  return [
    { id: 'name', header: t`Name`, sort: true, cell: ({ name }) => <bdi>{name}</bdi> },
    { id: 'domain', header: t`Domain`, cell: ({ domain }) => <bdi>{domain}</bdi> },
    { id: 'kind', header: t`Kind`, phone: 'hide', cell: ({ body_kind }) => kinds[body_kind] },
    { id: 'country', header: t`Country`, phone: 'hide', cell: (customer) => country(customer.country) },
    {
      id: 'headcount',
      header: t`Employees`,
      numeric: true,
      phone: 'hide',
      cell: ({ headcount }) => headcount !== null && number(headcount),
    },
    {
      id: 'subscriptions',
      header: t`Active subscriptions`,
      numeric: true,
      cell: ({ subscriptions }) => number(subscriptions.active),
    },
    {
      id: 'created_at',
      header: t`Since`,
      sort: true,
      hidden: true,
      phone: 'hide',
      cell: (customer) => instant(customer.created_at),
    },
  ];
}
