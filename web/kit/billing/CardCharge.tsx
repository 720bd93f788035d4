import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { $api, type Answer } from '../../api/client.ts';
import type { Tone } from '../../ui/Badge.tsx';
import { CreditCard } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { Notice } from './CheckoutNotice.tsx';

export type KeptCard = Answer<'/v1/billing/card'>;
export type CardCharge = KeptCard['charges'][number];

const BRANDS: Record<string, string> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
  mada: 'mada',
};

/** A card as its holder knows it: `Visa •••• 4242`. */
export function CardName({ card }: { card: { brand: string; last4: string } | null }) {
  if (!card) return <Trans>The card</Trans>;
  return <bdi dir="ltr" className="figures">{`${BRANDS[card.brand] ?? card.brand} •••• ${card.last4}`}</bdi>;
}

/** Why a card was declined, in words. */
export function useCardReasons() {
  const { t } = useLingui();
  return {
    declined: t`the bank does not say why`,
    insufficient_funds: t`its limit or balance does not allow it`,
    authentication: t`the bank wants the holder to confirm the payment`,
    expired: t`it has expired`,
    unusable: t`the bank does not allow it to be charged any more`,
    refused: t`the payment provider cannot take this amount from it`,
  } satisfies Record<NonNullable<NonNullable<CardCharge['last_try']>['reason']>, string>;
}

/** How a charge stands: a word, and how it should look. */
export function useChargeState() {
  const { t } = useLingui();
  const { date } = useFormat();
  return (charge: CardCharge): { word: string; tone: Tone } => {
    const day = date(charge.due_on);
    if (charge.state === 'paid') return { word: t`Charged`, tone: 'good' };
    if (charge.state === 'trying') return { word: t`Being charged`, tone: 'info' };
    if (charge.state === 'stopped') return { word: t`Declined`, tone: 'bad' };
    if (charge.state === 'dropped' || charge.open.amount <= 0)
      return { word: t`Nothing to charge`, tone: 'neutral' };
    if (!charge.on) return { word: t`Not charged: off`, tone: 'neutral' };
    return charge.tries > 0
      ? { word: t`Declined, again on ${day}`, tone: 'warn' }
      : { word: t`Charged on ${day}`, tone: 'info' };
  };
}

/** On an open invoice: that it is charged to a kept card and when, or why it was not. Both sides read it. */
export function InvoiceCharge({ invoiceId }: { invoiceId: string }) {
  const params = { path: { id: invoiceId } };
  const charge = $api.useQuery('get', '/v1/billing/invoices/{id}/card-charge', { params }).data?.charge;
  if (!charge || charge.state === 'paid' || charge.state === 'dropped') return null;
  const declined = charge.last_try?.reason;
  const tone = charge.state === 'stopped' ? 'bad' : declined ? 'warn' : 'info';
  const words = declined ? <DeclinedWords charge={charge} /> : <PlannedWords charge={charge} />;
  return (
    <Notice tone={tone} icon={<CreditCard className="size-4.5" aria-hidden />}>
      {words}
    </Notice>
  );
}

function PlannedWords({ charge }: { charge: CardCharge }): ReactNode {
  const { date } = useFormat();
  const card = <CardName card={charge.card} />;
  if (charge.state === 'trying') return <Trans>{card} is being charged for it now.</Trans>;
  if (!charge.on) return <Trans>Automatic payment was turned off; it is to be paid by hand.</Trans>;
  const day = date(charge.due_on);
  const sum = <Money value={charge.open} />;
  return (
    <Trans>
      {card} is charged {sum} for it on {day}.
    </Trans>
  );
}

function DeclinedWords({ charge }: { charge: CardCharge }): ReactNode {
  const { date } = useFormat();
  const reasons = useCardReasons();
  const card = <CardName card={charge.card} />;
  const why = reasons[charge.last_try?.reason ?? 'declined'];
  const day = date(charge.due_on);
  if (charge.state === 'waiting' && charge.on)
    return (
      <Trans>
        {card} was declined: {why}. It is tried again on {day}.
      </Trans>
    );
  return (
    <Trans>
      {card} was declined: {why}. It is not tried again; pay by hand, or keep another card.
    </Trans>
  );
}
