import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { Card } from '../../ui/Card.tsx';
import { PasswordField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { DialogButton } from '../form/DialogButton.tsx';
import { Bind, Form } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';

/** The way to a new password. */
export function PasswordCard() {
  const { t } = useLingui();
  return (
    <Card
      title={t`Password`}
      actions={
        <DialogButton label={t`Change the password`}>
          {(close) => <PasswordForm onDone={close} />}
        </DialogButton>
      }
    >
      <p className="max-w-prose text-muted">
        <Trans>Changing it signs you out everywhere but here.</Trans>
      </p>
    </Card>
  );
}

const schema = z.object({ present: z.string().min(1), password: z.string().min(12).max(1000) });

function PasswordForm({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    name: 'password',
    keep: false,
    schema,
    defaults: { present: '', password: '' },
    submit: (body) => api.POST('/v1/session/password', { body }),
    onDone: () => {
      toast.good(t`The password is changed`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Change the password</Trans>} unguarded>
      <Bind form={form} name="present">
        {(field) => <PasswordField label={t`Present password`} autoComplete="current-password" {...field} />}
      </Bind>
      <Bind form={form} name="password">
        {(field) => (
          <PasswordField
            label={t`New password`}
            hint={t`At least 12 characters. A few plain words make a good one.`}
            autoComplete="new-password"
            {...field}
          />
        )}
      </Bind>
    </Form>
  );
}
