import type { Ctx } from '../../base/ctx.ts';
import { type Deferral, deferRevenue, postSelected } from '../../ledger/index.ts';
import type { Invoice } from '../invoices/invoices.rules.ts';
import { accountOf } from '../payments/allocations.ts';
import { postingsOf, termRevenue } from './posting.sql.ts';

/** Posts the documents; what they charge for terms is deferred, and earned in the months that the terms run. */
export async function post(ctx: Ctx, invoices: Invoice[]): Promise<void> {
  await postSelected(ctx, postingsOf(invoices));
  const terms = await termRevenue(ctx.db, invoices);
  const byId = new Map(invoices.map((invoice) => [invoice.id, invoice]));
  const deferrals = terms.flatMap(({ invoice_id, net, period_from, period_to }): Deferral[] => {
    const invoice = byId.get(invoice_id);
    if (!invoice) return [];
    const { currency, id: source_id, issued_on } = invoice;
    const shared = { account: accountOf(invoice), source_id, currency, deferred_on: issued_on ?? '' };
    return [{ ...shared, amount: net, from: period_from, to: period_to }];
  });
  await deferRevenue(ctx, deferrals);
}
