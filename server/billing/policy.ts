import type { Actor } from '../base/ctx.ts';
import { allows } from '../base/permissions.ts';
import type { Invoice } from './invoices.rules.ts';

type Paid = Pick<Invoice, 'state' | 'seller_id' | 'buyer_id' | 'total'> & { paid: bigint };

/** Drafts are issued by their seller; the vendor's by their month-end run alone. */
export function canIssueInvoice(actor: Actor, invoice: Paid): true | string {
  if (invoice.state !== 'draft') return 'It is no draft.';
  if (invoice.seller_id !== actor.organizationId) return 'Only the seller issues it.';
  if (actor.organizationKind === 'vendor')
    return "The program's invoices are issued with their month-end run.";
  return allows(actor, 'invoice.issue');
}

/** What is open on an invoice is paid by its buyer. */
export function canPayInvoice(actor: Actor, invoice: Paid): true | string {
  if (invoice.state !== 'issued' || invoice.paid >= invoice.total) return 'Nothing is open on it.';
  if (invoice.buyer_id !== actor.organizationId) return 'Only the buyer pays it.';
  return allows(actor, 'invoice.pay');
}

/** A payment that came another way is written down by the seller. */
export function canRecordPayment(actor: Actor, invoice: Paid): true | string {
  if (invoice.state !== 'issued' || invoice.paid >= invoice.total) return 'Nothing is open on it.';
  if (invoice.seller_id !== actor.organizationId) return 'Only the seller records payments.';
  return allows(actor, 'payment.record');
}
