import { publicUrl } from '../../base/config.ts';
import { task } from '../../base/jobs.ts';
import { getOrganization, membersWithRole } from '../../identity/index.ts';
import { sendDisputeMail } from './disputes.mail.ts';
import { findPayment } from './reversals.sql.ts';

/** `movedId`: the row by which money went, or came back. `amount`: what is disputed, in minor units. */
type Told = {
  resellerId: string;
  paymentId: string;
  movedId: string;
  dispute: { id: string; state: string; reason: string; amount: string };
};

/** Tells the seller's people who handle money that a card payment is disputed, or that a dispute was won. The buyer is told of a reversal by its own letter. */
export const tellDispute = task<Told>(
  'billing.tell_dispute',
  async (door, { paymentId, movedId, dispute }) => {
    await door.system(async (ctx) => {
      const payment = await findPayment(ctx.db, paymentId);
      const moved = await findPayment(ctx.db, movedId);
      if (!payment || !moved) return;
      const { kind } = await getOrganization(ctx, payment.seller_id);
      const people = await membersWithRole(ctx, payment.seller_id, [
        'owner',
        'billing',
        'finance',
        'administrator',
      ]);
      for (const person of people)
        await sendDisputeMail(ctx, { payment, moved, dispute, kind }, person, publicUrl());
    });
  },
);
