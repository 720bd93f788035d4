import { Trans, useLingui } from '@lingui/react/macro';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { paths } from '../../paths.ts';
import { Link } from '../../ui/Link.tsx';
import { PasswordField, TextField } from '../../ui/TextField.tsx';
import type { SignInForm } from './useSignIn.ts';

/** Address and password. */
export function PasswordStep({ form }: { form: SignInForm }) {
  const { t } = useLingui();
  return (
    <Form form={form} action={t`Sign in`} unguarded secondary={<Forgot />}>
      <Bind form={form} name="email">
        {(field) => <TextField type="email" autoComplete="username" label={t`E-mail address`} {...field} />}
      </Bind>
      <Bind form={form} name="password">
        {(field) => <PasswordField autoComplete="current-password" label={t`Password`} {...field} />}
      </Bind>
    </Form>
  );
}

function Forgot() {
  return (
    <Link to={paths.forgot} className="ms-auto">
      <Trans>Forgot the password?</Trans>
    </Link>
  );
}
