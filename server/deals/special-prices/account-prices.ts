import type { Ctx } from '../../base/ctx.ts';
import { asSystem } from '../../base/door.ts';
import { found } from '../../base/errors.ts';
import {
  type OfferFacts,
  type PricedOffer,
  type PriceQuery,
  pricedAt,
  retailPriced,
  retailPricing,
  type Side,
} from '../../catalog/index.ts';
import { type Account, accountsAlong, getOrganization } from '../../identity/index.ts';
import type { BillingPreference } from '../../program/index.ts';
import { customerPriceFacts } from './customer-prices.ts';

/** An offer at an account's price for so many units. */
export type Pricing = (quantity: number) => PricedOffer;

type Which = Pick<PriceQuery, 'offerIds' | 'productIds'>;

/**
 * Whose prices, for whom, on which day. `customer_id`: who uses it; null: anybody. `side`: whose eyes the steps are for. `paying`: as if the
 * account were billed so.
 */
export type AccountQuery = Which & {
  account: Account;
  customer_id: string | null;
  on: string;
  side: Side;
  paying?: BillingPreference;
};

/**
 * What offers cost on an account, at any depth: on an account of the vendor's by plan, special price and deal; below, by the seller's price
 * book, from what the seller itself pays for that customer. By offer id. Month end freezes the same (billing/prices.sql.ts, retail.sql.ts).
 * Runs across the wall, for a chain is priced from the vendor down: the steps of the answer hold only what the side may know.
 */
export async function accountPrices(ctx: Ctx, query: AccountQuery): Promise<Map<string, Pricing>> {
  return asSystem(ctx, async (system) => {
    const { path } = await getOrganization(system, query.account.buyer_id);
    return (await levelOf(system, await accountsAlong(system, path), query)).prices;
  });
}

/** What an account's prices follow from in the catalogue, and what they come to. */
type Level = { facts: ReadonlyMap<string, OfferFacts>; prices: Map<string, Pricing> };

async function levelOf(ctx: Ctx, chain: readonly Account[], query: AccountQuery): Promise<Level> {
  const edge = found(chain.at(-1), 'account');
  const { customer_id, on, side, offerIds, productIds, paying } = query;
  const which = { ...(offerIds && { offerIds }), ...(productIds && { productIds }) };
  const where = { account: edge, customer_id, on, ...which, ...(paying && { paying }) };
  const facts = await customerPriceFacts(ctx, where);
  const above = chain.slice(0, -1);
  if (above.length === 0) return { facts, prices: priced(facts) };
  const asBuyer: AccountQuery = { ...which, account: edge, customer_id, on, side: 'buyer' };
  const isSameMoney = above.at(-1)?.currency === edge.currency;
  const costs = isSameMoney ? (await levelOf(ctx, above, asBuyer)).prices : new Map<string, Pricing>();
  const party = { sellerId: edge.seller_id, buyerId: edge.buyer_id, on };
  return { facts, prices: await retailed(ctx, { facts, costs, party, side }) };
}

function priced(facts: ReadonlyMap<string, OfferFacts>): Map<string, Pricing> {
  return new Map([...facts].map(([id, known]) => [id, (quantity) => pricedAt(known, quantity)]));
}

type Party = { sellerId: string; buyerId: string | null; on: string };

type Retailed = {
  facts: ReadonlyMap<string, OfferFacts>;
  costs: ReadonlyMap<string, Pricing>;
  party: Party;
  side: Side;
};

async function retailed(ctx: Ctx, { facts, costs, party, side }: Retailed): Promise<Map<string, Pricing>> {
  const retail = await retailPricing(ctx, party);
  return new Map(
    [...facts].map(([id, known]) => {
      const cost = costs.get(id);
      return [id, (quantity) => retailPriced(retail, known, cost?.(quantity) ?? null, { quantity, side })];
    }),
  );
}

/** An offer as a reseller buys it, and as its price book sells it. */
export type BothPrices = Record<'cost' | 'retail', Pricing>;

/**
 * What offers cost a reseller on its own account, and what its price book asks of a buyer of its own, or (null) of whoever comes: by offer id.
 * `chain`: the accounts from the vendor's down to its own. For the reseller's eyes alone.
 */
export async function bothPrices(
  ctx: Ctx,
  { chain, buyerId, on, ...which }: Which & { chain: readonly Account[]; buyerId: string | null; on: string },
): Promise<Map<string, BothPrices>> {
  return asSystem(ctx, async (system) => {
    const account = found(chain.at(-1), 'account');
    const query: AccountQuery = { ...which, account, customer_id: buyerId, on, side: 'buyer' };
    const { facts, prices: costs } = await levelOf(system, chain, query);
    const book = await retailPricing(system, { sellerId: account.buyer_id, buyerId, on });
    const listed = atList(facts);
    return new Map(
      [...costs].map(([id, price]) => {
        const cost = remembered(price);
        const known = found(listed.get(id), 'price');
        const retail = (quantity: number) =>
          retailPriced(book, known, cost(quantity), { quantity, side: 'seller' });
        return [id, { cost, retail }];
      }),
    );
  });
}

/** The price of each quantity is made once: it is asked for its own sake, and as what the retail price starts from. */
function remembered(price: Pricing): Pricing {
  const known = new Map<number, PricedOffer>();
  return (quantity) => {
    const priced = known.get(quantity) ?? price(quantity);
    known.set(quantity, priced);
    return priced;
  };
}

/** The offers as a reseller's buyers have them: without the terms of the reseller's own account. */
function atList(facts: ReadonlyMap<string, OfferFacts>): Map<string, OfferFacts> {
  const own = { bundle_plan_id: null, plan: null, discounts: [], special: null, incentive: null };
  return new Map([...facts].map(([id, known]) => [id, { ...known, facts: { ...known.facts, ...own } }]));
}
