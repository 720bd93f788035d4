import { useLingui } from '@lingui/react/macro';
import type { Item } from '../api/client.ts';
import { Page } from '../kit/Page.tsx';
import type { Column } from '../kit/table/columns.ts';
import { DataTable } from '../kit/table/DataTable.tsx';
import { path, paths } from '../paths.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Badge, type Tone } from '../ui/Badge.tsx';
import { Handshake } from '../ui/icons.ts';
import { Empty } from '../ui/states.tsx';
import { useFormat } from '../ui/useFormat.ts';

type Reseller = Item<'/v1/program/resellers'>;

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
  const { country, instant, number, text } = useFormat();
  const words = useWords();
  return [
    { id: 'name', header: t`Name`, sort: true, cell: (reseller) => <Name name={reseller.name} /> },
    {
      id: 'state',
      header: t`State`,
      phone: 'aside',
      cell: ({ state }) => (
        <Badge dot tone={tones[state] ?? 'neutral'}>
          {words.states[state] ?? state}
        </Badge>
      ),
    },
    { id: 'country', header: t`Country`, cell: (reseller) => country(reseller.country) },
    {
      id: 'bundle_plan',
      header: t`Bundle plan`,
      cell: ({ bundle_plan }) => (bundle_plan ? text(bundle_plan.name) : t`List price`),
    },
    { id: 'billing', header: t`Billing`, cell: (reseller) => words.billing[reseller.billing_preference] },
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
      <bdi className="truncate">{name}</bdi>
    </span>
  );
}

const tones: Record<string, Tone> = { active: 'good', suspended: 'warn', closed: 'neutral' };

function useWords() {
  const { t } = useLingui();
  const states: Record<string, string> = { active: t`Active`, suspended: t`Suspended`, closed: t`Closed` };
  return { states, billing: { prepay: t`Pre-pay`, postpay: t`Post-pay` } };
}
