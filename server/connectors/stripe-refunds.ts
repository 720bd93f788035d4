import type Stripe from 'stripe';
import { ConnectorError } from './connector-error.ts';
import { fromGateway, toGateway } from './stripe-amounts.ts';

export type RefundRequest = {
  /** The checkout whose money goes back to its card. */
  checkoutId: string;
  /** Minor units by ISO 4217. */
  amount: { amount: bigint; currency: string };
  /** Our own name of the refund, in its metadata: the same name is the same refund. */
  reference: string;
};

/** Money on its way back to a card. `failed`: it is with the gateway again, or has never left. `reference`: null where it was made at Stripe itself. */
export type Refund = {
  id: string;
  state: 'pending' | 'succeeded' | 'failed';
  /** Minor units by ISO 4217. */
  amount: bigint;
  currency: string;
  checkoutId: string | null;
  reference: string | null;
  reason: string | null;
};

/** Stripe forgets an idempotency key after a day at the earliest; a refund carries our name for good, so that is looked for first. */
export async function createRefund(
  stripe: Stripe,
  { checkoutId, amount, reference }: RefundRequest,
): Promise<Refund> {
  const payment_intent = await paymentOf(stripe, checkoutId);
  const made = await stripe.refunds.list({ payment_intent, limit: 100 });
  const known = made.data.find(({ metadata }) => metadata?.reference === reference);
  const wanted = { payment_intent, amount: toGateway(amount), metadata: { reference } };
  const refund = known ?? (await stripe.refunds.create(wanted, { idempotencyKey: reference }));
  return readRefund(refund, checkoutId);
}

/** How a refund stands, and which checkout it is of. */
export async function getRefund(stripe: Stripe, id: string): Promise<Refund> {
  const refund = await stripe.refunds.retrieve(id);
  return readRefund(refund, await checkoutOf(stripe, refund.payment_intent));
}

/** The ids of the refunds of a charge, or of what a checkout brought, newest first: at most a hundred. */
export async function refundsOf(
  stripe: Stripe,
  of: { chargeId: string } | { checkoutId: string },
): Promise<string[]> {
  const which =
    'chargeId' in of ? { charge: of.chargeId } : { payment_intent: await paymentOf(stripe, of.checkoutId) };
  const { data } = await stripe.refunds.list({ ...which, limit: 100 });
  return data.map(({ id }) => id);
}

function readRefund(refund: Stripe.Refund, checkoutId: string | null): Refund {
  const currency = refund.currency.toUpperCase();
  return {
    id: refund.id,
    state: stateOf(refund.status),
    amount: fromGateway(BigInt(refund.amount), currency),
    currency,
    checkoutId,
    reference: refund.metadata?.reference ?? null,
    reason: refund.failure_reason ?? null,
  };
}

/** `requires_action` waits for the card's holder; one that was cancelled has sent nothing. */
function stateOf(status: string | null): Refund['state'] {
  if (status === 'succeeded') return 'succeeded';
  return status === 'failed' || status === 'canceled' ? 'failed' : 'pending';
}

/** The payment behind a checkout, or itself where it had no page. Throws ConnectorError where nobody has paid it. */
export async function paymentOf(stripe: Stripe, checkoutId: string): Promise<string> {
  if (checkoutId.startsWith('pi_')) return checkoutId;
  const { payment_intent } = await stripe.checkout.sessions.retrieve(checkoutId);
  const id = typeof payment_intent === 'string' ? payment_intent : payment_intent?.id;
  if (!id) throw new ConnectorError(false, 'The payment gateway knows of no payment by this checkout.');
  return id;
}

/** The checkout that a payment came by. What was charged to a kept card has no page: the payment stands for it. Null where there is no payment. */
export async function checkoutOf(
  stripe: Stripe,
  payment: string | { id: string } | null,
): Promise<string | null> {
  const payment_intent = typeof payment === 'string' ? payment : payment?.id;
  if (!payment_intent) return null;
  const { data } = await stripe.checkout.sessions.list({ payment_intent, limit: 1 });
  return data[0]?.id ?? payment_intent;
}
