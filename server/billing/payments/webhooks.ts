import type { Ctx } from '../../base/ctx.ts';
import { asSystem } from '../../base/door.ts';
import { Fail } from '../../base/errors.ts';
import { enqueue, task } from '../../base/jobs.ts';
import type { Tick } from '../../base/ticks.ts';
import { sendRefund, settleRefundsTask, settleRefundTask } from '../refunds/gateway-refunds.ts';
import { dueRefunds } from '../refunds/refunds.sql.ts';
import { hearOfCharge } from './card-charges.ts';
import { hearOfSetup } from './card-setups.ts';
import { anyCheckout, dueCheckouts, findByGateway } from './checkouts.sql.ts';
import { settleCheckoutTask } from './checkouts.ts';
import { settleDisputeTask } from './disputes.ts';
import { type GatewayNews, paymentGateway } from './gateway.port.ts';
import * as store from './webhooks.sql.ts';

/** What a webhook says is only a hint: the state is asked for. Throws Fail forbidden when the signature does not fit. */
export async function hearWebhook(ctx: Ctx, body: Buffer, signature: string): Promise<void> {
  const news = await readWebhook(body, signature);
  // A webhook comes from nobody who could see the checkout.
  await asSystem(ctx, (system) => takeUp(system, news));
}

async function readWebhook(body: Buffer, signature: string) {
  try {
    return await paymentGateway().verifyWebhook(body, signature);
  } catch {
    throw new Fail('forbidden', 'not_allowed', "The webhook's signature does not fit.");
  }
}

/** Has what an event names asked after, once by the event's id, whether it was brought by a webhook or found in the gateway's list. */
async function takeUp(ctx: Ctx, news: GatewayNews): Promise<void> {
  if (!(await store.insertEvent(ctx.db, news, ctx.now))) return;
  const { checkoutId, disputeId, refundId, chargeId, paymentReference } = news;
  if (disputeId) enqueue(ctx, settleDisputeTask, { id: disputeId });
  if (refundId) enqueue(ctx, settleRefundTask, { id: refundId });
  if (chargeId) enqueue(ctx, settleRefundsTask, { chargeId });
  if (paymentReference) await hearOfCharge(ctx, paymentReference);
  if (checkoutId) await hearOfCheckout(ctx, checkoutId);
}

async function hearOfCheckout(ctx: Ctx, gatewayId: string): Promise<void> {
  const checkout = await findByGateway(ctx.db, gatewayId);
  if (checkout) enqueue(ctx, settleCheckoutTask, { id: checkout.id });
  else await hearOfSetup(ctx, gatewayId);
}

/**
 * Does not rely on webhooks: reads the gateway's list of events since it was last read to its end, and takes up those that no webhook has brought.
 * Checkouts and refunds that are still under way are asked after beside it, for the list goes back thirty days only.
 */
export const listenToGateway: Tick = task('billing.listen_to_gateway', async (door) => {
  if (!(await door.system(({ db }) => anyCheckout(db)))) return;
  await door.system(askAgain);
  const news = await paymentGateway().listNews(await door.system(({ db }) => store.listFrom(db)));
  await door.system(async (ctx) => {
    for (const each of news) await takeUp(ctx, each);
    const last = news.at(-1);
    if (last) await store.setListedThrough(ctx.db, last.created);
  });
});

async function askAgain(ctx: Ctx): Promise<void> {
  for (const id of await dueCheckouts(ctx.db, ctx.now)) enqueue(ctx, settleCheckoutTask, { id });
  for (const { id, gateway_id } of await dueRefunds(ctx.db, ctx.now)) {
    if (gateway_id === null) enqueue(ctx, sendRefund, { id });
    else enqueue(ctx, settleRefundTask, { id: gateway_id });
  }
}
