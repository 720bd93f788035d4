import type { Selectable } from 'kysely';
import type { CatalogListPrice } from '../../../db/types.ts';
import type { CivilDate } from '../../base/dates.ts';
import type { PriceSource } from './price-steps.rules.ts';

/** A list price from `valid_from` until the next one: exact decimal text, minor units per unit and cycle. */
export type ListPrice = Selectable<CatalogListPrice>;

export const BILLING_PREFERENCES = ['prepay', 'postpay'] as const;
export type BillingPreference = (typeof BILLING_PREFERENCES)[number];

/** From the widest to the most specific, which wins. */
export const DISCOUNT_SCOPES = ['everything', 'family', 'product'] as const;
export type DiscountScope = (typeof DISCOUNT_SCOPES)[number];

export type Aim = { scope: DiscountScope; target: string; from_quantity: number };

/** A line of a bundle plan's schedule. `target` is a family's id or a product's code, empty for everything; `rate` 0.15 is 15 %. */
export type PlanDiscount = Aim & { billing_preference: BillingPreference; rate: string };

export type PricedProduct = { code: string; family_id: string };

export type Named = Pick<PriceSource, 'id' | 'code' | 'name' | 'valid_from' | 'valid_to'>;

/** The plan's version of the day: its discounts, and what it gives for the way of paying. */
export type PlanFacts = {
  id: string;
  code: string;
  name: { en: string; ar: string };
  version: number;
  valid_from: CivilDate;
  preference_rate: string;
};

/** A promotion that runs that day. `bundle_plan_id`: for accounts on that plan alone. */
export type PromotionFacts = Aim & Named & { bundle_plan_id: string | null; rate: string };

/** An approved special price of one customer for one offer, and the floor that its approval binds. */
export type SpecialFacts = Named & {
  unit_price: string;
  floor_price: string;
  from_quantity: number;
  approved_by: string | null;
  approved_at: string | null;
};

/** What a registered deal earns on sales to one customer. */
export type IncentiveFacts = Named & { rate: string };

/** Everything the price of one offer for one account and customer follows from on one day. */
export type PriceFacts = {
  product: PricedProduct;
  billing_preference: string;
  list: Pick<ListPrice, 'unit_price' | 'floor_price' | 'valid_from'>;
  /** The plan that the account is on; `plan` is its version of the day, null before the first. */
  bundle_plan_id: string | null;
  plan: PlanFacts | null;
  discounts: readonly PlanDiscount[];
  special: SpecialFacts | null;
  incentive: IncentiveFacts | null;
  promotions: readonly PromotionFacts[];
};
