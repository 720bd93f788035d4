import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import { contains, type List, type Page, page } from '../../base/page.ts';

type Text = { en: string; ar: string };

/** What one subscription used in one calendar month. `late_units`: told after the month was closed, so they come with a later run. */
export type UsageMonth = {
  id: string;
  month: string;
  subscription_id: string;
  subscription_number: string;
  customer_name: string;
  seller_name: string;
  product_name: Text;
  unit: string;
  events: number;
  units: number;
  late_units: number;
  last_told_at: string;
};

/** An event is late where a month end that covers its day had been opened when it was told. */
export const IS_LATE = sql<boolean>`exists (select from billing.run r where r.kind = 'month_end' and r.state <> 'discarded'
  and r.cutoff > e.used_on and r.opened_at < e.recorded_at)`;

/** One page of what subscriptions used month by month, the latest month first; `q` is part of a number, or of a customer's name. */
export async function listMonths(
  db: Db,
  list: List,
  filter: { month?: string | undefined; late?: boolean | undefined },
): Promise<Page<UsageMonth>> {
  const used = sql<UsageMonth>`(
    select u.subscription_id || ' ' || u.month as id, u.month, u.subscription_id, s.number as subscription_number,
      customer.name as customer_name, coalesce(seller.name, '') as seller_name, p.name as product_name, p.unit,
      u.events, u.units, u.late_units, u.last_told_at
    from (
      select e.reseller_id, e.subscription_id, date_trunc('month', e.used_on)::date as month, count(*)::int as events,
        sum(e.units)::float8 as units, coalesce(sum(e.units) filter (where ${IS_LATE}), 0)::float8 as late_units,
        max(e.recorded_at) as last_told_at
      from billing.usage_event e
      where ${filter.month ? sql`e.used_on >= ${filter.month}::date and e.used_on < ${filter.month}::date + interval '1 month'` : sql`true`}
      group by 1, 2, 3) u
    join orders.subscription s on s.reseller_id = u.reseller_id and s.id = u.subscription_id
    join catalog.offer o on o.id = s.offer_id
    join catalog.product p on p.id = o.product_id
    join identity.organization customer on customer.reseller_id = s.reseller_id and customer.id = s.customer_id
    left join identity.organization seller on seller.id = s.chain[cardinality(s.chain) - 1]
    where ${filter.late ? sql`u.late_units > 0` : sql`true`}
      and ${list.q ? sql`(s.number ilike ${contains(list.q)} or customer.name ilike ${contains(list.q)})` : sql`true`})`;
  const query = db.selectFrom(used.as('u')).selectAll();
  return page<UsageMonth>(
    query,
    list,
    { month: 'month', units: 'units', last_told_at: 'last_told_at' },
    'id',
  );
}

/** What was used of one offer that is paid by use, in one calendar month. */
export type Meter = {
  offer_id: string;
  product_id: string;
  product_name: Text;
  offer_name: Text;
  unit: string;
  rate_model: string;
  subscriptions: number;
  events: number;
  units: number;
  late_units: number;
};

/** Every offer that is paid by use, with what was used of it in the month that begins on this day; the most used first. */
export async function listMeters(db: Db, month: string): Promise<Meter[]> {
  const { rows } = await sql<Meter>`
    select o.id as offer_id, p.id as product_id, p.name as product_name, o.name as offer_name, p.unit, o.rate_model,
      count(distinct e.subscription_id)::int as subscriptions, count(e.id)::int as events, coalesce(sum(e.units), 0)::float8 as units,
      coalesce(sum(e.units) filter (where e.id is not null and ${IS_LATE}), 0)::float8 as late_units
    from catalog.offer o
    join catalog.product p on p.id = o.product_id
    left join orders.subscription s on s.offer_id = o.id
    left join billing.usage_event e on e.reseller_id = s.reseller_id and e.subscription_id = s.id
      and e.used_on >= ${month}::date and e.used_on < ${month}::date + interval '1 month'
    where o.billing = 'per_use' and (o.withdrawn_at is null or e.id is not null)
    group by o.id, p.id order by units desc, p.code, o.code`.execute(db);
  return rows;
}
