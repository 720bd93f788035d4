import type { Item } from '../../api/client.ts';
import type { paths } from '../../api/schema.d.ts';

export type StoreProduct = Item<'/v1/orders/store'>;
export type Shelf = NonNullable<paths['/v1/orders/store']['get']['parameters']['query']>;
export type PricedOffer = StoreProduct['offers'][number];

/** Whether the reseller pays less than list for it. */
export function isDiscounted({ discount }: Pick<PricedOffer, 'discount'>): boolean {
  return Number(discount) > 0;
}

/** The offer a product is first shown with: the one whose month costs least. */
export function leadingOffer(offers: readonly PricedOffer[]): PricedOffer | undefined {
  return offers.toSorted((one, other) => aMonth(one) - aMonth(other))[0];
}

/** What is sold in more ways first (editions before their add-ons), and among those the least price a month. */
export function editionsFirst(products: readonly StoreProduct[]): StoreProduct[] {
  const least = ({ offers }: StoreProduct) => {
    const offer = leadingOffer(offers);
    return offer ? aMonth(offer) : Number.POSITIVE_INFINITY;
  };
  return products.toSorted(
    (one, other) => other.offers.length - one.offers.length || least(one) - least(other),
  );
}

/** For comparing alone: money is never reckoned with floats. */
function aMonth({ unit_price, cycle_months }: PricedOffer): number {
  return Number(unit_price) / Math.max(1, cycle_months);
}
