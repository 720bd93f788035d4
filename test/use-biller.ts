import type { RateModel, UsePricing } from '../server/billing/usage/usage.rules.ts';

/** How an account's price of use comes from the price list: at list, less a discount, at a markup on the cost of a discount, or fixed. */
export type UseTerms =
  | { kind: 'discount_on_list'; rate: string }
  | { kind: 'markup_on_cost'; rate: string; discount: string }
  | { kind: 'fixed'; price: string };

export type UsedUnits = { model: RateModel; package_size: number; prices: bigint[]; above: number[] };

const SCALE = 18;
const ONE = 10n ** 18n;

/** A decimal as a whole number of its eighteenth digit. */
function digits(text: string): bigint {
  const [whole = '0', part = ''] = text.split('.');
  return BigInt(whole + part.padEnd(SCALE, '0'));
}

/** Half upwards, of what is not negative. */
function nearest(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}

/**
 * The slow, obvious price of each band, by hand: a discount and a markup are of each band, a fixed price is the first band's and the others
 * follow in proportion. Where the first units are free nothing is in proportion to them: a fixed price is every band's, and a markup is kept to
 * six decimals.
 */
export function bandPrices(list: Pick<UsePricing, 'list_price' | 'bands'>, terms: UseTerms): bigint[] {
  const bands = list.bands.toSorted((a, b) => a.above - b.above).map(({ unit_price }) => digits(unit_price));
  const first = digits(list.list_price);
  return [first, ...bands].map((price) => {
    if (terms.kind === 'fixed') {
      const fixed = digits(terms.price);
      return first === 0n ? fixed : nearest(price * fixed, first);
    }
    return nearest(price * factorOf(terms, first === 0n), ONE);
  });
}

function factorOf(terms: Exclude<UseTerms, { kind: 'fixed' }>, isFree: boolean): bigint {
  if (terms.kind === 'discount_on_list') return ONE - digits(terms.rate);
  const factor = nearest((ONE - digits(terms.discount)) * (ONE + digits(terms.rate)), ONE);
  return isFree ? nearest(factor, 10n ** 12n) * 10n ** 12n : factor;
}

/** What is charged of a month's units (packages), one after the other, after the first `counted`: `[units, net]` of each price. */
export function chargedUse(use: UsedUnits, total: number, counted: number): [units: number, net: bigint][] {
  const due = use.model === 'package' ? Math.ceil(total / use.package_size) : total;
  const bandOf = (unit: number) => use.above.filter((above) => above < unit).length;
  const units = new Map<number, number>();
  for (let unit = counted + 1; unit <= due; unit += 1) {
    const band = use.model === 'tiered' ? bandOf(unit) : use.model === 'volume' ? bandOf(total) : 0;
    units.set(band, (units.get(band) ?? 0) + 1);
  }
  return [...units].map(([band, count]) => [count, nearest((use.prices[band] ?? 0n) * BigInt(count), ONE)]);
}
