import type { Ctx } from '../../base/ctx.ts';
import { civilDate } from '../../base/dates.ts';
import type { Door } from '../../base/door.ts';
import { enqueue, type Task, task } from '../../base/jobs.ts';
import { findByGateway as findCheckout } from '../payments/checkouts.sql.ts';
import { type Asked, lookLater, settleCheckout } from '../payments/checkouts.ts';
import { type GatewayRefund, paymentGateway, refusalOf } from '../payments/gateway.port.ts';
import type { Checkout } from '../payments/payments.rules.ts';
import { findPaymentBySource, holdAccounts } from '../payments/payments.sql.ts';
import { leftOf } from '../payments/reversals.rules.ts';
import { findPayment } from '../payments/reversals.sql.ts';
import { bookRefund, nameRefund, reach } from './refund-states.ts';
import type { Refund } from './refunds.rules.ts';
import * as store from './refunds.sql.ts';

/** Has the gateway send a refund to its card, outside any transaction; asking twice sends it once. What the gateway refuses is credit again. */
export const sendRefund = task<{ id: string }>('billing.send_refund', async (door, { id }) => {
  const wanted = await door.system(async ({ db }) => {
    const refund = await store.findRefund(db, id);
    if (refund?.way !== 'card' || refund.state !== 'requested') return null;
    const payment = await findPayment(db, refund.payment_id);
    return payment && { refund, checkoutId: payment.source.slice('card:'.length) };
  });
  if (!wanted) return;
  const { refund, checkoutId } = wanted;
  try {
    const { amount, currency } = refund;
    const amounts = { amount, currency };
    await settle(door, await paymentGateway().createRefund({ checkoutId, amount: amounts, reference: id }));
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    await refuse(door, refund, refusal);
  }
  // Others of the payment may have waited for the outcome of this one.
  await door.system(async (ctx) => enqueue(ctx, settleRefundsTask, { checkoutId }));
});

async function refuse(door: Door, { id, account_id }: Refund, refusal: string): Promise<void> {
  await door.system(async (ctx) => {
    await holdAccounts(ctx.db, [account_id]);
    const refund = await store.findRefund(ctx.db, id);
    if (refund?.state === 'requested' && refund.gateway_id === null)
      await reach(ctx, refund, 'failed', refusal);
  });
}

/** News of a refund is only a hint, as with a checkout: its state is asked for. */
export const settleRefundTask: Task<Asked> = task('billing.settle_refund', async (door, asked) => {
  const known = await settle(door, await paymentGateway().getRefund(asked.id));
  if (!known) await lookLater(door, settleRefundTask, asked);
});

/** Something of a charge, or of what a checkout brought, was refunded: each of its refunds is asked after. */
export const settleRefundsTask = task<{ chargeId: string } | { checkoutId: string }>(
  'billing.settle_refunds',
  async (door, of) => {
    const refunds = await paymentGateway().refundsOf(of);
    await door.system(async (ctx) => {
      for (const id of refunds) enqueue(ctx, settleRefundTask, { id });
    });
  },
);

/**
 * Brings a refund to the state that the gateway has it in. One that was made at the gateway itself is booked first, once, with no more than is left
 * of the payment; what it takes of an invoice is open again. Where one of ours has booked too much for it and was not made yet, it waits for that. Answers
 * false where nothing is known of what it was paid by.
 */
async function settle(door: Door, seen: GatewayRefund): Promise<boolean> {
  const { checkoutId } = seen;
  const checkout = checkoutId && (await door.system(({ db }) => findCheckout(db, checkoutId)));
  if (!checkout) return false;
  // News of the refund may come before that of the payment.
  await settleCheckout(door, checkout.id);
  await door.system(async (ctx) => {
    await holdAccounts(ctx.db, [checkout.account_id]);
    const refund = (await ours(ctx, checkout, seen)) ?? (await bookForeign(ctx, checkout, seen));
    if (!refund) return;
    await nameRefund(ctx, refund, seen.id);
    await reach(ctx, refund, seen.state, seen.reason);
  });
  return true;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The refund of ours that the gateway means. One that we took for refused, and that was made after all, is booked anew. */
async function ours(ctx: Ctx, checkout: Checkout, seen: GatewayRefund): Promise<Refund | undefined> {
  const known = await store.findByGateway(ctx.db, checkout.reseller_id, seen.id);
  if (known || !UUID.test(seen.reference ?? '')) return known;
  const asked = await store.findRefund(ctx.db, seen.reference ?? '');
  const fits = asked?.account_id === checkout.account_id && asked.gateway_id === null;
  return fits && asked.state !== 'failed' ? asked : undefined;
}

async function bookForeign(
  ctx: Ctx,
  { reseller_id, gateway_id }: Checkout,
  seen: GatewayRefund,
): Promise<Refund | undefined> {
  if (seen.state === 'failed') return undefined;
  const row = await findPaymentBySource(ctx.db, reseller_id, `card:${gateway_id}`);
  const payment = row && (await findPayment(ctx.db, row.id));
  const left = payment ? leftOf(payment) : 0n;
  const amount = seen.amount < left ? seen.amount : left;
  if (!payment || amount <= 0n) return undefined;
  if (amount < seen.amount && (await store.anyRequested(ctx.db, payment))) return undefined;
  return bookRefund(ctx, payment, {
    ...{ way: 'card', amount, reference: null, note: seen.id, gateway_id: seen.id },
    refunded_on: civilDate(ctx.now, payment.seller_time_zone),
  });
}
