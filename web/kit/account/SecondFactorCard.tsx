import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { $api, api } from '../../api/client.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { DialogButton } from '../form/DialogButton.tsx';
import { EnrolForm } from './EnrolForm.tsx';
import { PasswordGate } from './PasswordGate.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';

/** Signing in with a code of an app besides the password: on, off, and the recovery codes. */
export function SecondFactorCard() {
  const { t } = useLingui();
  const { date } = useFormat();
  const factor = $api.useSuspenseQuery('get', '/v1/session/second-factor').data;
  const since = factor.enabled_at && date(factor.enabled_at.slice(0, 10));
  return (
    <Card
      title={
        <span className="flex items-center gap-2.5">
          {t`Second step`}
          {factor.enabled ? <Badge dot tone="good">{t`On`}</Badge> : <Badge>{t`Off`}</Badge>}
        </span>
      }
      actions={
        factor.enabled ? (
          <>
            <RenewButton />
            <DisableButton />
          </>
        ) : (
          <DialogButton label={t`Turn on`} title={t`Turn the second step on`}>
            {(close) => <EnrolForm onDone={close} />}
          </DialogButton>
        )
      }
    >
      <p className="max-w-prose text-muted">
        {factor.enabled ? (
          <Trans>
            On since {since}.{' '}
            <Plural
              value={factor.recovery_codes_left}
              one="# recovery code is left."
              other="# recovery codes are left."
            />
          </Trans>
        ) : (
          <Trans>
            A code of an app on your phone, besides the password. Nobody gets in with the password alone.
          </Trans>
        )}
      </p>
    </Card>
  );
}

function RenewButton() {
  const { t } = useLingui();
  return (
    <DialogButton label={t`New recovery codes`} description={t`The old ones stop working at once.`}>
      {(close) => <Renewal onDone={close} />}
    </DialogButton>
  );
}

function Renewal({ onDone }: { onDone: () => void }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  return (
    <PasswordGate
      action={<Trans>Make new codes</Trans>}
      submit={async (password) => {
        const { data } = await api.POST('/v1/session/second-factor/recovery-codes', { body: { password } });
        setCodes(data?.recovery_codes ?? []);
      }}
    />
  );
}

function DisableButton() {
  const { t } = useLingui();
  return (
    <DialogButton
      label={t`Turn off`}
      title={t`Turn the second step off?`}
      description={t`The password alone will do from then on.`}
    >
      {(close) => (
        <PasswordGate
          action={<Trans>Turn it off</Trans>}
          submit={(password) => api.POST('/v1/session/second-factor/disable', { body: { password } })}
          onDone={() => {
            toast.good(t`The second step is off`);
            close();
          }}
        />
      )}
    </DialogButton>
  );
}
