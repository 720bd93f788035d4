import { publicUrl } from '../../base/config.ts';
import { task } from '../../base/jobs.ts';
import { membersWithRole } from '../../identity/index.ts';
import { sendReversalMail } from './reversals.mail.ts';
import { findPayment, settledParts } from './reversals.sql.ts';

/** Tells the buyer's people who handle money that a payment, or a part of it, was taken back and what is open again. */
export const tellReversal = task<{ resellerId: string; paymentId: string; reversalId?: string }>(
  'billing.tell_reversal',
  async (door, { paymentId, reversalId }) => {
    await door.system(async (ctx) => {
      const payment = await findPayment(ctx.db, paymentId);
      const id = reversalId ?? payment?.reversal_id;
      const reversal = id ? await findPayment(ctx.db, id) : undefined;
      if (!payment || !reversal) return;
      const parts = await settledParts(ctx.db, reversal);
      const people = await membersWithRole(ctx, payment.buyer_id, ['owner', 'billing', 'administrator']);
      for (const person of people) await sendReversalMail(ctx, payment, reversal, parts, person, publicUrl());
    });
  },
);
