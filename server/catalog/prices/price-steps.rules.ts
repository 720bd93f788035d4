import { fixed, fixedText, roundDiv } from '../../base/money.ts';

/** Decimals that a unit price keeps: a price of 12 and one rate of 6 are exact; every further step rounds here, half away from zero. */
export const PRICE_SCALE = 18;
const RATE_SCALE = 6;
const ONE_RATE = 10n ** BigInt(RATE_SCALE);

export const SOURCE_KINDS = [
  'list_price',
  'special_price',
  'deal',
  'bundle_plan',
  'promotion',
  'price_book',
  'quote',
  'cost',
] as const;

/** What a step rests on: which row of which version, from when, and who agreed to it. Names are for people, codes and numbers for both. */
export type PriceSource = {
  kind: (typeof SOURCE_KINDS)[number];
  id: string | null;
  code: string | null;
  name: { en: string; ar: string } | null;
  version: number | null;
  valid_from: string | null;
  valid_to: string | null;
  approved_by: string | null;
  approved_at: string | null;
};

export const STEP_RULES = [
  'list_price',
  'special_price',
  'deal_incentive',
  'plan_discount',
  'preference',
  'promotion',
  'cost',
  'markup',
  'book_discount',
  'fixed_price',
  'floor',
] as const;
export type StepRule = (typeof STEP_RULES)[number];

export const STEP_SCOPES = ['everything', 'family', 'product', 'offer'] as const;
export const BECAUSE = ['more_specific', 'higher_band', 'better_promotion', 'cheaper_without'] as const;

/**
 * One step of how a price came about, in order. A step that is not `applied` gave way, `because` says to what. `unit_price` is what a
 * unit costs after the step, in minor units; null where the step gave way. `rounded`: the step was rounded at 18 decimals.
 */
export type PriceStep = {
  rule: StepRule;
  scope: (typeof STEP_SCOPES)[number] | null;
  target: string;
  from_quantity: number;
  rate: string;
  applied: boolean;
  because: (typeof BECAUSE)[number] | null;
  unit_price: string | null;
  rounded: boolean;
  source: PriceSource | null;
};

const NO_SOURCE: Omit<PriceSource, 'kind'> = {
  id: null,
  code: null,
  name: null,
  version: null,
  valid_from: null,
  valid_to: null,
  approved_by: null,
  approved_at: null,
};

/** A source of this kind with what is known of it. */
export function sourceOf(kind: PriceSource['kind'], known: Partial<PriceSource>): PriceSource {
  return { ...NO_SOURCE, ...known, kind };
}

/** A step that nothing was said of beyond its rule. */
export function stepOf(rule: StepRule, known: Partial<PriceStep>): PriceStep {
  const blank = { scope: null, target: '', from_quantity: 1, rate: '0', applied: true, because: null };
  return { ...blank, unit_price: null, rounded: false, source: null, ...known, rule };
}

/** A price as a whole number of its eighteenth decimal. */
export const priceDigits = remembering((text) => fixed(text, PRICE_SCALE));

export function priceText(digits: bigint): string {
  return fixedText(digits, PRICE_SCALE);
}

export const rateDigits = remembering((text) => fixed(text, RATE_SCALE));

/** The same rates and prices come again and again, and reading one is a third of pricing a line: what was read lately is kept. */
function remembering(read: (text: string) => bigint): (text: string) => bigint {
  const MOST = 10_000;
  const known = new Map<string, bigint>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const digits = read(text);
    if (known.size >= MOST) known.clear();
    known.set(text, digits);
    return digits;
  };
}

export function rateText(text: string): string {
  return fixedText(rateDigits(text), RATE_SCALE);
}

/** price × (1 − rate), at 18 decimals. */
export function less(price: bigint, rate: bigint): bigint {
  return roundDiv(price * (ONE_RATE - rate), ONE_RATE);
}

/** Whether price × (1 − rate) has more than 18 decimals. */
export function isRoundedBy(price: bigint, rate: bigint): boolean {
  return (price * (ONE_RATE - rate)) % ONE_RATE !== 0n;
}

/** How far `price` is under `list`, as a fraction of six decimals; 0 for one that is not under it. */
export function discountOn(list: bigint, price: bigint): string {
  if (list <= price) return '0';
  return fixedText(roundDiv((list - price) * ONE_RATE, list), RATE_SCALE);
}

/**
 * The unit price that the applied steps lead to, by nothing but the steps themselves: what an explanation is worth. List price, special
 * price, cost, fixed price and floor say the price; every other step takes its rate off (a markup's rate is negative).
 */
export function recompute(steps: readonly PriceStep[]): string {
  const says: readonly StepRule[] = ['list_price', 'special_price', 'cost', 'fixed_price', 'floor'];
  const price = steps
    .filter(({ applied }) => applied)
    .reduce((before, { rule, rate, unit_price }) => {
      if (says.includes(rule)) return priceDigits(unit_price ?? '0');
      return less(before, rateDigits(rate));
    }, 0n);
  return priceText(price);
}
