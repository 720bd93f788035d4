import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { paths } from '../../paths.ts';
import { Link } from '../../ui/Link.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { DemoMail } from '../frame/DemoMail.tsx';
import { Sheet } from '../frame/Sheet.tsx';
import { useVendor } from '../vendor.ts';

const schema = z.object({ email: z.email().max(254) });

/** Asks for a link to set a new password by. The answer does not tell whether anybody has the address. */
export default function ForgotPage() {
  const { t } = useLingui();
  const [sentTo, setSentTo] = useState('');
  const back = (
    <Link to={paths.signIn}>
      <Trans>Back to sign-in</Trans>
    </Link>
  );
  if (sentTo)
    return (
      <Sheet title={t`Check your mail`} after={back}>
        <Sent to={sentTo} />
      </Sheet>
    );
  return (
    <Sheet title={t`Set a new password`} description={t`We send you a link to do it by.`} after={back}>
      <AskForm onSent={setSentTo} />
    </Sheet>
  );
}

function AskForm({ onSent }: { onSent: (email: string) => void }) {
  const { t } = useLingui();
  const form = useForm({
    name: 'forgot',
    keep: false,
    schema,
    defaults: { email: '' },
    submit: async ({ email }) => {
      await api.POST('/v1/session/password-reset', { body: { email } });
      onSent(email);
    },
  });
  return (
    <Form form={form} action={t`Send the link`} unguarded>
      <Bind form={form} name="email">
        {(field) => <TextField type="email" autoComplete="username" label={t`E-mail address`} {...field} />}
      </Bind>
    </Form>
  );
}

function Sent({ to }: { to: string }) {
  const { demo } = useVendor();
  return (
    <>
      <p role="status" className="text-muted">
        <Trans>
          If somebody signs in here with <bdi className="font-medium text-ink">{to}</bdi>, a letter with a
          link is on its way. The link works once, for a short time.
        </Trans>
      </p>
      {demo && <DemoMail />}
    </>
  );
}
