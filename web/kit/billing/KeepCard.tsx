import { Trans, useLingui } from '@lingui/react/macro';
import { useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { $api } from '../../api/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { CircleAlert, CircleCheck, CreditCard } from '../../ui/icons.ts';
import { Spinner } from '../../ui/Spinner.tsx';
import { unless } from '../can.ts';
import { DialogButton } from '../form/DialogButton.tsx';
import type { KeptCard } from './CardCharge.tsx';
import { Notice } from './CheckoutNotice.tsx';

type Props = { standing: KeptCard; ahead: boolean; label: ReactNode; primary?: boolean };

/** Agrees to automatic payment and goes to the gateway's page, where the card is typed. */
export function KeepCard({ standing, ahead, label, primary }: Props) {
  const { t } = useLingui();
  return (
    <DialogButton
      icon={CreditCard}
      label={label}
      title={t`Keep a card for automatic payment`}
      disabled={unless(standing.can.keep)}
      {...(primary && { variant: 'primary' as const })}
    >
      {() => <Agreement standing={standing} ahead={ahead} />}
    </DialogButton>
  );
}

function Agreement({ standing, ahead }: Pick<Props, 'standing' | 'ahead'>) {
  const { t } = useLingui();
  const [prepaid, setPrepaid] = useState(standing.card?.prepaid ?? false);
  const { begin, busy } = useSetup(prepaid && ahead);
  return (
    <div className="flex flex-col gap-4">
      <p className="rounded-lg bg-sunken px-4 py-3">
        {prepaid && ahead ? standing.agreement.prepaid : standing.agreement.invoices}
      </p>
      {ahead && (
        <Checkbox label={t`Also charge prepaid orders, at once`} value={prepaid} onValueChange={setPrepaid} />
      )}
      <p className="text-sm text-muted">
        <Trans>
          You type the card on the payment provider’s page and come back here. We keep its last four digits
          and its expiry only.
        </Trans>
      </p>
      <div className="flex justify-end">
        <Button variant="primary" busy={busy} onClick={begin}>
          {t`Agree and continue`}
        </Button>
      </div>
    </div>
  );
}

/** Begins a setup and goes to the gateway's page as soon as there is one. */
function useSetup(prepaid: boolean) {
  const setup = $api.useMutation('post', '/v1/billing/card-setups');
  const id = setup.data?.id;
  const asked = $api.useQuery(
    'get',
    '/v1/billing/card-setups/{id}',
    { params: { path: { id: id ?? '' } } },
    { enabled: Boolean(id), refetchInterval: ({ state }) => (state.data?.url ? false : 700) },
  );
  const url = asked.data?.url;
  useEffect(() => {
    if (url) location.assign(url);
  }, [url]);
  const busy = setup.isPending || (Boolean(id) && !asked.error);
  return { begin: () => setup.mutate({ body: { agreed: true, prepaid } }), busy };
}

/** After the gateway led back (`?setup=`): whether the card is kept, live. Nothing otherwise. */
export function SetupNotice() {
  const { setup } = useSearch({ strict: false }) as { setup?: string };
  return setup ? <Standing id={setup} /> : null;
}

function Standing({ id }: { id: string }) {
  const params = { path: { id } };
  // Who comes back has the gateway asked: its own news may be late, or lost. The write has the page read again.
  const { mutate } = $api.useMutation('post', '/v1/billing/card-setups/{id}/ask');
  useEffect(() => mutate({ params: { path: { id } } }), [id, mutate]);
  const { data } = $api.useQuery(
    'get',
    '/v1/billing/card-setups/{id}',
    { params },
    { refetchInterval: ({ state }) => (state.data && state.data.state !== 'open' ? false : 1500) },
  );
  if (!data) return null;
  if (data.state === 'done')
    return (
      <Notice tone="good" icon={<CircleCheck className="size-4.5" aria-hidden />}>
        <Trans>Your card is kept. What falls due from now on is charged to it.</Trans>
      </Notice>
    );
  if (data.state === 'expired')
    return (
      <Notice tone="bad" icon={<CircleAlert className="size-4.5" aria-hidden />}>
        <Trans>The payment provider’s page was closed before a card was saved. You can try again.</Trans>
      </Notice>
    );
  return (
    <Notice tone="info" icon={<Spinner className="size-4.5" />}>
      <Trans>Waiting for the payment provider to confirm your card…</Trans>
    </Notice>
  );
}
