import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { CopyText } from '../../ui/CopyButton.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { Bind, Form } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';
import { PasswordGate } from './PasswordGate.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';

type Secret = { secret: string; qr_svg: string };

/** Turning the second step on: the password, the picture for the app, its first code, the recovery codes. */
export function EnrolForm({ onDone }: { onDone: () => void }) {
  const [secret, setSecret] = useState<Secret | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (secret) return <FirstCode secret={secret} onCodes={setCodes} />;
  return (
    <PasswordGate
      action={<Trans>Go on</Trans>}
      submit={async (password) => {
        const { data } = await api.POST('/v1/session/second-factor', { body: { password } });
        setSecret(data ?? null);
      }}
    />
  );
}

const schema = z.object({ code: z.string().trim().min(6).max(40) });

function FirstCode({ secret, onCodes }: { secret: Secret; onCodes: (codes: readonly string[]) => void }) {
  const { t } = useLingui();
  const form = useForm({
    name: 'second-factor',
    keep: false,
    schema,
    defaults: { code: '' },
    submit: async (body) => {
      const { data } = await api.POST('/v1/session/second-factor/confirm', { body });
      onCodes(data?.recovery_codes ?? []);
    },
  });
  return (
    <Form form={form} action={<Trans>Turn it on</Trans>} unguarded>
      <p>
        <Trans>Scan this with an authenticator app, then type the six digits it shows.</Trans>
      </p>
      <div className="flex flex-wrap items-center gap-5">
        <img
          src={`data:image/svg+xml,${encodeURIComponent(secret.qr_svg)}`}
          alt={t`QR code for the authenticator app`}
          // Scanners want dark on light, in either theme.
          className="size-44 rounded-lg border border-line bg-[#fff] p-2"
        />
        <div className="min-w-0 text-sm text-muted">
          <Trans>No camera? Type this instead:</Trans>
          <span className="mt-1 block font-mono text-ink wrap-anywhere">
            <CopyText text={secret.secret} />
          </span>
        </div>
      </div>
      <Bind form={form} name="code">
        {(field) => (
          <TextField
            ltr
            label={t`Code of the app`}
            inputMode="numeric"
            autoComplete="one-time-code"
            className="max-w-52"
            {...field}
          />
        )}
      </Bind>
    </Form>
  );
}
