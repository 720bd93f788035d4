import { useLingui } from '@lingui/react/macro';
import { Page } from '../kit/Page.tsx';
import type { Column } from '../kit/table/columns.ts';
import { DataTable } from '../kit/table/DataTable.tsx';
import { path, paths } from '../paths.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Badge, type Tone } from '../ui/Badge.tsx';
import { Handshake } from '../ui/icons.ts';
import { Empty } from '../ui/states.tsx';
import { useFormat } from '../ui/useFormat.ts';

type Reseller = {
  id: string;
  name: string;
  country: string;
  state: 'active' | 'suspended' | 'closed';
  bundle_plan: { id: string; name: string } | null;
  billing_preference: 'pre_pay' | 'post_pay';
  channel_manager: { id: string; name: string } | null;
  created_at: string;
};

/** Every reseller of the program. The model of a list page: words, columns, one DataTable. */
export default function ResellersPage() {
  const { t } = useLingui();
  const words = useWords();
  return (
    <Page title={t`Resellers`} description={t`Who sells for the program, and on which terms.`} width="wide">
      <DataTable<Reseller>
        caption={t`Resellers`}
        from="/v1/program/resellers"
        columns={useColumns()}
        rowKey={(reseller) => reseller.id}
        rowTo={(reseller) => path(paths.office.reseller, { resellerId: reseller.id })}
        search={t`Search by name`}
        filters={[{ key: 'state', label: t`State`, options: optionsOf(words.states) }]}
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
  const { country, instant } = useFormat();
  const words = useWords();
  return [
    { id: 'name', header: t`Name`, sort: true, cell: (reseller) => <Name name={reseller.name} /> },
    {
      id: 'state',
      header: t`State`,
      phone: 'aside',
      cell: ({ state }) => (
        <Badge dot tone={tones[state]}>
          {words.states[state]}
        </Badge>
      ),
    },
    { id: 'country', header: t`Country`, sort: true, cell: (reseller) => country(reseller.country) },
    { id: 'bundle_plan', header: t`Bundle plan`, cell: (reseller) => reseller.bundle_plan?.name },
    { id: 'billing', header: t`Billing`, cell: (reseller) => words.billing[reseller.billing_preference] },
    {
      id: 'channel_manager',
      header: t`Channel manager`,
      phone: 'hide',
      cell: (reseller) => <bdi>{reseller.channel_manager?.name}</bdi>,
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

const tones: Record<Reseller['state'], Tone> = { active: 'good', suspended: 'warn', closed: 'neutral' };

function useWords() {
  const { t } = useLingui();
  return {
    states: { active: t`Active`, suspended: t`Suspended`, closed: t`Closed` },
    billing: { pre_pay: t`Pre-pay`, post_pay: t`Post-pay` },
  };
}

function optionsOf(words: Record<string, string>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}
