import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import { LIST_PRICE } from '../charges/line-kinds.sql.ts';
import type { Extent, Run } from '../runs/runs.rules.ts';
import { type PriceTables, PUBLISHED } from './price-tables.sql.ts';

type Sql = ReturnType<typeof sql>;

/**
 * The rates of list price and of each bundle plan that an account of the run is on, for every offer in use: what the price engine
 * (catalog/prices.rules.ts) answers for anybody on the plan, by stretch of days and band of quantity.
 */
export async function freezePlans(
  db: Db,
  run: Run,
  first: string,
  extent: Extent,
  tables: PriceTables = PUBLISHED,
): Promise<void> {
  const sources = sql`source as (
    select price_source_id, price_source_id as bundle_plan_id, billing_preference, null::uuid as offer_id,
      '-infinity'::date as from_date, 'infinity'::date as to_date, ${NOTHING_OF_ITS_OWN}
    from (select price_source_id, billing_preference from billing.run_source where run_id = ${run.id}
      union select ${LIST_PRICE}::uuid, 'postpay') known)`;
  await insertRates(db, run, first, { sources, offers: inUse(extent), offerOf: sql`true`, tables });
}

/** The bands of prices by use, over the days of the list price that they belong to. Few: of offers that have any. */
export async function freezeBands(
  db: Db,
  run: Run,
  extent: Extent,
  tables: PriceTables = PUBLISHED,
): Promise<void> {
  await sql`
    insert into billing.run_band (run_id, offer_id, currency, from_date, to_date, above, unit_price)
    select ${run.id}::uuid, p.offer_id, p.currency, p.valid_from, p.valid_to, b.above, b.unit_price
    from (select l.offer_id, l.currency, l.valid_from,
        lead(l.valid_from, 1, 'infinity'::date) over (partition by l.offer_id, l.currency order by l.valid_from) as valid_to
      from ${tables.listPrice} l join catalog.offer o on o.id = l.offer_id
      where o.rate_model in ('tiered', 'volume') and ${isAll(extent) ? sql`true` : inUse(extent)}) p
    join ${tables.priceBand} b on b.offer_id = p.offer_id and b.currency = p.currency and b.valid_from = p.valid_from`.execute(
    db,
  );
}

const NOTHING_OF_ITS_OWN = sql.raw(
  'null::numeric as special_price, null::numeric as special_floor, null::int as special_from, 0::numeric as incentive',
);

/**
 * Where a customer has prices of its own on an account (granted special prices, incentives of deals), a source of their own and its rates: what the engine
 * answers for that customer, under the account's plan of each day.
 */
export async function freezeCustomers(
  db: Db,
  run: Run,
  first: string,
  accountIds: readonly string[] | null,
  tables: PriceTables = PUBLISHED,
): Promise<void> {
  const { numAffectedRows } = await sql`
    insert into billing.run_customer_source (reseller_id, run_id, account_id, customer_id, offer_id, seller_id, price_source_id)
    with mine as (
      select reseller_id, account_id, customer_id, offer_id, null::uuid as product_id from deals.granted_price
      union select reseller_id, account_id, customer_id, null, product_id from deals.incentive where valid_from < valid_to
    )
    select distinct c.reseller_id, ${run.id}::uuid, c.account_id, c.customer_id, c.offer_id, ${run.seller_id}::uuid,
      md5(c.account_id::text || c.customer_id::text)::uuid
    from mine
    join billing.charge_stream c on c.reseller_id = mine.reseller_id and c.account_id = mine.account_id and c.customer_id = mine.customer_id
      and (mine.offer_id is null or mine.offer_id = c.offer_id)
    join catalog.offer o on o.id = c.offer_id and (mine.product_id is null or mine.product_id = o.product_id)
    where ${accountIds ? sql`c.account_id = any (${[...accountIds]}::uuid[])` : sql`true`}`.execute(db);
  if (!numAffectedRows) return;
  const offers = sql`o.id in (select offer_id from billing.run_customer_source where run_id = ${run.id})`;
  await insertRates(db, run, first, {
    sources: customerSources(run),
    offers,
    offerOf: sql`o.id = s.offer_id`,
    tables,
  });
}

/** Each customer's days cut wherever its account's plan, a grant or an incentive changes, with what holds on them. */
function customerSources(run: Run): Sql {
  return sql`own as (
    select c.*, a.currency from billing.run_customer_source c
    join identity.account a on a.reseller_id = c.reseller_id and a.id = c.account_id
    where c.run_id = ${run.id}
  ), terms as (
    select own.*, coalesce(p.price_source_id, ${LIST_PRICE}::uuid) as bundle_plan_id, coalesce(p.billing_preference, 'postpay') as billing_preference,
      coalesce(p.from_date, '-infinity') as plan_from, coalesce(p.to_date, 'infinity') as plan_to
    from own
    left join billing.run_source p on p.run_id = own.run_id and p.reseller_id = own.reseller_id and p.account_id = own.account_id
  ), granted as (
    select own.price_source_id, g.* from own
    join deals.granted_price g on g.reseller_id = own.reseller_id and g.account_id = own.account_id and g.customer_id = own.customer_id
      and g.offer_id = own.offer_id and g.currency = own.currency
  ), earned as (
    select own.price_source_id, own.offer_id, i.rate, i.valid_from, i.valid_to from own
    join deals.incentive i on i.reseller_id = own.reseller_id and i.account_id = own.account_id and i.customer_id = own.customer_id
      and i.valid_from < i.valid_to
    join catalog.offer o on o.id = own.offer_id and (i.product_id is null or i.product_id = o.product_id)
  ), change as (
    select price_source_id, offer_id, unnest(array[valid_from, valid_to]) as day from granted
    union select price_source_id, offer_id, unnest(array[valid_from, valid_to]) from earned
  ), day as (
    select t.*, d.day as from_date, lead(d.day, 1, t.plan_to) over (
      partition by t.price_source_id, t.offer_id, t.plan_from order by d.day) as to_date
    from terms t cross join lateral (
      select t.plan_from as day
      union select c.day from change c where c.price_source_id = t.price_source_id and c.offer_id = t.offer_id
        and c.day > t.plan_from and c.day < t.plan_to) d
  ), source as (
    select d.price_source_id, d.bundle_plan_id, d.billing_preference, d.offer_id, d.from_date, d.to_date,
      g.unit_price as special_price, g.floor_price as special_floor, g.from_quantity as special_from, coalesce(e.rate, 0) as incentive
    from day d
    left join lateral (select * from granted g where g.price_source_id = d.price_source_id and g.offer_id = d.offer_id
      and g.valid_from <= d.from_date and d.from_date < g.valid_to order by g.id desc limit 1) g on true
    left join lateral (select max(rate) as rate from earned e where e.price_source_id = d.price_source_id and e.offer_id = d.offer_id
      and e.valid_from <= d.from_date and d.from_date < e.valid_to) e on true)`;
}

/** The offers that some stream of the extent is charged for. */
function inUse({ accountId, resellerId }: Extent): Sql {
  const account = accountId ? sql`account_id = ${accountId}` : sql`true`;
  const branch = resellerId ? sql`reseller_id = ${resellerId}` : sql`true`;
  return sql`o.id in (select offer_id from billing.charge_stream where ${account} and ${branch})`;
}

function isAll({ accountId, resellerId }: Extent): boolean {
  return !accountId && !resellerId;
}

/**
 * `sources`: the relation `source`, with what they need; `offers`: which of them are priced, `offerOf`: and under which source; `tables`: what
 * prices are read from.
 */
type Wanted = { sources: Sql; offers: Sql; offerOf: Sql; tables: PriceTables };

/**
 * One rate for each source, offer, currency, stretch of days within a calendar month, and band of quantity. The same steps as `priceOf` of
 * the price engine, each rounded at 18 decimals: list or special price, incentive, discount, preference, promotion, floor. Where the first
 * units of a use are free, their price does not tell by how much the bands above it are under list: the steps themselves do (`factor`).
 */
async function insertRates(db: Db, run: Run, first: string, wanted: Wanted): Promise<void> {
  await sql`
    insert into billing.run_rate (run_id, price_source_id, billing_preference, offer_id, currency, from_date, to_date,
      month_days, list_price, discount, unit_price, quantity_from, quantity_to)
    with ${wanted.sources}, offer as (
      select o.id, p.code, p.family_id, o.rate_model in ('tiered', 'volume') as banded from catalog.offer o join catalog.product p on p.id = o.product_id where ${wanted.offers}
    ), ${ranges(run, first, wanted)}, ${stretches(wanted)}, ${bands(wanted)}, ${rates(wanted)}
    select ${run.id}::uuid, price_source_id, billing_preference, offer_id, currency, from_date, to_date, month_days, list_price,
      case when list_price = 0 and banded then round(1 - factor, 6) else ${DISCOUNT} end, unit_price, quantity_from, quantity_to
    from rate`.execute(db);
}

/** How far the price of a rate is under list: a fraction of six decimals, 0 where it is not. */
export const DISCOUNT = sql.raw(
  'case when list_price > unit_price then div(2000000 * (list_price - unit_price) + list_price, 2 * list_price) / 1000000 else 0 end',
);

/** List prices, plan versions, promotions and months as half-open ranges. A plan before its first version is list price. */
function ranges(run: Run, first: string, { tables }: Wanted): Sql {
  return sql`price as (
    select offer_id, currency, unit_price, floor_price, valid_from as from_date,
      lead(valid_from, 1, 'infinity'::date) over (partition by offer_id, currency order by valid_from) as to_date
    from ${tables.listPrice} l
  ), version as (
    select bundle_plan_id, version, valid_from as from_date,
      lead(valid_from, 1, 'infinity'::date) over (partition by bundle_plan_id order by valid_from) as to_date
    from ${tables.planVersion} v
    union all select id, 0, '-infinity', coalesce((select min(valid_from) from ${tables.planVersion} v
      where v.bundle_plan_id = p.id), 'infinity') from catalog.bundle_plan p
    union all select ${LIST_PRICE}::uuid, 0, '-infinity', 'infinity'
  ), promotion as (
    select o.id as offer_id, r.bundle_plan_id, r.from_quantity, r.rate, r.valid_from, r.valid_to
    from catalog.promotion r join offer o on ${covers('r')}
  ), cut as (
    select offer_id, bundle_plan_id, day as from_date,
      lead(day, 1, 'infinity'::date) over (partition by offer_id, bundle_plan_id order by day) as to_date
    from (select o.offer_id, s.bundle_plan_id, d.day
      from (select distinct bundle_plan_id from source) s
      join promotion o on o.bundle_plan_id is null or o.bundle_plan_id = s.bundle_plan_id
      cross join lateral (values ('-infinity'::date), (o.valid_from), (o.valid_to)) d (day) group by 1, 2, 3) days
  ), month as (
    select m::date as from_date, (m + interval '1 month')::date as to_date,
      (m + interval '1 month')::date - m::date as month_days
    from generate_series(date_trunc('month', ${first}::date::timestamp), ${run.horizon}::date::timestamp, interval '1 month') m
  )`;
}

/** Whether the discount or promotion `row` is for the offer `o`. */
function covers(row: string): Sql {
  const [scope, target] = [sql.ref(`${row}.scope`), sql.ref(`${row}.target`)];
  return sql`(${scope} = 'everything' or (${scope} = 'family' and ${target} = o.family_id) or (${scope} = 'product' and ${target} = o.code))`;
}

function stretches({ offerOf, tables }: Wanted): Sql {
  return sql`stretch as materialized (
    select row_number() over () as id, s.price_source_id, s.bundle_plan_id, v.version, s.billing_preference, o.id as offer_id, o.code, o.family_id, o.banded,
      price.currency, price.unit_price as list_price, price.floor_price, month.month_days,
      s.special_price, s.special_floor, s.special_from, s.incentive, coalesce(p.rate, 0) as preference, d.from_date, d.to_date
    from source s
    join version v on v.bundle_plan_id = s.bundle_plan_id
    join offer o on ${offerOf}
    join price on price.offer_id = o.id
    left join cut on cut.offer_id = o.id and cut.bundle_plan_id = s.bundle_plan_id
    join month on month.from_date < least(s.to_date, v.to_date, price.to_date, cut.to_date)
      and greatest(s.from_date, v.from_date, price.from_date, cut.from_date) < month.to_date
    cross join lateral (select greatest(s.from_date, v.from_date, price.from_date, cut.from_date, month.from_date) as from_date,
      least(s.to_date, v.to_date, price.to_date, cut.to_date, month.to_date) as to_date) d
    left join ${tables.planPreference} p on p.bundle_plan_id = v.bundle_plan_id and p.version = v.version
      and p.billing_preference = s.billing_preference
    where d.from_date < d.to_date)`;
}

/** The stretch cut where a discount, a promotion or the special price begins to reach. */
function bands({ tables }: Wanted): Sql {
  return sql`band as (
    select o.*, q.quantity as quantity_from, lead(q.quantity, 1, 2147483647) over (partition by o.id order by q.quantity) as quantity_to
    from stretch o cross join lateral (
      select 0 as quantity
      union select pd.from_quantity from ${tables.planDiscount} pd
        where pd.bundle_plan_id = o.bundle_plan_id and pd.version = o.version and pd.billing_preference = o.billing_preference
          and pd.from_quantity > 1 and ${covers('pd')}
      union select r.from_quantity from promotion r where r.offer_id = o.offer_id and r.from_quantity > 1 and ${runs()}
      union select o.special_from where o.special_from > 1) q)`;
}

/** Whether the promotion `r` runs in the stretch `o`, for its plan. */
function runs(): Sql {
  return sql`(r.bundle_plan_id is null or r.bundle_plan_id = o.bundle_plan_id) and r.valid_from <= o.from_date and o.from_date < r.valid_to`;
}

function rates({ tables }: Wanted): Sql {
  const off = (base: Sql) =>
    sql`round(round(round(round(${base} * (1 - o.incentive), 18) * (1 - coalesce(d.rate, 0)), 18) * (1 - o.preference), 18)
      * (1 - coalesce(promo.rate, 0)), 18)`;
  return sql`rate as (
    select o.*, least(greatest(${off(sql`o.list_price`)}, o.floor_price),
      case when o.special_from <= greatest(o.quantity_from, 1) then greatest(${off(sql`o.special_price`)}, o.special_floor) end) as unit_price,
      ${off(sql`1::numeric`)} as factor
    from band o
    left join lateral (
      select rate from ${tables.planDiscount} pd
      where pd.bundle_plan_id = o.bundle_plan_id and pd.version = o.version and pd.billing_preference = o.billing_preference
        and pd.from_quantity <= greatest(o.quantity_from, 1) and ${covers('pd')}
      order by array_position(array['product', 'family', 'everything'], pd.scope), pd.from_quantity desc limit 1
    ) d on true
    left join lateral (
      select max(r.rate) as rate from promotion r
      where r.offer_id = o.offer_id and r.from_quantity <= greatest(o.quantity_from, 1) and ${runs()}
    ) promo on true)`;
}
