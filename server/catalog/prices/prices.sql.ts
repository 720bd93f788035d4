import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { Billing, Pausing, RateModel } from '../offers.rules.ts';
import type { Text } from '../products.rules.ts';
import type {
  ListPrice,
  PlanDiscount,
  PlanFacts,
  PromotionFacts,
  SpecialFacts,
} from './price-facts.rules.ts';

/** Which offers are priced, for whom and when. Without `offerIds` and `productIds`: all that have a price. */
export type PriceQuery = {
  offerIds?: readonly string[];
  productIds?: readonly string[];
  currency: string;
  /** The civil date the price holds on. */
  on: string;
  /** Null: list price. */
  bundle_plan_id: string | null;
  billing_preference: string;
  /** How many are had; without it each offer's least. */
  quantity?: number;
  /** What is approved for one customer, by offer. */
  specials?: ReadonlyMap<string, SpecialFacts>;
};

export type OfferRow = {
  offer_id: string;
  offer_code: string;
  offer_name: Text;
  term_months: number;
  cycle_months: number;
  billing: Billing;
  rate_model: RateModel;
  package_size: number;
  cancel_window_hours: number;
  allows_increase: boolean;
  allows_decrease: boolean;
  early_termination_fee_rate: string | null;
  renewal_window_days: number;
  trial_days: number;
  /** What a pause means for money; null: by its terms (`pausingOf`). */
  pausing: Pausing | null;
  minimum_quantity: number;
  maximum_quantity: number;
  product_id: string;
  product_code: string;
  product_name: Text;
  family_id: string;
  unit: string;
  needs_domain: boolean;
  connector: string;
  for_sale: boolean;
};

/** An offer and what its product says of it, by name, for a `select`. */
export const OFFER_COLUMNS =
  sql.raw(`o.id as offer_id, o.code as offer_code, o.name as offer_name, o.term_months, o.cycle_months,
  o.billing, o.rate_model, o.package_size, o.cancel_window_hours, o.allows_increase, o.allows_decrease,
  trim_scale(o.early_termination_fee_rate)::text as early_termination_fee_rate, o.renewal_window_days, o.trial_days, o.pausing, o.minimum_quantity, o.maximum_quantity, p.id as product_id, p.code as product_code, p.name as product_name, p.family_id,
  p.unit, p.needs_domain, p.connector, o.withdrawn_at is null and p.withdrawn_at is null as for_sale`);

export type RawPrice = OfferRow & {
  currency: string;
  list_price: string;
  floor_price: string | null;
  list_valid_from: string;
};

/** Each offer with the list price of the day; offers without a price are left out. */
export async function findPrices(db: Db, query: PriceQuery): Promise<RawPrice[]> {
  const { currency, on } = query;
  const { rows } = await sql<RawPrice>`
    select ${OFFER_COLUMNS}, ${currency}::text as currency, price.unit_price as list_price, price.floor_price,
      price.valid_from as list_valid_from
    from catalog.offer o
    join catalog.product p on p.id = o.product_id
    join lateral (
      select unit_price, floor_price, valid_from from catalog.list_price l
      where l.offer_id = o.id and l.currency = ${currency} and l.valid_from <= ${on}::date
      order by l.valid_from desc limit 1
    ) price on true
    where ${among('o.id', query.offerIds)} and ${among('p.id', query.productIds)}
    order by p.code, o.term_months, o.cycle_months, o.code`.execute(db);
  return rows;
}

/**
 * A version's discounts for one way of paying on everything and on these families and products. By the front of the key, so that a plan of
 * thousands of discounts costs one look-up a target; and once a product, not once an offer.
 */
export async function findDiscounts(
  db: Db,
  { bundle_plan_id, billing_preference }: PriceQuery,
  version: number,
  aims: { families: readonly string[]; codes: readonly string[] },
): Promise<PlanDiscount[]> {
  const { rows } = await sql<PlanDiscount>`
    select d.scope, d.target, d.billing_preference, d.from_quantity, d.rate::text as rate
    from (select 'everything' as scope, '' as target
      union all select 'family', unnest(${[...aims.families]}::text[])
      union all select 'product', unnest(${[...aims.codes]}::text[])) aim
    join catalog.plan_discount d on d.bundle_plan_id = ${bundle_plan_id}::uuid and d.version = ${version}
      and d.scope = aim.scope and d.target = aim.target and d.billing_preference = ${billing_preference}`.execute(
    db,
  );
  return rows;
}

/** The version of the plan that holds on the day, and what it gives for the way of paying. */
export async function findPlanFacts(
  db: Db,
  { bundle_plan_id, billing_preference, on }: PriceQuery,
): Promise<PlanFacts | undefined> {
  if (!bundle_plan_id) return undefined;
  const { rows } = await sql<PlanFacts>`
    select p.id, p.code, p.name, v.version, v.valid_from, coalesce(r.rate, 0)::text as preference_rate
    from catalog.bundle_plan p
    join catalog.bundle_plan_version v on v.bundle_plan_id = p.id
    left join catalog.plan_preference r on r.bundle_plan_id = v.bundle_plan_id and r.version = v.version
      and r.billing_preference = ${billing_preference}
    where p.id = ${bundle_plan_id}::uuid and v.valid_from <= ${on}::date
    order by v.valid_from desc limit 1`.execute(db);
  return rows[0];
}

/** The promotions that run on the day. */
export async function findRunning(db: Db, on: string): Promise<PromotionFacts[]> {
  const { rows } = await sql<PromotionFacts>`
    select id, code, name, scope, target, bundle_plan_id, from_quantity, rate::text, valid_from, valid_to
    from catalog.promotion where valid_from <= ${on}::date and ${on}::date < valid_to order by code`.execute(
    db,
  );
  return rows;
}

function among(column: string, ids: readonly string[] | undefined) {
  return ids ? sql`${sql.ref(column)} = any (${[...ids]}::uuid[])` : sql`true`;
}

/** The list prices of the offers, oldest first. */
export async function findListPrices(db: Db, offerIds: readonly string[]): Promise<ListPrice[]> {
  return db
    .selectFrom('catalog.list_price')
    .selectAll()
    .where('offer_id', 'in', [...offerIds])
    .orderBy('currency')
    .orderBy('valid_from')
    .execute();
}

/** Appends prices. Answers how many were new: a price of the same offer, currency and day stands. */
export async function insertListPrices(db: Db, prices: readonly ListPrice[]): Promise<number> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('catalog.list_price')
    .values([...prices])
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0n);
}
