import type { Selectable } from 'kysely';
import type { BillingUsageEvent } from '../../db/types.ts';
import { type Decimal, decimal, decimalText, multiply, subtract } from '../base/money.ts';

/** Units used, told once under an id of the teller's. */
export type UsageEvent = Selectable<BillingUsageEvent>;

export const RATE_MODELS = ['flat', 'tiered', 'volume', 'package'] as const;
export type RateModel = (typeof RATE_MODELS)[number];

/**
 * How a month's units are priced: exact prices of minor units per unit (per package of `package_size` in the package model). `list_price` is
 * that of the first band, each further band holds for the units after the first `above`; `discount` is a fraction off every one.
 */
export type UsePricing = {
  model: RateModel;
  package_size: number;
  list_price: string;
  bands: readonly { above: number; unit_price: string }[];
  discount: string;
};

/** One line of use: what is counted (units, or packages), and the exact price of each. */
export type UseLine = { quantity: number; list_price: string; unit_price: string };

/**
 * What is charged when a month's units have grown to `total` and `counted` (units; packages in the package model) are on lines already:
 * flat: every unit at the list price. tiered: each unit at the price of its band. volume: all new units at the price of the band that the total
 * has reached; what was charged before keeps its price. package: each package begun.
 */
export function useLines(pricing: UsePricing, total: number, counted: number): UseLine[] {
  const { model, package_size, list_price } = pricing;
  const over = total % package_size;
  const due = model === 'package' ? (total - over) / package_size + (over > 0 ? 1 : 0) : total;
  if (due <= counted) return [];
  if (model === 'tiered') return tieredLines(pricing, total, counted);
  const price =
    model === 'volume'
      ? (stepsOf(pricing).findLast(({ above }) => above < total)?.unit_price ?? list_price)
      : list_price;
  return [lineOf(pricing, due - counted, price)];
}

function tieredLines(pricing: UsePricing, total: number, counted: number): UseLine[] {
  const steps = stepsOf(pricing);
  return steps.flatMap(({ above, unit_price }, i) => {
    const upTo = Math.min(total, steps[i + 1]?.above ?? total);
    const units = upTo - Math.max(above, counted);
    return units > 0 ? [lineOf(pricing, units, unit_price)] : [];
  });
}

function stepsOf({ list_price, bands }: UsePricing) {
  return [{ above: 0, unit_price: list_price }, ...[...bands].sort((a, b) => a.above - b.above)];
}

function lineOf({ discount }: UsePricing, quantity: number, list_price: string): UseLine {
  const rest: Decimal = subtract(decimal('1'), decimal(discount));
  return {
    quantity,
    list_price: decimalText(decimal(list_price)),
    unit_price: decimalText(multiply(decimal(list_price), rest)),
  };
}
