import { difference, signOf } from '../../kit/billing/decimals.ts';

export type ListPrice = { currency: string; valid_from: string; unit_price: string };
type Priced = { prices: readonly ListPrice[]; withdrawn_at: string | null };

/** The list price of a currency that holds on a day; undefined before the first. */
export function priceOn<Row extends Pick<ListPrice, 'currency' | 'valid_from'>>(
  prices: readonly Row[],
  currency: string,
  day: string,
): Row | undefined {
  const begun = prices.filter((price) => price.currency === currency && price.valid_from <= day);
  return begun.sort((one, other) => (one.valid_from < other.valid_from ? 1 : -1))[0];
}

/** The lowest list price of offers on sale, exact text in minor units; undefined where none has one. */
export function lowestPrice(offers: readonly Priced[], currency: string, day: string): string | undefined {
  const prices = offers.flatMap((offer) =>
    offer.withdrawn_at ? [] : (priceOn(offer.prices, currency, day)?.unit_price ?? []),
  );
  return prices.sort((one, other) => signOf(difference(one, other)))[0];
}
