import type { Posting } from '../ledger/index.ts';
import type { Invoice } from './invoices.rules.ts';

type Entry = Pick<Posting, 'debit' | 'credit' | 'amount'>;

/** A transfer of a signed amount: less than nothing goes the other way. */
function signed(debit: Posting['debit'], credit: Posting['credit'], amount: bigint): Entry {
  return amount < 0n ? { debit: credit, credit: debit, amount: -amount } : { debit, credit, amount };
}

/**
 * What an issued document posts. An invoice's totals are owed; a credit note takes them back, and its sum waits in the wallet until it is
 * used. `deferred` is the part of the net that is for terms: it is earned month by month.
 */
export function postingsOf(invoice: Invoice, deferred: bigint): Posting[] {
  const { reseller_id, account_id, seller_id, buyer_id, currency, net, tax } = invoice;
  const note = invoice.kind === 'credit_note';
  const shared = {
    account: { reseller_id, id: account_id, seller_id, buyer_id },
    currency,
    source_id: invoice.id,
    posted_on: invoice.issued_on ?? '',
    kind: note ? ('credit_note' as const) : ('invoice' as const),
  };
  const owed = note ? 'wallet' : 'receivable';
  return [
    signed(owed, 'revenue', net - deferred),
    signed(owed, 'deferred_revenue', deferred),
    signed(owed, 'tax', tax),
  ].map((entry) => ({ ...shared, ...entry }));
}
