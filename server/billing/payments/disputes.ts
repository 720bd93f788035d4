import type { Ctx } from '../../base/ctx.ts';
import { civilDate } from '../../base/dates.ts';
import type { Door } from '../../base/door.ts';
import { enqueue, type Task, task } from '../../base/jobs.ts';
import { getAccount } from '../../identity/index.ts';
import { findByGateway } from './checkouts.sql.ts';
import { type Asked, lookLater, settleCheckout } from './checkouts.ts';
import { tellDispute } from './disputes.task.ts';
import { type GatewayDispute, paymentGateway } from './gateway.port.ts';
import type { Checkout } from './payments.rules.ts';
import { findPaymentBySource, holdAccounts } from './payments.sql.ts';
import { takePayment } from './payments.ts';
import { type KnownPayment, leftOf } from './reversals.rules.ts';
import { chargedBack, findPayment } from './reversals.sql.ts';
import { takeBack } from './reversals.ts';

/**
 * A card's holder disputes a payment, or a part of it. The gateway takes the disputed amount back at once, so that much of the payment is reversed as
 * a chargeback, once: of a part what waits as credit goes first, then what the payment settles, an invoice that a credit note corrects before others
 * and the newest allocation before older ones. Where the dispute is won the amount comes back, and is a payment of its own. An inquiry moves nothing.
 * What the webhook says is only a hint: the state is asked for.
 */
export const settleDisputeTask: Task<Asked> = task('billing.settle_dispute', async (door, asked) => {
  const dispute = await paymentGateway().getDispute(asked.id);
  const { checkoutId, state } = dispute;
  if (!checkoutId || state === 'inquiry') return;
  const checkout = await door.system(({ db }) => findByGateway(db, checkoutId));
  if (!checkout) return lookLater(door, settleDisputeTask, asked);
  // News of the dispute may come before that of the payment.
  await settleCheckout(door, checkout.id);
  await book(door, checkout, dispute);
});

/** Every dispute of what a checkout brought, asked after once more. */
export const settleDisputesTask = task<{ checkoutId: string }>(
  'billing.settle_disputes',
  async (door, { checkoutId }) => {
    const disputes = await paymentGateway().disputesOf(checkoutId);
    await door.system(async (ctx) => {
      for (const id of disputes) enqueue(ctx, settleDisputeTask, { id });
    });
  },
);

async function book(door: Door, checkout: Checkout, dispute: GatewayDispute): Promise<void> {
  await door.system(async (ctx) => {
    await holdAccounts(ctx.db, [checkout.account_id]);
    const payment = await paymentOf(ctx, checkout);
    if (!payment) return;
    if (dispute.state === 'won') await giveBack(ctx, checkout, payment, dispute);
    else await takeDisputed(ctx, payment, dispute);
  });
}

async function paymentOf(ctx: Ctx, { reseller_id, gateway_id }: Checkout): Promise<KnownPayment | undefined> {
  const payment = await findPaymentBySource(ctx.db, reseller_id, `card:${gateway_id}`);
  return payment && findPayment(ctx.db, payment.id);
}

/** What was taken for a dispute is told by its name at the beginning of the note. */
function noteOf({ id, reason }: GatewayDispute): string {
  return `${id}: ${reason}`;
}

/** Takes what of the disputed amount is not booked yet, and no more than is left: a refund that was on its way may have taken the rest. */
async function takeDisputed(ctx: Ctx, payment: KnownPayment, dispute: GatewayDispute): Promise<void> {
  if (payment.reversal_id !== null) return;
  const booked = await chargedBack(ctx.db, payment, dispute.id);
  const left = leftOf(payment);
  const due = dispute.amount - booked;
  const amount = due < left ? due : left;
  if (amount <= 0n) return;
  const reversed_on = civilDate(ctx.now, payment.seller_time_zone);
  const whole = amount === payment.amount;
  const part = { amount, source: `dispute:${dispute.id}:${booked}` };
  const taking = { reason: 'chargeback', reversed_on, note: noteOf(dispute), ...(!whole && part) } as const;
  const { id } = await takeBack(ctx, payment, taking);
  tell(ctx, payment, id, dispute);
}

async function giveBack(
  ctx: Ctx,
  checkout: Checkout,
  payment: KnownPayment,
  dispute: GatewayDispute,
): Promise<void> {
  const source = `card:${dispute.id}:won`;
  if (await findPaymentBySource(ctx.db, payment.reseller_id, source)) return;
  const booked = await chargedBack(ctx.db, payment, dispute.id);
  const byHand = payment.reversal_reason === 'chargeback' ? -(payment.reversed_amount ?? 0n) : 0n;
  const amount = booked > 0n ? booked : byHand;
  if (amount <= 0n) return;
  const { id } = await takePayment(ctx, {
    ...{
      account: await getAccount(ctx, payment.account_id),
      method: 'card',
      amount,
      currency: payment.currency,
    },
    received_on: civilDate(ctx.now, payment.seller_time_zone),
    source,
    note: noteOf(dispute),
    invoice_id: checkout.invoice_id,
  });
  tell(ctx, payment, id, dispute);
}

function tell(ctx: Ctx, payment: KnownPayment, movedId: string, dispute: GatewayDispute): void {
  const { reseller_id: resellerId, id: paymentId } = payment;
  const { id, state, reason } = dispute;
  const said = { id, state, reason, amount: dispute.amount.toString() };
  enqueue(ctx, tellDispute, { resellerId, paymentId, movedId, dispute: said });
}
