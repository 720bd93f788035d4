import { useLingui } from '@lingui/react/macro';
import { $api, type Item } from '../../api/client.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { Ellipsis, Mail, Send, Trash2 } from '../../ui/icons.ts';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { Empty } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { unless } from '../can.ts';
import type { Column } from '../table/columns.ts';
import { DataTable } from '../table/DataTable.tsx';
import type { Whose } from './InviteButton.tsx';
import { useRoleNames } from './roles.ts';

type Invitation = Item<'/v1/identity/invitations'>;

const tones: Record<Invitation['state'], Tone> = {
  open: 'info',
  accepted: 'good',
  expired: 'warn',
  revoked: 'neutral',
};

/** Who was invited, and what became of it. */
export function Invitations({ whose }: { whose: Whose }) {
  const { t } = useLingui();
  return (
    <DataTable<Invitation>
      local
      caption={t`Invitations`}
      from="/v1/identity/invitations"
      query={{ organization_id: whose.id }}
      columns={useColumns(whose)}
      rowKey={(invitation) => invitation.id}
      rowActions={(invitation) => <InvitationMenu invitation={invitation} />}
      defaultSort="-invited_at"
      limit={20}
      empty={
        <Empty icon={Mail} title={t`Nobody was invited yet`}>
          {t`Invited people stand here until they have accepted.`}
        </Empty>
      }
    />
  );
}

function useColumns(whose: Whose): Column<Invitation>[] {
  const { t } = useLingui();
  const { ago } = useFormat();
  const names = useRoleNames(whose.kind);
  const states: Record<Invitation['state'], string> = {
    open: t`Awaits an answer`,
    accepted: t`Accepted`,
    expired: t`Expired`,
    revoked: t`Taken back`,
  };
  return [
    {
      id: 'name',
      header: t`Name`,
      sort: true,
      cell: ({ name, email }) => (
        <span className="flex flex-col">
          <bdi>{name}</bdi>
          <bdi className="text-sm font-normal text-muted">{email}</bdi>
        </span>
      ),
    },
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
    { id: 'roles', header: t`Roles`, cell: ({ roles }) => names(roles) },
    { id: 'invited_at', header: t`Invited`, sort: true, cell: ({ invited_at }) => ago(invited_at) },
  ];
}

function InvitationMenu({ invitation }: { invitation: Invitation }) {
  const { t } = useLingui();
  const params = { path: { id: invitation.id } };
  const resend = $api.useMutation('post', '/v1/identity/invitations/{id}/resend', {
    onSuccess: () => void toast.good(t`Sent again, with a new link`),
  });
  const revoke = $api.useMutation('post', '/v1/identity/invitations/{id}/revoke', {
    onSuccess: () => void toast.good(t`The invitation is taken back`),
  });
  if (invitation.can.resend !== true && invitation.can.revoke !== true) return null;
  return (
    <Menu trigger={<IconButton size="sm" icon={Ellipsis} label={t`Actions for ${invitation.name}`} />}>
      <MenuItem
        icon={Send}
        disabled={unless(invitation.can.resend)}
        onClick={() => resend.mutate({ params })}
      >
        {t`Send again`}
      </MenuItem>
      <MenuItem
        danger
        icon={Trash2}
        disabled={unless(invitation.can.revoke)}
        onClick={() => revoke.mutate({ params })}
      >
        {t`Take back`}
      </MenuItem>
    </Menu>
  );
}
