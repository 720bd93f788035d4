import type { Selectable } from 'kysely';
import type { CatalogListPrice } from '../../db/types.ts';
import type { CivilDate } from '../base/dates.ts';
import { type Decimal, decimal, decimalText, multiply, roundMinor, subtract } from '../base/money.ts';

/** A list price from `valid_from` until the next one: exact decimal text, minor units per unit and cycle. */
export type ListPrice = Selectable<CatalogListPrice>;

export const BILLING_PREFERENCES = ['prepay', 'postpay'] as const;
export type BillingPreference = (typeof BILLING_PREFERENCES)[number];

/** From the widest to the most specific, which wins. */
export const DISCOUNT_SCOPES = ['everything', 'family', 'product'] as const;
export type DiscountScope = (typeof DISCOUNT_SCOPES)[number];

/** A line of a bundle plan's schedule. `target` is a family's id or a product's code, empty for everything; `rate` 0.15 is 15 %. */
export type PlanDiscount = {
  scope: DiscountScope;
  target: string;
  billing_preference: BillingPreference;
  rate: string;
};

export type PricedProduct = { code: string; family_id: string };

/**
 * One step of how a price came about, in order. `applied` is false for a discount that a more specific one replaces.
 * `unit_price` is what a unit costs after the step, in minor units; null where the step does not apply.
 */
export type PriceStep = {
  rule: 'list_price' | 'discount';
  scope: DiscountScope | null;
  target: string;
  rate: string;
  applied: boolean;
  unit_price: string | null;
};

/** Exact decimals as text: minor units per unit and cycle; `discount` is a fraction. */
export type Price = { list_price: string; discount: string; unit_price: string; steps: PriceStep[] };

export type PriceInput = {
  list_price: string;
  discounts: readonly PlanDiscount[];
  product: PricedProduct;
  billing_preference: string;
};

/**
 * What one unit costs for one cycle: list price × (1 − the most specific discount of the plan). Exact: nothing is
 * rounded until a line is summed. Without a matching discount it is the list price.
 */
export function priceOf({ list_price, discounts, product, billing_preference }: PriceInput): Price {
  const matching = discounts
    .filter((discount) => discount.billing_preference === billing_preference && covers(discount, product))
    .sort((a, b) => specificity(a) - specificity(b));
  const winner = matching.at(-1);
  const list = decimal(list_price);
  const rate = decimal(winner?.rate ?? '0');
  const unit_price = decimalText(multiply(list, subtract(ONE, rate)));
  const steps = [
    listStep(list),
    ...matching.map((discount) => discountStep(discount, discount === winner, unit_price)),
  ];
  return { list_price: decimalText(list), discount: decimalText(rate), unit_price, steps };
}

const ONE: Decimal = { digits: 1n, scale: 0 };

function covers({ scope, target }: PlanDiscount, { code, family_id }: PricedProduct): boolean {
  if (scope === 'everything') return true;
  return scope === 'family' ? target === family_id : target === code;
}

function specificity({ scope }: PlanDiscount): number {
  return DISCOUNT_SCOPES.indexOf(scope);
}

function listStep(list: Decimal): PriceStep {
  return {
    rule: 'list_price',
    scope: null,
    target: '',
    rate: '0',
    applied: true,
    unit_price: decimalText(list),
  };
}

function discountStep({ scope, target, rate }: PlanDiscount, applied: boolean, price: string): PriceStep {
  const unit_price = applied ? price : null;
  return { rule: 'discount', scope, target, rate: decimalText(decimal(rate)), applied, unit_price };
}

/** A line of a bill: `quantity` units at `unit_price` for `days` of a cycle of `days_in_period`. */
export type Line = { unit_price: string; quantity: number; days: number; days_in_period: number };

/** Minor units of the line, rounded once, half away from zero: what billing's SQL charges for the same line. */
export function lineAmount({ unit_price, quantity, days, days_in_period }: Line): bigint {
  const units = { digits: BigInt(quantity), scale: 0 };
  const fraction = { numerator: BigInt(days), denominator: BigInt(days_in_period) };
  return roundMinor(multiply(decimal(unit_price), units), fraction);
}

/** Whether `text` is a price: minor units, not negative, at most 12 decimals and 12 digits before them. */
export function isPrice(text: string): boolean {
  return /^\d{1,12}(\.\d{1,12})?$/.test(text);
}

/** Whether `text` is a discount: a fraction of at least 0 and under 1, with at most 6 decimals. */
export function isRate(text: string): boolean {
  return /^0(\.\d{1,6})?$/.test(text);
}

/**
 * Whether something dated may start on `from`: the past is never changed, so what follows something in force starts
 * after `today`; the first of its kind starts when it likes. True, or the sentence that says why not.
 */
export function mayStart(from: CivilDate, today: CivilDate, isFirst: boolean): true | string {
  if (isFirst || from > today) return true;
  return `It must start after today (${today}): what holds up to now is not changed.`;
}
