import { useLingui } from '@lingui/react/macro';
import { Page } from '../../kit/Page.tsx';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { path, paths } from '../../paths.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Handshake } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { OrganizationState } from './OrganizationState.tsx';
import { type Reseller, useResellerWords } from './words.ts';

/** Every reseller of the program. The model of a list page: words, columns, one DataTable. */
export default function ResellersPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Resellers`} description={t`Who sells for the program, and on which terms.`} width="wide">
      <DataTable<Reseller>
        caption={t`Resellers`}
        from="/v1/program/resellers"
        columns={useColumns()}
        rowKey={(reseller) => reseller.id}
        rowTo={(reseller) => path(paths.office.reseller, { resellerId: reseller.id })}
        search={t`Search by name or domain`}
        defaultSort="-created_at"
        csv
        empty={
          <Empty icon={Handshake} title={t`No resellers yet`}>
            {t`An approved application becomes a reseller.`}
          </Empty>
        }
      />
    </Page>
  );
}

function useColumns(): Column<Reseller>[] {
  const { t } = useLingui();
  const { country, instant, number } = useFormat();
  const words = useResellerWords();
  return [
    { id: 'name', header: t`Name`, sort: true, cell: (reseller) => <Name name={reseller.name} /> },
    {
      id: 'state',
      header: t`State`,
      phone: 'aside',
      cell: ({ state }) => <OrganizationState state={state} />,
    },
    { id: 'country', header: t`Country`, cell: (reseller) => country(reseller.country) },
    { id: 'bundle_plan', header: t`Bundle plan`, cell: words.plan },
    {
      id: 'billing',
      header: t`Billing preference`,
      cell: (reseller) => words.preferences[reseller.billing_preference],
    },
    { id: 'customers', header: t`Customers`, numeric: true, cell: (reseller) => number(reseller.customers) },
    {
      id: 'channel_manager',
      header: t`Channel manager`,
      phone: 'hide',
      cell: (reseller) => <bdi>{reseller.channel_manager.name}</bdi>,
    },
    {
      id: 'created_at',
      header: t`Since`,
      sort: true,
      hidden: true,
      phone: 'hide',
      cell: (reseller) => instant(reseller.created_at),
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
