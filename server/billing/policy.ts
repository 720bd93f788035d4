import type { Actor } from '../base/ctx.ts';
import { allows } from '../base/permissions.ts';
import type { Invoice } from './invoices/invoices.rules.ts';
import type { KnownPayment } from './payments/reversals.rules.ts';
import type { Refund } from './refunds/refunds.rules.ts';

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

/** Money that came is taken back whole, once, by the seller who got it. */
export function canReversePayment(
  actor: Actor,
  payment: Pick<KnownPayment, 'amount' | 'taken' | 'seller_id' | 'reverses_id' | 'reversal_id'>,
): true | string {
  if (payment.reverses_id !== null)
    return 'It is a reversal itself; record the money anew when it comes again.';
  if (payment.reversal_id !== null) return 'It has been reversed already.';
  if (payment.amount <= payment.taken) return 'All of it has been refunded or charged back already.';
  if (payment.seller_id !== actor.organizationId) return 'Only the seller reverses what it received.';
  return allows(actor, 'payment.reverse');
}

/** What an account has paid too much is refunded by the seller who got it. */
export function canRefundPayment(
  actor: Actor,
  payment: Pick<KnownPayment, 'seller_id' | 'reverses_id'> & { refundable: bigint },
): true | string {
  if (payment.reverses_id !== null) return 'It is no payment that came.';
  if (payment.seller_id !== actor.organizationId) return 'Only the seller refunds what it received.';
  if (payment.refundable <= 0n)
    return 'Nothing of it is free to be refunded: it settles invoices. Credit an invoice first.';
  return allows(actor, 'payment.refund');
}

/** A bank transfer that has come back is written down by the seller; of a card the gateway says it. */
export function canReturnRefund(
  actor: Actor,
  refund: Pick<Refund, 'seller_id' | 'way' | 'state'>,
): true | string {
  if (refund.seller_id !== actor.organizationId) return 'Only the seller says so.';
  if (refund.way === 'card') return 'The card gateway says it when it comes back.';
  if (refund.state === 'failed') return 'It has come back already.';
  return allows(actor, 'payment.refund');
}

/** An issued invoice is credited, or charged further, by its seller. */
export function canCreditInvoice(actor: Actor, invoice: Paid & Pick<Invoice, 'kind'>): true | string {
  if (invoice.state !== 'issued') return 'It is not issued; a draft is simply not sent.';
  if (invoice.kind === 'credit_note')
    return 'A credit note is not credited itself; write a debit note on its invoice.';
  if (invoice.seller_id !== actor.organizationId) return 'Only the seller corrects it.';
  return allows(actor, 'note.issue');
}

/** What is open and will not come is written off by the seller. */
export function canWriteOff(actor: Actor, invoice: Paid): true | string {
  if (invoice.state !== 'issued' || invoice.paid >= invoice.total) return 'Nothing is open on it.';
  if (invoice.seller_id !== actor.organizationId) return 'Only the seller writes it off.';
  return allows(actor, 'note.issue');
}
