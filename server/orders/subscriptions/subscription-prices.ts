import type { Ctx } from '../../base/ctx.ts';
import { allows } from '../../base/permissions.ts';
import type { PricedOffer, Side } from '../../catalog/index.ts';
import { accountPrices } from '../../deals/index.ts';
import { accountsAlong } from '../../identity/index.ts';
import { todayAtVendor } from '../orders/consider.ts';
import type { Subscription } from './subscriptions.rules.ts';

/** What a unit of a subscription costs today on an account that the actor is a side of: what it pays, or what its buyer pays it. */
export type SubscriptionPrice = { side: Side; price: PricedOffer };

/**
 * The subscription's prices of today for as many as it has, with their steps: of the accounts of its chain that the actor buys or sells on,
 * what it pays first. None for a customer's people who may not read its invoices, and for what has no price any more.
 */
export async function subscriptionPrices(
  ctx: Ctx,
  { chain, customer_id, offer_id }: Subscription,
  quantity: number,
): Promise<SubscriptionPrice[]> {
  const { organizationId, organizationKind } = ctx.actor;
  if (organizationKind === 'customer' && allows(ctx.actor, 'invoice.read') !== true) return [];
  const on = await todayAtVendor(ctx);
  const prices: SubscriptionPrice[] = [];
  for (const account of (await accountsAlong(ctx, chain)).toReversed()) {
    const side = account.buyer_id === organizationId ? 'buyer' : 'seller';
    if (side === 'seller' && account.seller_id !== organizationId) continue;
    const known = await accountPrices(ctx, { account, customer_id, on, offerIds: [offer_id], side });
    const price = known.get(offer_id)?.(Math.max(1, quantity));
    if (price) prices.push({ side, price });
  }
  return prices.sort((a, b) => a.side.localeCompare(b.side));
}
