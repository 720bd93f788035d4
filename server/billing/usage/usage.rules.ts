import type { Selectable } from 'kysely';
import type { BillingUsageEvent } from '../../../db/types.ts';
import {
  type Decimal,
  decimal,
  decimalText,
  fixedText,
  multiply,
  roundDiv,
  subtract,
} from '../../base/money.ts';

/** Units used, told once under an id of the teller's. */
export type UsageEvent = Selectable<BillingUsageEvent>;

export const RATE_MODELS = ['flat', 'tiered', 'volume', 'package'] as const;
export type RateModel = (typeof RATE_MODELS)[number];

/**
 * How a month's units are priced: exact prices of minor units per unit (per package of `package_size` in the package model). `list_price` is
 * that of the first band, each further band holds for the units after the first `above`; `discount` is a fraction off every one. `unit_price`:
 * the first band's, where it may be no list price less the discount.
 */
export type UsePricing = {
  model: RateModel;
  package_size: number;
  list_price: string;
  unit_price?: string;
  bands: readonly { above: number; unit_price: string }[];
  discount: string;
};

/** One line of use: what is counted (units, or packages), and the exact price of each. */
export type UseLine = { quantity: number; list_price: string; unit_price: string };

/** A band of a month's use: for the units after the first `above`, through `up_to` (null: all further ones), what of it is charged now. */
export type UseBand = UseLine & { above: number; up_to: number | null };

/**
 * What is charged when a month's units have grown to `total` and `counted` (units; packages in the package model) are on lines already:
 * flat: every unit at the list price. tiered: each unit at the price of its band. volume: all new units at the price of the band that the total
 * has reached; what was charged before keeps its price. package: each package begun.
 */
export function useLines(pricing: UsePricing, total: number, counted: number): UseLine[] {
  return useBands(pricing, total, counted)
    .filter(({ quantity }) => quantity > 0)
    .map(({ quantity, list_price, unit_price }) => ({ quantity, list_price, unit_price }));
}

/** The same with every band there is, in order, also those of which nothing is charged. */
export function useBands(pricing: UsePricing, total: number, counted: number): UseBand[] {
  const due = dueOf(pricing, total);
  const steps = stepsOf(pricing);
  const reached = steps.findLastIndex(({ above }) => above < total);
  return steps.map(({ above, list_price }, i) => {
    const up_to = steps[i + 1]?.above ?? null;
    const all = i === Math.max(0, reached) ? due - counted : 0;
    const own = Math.min(total, up_to ?? total) - Math.max(above, counted);
    const quantity = Math.max(0, pricing.model === 'tiered' ? own : all);
    return { above, up_to, quantity, ...pricesAt(pricing, list_price) };
  });
}

/** What so many units count as: packages begun, or the units themselves. */
function dueOf({ model, package_size }: UsePricing, total: number): number {
  const over = total % package_size;
  return model === 'package' ? (total - over) / package_size + (over > 0 ? 1 : 0) : total;
}

function stepsOf({ model, list_price, bands }: UsePricing) {
  const first = { above: 0, list_price };
  if (model !== 'tiered' && model !== 'volume') return [first];
  const further = bands.map(({ above, unit_price }) => ({ above, list_price: unit_price }));
  return [first, ...further.sort((a, b) => a.above - b.above)];
}

/** A band's price: less the discount; where the first's is not list less a discount (a markup, a fixed price), in proportion to it. */
function pricesAt(first: UsePricing, text: string): Pick<UseLine, 'list_price' | 'unit_price'> {
  const rest: Decimal = subtract(decimal('1'), decimal(first.discount));
  const list = decimal(text);
  const list_price = decimalText(list);
  const less = (price: Decimal) => decimalText(multiply(price, rest));
  const listed = decimal(first.list_price);
  const unit = decimal(first.unit_price ?? less(listed));
  if (less(listed) === decimalText(unit)) return { list_price, unit_price: less(list) };
  const isFirst = list_price === decimalText(listed) || listed.digits === 0n;
  return { list_price, unit_price: isFirst ? decimalText(unit) : inProportion(list, unit, listed) };
}

/** list × unit ÷ listed, kept to 18 decimals, half away from zero. */
function inProportion(list: Decimal, unit: Decimal, listed: Decimal): string {
  const { digits, scale } = multiply(list, unit);
  const over = digits * 10n ** BigInt(KEPT + listed.scale);
  return fixedText(roundDiv(over, listed.digits * 10n ** BigInt(scale)), KEPT);
}

const KEPT = 18;
