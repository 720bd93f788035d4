import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { UserPlus } from '../../ui/icons.ts';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { unless } from '../can.ts';
import { DialogButton } from '../form/DialogButton.tsx';
import { Bind, Form } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';
import { type Kind, useSession } from '../session.ts';
import { RolesField } from './RolesField.tsx';

/** Whose people: one's own, or those of a buyer one looks after. */
export type Whose = { id: string; kind: Kind };

/** Whether the signed-in person may invite to an organization: its own keepers do, and its seller's. */
function useMayInvite({ id, kind }: Whose): true | string | undefined {
  const { organization, can } = useSession();
  if (id === organization.id) return can['person.invite'];
  return kind === 'customer' ? can['customer.invite'] : can['reseller.invite'];
}

type Props = { whose: Whose; variant?: 'primary' | 'secondary' };

/** Invites somebody by e-mail. */
export function InviteButton({ whose, variant = 'secondary' }: Props) {
  const { t } = useLingui();
  return (
    <DialogButton
      variant={variant}
      icon={UserPlus}
      label={t`Invite somebody`}
      description={t`They get a letter with a link that works for 14 days.`}
      disabled={unless(useMayInvite(whose))}
    >
      {(close) => <InviteForm whose={whose} onDone={close} />}
    </DialogButton>
  );
}

const schema = z.object({
  name: z.string().trim().min(1).max(120),
  email: z.email().max(254),
  language: z.enum(['en', 'ar']),
  roles: z.array(z.string()).min(1),
});

function InviteForm({ whose, onDone }: { whose: Whose; onDone: () => void }) {
  const { t } = useLingui();
  const { language } = useFormat();
  const form = useForm({
    name: `invite-${whose.id}`,
    schema,
    defaults: { name: '', email: '', language, roles: [] as string[] },
    submit: (body) => api.POST('/v1/identity/invitations', { body: { ...body, organization_id: whose.id } }),
    onDone: () => {
      toast.good(t`The invitation is on its way`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Send the invitation</Trans>}>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="name">
          {(field) => <TextField label={t`Name`} autoComplete="off" {...field} />}
        </Bind>
        <Bind form={form} name="email">
          {(field) => <TextField type="email" label={t`E-mail`} autoComplete="off" {...field} />}
        </Bind>
      </div>
      <Bind form={form} name="language">
        {({ onValueChange, ...field }) => (
          <RadioGroup
            cards
            label={t`Language of the letter`}
            options={[
              { value: 'en', label: 'English' },
              { value: 'ar', label: 'العربية' },
            ]}
            {...field}
            onValueChange={(chosen) => onValueChange(chosen as 'en' | 'ar')}
          />
        )}
      </Bind>
      <Bind form={form} name="roles">
        {(field) => <RolesField kind={whose.kind} {...field} />}
      </Bind>
    </Form>
  );
}
