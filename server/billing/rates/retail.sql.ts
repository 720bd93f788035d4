import { sql } from 'kysely';
import { type Db, hashed } from '../../base/db.ts';
import { LIST_PRICE } from '../charges/line-kinds.sql.ts';
import type { Extent, Run } from '../runs/runs.rules.ts';
import { type PriceTables, PUBLISHED } from './price-tables.sql.ts';
import { DISCOUNT } from './prices.sql.ts';

type Sql = ReturnType<typeof sql>;
type Ids = readonly string[];

/**
 * `levels`: the sellers with a price book or agreed prices, nearest to the vendor first. `accountIds`: whose sources a run needs; null for
 * all. A single account needs those up its chain as well where a book may reckon from what they pay.
 */
export type Books = { levels: Ids[]; accountIds: Ids | null };

/** Who has retail rules that the run may bill by: of everybody, of a branch, or of the sellers up the account's chain. */
export async function knownBooks(
  db: Db,
  { accountId, resellerId }: Extent,
  tables: PriceTables = PUBLISHED,
): Promise<Books> {
  if (resellerId) return branchBooks(db, resellerId, tables);
  if (!accountId) return { levels: await levelsOf(db, null, tables), accountIds: null };
  const { rows } = await sql<{ id: string; seller_id: string }>`
    with recursive up as (
      select reseller_id, id, seller_id from identity.account where id = ${accountId}
      union all
      select a.reseller_id, a.id, a.seller_id from up
      join identity.account a on a.reseller_id = up.reseller_id and a.buyer_id = up.seller_id)
    select id, seller_id from up`.execute(db);
  const sellers = rows.map(({ seller_id }) => seller_id);
  const levels = await levelsOf(db, sellers, tables);
  return { levels, accountIds: levels.length > 0 ? rows.map(({ id }) => id) : [accountId] };
}

async function branchBooks(db: Db, resellerId: string, tables: PriceTables): Promise<Books> {
  const accounts = await db
    .selectFrom('identity.account')
    .select(['id', 'seller_id'])
    .where('reseller_id', '=', resellerId)
    .execute();
  const sellers = [...new Set(accounts.map(({ seller_id }) => seller_id))];
  return { levels: await levelsOf(db, sellers, tables), accountIds: accounts.map(({ id }) => id) };
}

async function levelsOf(db: Db, sellerIds: Ids | null, { bookSeller }: PriceTables): Promise<Ids[]> {
  const mine = sellerIds ? sql`seller_id = any (${[...sellerIds]}::uuid[])` : sql`true`;
  const { rows } = await sql<{ seller_ids: string[] }>`
    with recursive book as (
      select seller_id from ${bookSeller} known where ${mine} group by 1
    ), up as (
      select seller_id as book, seller_id as above, 0 as depth from book
      union all select up.book, o.seller_id, up.depth + 1 from up
      join identity.organization o on o.id = up.above where o.seller_id is not null)
    select array_agg(book) as seller_ids from (select book, max(depth) as depth from up group by book) known
    group by depth order by depth`.execute(db);
  return rows.map(({ seller_ids }) => seller_ids);
}

/**
 * Freezes what resellers charge their buyers by their price books and agreed prices, the same as `retailPriceOf` answers, kept to 18
 * decimals. From the vendor down, for a markup is on what the seller itself pays, which is frozen by then. Buyers whom no rule tells apart
 * share a source; days that no rule reaches stay at list price as without a book.
 */
export async function freezeBooks(
  db: Db,
  run: Run,
  { levels, accountIds }: Books,
  { retailRule }: PriceTables = PUBLISHED,
): Promise<void> {
  for (const sellerIds of levels) {
    const rules = rulesOf(sellerIds, retailRule);
    await hashed(db, () => sources(run, sellerIds, { accountIds, rules }).execute(db));
    await hashed(db, () => rates(run, sellerIds, rules).execute(db));
  }
}

/** The source of each stream that some rule is for: its seller's, its buyer's where a rule names it, and by where the seller's own price comes from. */
function sources(
  run: Run,
  sellerIds: Ids,
  { accountIds, rules }: { accountIds: Ids | null; rules: Sql },
): Sql {
  return sql`
    insert into billing.run_customer_source (reseller_id, run_id, account_id, customer_id, offer_id, seller_id, price_source_id)
    with ${rules}, stream as (
      select distinct c.reseller_id, c.account_id, c.customer_id, c.offer_id, a.seller_id, a.buyer_id, up.id as up_id
      from identity.account a
      join billing.charge_stream c on c.reseller_id = a.reseller_id and c.account_id = a.id
      left join identity.account up on up.reseller_id = a.reseller_id and up.buyer_id = a.seller_id
      where a.seller_id = any (${[...sellerIds]}::uuid[])
        and ${accountIds ? sql`a.id = any (${[...accountIds]}::uuid[])` : sql`true`})
    select s.reseller_id, ${run.id}::uuid, s.account_id, s.customer_id, s.offer_id, ${run.seller_id}::uuid,
      md5(concat_ws(' ', 'retail', s.seller_id, named.buyer_id, own.price_source_id))::uuid
    from stream s
    join catalog.offer o on o.id = s.offer_id
    join catalog.product p on p.id = o.product_id
    left join named on named.seller_id = s.seller_id and named.buyer_id = s.buyer_id
    left join billing.run_customer_source own on own.run_id = ${run.id} and own.reseller_id = s.reseller_id
      and own.account_id = s.up_id and own.customer_id = s.customer_id and own.offer_id = s.offer_id
    where exists (select from rule r where r.seller_id = s.seller_id and (r.buyer_id is null or r.buyer_id = s.buyer_id) and ${COVERS})`;
}

function rulesOf(sellerIds: Ids, retailRule: Sql): Sql {
  return sql`rule as materialized (
    select * from ${retailRule} known where seller_id = any (${[...sellerIds]}::uuid[])
  ), named as (
    select distinct seller_id, buyer_id from rule where buyer_id is not null
  )`;
}

/** Whether the rule `r` is for the offer `o` of the product `p`. */
const COVERS = sql.raw(
  "r.target = case r.scope when 'everything' then '' when 'family' then p.family_id when 'product' then p.code else o.code end",
);

/** The rates of the sources of one level, merged where neighbouring days come to the same: a line is not split for what changes nothing. */
function rates(run: Run, sellerIds: Ids, rules: Sql): Sql {
  return sql`
    insert into billing.run_rate (run_id, price_source_id, billing_preference, offer_id, currency, from_date, to_date,
      month_days, list_price, discount, unit_price, quantity_from, quantity_to)
    with ${rules}, ${wanted(run, sellerIds)}, ${held()}, ${costs(run)}, ${pieces(run)},
    neighbour as (
      select *, lag(to_date) over days = from_date and lag(unit_price) over days = unit_price and lag(list_price) over days = list_price
        and lag(off) over days = off as goes_on
      from piece where unit_price is not null
      window days as (partition by ${KEY}, month, quantity_from, quantity_to order by from_date)
    ), stretch as (
      select *, count(*) filter (where goes_on is not true) over (
        partition by ${KEY}, month, quantity_from, quantity_to order by from_date) as nth
      from neighbour
    ), rate as (
      select ${KEY}, month_days, list_price, unit_price, off, quantity_from, quantity_to, min(from_date) as from_date, max(to_date) as to_date
      from stretch group by ${KEY}, month, month_days, list_price, unit_price, off, quantity_from, quantity_to, nth
    )
    select ${run.id}::uuid, price_source_id, billing_preference, offer_id, currency, from_date, to_date, month_days, list_price,
      case when list_price = 0 then off else ${DISCOUNT} end, unit_price, quantity_from, quantity_to
    from rate join preference using (price_source_id)`;
}

const KEY = sql.raw('price_source_id, offer_id, currency');

/** Each source's offers, with what the seller itself buys them on; and how the accounts under a source pay. */
function wanted(run: Run, sellerIds: Ids): Sql {
  return sql`mine as materialized (
    select own.*, a.currency, a.seller_id as sold_by, a.buyer_id from billing.run_customer_source own
    join identity.account a on a.reseller_id = own.reseller_id and a.id = own.account_id
    where own.run_id = ${run.id} and a.seller_id = any (${[...sellerIds]}::uuid[])
  ), wanted as materialized (
    select distinct on (m.price_source_id, m.offer_id, m.currency) m.price_source_id, m.offer_id, m.currency, m.sold_by, named.buyer_id,
      up.reseller_id, up.id as up_id, own.price_source_id as up_source_id, up.currency is not distinct from m.currency as has_cost
    from mine m
    left join named on named.seller_id = m.sold_by and named.buyer_id = m.buyer_id
    left join identity.account up on up.reseller_id = m.reseller_id and up.buyer_id = m.sold_by
    left join billing.run_customer_source own on own.run_id = ${run.id} and own.reseller_id = up.reseller_id
      and own.account_id = up.id and own.customer_id = m.customer_id and own.offer_id = m.offer_id
  ), preference as (
    select distinct m.price_source_id, coalesce(p.billing_preference, 'postpay') as billing_preference from mine m
    left join billing.run_source p on p.run_id = ${run.id} and p.reseller_id = m.reseller_id and p.account_id = m.account_id
  )`;
}

/** The days of each source cut where its rules change, with the rule of the highest rank that can make a price; none: list price. */
function held(): Sql {
  return sql`fitting as materialized (
    select w.price_source_id, w.offer_id, w.currency, r.rank, r.kind, r.rate, r.unit_price, r.from_date, r.to_date
    from wanted w
    join catalog.offer o on o.id = w.offer_id
    join catalog.product p on p.id = o.product_id
    join rule r on r.seller_id = w.sold_by and (r.buyer_id is null or r.buyer_id = w.buyer_id) and ${COVERS}
      and (r.currency is null or r.currency = w.currency) and (r.kind <> 'markup_on_cost' or w.has_cost)
  ), day as (
    select ${KEY}, day as from_date, lead(day, 1, 'infinity'::date) over (partition by ${KEY} order by day) as to_date
    from (select ${KEY}, '-infinity'::date as day from wanted
      union select ${KEY}, unnest(array[from_date, to_date]) from fitting) days
  ), held as materialized (
    select distinct on (d.price_source_id, d.offer_id, d.currency, d.from_date) d.*, f.kind, f.rate, f.unit_price
    from day d
    left join fitting f on f.price_source_id = d.price_source_id and f.offer_id = d.offer_id and f.currency = d.currency
      and f.from_date <= d.from_date and d.from_date < f.to_date
    where d.from_date < d.to_date
    order by d.price_source_id, d.offer_id, d.currency, d.from_date, f.rank desc nulls last, f.unit_price
  )`;
}

/** What the seller itself pays, as its own account's rates of this run say: by its plan of each day, or its prices for the customer. */
function costs(run: Run): Sql {
  return sql`cost as materialized (
    select w.price_source_id, w.offer_id, w.currency, greatest(r.from_date, p.from_date) as from_date, least(r.to_date, p.to_date) as to_date,
      r.quantity_from, r.quantity_to, r.unit_price, r.discount
    from wanted w
    left join billing.run_source p on p.run_id = ${run.id} and p.reseller_id = w.reseller_id and p.account_id = w.up_id
    join billing.run_rate r on r.run_id = ${run.id} and r.offer_id = w.offer_id and r.currency = w.currency
      and r.price_source_id = coalesce(w.up_source_id, p.price_source_id, ${LIST_PRICE}::uuid)
      and r.billing_preference = coalesce(p.billing_preference, 'postpay')
      and r.from_date < coalesce(p.to_date, 'infinity') and coalesce(p.from_date, '-infinity') < r.to_date
    where w.has_cost
  )`;
}

/**
 * The price of each stretch of days within a month and band of quantities. Only a markup has its cost's days and bands, so that no line of a
 * buyer's tells when its seller's own terms change. What is over twelve digits cannot be billed and is cut to them: no seller's book may
 * stop everybody's month end. `off`: by how much the bands above free first units are under list, which no price of theirs tells;
 * below nought where a markup takes them over it, all of it where a fixed price is nothing.
 */
function pieces(run: Run): Sql {
  const markup = sql`h.kind = 'markup_on_cost'`;
  return sql`piece as (
    select h.price_source_id, h.offer_id, h.currency, b.list_price, b.month_days, date_trunc('month', b.from_date::timestamp) as month,
      greatest(h.from_date, b.from_date, c.from_date) as from_date, least(h.to_date, b.to_date, c.to_date) as to_date,
      case when h.kind is null then b.quantity_from when ${markup} then c.quantity_from else 0 end as quantity_from,
      case when h.kind is null then b.quantity_to when ${markup} then c.quantity_to else 2147483647 end as quantity_to,
      case when h.kind is null then b.unit_price when h.kind = 'fixed' then h.unit_price
        when ${markup} then least(round(c.unit_price * (1 + h.rate), 18), 999999999999)
        else round(b.list_price * (1 - h.rate), 18) end as unit_price,
      case when h.kind is null then b.discount when h.kind = 'discount_on_list' then h.rate
        when h.kind = 'fixed' and b.list_price = 0 and h.unit_price = 0 then 1
        when ${markup} and b.list_price = 0 then greatest(round(1 - (1 - c.discount) * (1 + h.rate), 6), -999) else 0 end as off
    from held h
    join billing.run_rate b on b.run_id = ${run.id} and b.offer_id = h.offer_id and b.currency = h.currency
      and b.price_source_id = ${LIST_PRICE}::uuid and b.billing_preference = 'postpay' and (h.kind is null or b.quantity_from = 0)
      and b.from_date < h.to_date and h.from_date < b.to_date
    left join cost c on ${markup} and c.price_source_id = h.price_source_id and c.offer_id = h.offer_id and c.currency = h.currency
      and c.from_date < least(h.to_date, b.to_date) and greatest(h.from_date, b.from_date) < c.to_date
  )`;
}
