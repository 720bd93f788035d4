import { referencesIn } from '../invoices/invoices.rules.ts';
import type { BankEntry, Payment } from '../payments/payments.rules.ts';

/** What the bank says of money that it takes back. */
export type TakenBack = Pick<BankEntry, 'end_to_end_id' | 'bank_reference' | 'remittance' | 'counterparty'>;

/** A payment of the same amount that came before, with what the bank said when it came; `reversal_id`: it was taken back by hand already. */
export type Reversible = TakenBack & {
  payment_id: string;
  account_id: string;
  received_on: Payment['received_on'];
  reversal_id: string | null;
};

/** Which payment is meant: `certain` where the bank names it and no other; `proposed` for a person to say. */
export type Meant = { certain: Reversible | null; proposed: Reversible | null };

/**
 * Which of the payments the entry takes back. The bank's reference and the payer's end-to-end id name a transfer: the one payment that has
 * it is certain. Failing those, so is the one that named the same invoice, unless the ids speak against it. What only looks alike is
 * proposed, the newest first: the same payer, the same words, or the only payment of this amount.
 */
export function meantBy(entry: TakenBack, candidates: readonly Reversible[]): Meant {
  const newest = candidates.toSorted((a, b) => (a.received_on < b.received_on ? 1 : -1));
  const named = newest.filter((one) => sameTransfer(entry, one));
  const paid = newest.filter((one) => sameInvoice(entry, one) && !differentTransfer(entry, one));
  const alike = newest.filter((one) => sameInvoice(entry, one) || looksAlike(entry, one));
  const sure = named.length > 0 ? named : paid;
  const [first = null] = sure.length > 0 ? sure : alike;
  const [only = null] = newest.length === 1 ? newest : [];
  return { certain: sure.length === 1 ? first : null, proposed: first ?? only };
}

const same = (one: string | null, other: string | null) => one !== null && one !== '' && one === other;

function sameTransfer(entry: TakenBack, one: TakenBack): boolean {
  return same(entry.end_to_end_id, one.end_to_end_id) || same(entry.bank_reference, one.bank_reference);
}

/** Both have an end-to-end id, and they are not one. A bank gives its own reference anew to each booking: that says nothing. */
function differentTransfer(entry: TakenBack, one: TakenBack): boolean {
  return Boolean(entry.end_to_end_id && one.end_to_end_id) && entry.end_to_end_id !== one.end_to_end_id;
}

function sameInvoice(entry: TakenBack, one: TakenBack): boolean {
  const named = referencesIn(one.remittance);
  return referencesIn(entry.remittance).some((reference) => named.includes(reference));
}

function looksAlike(entry: TakenBack, one: TakenBack): boolean {
  return same(entry.counterparty, one.counterparty) || same(entry.remittance, one.remittance);
}
