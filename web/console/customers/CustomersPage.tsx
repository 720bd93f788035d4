import { useLingui } from '@lingui/react/macro';
import { unless } from '../../kit/can.ts';
import { Page } from '../../kit/Page.tsx';
import { useCan } from '../../kit/session.ts';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { path, paths } from '../../paths.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Building2, Plus } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type Customer, useCustomerWords } from './words.ts';

/** Everybody the reseller sells to. */
export default function CustomersPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Customers`}
      description={t`Who you sell to, and what they use.`}
      width="wide"
      actions={<NewButton />}
    >
      <DataTable<Customer>
        caption={t`Customers`}
        from="/v1/orders/customers"
        columns={useColumns()}
        rowKey={({ id }) => id}
        rowTo={({ id }) => path(paths.console.customer, { customerId: id })}
        search={t`Search by name or domain`}
        defaultSort="-created_at"
        csv
        empty={
          <Empty icon={Building2} title={t`No customers yet`} action={<NewButton />}>
            {t`Add the first to place an order.`}
          </Empty>
        }
      />
    </Page>
  );
}

/** Leads to the form, or says why there is none. */
function NewButton() {
  const { t } = useLingui();
  const may = useCan('customer.add');
  if (may !== true)
    return (
      <Button variant="primary" icon={Plus} disabled={unless(may)}>
        {t`New customer`}
      </Button>
    );
  return (
    <ButtonLink variant="primary" icon={Plus} to={paths.console.newCustomer}>
      {t`New customer`}
    </ButtonLink>
  );
}

function useColumns(): Column<Customer>[] {
  const { t } = useLingui();
  const { country, number, instant } = useFormat();
  const { kinds } = useCustomerWords();
  return [
    { id: 'name', header: t`Name`, sort: true, cell: ({ name }) => <Name name={name} /> },
    { id: 'domain', header: t`Domain`, cell: ({ domain }) => domain && <bdi>{domain}</bdi> },
    { id: 'country', header: t`Country`, cell: (customer) => country(customer.country) },
    { id: 'body_kind', header: t`Kind`, phone: 'hide', cell: ({ body_kind }) => kinds[body_kind] },
    {
      id: 'headcount',
      header: t`Employees`,
      numeric: true,
      phone: 'hide',
      cell: ({ headcount }) => headcount !== null && number(headcount),
    },
    {
      id: 'subscriptions',
      header: t`Subscriptions`,
      numeric: true,
      cell: ({ subscriptions: { active } }) => number(active),
    },
    {
      id: 'created_at',
      header: t`Since`,
      sort: true,
      hidden: true,
      phone: 'hide',
      cell: ({ created_at }) => instant(created_at),
    },
  ];
}

function Name({ name }: { name: string }) {
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Avatar square size="sm" name={name} />
      <bdi className="min-w-0">{name}</bdi>
    </span>
  );
}
