import type Stripe from 'stripe';

/**
 * News from the gateway. `checkoutId` is there when it speaks of a checkout, `disputeId` of a dispute, `refundId` of a refund, `chargeId` of a charge of
 * which something was refunded; ask what became of it. `created`: Stripe's own second.
 */
export type GatewayNews = {
  id: string;
  type: string;
  created: number;
  checkoutId?: string;
  disputeId?: string;
  refundId?: string;
  chargeId?: string;
  /** Our own name of the payment that it speaks of. */
  paymentReference?: string;
};

/** Stripe takes at most twenty. */
const TYPES = [
  'checkout.session.completed',
  'checkout.session.expired',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.refunded',
  'charge.refund.updated',
];

type Named = { id?: string; object?: string; metadata?: { reference?: string } | null };

/** What an event speaks of. */
export function newsOf({ id, type, created, data }: Stripe.Event): GatewayNews {
  const { id: about, object, metadata } = data.object as Named;
  const reference = metadata?.reference;
  return {
    ...{ id, type, created },
    ...(object === 'checkout.session' && about && { checkoutId: about }),
    ...(object === 'dispute' && about && { disputeId: about }),
    ...(object === 'refund' && about && { refundId: about }),
    ...(object === 'payment_intent' && reference && { paymentReference: reference }),
    ...(object === 'charge' && type === 'charge.refunded' && about && { chargeId: about }),
  };
}

/** Stripe answers page by page, newest first, and keeps events for thirty days. */
export async function listNews(stripe: Stripe, since: number | null): Promise<GatewayNews[]> {
  const news: GatewayNews[] = [];
  const asked = { types: TYPES, limit: 100, ...(since !== null && { created: { gte: since } }) };
  for await (const event of stripe.events.list(asked)) news.push(newsOf(event));
  return news.toReversed();
}
