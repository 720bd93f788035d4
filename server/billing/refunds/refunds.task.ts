import { publicUrl } from '../../base/config.ts';
import { task } from '../../base/jobs.ts';
import { getOrganization, membersWithRole } from '../../identity/index.ts';
import { findPayment } from '../payments/reversals.sql.ts';
import { sendRefundMail } from './refunds.mail.ts';
import { findRefund, hasReached } from './refunds.sql.ts';

type Told = { resellerId: string; refundId: string; state: 'succeeded' | 'failed' };

/**
 * Tells the people who handle money what became of a refund: the buyer's that it was made; the seller's that it came back, and the buyer's as well
 * where they had been told that it was made.
 */
export const tellRefund = task<Told>('billing.tell_refund', async (door, { refundId, state }) => {
  await door.system(async (ctx) => {
    const refund = await findRefund(ctx.db, refundId);
    const payment = refund && (await findPayment(ctx.db, refund.payment_id));
    if (!refund || !payment) return;
    const seller = state === 'failed' ? [refund.seller_id] : [];
    const knew = state === 'succeeded' || (await hasReached(ctx.db, refund, 'succeeded'));
    for (const organizationId of [...seller, ...(knew ? [refund.buyer_id] : [])]) {
      const { kind } = await getOrganization(ctx, organizationId);
      const side = organizationId === refund.seller_id ? 'seller' : 'buyer';
      const people = await membersWithRole(ctx, organizationId, [
        'owner',
        'billing',
        'finance',
        'administrator',
      ]);
      for (const person of people)
        await sendRefundMail(ctx, { refund, payment, state, side, kind }, person, publicUrl());
    }
  });
});
