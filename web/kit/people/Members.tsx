import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { z } from 'zod';
import { $api, api, type Item } from '../../api/client.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Ellipsis, Pencil, Trash2, Users } from '../../ui/icons.ts';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { Empty } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { unless } from '../can.ts';
import { confirm } from '../confirm.ts';
import { Bind, Form } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';
import { useSession } from '../session.ts';
import type { Column } from '../table/columns.ts';
import { DataTable } from '../table/DataTable.tsx';
import type { Whose } from './InviteButton.tsx';
import { RolesField } from './RolesField.tsx';
import { useRoleNames } from './roles.ts';

type Member = Item<'/v1/identity/members'>;

/** The people of an organization, their roles, and the way to change or end them. */
export function Members({ whose }: { whose: Whose }) {
  const { t } = useLingui();
  const [changing, setChanging] = useState<Member | null>(null);
  return (
    <>
      <DataTable<Member>
        local
        caption={t`People`}
        from="/v1/identity/members"
        query={{ organization_id: whose.id }}
        columns={useColumns(whose)}
        rowKey={(member) => member.id}
        rowActions={(member) => (
          <MemberMenu member={member} whose={whose} onChange={() => setChanging(member)} />
        )}
        search={t`Name or e-mail`}
        defaultSort="name"
        empty={<Empty icon={Users} title={t`Nobody yet`} />}
      />
      <Dialog
        open={changing !== null}
        onOpenChange={(open) => open || setChanging(null)}
        title={<Trans>Roles of {changing?.name}</Trans>}
      >
        {changing && <RolesForm member={changing} whose={whose} onDone={() => setChanging(null)} />}
      </Dialog>
    </>
  );
}

function useColumns(whose: Whose): Column<Member>[] {
  const { t } = useLingui();
  const { instant } = useFormat();
  const names = useRoleNames(whose.kind);
  return [
    { id: 'name', header: t`Name`, sort: true, cell: (member) => <Name member={member} /> },
    {
      id: 'email',
      header: t`E-mail`,
      sort: true,
      cell: ({ email }) => <bdi className="wrap-anywhere">{email}</bdi>,
    },
    { id: 'roles', header: t`Roles`, cell: ({ roles }) => names(roles) },
    { id: 'since', header: t`Since`, sort: true, phone: 'hide', cell: ({ since }) => instant(since) },
  ];
}

function Name({ member }: { member: Member }) {
  const { person } = useSession();
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Avatar size="sm" name={member.name} />
      <bdi className="truncate">{member.name}</bdi>
      {member.id === person.id && (
        <Badge>
          <Trans>You</Trans>
        </Badge>
      )}
    </span>
  );
}

type MenuProps = { member: Member; whose: Whose; onChange: () => void };

function MemberMenu({ member, whose, onChange }: MenuProps) {
  const { t } = useLingui();
  const { name } = member;
  const end = $api.useMutation('delete', '/v1/identity/members/{id}');
  const press = async () => {
    const sure = await confirm({
      title: t`End the membership of ${name}?`,
      description: t`They are signed out and can do nothing more here. What they did stays in the audit log.`,
      action: t`End the membership`,
      danger: true,
    });
    const params = { path: { id: member.id }, query: { organization_id: whose.id } };
    if (sure) end.mutate({ params }, { onSuccess: () => toast.good(t`${name} is no longer a member`) });
  };
  return (
    <Menu trigger={<IconButton size="sm" icon={Ellipsis} label={t`Actions for ${name}`} />}>
      <MenuItem icon={Pencil} disabled={unless(member.can.change_roles)} onClick={onChange}>
        {t`Change roles`}
      </MenuItem>
      <MenuItem danger icon={Trash2} disabled={unless(member.can.end)} onClick={() => void press()}>
        {t`End the membership`}
      </MenuItem>
    </Menu>
  );
}

const schema = z.object({ roles: z.array(z.string()).min(1) });

function RolesForm({ member, whose, onDone }: { member: Member; whose: Whose; onDone: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    name: `roles-${member.id}`,
    keep: false,
    schema,
    defaults: { roles: member.roles },
    submit: (body) =>
      api.PATCH('/v1/identity/members/{id}', {
        params: { path: { id: member.id }, query: { organization_id: whose.id } },
        body,
      }),
    onDone: () => {
      toast.good(t`Roles changed`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Change the roles</Trans>} unguarded>
      <Bind form={form} name="roles">
        {(field) => <RolesField kind={whose.kind} {...field} />}
      </Bind>
    </Form>
  );
}
