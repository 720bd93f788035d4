import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { $api } from '../../api/client.ts';
import type { MoneyValue } from '../../format.ts';
import { Button } from '../../ui/Button.tsx';
import { CreditCard } from '../../ui/icons.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { unless } from '../can.ts';
import { rememberCheckout } from './checkouts.ts';
import { Way } from './Way.tsx';

export type Payable = { invoice_id: string } | { payment_request_id: string };

/** Pays by card on the gateway's own page, and comes back here. */
export function CardPayment({
  payable,
  amount,
  can,
}: {
  payable: Payable;
  amount: MoneyValue;
  can: true | string;
}) {
  const { t } = useLingui();
  const { money } = useFormat();
  const { begin, busy } = useCheckout(payable);
  const sum = money(amount);
  return (
    <Way icon={<CreditCard className="size-4.5" strokeWidth={1.75} aria-hidden />} title={t`By card`}>
      <p className="mb-4 text-muted">
        <Trans>At once, on the payment provider’s page. You come back here afterwards.</Trans>
      </p>
      <Button variant="primary" busy={busy} disabled={unless(can)} onClick={begin} className="max-w-full">
        {t`Pay ${sum}`}
      </Button>
      {can !== true && <p className="mt-2 text-sm text-muted">{can}</p>}
    </Way>
  );
}

/** Begins a checkout and goes to the gateway's page as soon as there is one. */
function useCheckout(payable: Payable) {
  const checkout = $api.useMutation('post', '/v1/billing/checkouts');
  const id = checkout.data?.id;
  const asked = $api.useQuery(
    'get',
    '/v1/billing/checkouts/{id}',
    { params: { path: { id: id ?? '' } } },
    { enabled: Boolean(id), refetchInterval: ({ state }) => (state.data?.url ? false : 700) },
  );
  const url = asked.data?.url;
  useEffect(() => {
    if (!id || !url) return;
    rememberCheckout(id);
    location.assign(url);
  }, [id, url]);
  const waiting = Boolean(id) && !asked.error;
  return { begin: () => checkout.mutate({ body: payable }), busy: checkout.isPending || waiting };
}
