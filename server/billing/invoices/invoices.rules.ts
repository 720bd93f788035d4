import type { Selectable } from 'kysely';
import type { BillingInvoice } from '../../../db/types.ts';
import { latinDigits } from '../../base/digits.ts';

export type Invoice = Selectable<BillingInvoice>;

/** Days from issue to due date: net 30, the partner terms' payment clause. */
export const PAYMENT_DAYS = 30;

export const DOCUMENT_KINDS = ['invoice', 'credit_note', 'debit_note'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export const PAYMENT_STATES = [
  'draft',
  'discarded',
  'open',
  'partly_paid',
  'paid',
  'overdue',
  'credited',
  'written_off',
] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** What has settled a document beside money: parts of what is paid on it. */
export type Settled = { credited?: bigint; written_off?: bigint };

/**
 * How a document stands on `today`, given what is allocated to it. A credit note is open while some of its credit waits, and paid once all of
 * it is used; both its total and `paid` are negative.
 */
export function paymentState(
  invoice: Pick<Invoice, 'state' | 'total' | 'due_on'> & Settled,
  paid: bigint,
  today: string,
): PaymentState {
  if (invoice.state !== 'issued') return invoice.state as 'draft' | 'discarded';
  if (invoice.total < 0n) return paid <= invoice.total ? 'paid' : paid < 0n ? 'partly_paid' : 'open';
  if (paid >= invoice.total) return settledState(invoice);
  if (invoice.due_on !== null && invoice.due_on < today) return 'overdue';
  return paid > 0n ? 'partly_paid' : 'open';
}

function settledState({
  total,
  credited = 0n,
  written_off = 0n,
}: Pick<Invoice, 'total'> & Settled): PaymentState {
  if (written_off > 0n) return 'written_off';
  return credited > 0n && credited >= total ? 'credited' : 'paid';
}

/** A seller's invoice number: year and a gapless count, `2026-000042`. */
export function invoiceNumber(year: number, count: number): string {
  return `${year}-${count.toString().padStart(6, '0')}`;
}

/**
 * ISO 11649 creditor reference of a number: `RF`, two check digits (mod 97), the number's letters and digits.
 * Banks check it and pass it on whole, so a payment finds its invoice.
 */
export function creditorReference(number: string): string {
  const body = number.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return `RF${(98n - mod97(`${body}RF00`)).toString().padStart(2, '0')}${body}`;
}

/** Every valid creditor reference in a bank's remittance text, however it is spaced or pointed, in the digits of any of our languages. */
export function referencesIn(text: string): string[] {
  const packed = latinDigits(text.normalize('NFKC'))
    .toUpperCase()
    .replace(/[\s\p{P}\p{Cf}]/gu, '');
  const found = [...packed.matchAll(/(?=(RF\d\d[A-Z0-9]{1,21}))/g)].flatMap((match) =>
    prefixes(match[1] ?? ''),
  );
  return [...new Set(found)];
}

/** All beginnings of the match that check: text that follows the reference may be glued to it. */
function prefixes(match: string): string[] {
  return Array.from({ length: Math.max(0, match.length - 4) }, (_, i) =>
    match.slice(0, match.length - i),
  ).filter((candidate) => mod97(candidate.slice(4) + candidate.slice(0, 4)) === 1n);
}

function mod97(text: string): bigint {
  return BigInt([...text].map((letter) => Number.parseInt(letter, 36).toString()).join('')) % 97n;
}
