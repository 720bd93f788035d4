import type { Ctx } from '../base/ctx.ts';
import { type Deferral, deferRevenue, type Posting, postTransfers } from '../ledger/index.ts';
import { accountOf } from './allocations.ts';
import { type TermRevenue, termRevenue } from './deferrals.sql.ts';
import type { Invoice } from './invoices.rules.ts';

/** Posts the documents; what they charge for terms is deferred, and earned in the months that the terms run. */
export async function post(ctx: Ctx, invoices: Invoice[]): Promise<void> {
  const terms = await termRevenue(ctx.db, invoices);
  const byInvoice = Map.groupBy(terms, ({ invoice_id }) => invoice_id);
  const deferred = (id: string) => (byInvoice.get(id) ?? []).reduce((sum, { net }) => sum + net, 0n);
  await postTransfers(
    ctx,
    invoices.flatMap((invoice) => postingsOf(invoice, deferred(invoice.id))),
  );
  await deferRevenue(
    ctx,
    invoices.flatMap((invoice) => deferralsOf(invoice, byInvoice.get(invoice.id) ?? [])),
  );
}

function deferralsOf(invoice: Invoice, terms: TermRevenue[]): Deferral[] {
  const { currency, id: source_id, issued_on } = invoice;
  const shared = { account: accountOf(invoice), source_id, currency, deferred_on: issued_on ?? '' };
  return terms.map(({ net, period_from, period_to }) => ({
    ...shared,
    amount: net,
    from: period_from,
    to: period_to,
  }));
}

type Entry = Pick<Posting, 'debit' | 'credit' | 'amount'>;

/** A transfer of a signed amount: less than nothing goes the other way. */
function signed(debit: Posting['debit'], credit: Posting['credit'], amount: bigint): Entry {
  return amount < 0n ? { debit: credit, credit: debit, amount: -amount } : { debit, credit, amount };
}

/**
 * What an issued document posts. An invoice's totals are owed; a credit note takes them back, and its sum waits in the wallet until it is
 * used. `deferred` is the part of the net that is for terms: it is earned month by month.
 */
function postingsOf(invoice: Invoice, deferred: bigint): Posting[] {
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
