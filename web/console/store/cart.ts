import { makeStore, useStore } from '../../kit/store.ts';
import type { PricedOffer } from './words.ts';

/** A line of the order being put together. The offer is as it was when it was chosen; its price is looked up anew. */
export type CartLine = { offer: PricedOffer; quantity: number; domain: string };

/** What is being ordered, for whom once that is chosen. */
export type Cart = { customerId: string; lines: readonly CartLine[] };

const KEY = 'caravan.cart';
const EMPTY: Cart = { customerId: '', lines: [] };

/** The order being put together; it lasts as long as the tab, whatever is opened meanwhile. */
const cart = makeStore<Cart>(kept());

cart.subscribe(() => {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(cart.get()));
  } catch {
    // Storage is off: the cart lasts as long as the page.
  }
});

function kept(): Cart {
  try {
    return { ...EMPTY, ...(JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Partial<Cart>) };
  } catch {
    return EMPTY; // Written by another version.
  }
}

/** The cart, drawn anew when it changes. */
export function useCart(): Cart {
  return useStore(cart);
}

/** Puts an offer into the cart; a second press on the same adds to its quantity, unless each has a domain of its own. */
export function addToCart(offer: PricedOffer, quantity = offer.minimum_quantity): void {
  cart.set(withOffer(cart.get(), offer, quantity));
}

/** The cart with `quantity` more of the offer, at most as many as are sold at once. */
export function withOffer(before: Cart, offer: PricedOffer, quantity: number): Cart {
  const same = (line: CartLine) => line.offer.offer_id === offer.offer_id && !sellsDomains(offer);
  if (!before.lines.some(same))
    return { ...before, lines: [...before.lines, { offer, quantity, domain: '' }] };
  const more = (line: CartLine) => Math.min(line.quantity + quantity, offer.maximum_quantity);
  const lines = before.lines.map((line) => (same(line) ? { ...line, offer, quantity: more(line) } : line));
  return { ...before, lines };
}

/** Changes the line at a place. */
export function changeLine(index: number, change: Partial<CartLine>): void {
  const { lines, ...rest } = cart.get();
  cart.set({ ...rest, lines: lines.map((line, at) => (at === index ? { ...line, ...change } : line)) });
}

/** Takes the line at a place out. */
export function removeLine(index: number): void {
  const { lines, ...rest } = cart.get();
  cart.set({ ...rest, lines: lines.filter((_, at) => at !== index) });
}

/** Says for whom the order is. */
export function chooseCustomer(customerId: string): void {
  cart.set({ ...cart.get(), customerId });
}

/** Empties the cart: the order was placed, or given up. */
export function emptyCart(): void {
  cart.set(EMPTY);
}

/** Whether the domain is itself the product, so that each line is another one. */
export function sellsDomains({ unit }: Pick<PricedOffer, 'unit'>): boolean {
  return unit === 'domain';
}
