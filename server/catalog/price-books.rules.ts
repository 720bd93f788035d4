import type { Selectable } from 'kysely';
import type { CatalogAgreedPrice, CatalogPriceBook, CatalogPriceBookVersion } from '../../db/types.ts';
import type { CivilDate } from '../base/dates.ts';
import { type Decimal, decimal, decimalText, multiply, subtract } from '../base/money.ts';

/** A reseller's retail rules; one book a seller. */
export type PriceBook = Selectable<CatalogPriceBook>;
/** The rules that hold from `valid_from` until the next version. */
export type PriceBookVersion = Selectable<CatalogPriceBookVersion>;
/** A price that seller and buyer agreed on by an accepted quote; null ends it. */
export type AgreedPrice = Selectable<CatalogAgreedPrice>;

/** From the widest to the most specific, which wins. */
export const RETAIL_SCOPES = ['everything', 'family', 'product', 'offer'] as const;
export type RetailScope = (typeof RETAIL_SCOPES)[number];

export const RETAIL_KINDS = ['markup_on_cost', 'discount_on_list', 'fixed'] as const;
export type RetailKind = (typeof RETAIL_KINDS)[number];

/**
 * One rule. `target`: a family's id, a product's or an offer's code, empty for everything. `buyer_id`: for that buyer alone.
 * `rate`: a fraction (0.2 is 20 %), null for a fixed price, which is minor units per unit and cycle in `currency`.
 */
export type RetailRule = {
  buyer_id: string | null;
  scope: RetailScope;
  target: string;
  kind: RetailKind;
  rate: string | null;
  unit_price: string | null;
  currency: string | null;
};

/** A rule as it holds on a day; an agreed price has the highest `rank` and no version. */
export type RankedRule = RetailRule & { rank: number; version: number | null };

/** What is priced: exact decimals in minor units per unit and cycle. `cost` is what the seller itself pays; null when it cannot buy it. */
export type RetailInput = {
  rules: readonly RankedRule[];
  offer: { offer_code: string; product_code: string; family_id: string };
  buyer_id: string | null;
  currency: string;
  list_price: string;
  cost: string | null;
};

/** The retail price and the rule that made it; null: no rule fits, so it is the list price. */
export type RetailPrice = { unit_price: string; rule: RankedRule | null };

const ONE: Decimal = { digits: 1n, scale: 0 };

/**
 * The retail price of one unit for one cycle, exact: the rule of the highest rank that fits. A rule that cannot make a price (a markup on
 * something the seller cannot buy, a fixed price in another currency) is passed over. Of two of one rank a price in the currency goes first.
 */
export function retailPriceOf(input: RetailInput): RetailPrice {
  const fitting = input.rules.filter((rule) => fits(rule, input)).sort(byRank);
  for (const rule of fitting) {
    const unit_price = applied(rule, input);
    if (unit_price !== null) return { unit_price, rule };
  }
  return { unit_price: decimalText(decimal(input.list_price)), rule: null };
}

function byRank(a: RankedRule, b: RankedRule): number {
  return b.rank - a.rank || (a.currency === null ? 1 : 0) - (b.currency === null ? 1 : 0);
}

function fits({ buyer_id, scope, target, currency }: RankedRule, input: RetailInput): boolean {
  if (buyer_id !== null && buyer_id !== input.buyer_id) return false;
  if (currency !== null && currency !== input.currency) return false;
  const { offer_code, product_code, family_id } = input.offer;
  return target === { everything: '', family: family_id, product: product_code, offer: offer_code }[scope];
}

function applied({ kind, rate, unit_price }: RankedRule, { list_price, cost }: RetailInput): string | null {
  if (kind === 'fixed') return unit_price === null ? null : decimalText(decimal(unit_price));
  if (rate === null) return null;
  if (kind === 'discount_on_list')
    return decimalText(multiply(decimal(list_price), subtract(ONE, decimal(rate))));
  if (cost === null) return null;
  const { digits, scale } = decimal(rate);
  return decimalText(multiply(decimal(cost), subtract(ONE, { digits: -digits, scale })));
}

/** How a rule ranks: rules for one buyer over those for all, then by scope; the same numbers as the view catalog.retail_rule. */
export function rankOf({ buyer_id, scope }: Pick<RetailRule, 'buyer_id' | 'scope'>): number {
  return RETAIL_SCOPES.indexOf(scope) + 1 + (buyer_id === null ? 0 : 4);
}

/** What of a book's targets exists: `family:…`, `product:…`, `offer:…`, and `buyer:…` for the seller's own buyers. */
export type Known = ReadonlySet<string>;

/** What is wrong with a book's rules: the place, the field and a sentence. */
export function ruleFaults(
  rules: readonly RetailRule[],
  known: Known,
): { index: number; field: keyof RetailRule; detail: string }[] {
  const seen = new Set<string>();
  return rules.flatMap((rule, index) => {
    const key = [rule.scope, rule.target, rule.buyer_id, rule.currency].join('|');
    const fault = ruleFault(rule, known) ?? (seen.has(key) ? REPEATED : undefined);
    seen.add(key);
    return fault ? [{ index, field: fault[0], detail: fault[1] }] : [];
  });
}

type Fault = [field: keyof RetailRule, detail: string];
const REPEATED: Fault = [
  'target',
  'A rule for the same products and the same customer stands above already.',
];

function ruleFault(rule: RetailRule, known: Known): Fault | undefined {
  const { scope, target, buyer_id } = rule;
  if (scope === 'everything' && target !== '') return ['target', 'A rule for everything has no target.'];
  if (scope !== 'everything' && !known.has(`${scope}:${target}`))
    return ['target', `There is no ${scope} ${target || '(nothing chosen)'} in the catalogue.`];
  if (buyer_id !== null && !known.has(`buyer:${buyer_id}`))
    return ['buyer_id', 'This is none of your customers.'];
  return rule.kind === 'fixed' ? fixedFault(rule) : rateFault(rule);
}

function fixedFault({ scope, unit_price, currency, rate }: RetailRule): Fault | undefined {
  if (scope !== 'offer')
    return ['scope', 'A fixed price is for one offer: its term and cycle say what it pays for.'];
  if (rate !== null) return ['rate', 'A fixed price has no rate.'];
  if (currency === null) return ['currency', 'Say in which currency the fixed price is.'];
  if (unit_price === null || !/^\d{1,12}(\.\d{1,12})?$/.test(unit_price))
    return ['unit_price', 'A price is in minor units (halalas), such as 2500 or 2512.5, and not negative.'];
  return undefined;
}

function rateFault({ kind, rate, unit_price, currency }: RetailRule): Fault | undefined {
  if (unit_price !== null || currency !== null) return ['unit_price', 'Only a fixed price names an amount.'];
  if (kind === 'discount_on_list')
    return rate !== null && /^0(\.\d{1,6})?$/.test(rate)
      ? undefined
      : ['rate', 'A discount is a fraction such as 0.05 (5 %): at least 0, under 1, at most 6 decimals.'];
  return rate !== null && /^(\d(\.\d{1,6})?|10(\.0{1,6})?)$/.test(rate)
    ? undefined
    : ['rate', 'A markup is a fraction such as 0.25 (25 %): from 0 to 10, at most 6 decimals.'];
}

/**
 * Whether a version may start that day: today or later if it is the first (nothing was sold by the book before), else after today and not
 * before the last one; one for the same coming day takes its place. True, or the sentence that says why not.
 */
export function mayStartVersion(
  from: CivilDate,
  today: CivilDate,
  last: Pick<PriceBookVersion, 'version' | 'valid_from'> | undefined,
): true | string {
  if (!last)
    return from >= today || `The first version starts today (${today}) or later; the past is billed already.`;
  if (from <= today) return `It must start after today (${today}): what holds up to now is not changed.`;
  return (
    from >= last.valid_from ||
    `Version ${last.version} starts on ${last.valid_from}; the next starts that day (in its place) or later.`
  );
}
