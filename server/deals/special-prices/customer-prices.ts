import type { Ctx } from '../../base/ctx.ts';
import type { CivilDate } from '../../base/dates.ts';
import { asSystem } from '../../base/door.ts';
import {
  type IncentiveFacts,
  type OfferFacts,
  type OfferRow,
  type PriceQuery,
  priceFacts,
  type SpecialFacts,
} from '../../catalog/index.ts';
import type { Account } from '../../identity/index.ts';
import { accountPlanAt, type BillingPreference } from '../../program/index.ts';
import type { Incentive } from '../deals/deal-incentives.sql.ts';
import { dealIncentivesOn } from '../deals/deal-incentives.ts';
import { findGrantedOn, type GrantedPrice } from './customer-prices.sql.ts';

export type CustomerQuery = Pick<PriceQuery, 'offerIds' | 'productIds'> & {
  account: Pick<Account, 'id' | 'currency'>;
  /** Null: for anybody on the account. */
  customer_id: string | null;
  on: CivilDate;
  /** As if the account were billed so; else as its plan of the day says. */
  paying?: BillingPreference;
};

/**
 * What offers' prices on an account follow from on a day, for one customer: list price, what is granted to the customer alone, the account's
 * plan and preference, promotions. By offer id; `pricedAt` prices them for a quantity. Runs partly across the wall, since every account of a
 * chain is priced at once: the caller answers only for who asks.
 */
export async function customerPriceFacts(
  ctx: Ctx,
  { account, customer_id, on, paying, ...which }: CustomerQuery,
): Promise<Map<string, OfferFacts>> {
  const { bundle_plan_id, billing_preference } = await accountPlanAt(ctx, account.id, on);
  const terms = { bundle_plan_id, billing_preference: paying ?? billing_preference };
  const { currency } = account;
  const specials = customer_id
    ? await specialsOn(ctx, { account_id: account.id, customer_id, currency, on })
    : new Map<string, SpecialFacts>();
  const incentives = customer_id
    ? await dealIncentivesOn(ctx, { account_id: account.id, customer_id, on })
    : [];
  const known = await priceFacts(ctx, { ...which, currency, on, ...terms, specials });
  for (const one of known.values()) one.facts.incentive = incentiveFor(one.offer, incentives);
  return known;
}

/** The best that a deal of the customer's earns on the offer. They come the largest first. */
function incentiveFor({ product_id }: OfferRow, incentives: readonly Incentive[]): IncentiveFacts | null {
  const best = incentives.find((one) => one.product_id === null || one.product_id === product_id);
  if (!best || isNothing(best.rate)) return null;
  const { deal_id: id, rate, valid_from, valid_to } = best;
  return { id, code: null, name: null, valid_from, valid_to, rate };
}

function isNothing(rate: string): boolean {
  return !/[1-9]/.test(rate);
}

/** The special prices of a customer on a day, by offer. */
async function specialsOn(
  ctx: Ctx,
  where: { account_id: string; customer_id: string; currency: string; on: CivilDate },
): Promise<Map<string, SpecialFacts>> {
  const granted = await asSystem(ctx, ({ db }) => findGrantedOn(db, where));
  return new Map(granted.map((grant) => [grant.offer_id, factsOf(grant)]));
}

function factsOf(grant: GrantedPrice): SpecialFacts {
  const { special_price_id: id, number: code, valid_from, valid_to, unit_price, floor_price } = grant;
  const { from_quantity, approved_by, approved_at } = grant;
  const price = { unit_price: unit_price ?? '0', floor_price: floor_price ?? '0', from_quantity };
  return { id, code, name: null, valid_from, valid_to, ...price, approved_by, approved_at };
}
