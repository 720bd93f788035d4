import { acting, type Ctx } from '../../base/ctx.ts';
import { getOrganization } from '../../identity/index.ts';
import { ownTerms } from '../orders/consider.ts';
import { getCustomer } from '../orders/customers.ts';
import { salesTaxOf } from '../orders/tax.port.ts';
import { type PricedLine, priceLines } from './quote-lines.ts';
import { needOf, type QuoteNeed } from './quote-needs.ts';
import {
  type DraftLine,
  type Margin,
  marginOf,
  type Prospect,
  type QuoteTotals,
  totalsOf,
} from './quotes.rules.ts';

export type WantedPreview = {
  customer_id: string | null;
  prospect:
    | ({ country: string; domain: string | null } & Partial<Pick<Prospect, 'headcount' | 'body_kind'>>)
    | null;
  lines: readonly DraftLine[];
};

/** Lines at today's prices with what they leave to the seller. */
export type PreviewedQuote = QuoteTotals & {
  currency: string;
  tax_rate: string;
  lines: (Omit<PricedLine, 'offer'> & { offer_id: string | null; needs_domain: boolean; margin: Margin })[];
  margin: Margin;
  special_price: QuoteNeed;
};

/** What a quote would say today, and what it would leave to the acting reseller; nothing is written. Throws as `priceLines`, and 404. */
export async function previewQuote(
  ctx: Ctx,
  { customer_id, prospect, lines }: WantedPreview,
): Promise<PreviewedQuote> {
  const seller = await getOrganization(ctx, acting(ctx).organizationId);
  const customer = customer_id ? await getCustomer(ctx, customer_id) : null;
  const domain = customer?.domain ?? prospect?.domain ?? null;
  const priced = await priceLines(ctx, { buyerId: customer?.id ?? null, domain, lines });
  const { account, today } = await ownTerms(ctx);
  const country = customer?.country ?? prospect?.country ?? seller.country;
  const { rate } = await salesTaxOf(ctx, seller, { country }, today);
  const sized = { headcount: prospect?.headcount ?? null, body_kind: prospect?.body_kind ?? 'business' };
  const sum = (column: 'term_net' | 'term_cost') => priced.reduce((total, line) => total + line[column], 0n);
  return {
    currency: account.currency,
    tax_rate: rate,
    lines: priced.map(({ offer, ...line }) => ({
      ...line,
      offer_id: offer?.offer_id ?? null,
      needs_domain: offer?.needs_domain ?? false,
      margin: marginOf(line.term_net, line.term_cost),
    })),
    ...totalsOf(priced, rate),
    margin: marginOf(sum('term_net'), sum('term_cost')),
    special_price: await needOf(ctx, { customer, prospect: sized, resellerId: account.reseller_id }, lines),
  };
}
