import type { Ctx } from '../../base/ctx.ts';
import { civilDate } from '../../base/dates.ts';
import type { Door } from '../../base/door.ts';
import { task } from '../../base/jobs.ts';
import { getAccount } from '../../identity/index.ts';
import { findByGateway } from './checkouts.sql.ts';
import { settleCheckout } from './checkouts.ts';
import { type GatewayDispute, paymentGateway } from './gateway.port.ts';
import type { Checkout } from './payments.rules.ts';
import { findPaymentBySource, holdAccounts } from './payments.sql.ts';
import { takePayment } from './payments.ts';
import type { KnownPayment } from './reversals.rules.ts';
import { findPayment } from './reversals.sql.ts';
import { takeBack } from './reversals.ts';

/**
 * A card's holder disputes a payment. The gateway takes the money back at once, so the payment is reversed as a chargeback once; where the
 * dispute is won it comes back, and is a payment of its own. An inquiry moves nothing. A dispute of a part is left to the seller: a payment is
 * reversed whole. What the webhook says is only a hint: the state is asked for.
 */
export const settleDisputeTask = task<{ id: string }>('billing.settle_dispute', async (door, { id }) => {
  const dispute = await paymentGateway().getDispute(id);
  const { checkoutId, state } = dispute;
  if (!checkoutId || state === 'inquiry') return;
  const checkout = await door.system(({ db }) => findByGateway(db, checkoutId));
  if (!checkout) return;
  // News of the dispute may come before that of the payment.
  await settleCheckout(door, checkout.id);
  await book(door, checkout, dispute);
});

async function book(door: Door, checkout: Checkout, dispute: GatewayDispute): Promise<void> {
  await door.system(async (ctx) => {
    await holdAccounts(ctx.db, [checkout.account_id]);
    const payment = await paymentOf(ctx, checkout);
    if (!payment || payment.amount !== dispute.amount) return;
    const today = civilDate(ctx.now, payment.seller_time_zone);
    const note = `${dispute.id}: ${dispute.reason}`;
    if (payment.reversal_id === null && dispute.state !== 'won')
      await takeBack(ctx, payment, { reason: 'chargeback', reversed_on: today, note });
    if (payment.reversal_reason === 'chargeback' && dispute.state === 'won')
      await takePayment(ctx, {
        account: await getAccount(ctx, payment.account_id),
        method: 'card',
        amount: payment.amount,
        currency: payment.currency,
        received_on: today,
        source: `card:${dispute.id}:won`,
        note,
        invoice_id: checkout.invoice_id,
      });
  });
}

async function paymentOf(ctx: Ctx, { reseller_id, gateway_id }: Checkout): Promise<KnownPayment | undefined> {
  const payment = await findPaymentBySource(ctx.db, reseller_id, `card:${gateway_id}`);
  return payment && findPayment(ctx.db, payment.id);
}
