import type { Item } from '../../api/client.ts';

export type StoreProduct = Item<'/v1/orders/store'>;
export type PricedOffer = StoreProduct['offers'][number];

/** Whether the reseller pays less than list for it. */
export function isDiscounted({ discount }: Pick<PricedOffer, 'discount'>): boolean {
  return Number(discount) > 0;
}

/** The offer a product is first shown with: the one whose month costs least. */
export function leadingOffer(offers: readonly PricedOffer[]): PricedOffer | undefined {
  const monthly = (offer: PricedOffer) => Number(offer.unit_price) / offer.cycle_months;
  return [...offers].sort((one, other) => monthly(one) - monthly(other))[0];
}
