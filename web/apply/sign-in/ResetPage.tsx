import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Link } from '../../ui/Link.tsx';
import { Sheet } from '../frame/Sheet.tsx';
import { NewPasswordField, newPassword } from '../joining/NewPasswordField.tsx';
import { useParam } from '../useParam.ts';

const schema = z.object({ password: newPassword });

/** Where the letter's link leads: a new password, then sign-in with it. */
export default function ResetPage() {
  const { t } = useLingui();
  const [done, setDone] = useState(false);
  if (done)
    return (
      <Sheet
        title={t`Your password is set`}
        description={t`You are signed out everywhere, so that nobody goes on with the old one.`}
      >
        <ButtonLink variant="primary" to={paths.signIn} className="self-start">
          <Trans>Sign in</Trans>
        </ButtonLink>
      </Sheet>
    );
  return (
    <Sheet title={t`Set a new password`} after={<Again />}>
      <ResetForm onDone={() => setDone(true)} />
    </Sheet>
  );
}

function ResetForm({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const token = useParam('token');
  const form = useForm({
    name: 'reset',
    keep: false,
    schema,
    defaults: { password: '' },
    submit: ({ password }) => api.POST('/v1/session/password-reset/confirm', { body: { token, password } }),
    onDone,
  });
  return (
    <Form form={form} action={t`Set the password`} unguarded>
      <NewPasswordField form={form} />
    </Form>
  );
}

function Again() {
  return (
    <Link to={paths.forgot}>
      <Trans>Ask for another link</Trans>
    </Link>
  );
}
