import { acting, type Ctx } from '../../base/ctx.ts';
import { civilDate } from '../../base/dates.ts';
import { lineAmount, type PricedOffer } from '../../catalog/index.ts';
import { getOrganization } from '../../identity/index.ts';
import { ownTerms } from '../orders/consider.ts';
import { getCustomer } from '../orders/customers.ts';
import { type PricedLine, priceLines } from '../quotes/quote-lines.ts';
import type { WantedPreview } from '../quotes/quote-previews.ts';
import type { Text } from '../quotes/services.rules.ts';
import {
  type BindingLine,
  consequencesOfLine,
  type LineConsequences,
  type Sheet,
  sheetOf,
} from './consequences.rules.ts';

type NamedConsequences = LineConsequences & {
  name: Text;
  detail: Text;
  quantity: number;
  domain: string | null;
} & Pick<PricedLine, 'unit_cost' | 'unit_price' | 'cost_steps' | 'price_steps'>;

/** What follows from an order, on both sides, before it is placed. */
export type Consequences = Sheet & { currency: string; lines: NamedConsequences[] };

/**
 * What the acting reseller takes on by ordering these lines now: to the end of the terms what it pays and what its customer pays, when
 * they renew, until when all can be undone, and who carries the risk. Nothing is written. Throws as `priceLines`, and 404.
 */
export async function considerConsequences(
  ctx: Ctx,
  { customer_id, prospect, lines }: WantedPreview & { prospect: { name?: string | undefined } | null },
): Promise<Consequences> {
  const customer = customer_id ? await getCustomer(ctx, customer_id) : null;
  const own = await getOrganization(ctx, acting(ctx).organizationId);
  const above = await getOrganization(ctx, own.seller_id ?? own.id);
  const { account, terms } = await ownTerms(ctx);
  const prepaid = terms.billing_preference === 'prepay';
  const domain = customer?.domain ?? prospect?.domain ?? null;
  const priced = await priceLines(ctx, { buyerId: customer?.id ?? null, domain, lines });
  const moment = { now: ctx.now, today: civilDate(ctx.now, above.time_zone) };
  const followed = priced.map((line) => ({
    ...consequencesOfLine(bindingOf(line), moment, prepaid),
    ...{ name: line.name, detail: line.detail, quantity: line.quantity, domain: line.domain },
    ...{ unit_cost: line.unit_cost, unit_price: line.unit_price },
    ...{ cost_steps: line.cost_steps, price_steps: line.price_steps },
  }));
  const names = { vendor: above.name, customer: customer?.name ?? prospect?.name ?? '…', prepaid };
  return {
    ...sheetOf(followed, { ...names, currency: account.currency }),
    currency: account.currency,
    lines: followed,
  };
}

/** A service of one's own binds nobody but its seller: it is sold once, or month by month, at the seller's own cost. */
function bindingOf({
  offer,
  quantity,
  unit_cost,
  term_cost,
  term_net,
  cycle_months,
  term_months,
}: PricedLine): BindingLine {
  const cycle_cost =
    unit_cost === null ? 0n : lineAmount({ unit_price: unit_cost, quantity, days: 1, days_in_period: 1 });
  const sums = { cycle_cost, term_cost, term_net };
  if (offer) return { own: false, ...termsOf(offer), ...sums };
  return {
    own: true,
    billing: cycle_months === null ? 'one_time' : 'recurring',
    term_months: term_months ?? 0,
    cycle_months: cycle_months ?? 0,
    cancel_window_hours: 0,
    allows_decrease: true,
    early_termination_fee_rate: '0',
    renewal_window_days: 0,
    ...sums,
  };
}

function termsOf(offer: PricedOffer): Omit<BindingLine, 'own' | 'cycle_cost' | 'term_cost' | 'term_net'> {
  const { billing, term_months, cycle_months, cancel_window_hours } = offer;
  const { allows_decrease, early_termination_fee_rate, renewal_window_days } = offer;
  return {
    ...{ billing, term_months, cycle_months, cancel_window_hours },
    ...{ allows_decrease, early_termination_fee_rate, renewal_window_days },
  };
}
