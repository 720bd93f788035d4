import type { Ctx } from '../../base/ctx.ts';
import { found } from '../../base/errors.ts';
import type { List, Page } from '../../base/page.ts';
import {
  getProduct,
  listForSale,
  type PricedOffer,
  type Shelf,
  type SoldProduct,
} from '../../catalog/index.ts';
import { bothPrices } from '../../deals/index.ts';
import { type Pausing, pausingOf } from '../subscriptions/pauses.rules.ts';
import { type OwnTerms, ownTerms } from './consider.ts';

/** An offer at the reseller's own price, and (`retail`) at what its price book asks of whoever comes. `pausing`: what a pause of it means. */
export type StoreOffer = Omit<PricedOffer, 'pausing'> & { pausing: Pausing; retail: PricedOffer };

/** A product as a reseller buys it: each offer at list and at its own price, with the steps between. */
export type StoreProduct = SoldProduct & {
  currency: string;
  billing_preference: string;
  offers: StoreOffer[];
};

/** One page of what the acting reseller can buy today, by code. `q` looks in codes and names of both languages. */
export async function listStore(ctx: Ctx, list: List, shelf: Shelf): Promise<Page<StoreProduct>> {
  const own = await ownTerms(ctx);
  const { account, terms, today } = own;
  const sale = { ...shelf, currency: account.currency, on: today };
  const { items, next_cursor } = await listForSale(ctx, list, sale);
  const offers = await offersFor(
    ctx,
    own,
    items.map(({ id }) => id),
  );
  return {
    items: items.map((product) => ({
      ...product,
      currency: account.currency,
      ...terms,
      offers: offers.get(product.id) ?? [],
    })),
    next_cursor,
  };
}

/** One product as the acting reseller buys it, or 404 for what is not for sale to it. */
export async function getStoreProduct(ctx: Ctx, id: string): Promise<StoreProduct> {
  const product = await getProduct(ctx, id);
  const own = await ownTerms(ctx);
  const { account, terms } = own;
  const offers = found((await offersFor(ctx, own, [id])).get(id), 'product');
  return { ...product, currency: account.currency, ...terms, offers };
}

async function offersFor(
  ctx: Ctx,
  { chain, today }: OwnTerms,
  productIds: readonly string[],
): Promise<Map<string, StoreOffer[]>> {
  const prices = await bothPrices(ctx, { productIds, chain, buyerId: null, on: today });
  const offers = [...prices.values()].map(({ cost, retail }) => {
    const { minimum_quantity: least } = cost(1);
    const offer = cost(least);
    return { ...offer, pausing: pausingOf(offer), retail: retail(least) };
  });
  return Map.groupBy(
    offers.filter(({ for_sale }) => for_sale),
    (offer) => offer.product_id,
  );
}
