import { sql } from 'kysely';
import type { Db } from '../base/db.ts';
import type { Billing, RateModel } from './offers.rules.ts';
import {
  type BillingPreference,
  DISCOUNT_SCOPES,
  type DiscountScope,
  type ListPrice,
  type PlanDiscount,
} from './prices.rules.ts';
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
  billing: Billing;
  rate_model: RateModel;
  package_size: number;
  cancel_window_hours: number;
  allows_increase: boolean;
  allows_decrease: boolean;
  early_termination_fee_rate: string | null;
  renewal_window_days: number;
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
  trim_scale(o.early_termination_fee_rate)::text as early_termination_fee_rate, o.renewal_window_days, o.minimum_quantity, o.maximum_quantity, p.id as product_id, p.code as product_code, p.name as product_name, p.family_id,
  p.unit, p.needs_domain, p.connector, o.withdrawn_at is null and p.withdrawn_at is null as for_sale`);

export type RawPrice = OfferRow & { currency: string; list_price: string; discounts: PlanDiscount[] };
type Rates = Record<DiscountScope, string | null>;

/** Each offer with the list price of the day and the plan's discounts that apply to it; offers without a price are left out. */
export async function findPrices(db: Db, query: PriceQuery): Promise<RawPrice[]> {
  const { currency, on, billing_preference } = query;
  const { rows } = await sql<Omit<RawPrice, 'discounts'> & { rates: Rates }>`
    with version as materialized (
      select v.version from catalog.bundle_plan_version v
      where v.bundle_plan_id = ${query.bundle_plan_id}::uuid and v.valid_from <= ${on}::date order by v.valid_from desc limit 1
    )
    select ${OFFER_COLUMNS}, ${currency}::text as currency, price.unit_price as list_price, jsonb_build_object(
      'everything', ${rate(query, 'everything', sql`''`)},
      'family', ${rate(query, 'family', sql`p.family_id`)},
      'product', ${rate(query, 'product', sql`p.code`)}) as rates
    from catalog.offer o
    join catalog.product p on p.id = o.product_id
    join lateral (
      select unit_price from catalog.list_price l
      where l.offer_id = o.id and l.currency = ${currency} and l.valid_from <= ${on}::date
      order by l.valid_from desc limit 1
    ) price on true
    where ${among('o.id', query.offerIds)} and ${among('p.id', query.productIds)}
    order by p.code, o.term_months, o.cycle_months, o.code`.execute(db);
  return rows.map(({ rates, ...row }) => ({
    ...row,
    discounts: discountsOf(row, rates, billing_preference as BillingPreference),
  }));
}

/** The plan's rate for one scope and target: by the whole key, so that a plan of thousands of discounts costs one look-up. */
function rate(
  { bundle_plan_id, billing_preference }: PriceQuery,
  scope: DiscountScope,
  target: ReturnType<typeof sql>,
) {
  return sql`(select pd.rate::text from catalog.plan_discount pd
    where pd.bundle_plan_id = ${bundle_plan_id}::uuid and pd.version = (select version from version)
      and pd.scope = ${scope} and pd.target = ${target} and pd.billing_preference = ${billing_preference})`;
}

function discountsOf(row: OfferRow, rates: Rates, billing_preference: BillingPreference): PlanDiscount[] {
  const targets: Record<DiscountScope, string> = {
    everything: '',
    family: row.family_id,
    product: row.product_code,
  };
  return DISCOUNT_SCOPES.flatMap((scope) => {
    const rate = rates[scope];
    return rate === null ? [] : [{ scope, target: targets[scope], billing_preference, rate }];
  });
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
