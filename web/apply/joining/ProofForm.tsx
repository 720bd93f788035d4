import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { z } from 'zod';
import { Problem } from '../../api/problem.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { PasswordField, TextField } from '../../ui/TextField.tsx';
import { NewPasswordField, newPassword } from './NewPasswordField.tsx';

/** What the holder of a link shows of themselves. */
export type Shown = { name: string; password: string; code?: string };

type ProofFormProps = {
  email: string;
  /** The name they are expected under. */
  name: string;
  /** Whether a new person may write their name as they like it. */
  asksName?: boolean;
  /** They have a password here: it is asked for, and a code where their second factor is on. */
  known: boolean;
  action: string;
  join: (shown: Shown) => Promise<unknown>;
};

/** The holder of a link in a letter chooses a password, or shows the one they have. */
export function ProofForm({ email, name, asksName, known, action, join }: ProofFormProps) {
  const { t } = useLingui();
  const [asksCode, setAsksCode] = useState(false);
  const form = useForm({
    name: 'joining',
    keep: false,
    schema: known ? knownPerson : newPerson,
    defaults: { name, password: '', code: '' },
    submit: async ({ code, ...shown }) => {
      try {
        await join(code ? { ...shown, code } : shown);
      } catch (error) {
        if (!(error instanceof Problem && error.code === 'code_required')) throw error;
        setAsksCode(true);
      }
    },
  });
  return (
    <Form form={form} action={action} unguarded>
      <TextField
        type="email"
        autoComplete="username"
        readOnly
        label={t`E-mail address`}
        value={email}
        onValueChange={() => undefined}
      />
      {asksName && (
        <Bind form={form} name="name">
          {(field) => <TextField autoComplete="name" label={t`Your name`} {...field} />}
        </Bind>
      )}
      {known ? (
        <Bind form={form} name="password">
          {(field) => <PasswordField autoComplete="current-password" label={t`Password`} {...field} />}
        </Bind>
      ) : (
        <NewPasswordField form={form} />
      )}
      {asksCode && (
        <Bind form={form} name="code">
          {(field) => (
            <TextField
              ltr
              autoFocus
              autoComplete="one-time-code"
              label={t`Code`}
              hint={t`Of your authenticator app, or a recovery code.`}
              {...field}
            />
          )}
        </Bind>
      )}
    </Form>
  );
}

const newPerson = z.object({
  name: z.string().trim().min(2).max(120),
  password: newPassword,
  code: z.string().trim().max(40),
});
const knownPerson = newPerson.extend({ password: z.string().min(1).max(200) });
