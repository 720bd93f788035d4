import { Trans, useLingui } from '@lingui/react/macro';
import { $api, type Item } from '../../api/client.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Section } from '../../ui/Card.tsx';
import { KeyRound } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { confirm } from '../confirm.ts';
import { useRoleNames } from '../people/roles.ts';
import { useSession } from '../session.ts';
import type { Column } from '../table/columns.ts';
import { DataTable } from '../table/DataTable.tsx';
import { AccessKeyButton } from './AccessKeyButton.tsx';

type Key = Item<'/v1/identity/access-keys'>;

/** Keys that programs of the organization use the API with. */
export function AccessKeys() {
  const { t } = useLingui();
  return (
    <Section
      title={t`Access keys`}
      description={<Trans>For programs of your organization that use the API.</Trans>}
      actions={<AccessKeyButton />}
    >
      <DataTable<Key>
        local
        caption={t`Access keys`}
        from="/v1/identity/access-keys"
        columns={useColumns()}
        rowKey={(key) => key.id}
        rowActions={(key) => key.can.revoke === true && <RevokeButton accessKey={key} />}
        defaultSort="-created_at"
        limit={20}
        empty={
          <Empty icon={KeyRound} title={t`No access keys`}>
            {t`Make one for each program, so that one can be revoked without the others.`}
          </Empty>
        }
      />
    </Section>
  );
}

function useColumns(): Column<Key>[] {
  const { t } = useLingui();
  const { ago } = useFormat();
  const names = useRoleNames(useSession().organization.kind);
  return [
    {
      id: 'name',
      header: t`Name`,
      sort: true,
      cell: ({ name, hint }) => (
        <span className="flex flex-col">
          <bdi>{name}</bdi>
          <bdi className="font-mono text-xs font-normal text-muted">…{hint}</bdi>
        </span>
      ),
    },
    { id: 'roles', header: t`Roles`, cell: ({ roles }) => names(roles) },
    {
      id: 'used',
      header: t`Last used`,
      phone: 'aside',
      cell: ({ revoked_at, last_used_at }) => {
        if (revoked_at) return <Badge>{t`Revoked`}</Badge>;
        return last_used_at ? ago(last_used_at) : <span className="text-muted">{t`Never`}</span>;
      },
    },
  ];
}

function RevokeButton({ accessKey }: { accessKey: Key }) {
  const { t } = useLingui();
  const { name } = accessKey;
  const revoke = $api.useMutation('post', '/v1/identity/access-keys/{id}/revoke');
  const press = async () => {
    const sure = await confirm({
      title: t`Revoke the key “${name}”?`,
      description: t`Whatever uses it stops working at once. This cannot be undone.`,
      action: t`Revoke it`,
      danger: true,
    });
    const done = () => toast.good(t`The key is revoked`);
    if (sure) revoke.mutate({ params: { path: { id: accessKey.id } } }, { onSuccess: done });
  };
  return (
    <Button size="sm" variant="quiet" busy={revoke.isPending} onClick={() => void press()}>
      <Trans>Revoke</Trans>
    </Button>
  );
}
