import { useLingui } from '@lingui/react/macro';
import { $api, type Item } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { confirm } from '../../kit/confirm.ts';
import { dayBefore } from '../../kit/days.ts';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { path, paths } from '../../paths.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { ShieldCheck } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { Empty } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';

type Exemption = Item<'/v1/billing/tax-exemptions'>;

const tones: Record<Exemption['state'], Tone> = {
  valid: 'good',
  coming: 'info',
  ended: 'neutral',
  revoked: 'bad',
};

function useStates(): Record<Exemption['state'], string> {
  const { t } = useLingui();
  return { valid: t`Valid`, coming: t`To come`, ended: t`Ended`, revoked: t`Revoked` };
}

/** The certificates that free resellers from tax. */
export function Exemptions() {
  const { t } = useLingui();
  const states = useStates();
  return (
    <DataTable<Exemption>
      caption={t`Exemption certificates`}
      from="/v1/billing/tax-exemptions"
      columns={useColumns()}
      rowKey={(one) => one.id}
      rowActions={(one) => one.state !== 'revoked' && one.state !== 'ended' && <Revoke one={one} />}
      search={t`Reseller, certificate or authority`}
      filters={[
        {
          key: 'state',
          label: t`State`,
          options: Object.entries(states).map(([value, label]) => ({ value, label })),
        },
      ]}
      defaultSort="-valid_from"
      csv
      empty={
        <Empty icon={ShieldCheck} title={t`No certificate yet`}>
          {t`A reseller with a certificate of exemption is billed without tax while it holds, and its invoices say why.`}
        </Empty>
      }
    />
  );
}

function useColumns(): Column<Exemption>[] {
  const { t } = useLingui();
  const { date } = useFormat();
  const states = useStates();
  return [
    {
      id: 'buyer',
      header: t`Reseller`,
      cell: ({ buyer }) => (
        <Link to={path(paths.office.reseller, { resellerId: buyer.id })}>
          <bdi>{buyer.name}</bdi>
        </Link>
      ),
    },
    {
      id: 'certificate',
      header: t`Certificate`,
      phone: 'line',
      cell: ({ certificate, authority }) => (
        <span className="flex min-w-0 flex-col">
          <bdi className="figures truncate">{certificate}</bdi>
          <bdi className="truncate text-sm text-muted">{authority}</bdi>
        </span>
      ),
    },
    { id: 'valid_from', header: t`From`, sort: true, cell: (one) => date(one.valid_from) },
    { id: 'valid_to', header: t`Through`, sort: true, cell: (one) => date(dayBefore(one.valid_to)) },
    {
      id: 'state',
      header: t`State`,
      phone: 'aside',
      cell: ({ state }) => (
        <Badge dot tone={tones[state]}>
          {states[state]}
        </Badge>
      ),
    },
  ];
}

function Revoke({ one }: { one: Exemption }) {
  const { t } = useLingui();
  const revoke = $api.useMutation('post', '/v1/billing/tax-exemptions/{id}/revoke', {
    onSuccess: () => toast.good(t`The certificate counts no more`),
  });
  const press = async () => {
    const sure = await confirm({
      title: t`End this certificate?`,
      description: t`What is drafted from now on bears tax again. Invoices that are issued stay as they are.`,
      action: t`End it`,
      danger: true,
    });
    if (sure) revoke.mutate({ params: { path: { id: one.id } } });
  };
  return (
    <Button
      size="sm"
      variant="quiet"
      busy={revoke.isPending}
      disabled={unless(one.can.revoke)}
      onClick={() => void press()}
    >
      {t`End it`}
    </Button>
  );
}
