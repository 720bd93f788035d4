import { publicUrl } from '../../base/config.ts';
import { enqueue, task } from '../../base/jobs.ts';
import { membersWithRole } from '../../identity/index.ts';
import { listCharges } from '../payments/card-charges.sql.ts';
import { cardName } from '../payments/cards.rules.ts';
import { sendInvoiceMail } from './invoices.mail.ts';
import { describeInvoice } from './invoices.sql.ts';

/** Tells the buyer's people who handle money that an invoice was issued. */
export const deliverInvoice = task<{ resellerId: string; invoiceId: string }>(
  'billing.deliver_invoice',
  async (door, { invoiceId }) => {
    await door.system(async (ctx) => {
      const invoice = await describeInvoice(ctx.db, invoiceId);
      if (invoice?.state !== 'issued') return;
      const people = await membersWithRole(ctx, invoice.buyer_id, ['owner', 'billing', 'administrator']);
      const [charge] = await listCharges(ctx.db, invoice, 1);
      const charged =
        charge?.state === 'waiting' && charge.card_on
          ? { card: cardName(charge), on: charge.due_on }
          : undefined;
      for (const person of people)
        await sendInvoiceMail(ctx, { ...invoice, ...(charged && { charged }) }, person, publicUrl());
    });
  },
);

type Delivery = { resellerId: string; invoiceId: string };

/** Asks for the delivery of each: a month end asks for hundreds at once, and does not wait for so many jobs to be written. */
export const deliverInvoices = task<{ invoices: Delivery[] }>(
  'billing.deliver_invoices',
  async (door, { invoices }) => {
    await door.system(async (ctx) => {
      for (const invoice of invoices) enqueue(ctx, deliverInvoice, invoice);
    });
  },
);
