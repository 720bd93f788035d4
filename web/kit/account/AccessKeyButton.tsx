import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyText } from '../../ui/CopyButton.tsx';
import { Plus } from '../../ui/icons.ts';
import { TextField } from '../../ui/TextField.tsx';
import { DialogButton } from '../form/DialogButton.tsx';
import { Bind, Form } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';
import { RolesField } from '../people/RolesField.tsx';
import { useSession } from '../session.ts';

/** Makes an access key and shows its secret this once. */
export function AccessKeyButton() {
  const { t } = useLingui();
  return (
    <DialogButton size="sm" icon={Plus} label={t`New access key`}>
      {(close) => <Making onDone={close} />}
    </DialogButton>
  );
}

function Making({ onDone }: { onDone: () => void }) {
  const [secret, setSecret] = useState<string | null>(null);
  return secret ? <Secret secret={secret} onDone={onDone} /> : <KeyForm onSecret={setSecret} />;
}

const schema = z.object({ name: z.string().trim().min(2).max(80), roles: z.array(z.string()).min(1) });

function KeyForm({ onSecret }: { onSecret: (secret: string) => void }) {
  const { t } = useLingui();
  const { organization } = useSession();
  const form = useForm({
    name: 'access-key',
    keep: false,
    schema,
    defaults: { name: '', roles: [] as string[] },
    submit: async (body) => {
      const { data } = await api.POST('/v1/identity/access-keys', { body });
      if (data) onSecret(data.secret);
    },
  });
  return (
    <Form form={form} action={<Trans>Make the key</Trans>} unguarded>
      <Bind form={form} name="name">
        {(field) => <TextField label={t`What it is for`} placeholder={t`Accounting export`} {...field} />}
      </Bind>
      <Bind form={form} name="roles">
        {(field) => <RolesField kind={organization.kind} {...field} />}
      </Bind>
    </Form>
  );
}

function Secret({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <div className="flex flex-col items-start gap-5">
      <p>
        <Trans>
          This is the secret. Keep it now: it is not shown again. Programs send it as{' '}
          <bdi className="font-mono text-sm">Authorization: Bearer …</bdi>
        </Trans>
      </p>
      <div dir="ltr" className="w-full rounded-lg bg-sunken px-4 py-3 font-mono text-sm wrap-anywhere">
        <CopyText text={secret} />
      </div>
      <Button variant="primary" onClick={onDone}>
        <Trans>I have kept it</Trans>
      </Button>
    </div>
  );
}
