import { sql } from 'kysely';
import type { Db } from '../base/db.ts';
import type { ListPrice, PlanDiscount } from './prices.rules.ts';
import type { Text } from './products.rules.ts';

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
};

export type OfferRow = {
  offer_id: string;
  offer_code: string;
  offer_name: Text;
  term_months: number;
  cycle_months: number;
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
  o.minimum_quantity, o.maximum_quantity, p.id as product_id, p.code as product_code, p.name as product_name, p.family_id,
  p.unit, p.needs_domain, p.connector, o.withdrawn_at is null and p.withdrawn_at is null as for_sale`);

export type RawPrice = OfferRow & { currency: string; list_price: string; discounts: PlanDiscount[] };

/** Each offer with the list price of the day and the plan's discounts that could apply to it; offers without a price are left out. */
export async function findPrices(db: Db, query: PriceQuery): Promise<RawPrice[]> {
  const { currency, on, bundle_plan_id, billing_preference } = query;
  const { rows } = await sql<RawPrice>`
    select ${OFFER_COLUMNS}, ${currency}::text as currency, price.unit_price as list_price, d.discounts
    from catalog.offer o
    join catalog.product p on p.id = o.product_id
    join lateral (
      select unit_price from catalog.list_price l
      where l.offer_id = o.id and l.currency = ${currency} and l.valid_from <= ${on}::date
      order by l.valid_from desc limit 1
    ) price on true
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('scope', pd.scope, 'target', pd.target,
        'billing_preference', pd.billing_preference, 'rate', pd.rate::text)), '[]') as discounts
      from catalog.plan_discount pd
      where pd.bundle_plan_id = ${bundle_plan_id}::uuid
        and pd.version = (select version from catalog.bundle_plan_version v
          where v.bundle_plan_id = ${bundle_plan_id}::uuid and v.valid_from <= ${on}::date order by v.valid_from desc limit 1)
        and pd.billing_preference = ${billing_preference}
        and (pd.scope = 'everything' or (pd.scope = 'family' and pd.target = p.family_id) or (pd.scope = 'product' and pd.target = p.code))
    ) d
    where ${among('o.id', query.offerIds)} and ${among('p.id', query.productIds)}
    order by p.code, o.term_months, o.cycle_months, o.code`.execute(db);
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
