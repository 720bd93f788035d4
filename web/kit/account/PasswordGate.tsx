import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { PasswordField } from '../../ui/TextField.tsx';
import { Bind, Form } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';

const schema = z.object({ password: z.string().min(1) });

type Props = {
  action: ReactNode;
  submit: (password: string) => Promise<unknown>;
  onDone?: () => void;
};

/** Asks for the password once more before something that matters. */
export function PasswordGate({ action, submit, onDone }: Props) {
  const { t } = useLingui();
  const form = useForm({
    name: 'password-gate',
    keep: false,
    schema,
    defaults: { password: '' },
    submit: ({ password }) => submit(password),
    ...(onDone && { onDone }),
  });
  return (
    <Form form={form} action={action} unguarded>
      <Bind form={form} name="password">
        {(field) => <PasswordField label={t`Your password`} autoComplete="current-password" {...field} />}
      </Bind>
    </Form>
  );
}
