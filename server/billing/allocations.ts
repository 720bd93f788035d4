import type { Ctx } from '../base/ctx.ts';
import { emit } from '../base/events.ts';
import { derivedId } from '../base/ids.ts';
import { postTransfers } from '../ledger/index.ts';
import type { Invoice } from './invoices.rules.ts';
import { openInvoices } from './invoices.sql.ts';
import { pairUp, type Payment } from './payments.rules.ts';
import * as store from './payments.sql.ts';

type AccountRef = { reseller_id: string; id: string; seller_id: string; buyer_id: string };

/** Uses credit that waits on the accounts of newly issued invoices: payments not yet allocated, oldest first. */
export async function useCredit(ctx: Ctx, invoices: Invoice[]): Promise<void> {
  const accountIds = [...new Set(invoices.map((invoice) => invoice.account_id))];
  for (const payment of await store.paymentsWithCredit(ctx.db, accountIds)) {
    await allocate(ctx, payment, payment.credit, 'wallet');
  }
}

/**
 * Allocates up to `amount` of the payment to the account's open invoices: `firstInvoiceId` first, then the oldest due.
 * `from` is where the money stands in the ledger. Answers what found no invoice.
 */
export async function allocate(
  ctx: Ctx,
  payment: Payment,
  amount: bigint,
  from: 'bank' | 'card_clearing' | 'wallet',
  firstInvoiceId?: string | null,
): Promise<bigint> {
  const open = await openInvoices(ctx.db, payment.account_id);
  open.sort((a, b) => Number(b.id === firstInvoiceId) - Number(a.id === firstInvoiceId));
  const { pairs, left } = pairUp(amount, open);
  for (const { invoice, amount: part } of pairs) await settle(ctx, payment, invoice, part, from);
  return left;
}

async function settle(ctx: Ctx, payment: Payment, invoice: Invoice & { open: bigint }, amount: bigint, from: 'bank' | 'card_clearing' | 'wallet') {
  await store.insertAllocation(ctx.db, {
    reseller_id: payment.reseller_id,
    payment_id: payment.id,
    invoice_id: invoice.id,
    seller_id: payment.seller_id,
    buyer_id: payment.buyer_id,
    amount,
    recorded_at: ctx.now.toISOString(),
  });
  await postTransfers(ctx, [
    {
      account: accountOf(payment),
      debit: from,
      credit: 'receivable',
      amount,
      currency: payment.currency,
      kind: from === 'wallet' ? 'credit_applied' : 'payment',
      // One allocation, one posting: the invoice tells allocations of one payment apart.
      source_id: derivedId(payment.id, invoice.id),
      posted_on: from === 'wallet' ? (invoice.issued_on ?? payment.received_on) : payment.received_on,
    },
  ]);
  if (invoice.open === amount) {
    const audience = [invoice.seller_id, invoice.buyer_id];
    emit(ctx, { resellerId: invoice.reseller_id, name: 'invoice.paid', subjectId: invoice.id, payload: { number: invoice.number }, audience });
  }
}

export function accountOf(row: { reseller_id: string; account_id: string; seller_id: string; buyer_id: string }): AccountRef {
  return { reseller_id: row.reseller_id, id: row.account_id, seller_id: row.seller_id, buyer_id: row.buyer_id };
}
