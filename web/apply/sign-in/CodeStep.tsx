import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { SignInForm } from './useSignIn.ts';

/** The second factor: the app's code, or one of the recovery codes kept for the day the app is lost. */
export function CodeStep({ form, onBack }: { form: SignInForm; onBack: () => void }) {
  const { t } = useLingui();
  const [recovery, setRecovery] = useState(false);
  const turn = () => {
    form.hook.resetField('code');
    setRecovery(!recovery);
  };
  return (
    <Form
      form={form}
      action={t`Sign in`}
      unguarded
      secondary={
        <Button variant="quiet" onClick={onBack}>
          <Trans>Back</Trans>
        </Button>
      }
    >
      <Bind form={form} name="code">
        {(field) => (
          <TextField
            key={String(recovery)}
            ltr
            autoFocus
            autoComplete="one-time-code"
            inputMode={recovery ? 'text' : 'numeric'}
            spellCheck={false}
            label={recovery ? t`Recovery code` : t`Code`}
            hint={
              recovery
                ? t`One of the ten you kept when you turned the second step on. Each works once.`
                : t`The six digits your authenticator app shows now.`
            }
            {...field}
          />
        )}
      </Bind>
      <button
        type="button"
        onClick={turn}
        className="self-start rounded-sm font-medium text-accent-text underline-offset-3 hover:underline"
      >
        {recovery ? <Trans>Use the authenticator app</Trans> : <Trans>Use a recovery code</Trans>}
      </button>
    </Form>
  );
}
