import type { CivilDate } from '../../base/dates.ts';
import { decimal, multiply, roundMinor } from '../../base/money.ts';
import type { PriceFacts, SpecialFacts } from './price-facts.rules.ts';
import { namedOf, ratesFor, reaches, reductionsFor, walked } from './price-reductions.rules.ts';
import {
  discountOn,
  less,
  PRICE_SCALE,
  type PriceStep,
  priceDigits,
  priceText,
  rateDigits,
  sourceOf,
  stepOf,
} from './price-steps.rules.ts';

/** Exact decimals as text, minor units per unit and cycle. `discount` is how far the unit price is under list, a fraction of six decimals. */
export type Price = { list_price: string; discount: string; unit_price: string; steps: PriceStep[] };

/**
 * What one unit costs for one cycle when so many are had. The stacking order, which month end's SQL (billing/rates.sql.ts) follows too:
 *
 * 1. list price: of the day;
 * 2. special price: approved for this customer and offer; replaces the list price as what the rest starts from;
 * 3. deal incentive: the registered deal's rate;
 * 4. plan discount: one rate of the plan's version, the most specific scope's (product, family, everything), of its bands the highest that
 *    the quantity reaches; the others give way;
 * 5. preference: the version's rate for the way of paying;
 * 6. promotion: the best one that runs; promotions do not add up.
 *
 * 3–6 compound: each takes its rate off what the step before left, kept to 18 decimals, half away from zero. Last comes the floor: without a
 * special price the list price's, with one the floor that its approval binds. A special price never makes it dearer: where the ordinary
 * way comes out at the same or less, it gives way. Money is rounded only when a line is summed (`lineAmount`).
 */
export function priceOf(facts: PriceFacts, quantity: number): Price {
  const { list, special } = facts;
  const reductions = reductionsFor(facts, quantity);
  const rates = reductions.filter(({ applied }) => applied).map(({ rate }) => rateDigits(rate));
  const listed = priceDigits(list.unit_price);
  const ordinary = endOf(listed, rates, list.floor_price);
  const specially = special && reaches(special, quantity) ? specialEnd(special, rates) : undefined;
  const isSpecial = specially !== undefined && specially < ordinary;
  const unit = isSpecial ? specially : ordinary;
  const base = isSpecial ? priceDigits(special?.unit_price ?? '0') : listed;
  return {
    list_price: priceText(listed),
    discount: discountOn(listed, unit),
    unit_price: priceText(unit),
    steps: [
      listStep(list, listed),
      ...(special && specially !== undefined ? [specialStep(special, isSpecial)] : []),
      ...walked(base, reductions),
      ...floorStep(facts, base, rates, unit, isSpecial),
    ],
  };
}

/** Only the unit price of `priceOf`, for those who price by the ten thousand. */
export function unitPriceOf(facts: PriceFacts, quantity: number): string {
  return priceText(unitDigits(facts, quantity));
}

/** The line of so many at the engine's price for so many, in minor units: `lineAmount` without a text between. */
export function netOf(facts: PriceFacts, line: Omit<ChargeableLine, 'unit_price'>): bigint {
  const { quantity, days, days_in_period } = line;
  const units = unitDigits(facts, quantity) * BigInt(quantity);
  return roundMinor(
    { digits: units, scale: PRICE_SCALE },
    { numerator: BigInt(days), denominator: BigInt(days_in_period) },
  );
}

function unitDigits(facts: PriceFacts, quantity: number): bigint {
  const { list, special } = facts;
  const rates = ratesFor(facts, quantity);
  const ordinary = endOf(priceDigits(list.unit_price), rates, list.floor_price);
  if (!special || !reaches(special, quantity)) return ordinary;
  const specially = specialEnd(special, rates);
  return specially < ordinary ? specially : ordinary;
}

/** The quantities at which the price may change, and the price from there on; the first band begins with 1. */
export function bandsOf(facts: PriceFacts): { from_quantity: number; unit_price: string }[] {
  const { discounts, promotions, special } = facts;
  const starts = [...discounts, ...promotions, ...(special ? [special] : [])].map((one) => one.from_quantity);
  const bands = [...new Set([1, ...starts])]
    .sort((a, b) => a - b)
    .map((from_quantity) => ({ from_quantity, unit_price: unitPriceOf(facts, from_quantity) }));
  return bands.filter((band, index) => band.unit_price !== bands[index - 1]?.unit_price);
}

function endOf(base: bigint, rates: readonly bigint[], floor: string | null): bigint {
  const end = rates.reduce(less, base);
  const least = floor === null ? 0n : priceDigits(floor);
  return end < least ? least : end;
}

function specialEnd(special: SpecialFacts, rates: readonly bigint[]): bigint {
  return endOf(priceDigits(special.unit_price), rates, special.floor_price);
}

function listStep({ valid_from }: PriceFacts['list'], listed: bigint): PriceStep {
  return stepOf('list_price', {
    unit_price: priceText(listed),
    source: sourceOf('list_price', { valid_from }),
  });
}

function specialStep(special: SpecialFacts, applied: boolean): PriceStep {
  const { unit_price, from_quantity, approved_by, approved_at } = special;
  return stepOf('special_price', {
    from_quantity,
    applied,
    because: applied ? null : 'cheaper_without',
    unit_price: applied ? priceText(priceDigits(unit_price)) : null,
    source: sourceOf('special_price', { ...namedOf(special), approved_by, approved_at }),
  });
}

function floorStep(
  facts: PriceFacts,
  base: bigint,
  rates: readonly bigint[],
  unit: bigint,
  isSpecial: boolean,
): PriceStep[] {
  if (rates.reduce(less, base) === unit) return [];
  const { list, special } = facts;
  const source =
    isSpecial && special
      ? sourceOf('special_price', {
          ...namedOf(special),
          approved_by: special.approved_by,
          approved_at: special.approved_at,
        })
      : sourceOf('list_price', { valid_from: list.valid_from });
  return [stepOf('floor', { unit_price: priceText(unit), source })];
}

/** One charged line: a unit price for so many units over part of a period (1 of 1 for the whole). */
export type ChargeableLine = {
  unit_price: string;
  quantity: number;
  days: number;
  days_in_period: number;
};

/** A line in minor units, rounded half away from zero: unit price × quantity × days ⁄ days of the period. Billing's SQL agrees. */
export function lineAmount({ unit_price, quantity, days, days_in_period }: ChargeableLine): bigint {
  const units: ReturnType<typeof decimal> = { digits: BigInt(quantity), scale: 0 };
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
