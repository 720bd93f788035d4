import type { Ctx } from '../../base/ctx.ts';
import { asSystem } from '../../base/door.ts';
import { Fail } from '../../base/errors.ts';
import { enqueue } from '../../base/jobs.ts';
import { hearOfCharge } from './card-charges.ts';
import { hearOfSetup } from './card-setups.ts';
import { findByGateway } from './checkouts.sql.ts';
import { settleCheckoutTask } from './checkouts.ts';
import { settleDisputeTask } from './disputes.ts';
import { paymentGateway } from './gateway.port.ts';

/** What a webhook says is only a hint: the state is asked for. Throws Fail forbidden when the signature does not fit. */
export async function hearWebhook(ctx: Ctx, body: Buffer, signature: string): Promise<void> {
  const { checkoutId, disputeId, paymentReference } = await readWebhook(body, signature);
  if (disputeId) enqueue(ctx, settleDisputeTask, { id: disputeId });
  if (paymentReference) await asSystem(ctx, (system) => hearOfCharge(system, paymentReference));
  if (!checkoutId) return;
  // A webhook comes from nobody who could see the checkout.
  const checkout = await asSystem(ctx, ({ db }) => findByGateway(db, checkoutId));
  if (checkout) enqueue(ctx, settleCheckoutTask, { id: checkout.id });
  else await asSystem(ctx, (system) => hearOfSetup(system, checkoutId));
}

async function readWebhook(body: Buffer, signature: string) {
  try {
    return await paymentGateway().verifyWebhook(body, signature);
  } catch {
    throw new Fail('forbidden', 'not_allowed', "The webhook's signature does not fit.");
  }
}
