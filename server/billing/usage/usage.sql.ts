import { sql } from 'kysely';
import { type Db, rowsJson } from '../../base/db.ts';
import { contains, type List, type Page, page } from '../../base/page.ts';
import { LIST_PRICE } from '../charges/line-kinds.sql.ts';
import { inScope, ownSource, rateOf, within } from '../charges/scope.sql.ts';
import type { Run, Scope } from '../runs/runs.rules.ts';
import type { UsageEvent } from './usage.rules.ts';
import { IS_LATE } from './usage-months.sql.ts';

/** Lets what is told of use be taken in one after the other, until the transaction ends. */
export async function holdUsage(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('usage', 0))`.execute(db);
}

/** Appends the events; one whose id is known of its subscription is left out. Answers how many were new. */
export async function insertEvents(db: Db, events: readonly UsageEvent[]): Promise<number> {
  let taken = 0;
  // In pieces: one document of a large file's rows would be more than jsonb holds.
  for (let from = 0; from < events.length; from += PIECE) {
    const { numAffectedRows } = await sql`
      insert into billing.usage_event
      select * from jsonb_populate_recordset(null::billing.usage_event, ${rowsJson(events.slice(from, from + PIECE))}::jsonb)
      on conflict (reseller_id, subscription_id, event_id) do nothing`.execute(db);
    taken += Number(numAffectedRows ?? 0n);
  }
  return taken;
}

const PIECE = 20_000;
type EventName = Pick<UsageEvent, 'reseller_id' | 'subscription_id' | 'event_id'>;

/** The events of these names that were told before. */
export async function findEvents(db: Db, names: readonly EventName[]): Promise<UsageEvent[]> {
  const found: UsageEvent[] = [];
  for (let from = 0; from < names.length; from += PIECE) {
    const { rows } = await sql<UsageEvent>`
      select e.* from jsonb_to_recordset(${rowsJson(names.slice(from, from + PIECE))}::jsonb)
        as n(reseller_id uuid, subscription_id uuid, event_id text)
      join billing.usage_event e using (reseller_id, subscription_id, event_id)`.execute(db);
    found.push(...rows);
  }
  return found;
}

/** The months of these events' subscriptions, by the subscription's number, that hold more units than `most`. */
export async function monthsBeyond(
  db: Db,
  events: readonly UsageEvent[],
  most: number,
): Promise<{ number: string; month: string; units: string }[]> {
  const ids = [...new Set(events.map(({ subscription_id }) => subscription_id))];
  const branches = [...new Set(events.map(({ reseller_id }) => reseller_id))];
  const { rows } = await sql<{ number: string; month: string; units: string }>`
    select s.number, to_char(e.used_on, 'YYYY-MM') as month, sum(e.units)::text as units
    from billing.usage_event e
    join orders.subscription s on s.reseller_id = e.reseller_id and s.id = e.subscription_id
    where e.reseller_id = any (${branches}::uuid[]) and e.subscription_id = any (${ids}::uuid[])
    group by 1, 2 having sum(e.units) > ${most}`.execute(db);
  return rows;
}

export type Metered = {
  id: string;
  reseller_id: string;
  number: string;
  chain: string[];
  state: string;
  activated_on: string | null;
  billing: string;
};

/** The subscriptions of these ids or numbers that the wall shows, with how their offers are billed. */
export async function findMetered(db: Db, names: readonly string[]): Promise<Metered[]> {
  const { rows } = await sql<Metered>`
    select s.id, s.reseller_id, s.number, s.chain, s.state, s.activated_on, o.billing
    from orders.subscription s join catalog.offer o on o.id = s.offer_id
    where s.id::text = any (${[...names]}::text[]) or s.number = any (${[...names]}::text[])`.execute(db);
  return rows;
}

export type ListedEvent = UsageEvent & { subscription_number: string; late: boolean };

/** Events along the actor's chain, newest first; `q` is part of a subscription's number or of an event's id. */
export async function listEvents(
  db: Db,
  list: List,
  { subscription_id, late }: { subscription_id?: string | undefined; late?: boolean | undefined },
): Promise<Page<ListedEvent>> {
  let query = db
    .selectFrom('billing.usage_event as e')
    .innerJoin('orders.subscription as s', (join) =>
      join.onRef('s.reseller_id', '=', 'e.reseller_id').onRef('s.id', '=', 'e.subscription_id'),
    )
    .selectAll('e')
    .select(['s.number as subscription_number', IS_LATE.as('late')]);
  if (subscription_id) query = query.where('e.subscription_id', '=', subscription_id);
  if (late) query = query.where(IS_LATE);
  if (list.q)
    query = query.where(
      sql<boolean>`(s.number ilike ${contains(list.q)} or e.event_id ilike ${contains(list.q)})`,
    );
  return page(query, list, { recorded_at: 'e.recorded_at', used_on: 'e.used_on' }, 'e.id');
}

/**
 * What was used and is not on a line yet, as due lines: per calendar month up to the cutoff, its units less those charged, so that late events
 * come with the next run. `useLines` of usage.rules.ts set-based; the price and its bands are those of the month's first day. What was used in a
 * trial is free: it is no part of its month.
 */
export async function dueUse(db: Db, run: Run, scope: Scope): Promise<void> {
  if (scope.termOnly) return;
  await sql`
    insert into billing.due_line
    with month as (
      select e.reseller_id, e.subscription_id, date_trunc('month', e.used_on)::date as month, sum(e.units)::bigint as total
      from billing.usage_event e
      where ${within(scope.resellerIds, 'e.reseller_id')} and e.used_on < ${run.cutoff}::date
      group by 1, 2, 3
    ), stream as (
      select s.*, a.currency, o.rate_model, o.package_size, m.month, m.total - t.units as total, coalesce(p.price_source_id, ${LIST_PRICE}::uuid) as price_source_id,
        coalesce(p.billing_preference, 'postpay') as billing_preference, own.price_source_id as own_source_id,
        greatest(m.month, s.starts_on) as priced_on, (m.month + interval '1 month')::date as month_to, (
          select coalesce(sum(l.quantity), 0) from billing.charge l where l.reseller_id = s.reseller_id and l.account_id = s.account_id
            and l.subscription_id = s.subscription_id and l.component = 'use' and l.period_from = m.month) as counted
      from month m
      join billing.charge_stream s on s.reseller_id = m.reseller_id and s.subscription_id = m.subscription_id
      join identity.account a on a.reseller_id = s.reseller_id and a.id = s.account_id
      join catalog.offer o on o.id = s.offer_id and o.billing = 'per_use'
      cross join lateral (select case when s.starts_on > m.month then (select coalesce(sum(e.units), 0) from billing.usage_event e
          where e.reseller_id = s.reseller_id and e.subscription_id = s.subscription_id and e.used_on >= m.month
            and e.used_on < least(s.starts_on, m.month + interval '1 month', ${run.cutoff}::date)) else 0 end::bigint as units) t
      left join billing.run_source p on p.run_id = ${run.id}::uuid and p.reseller_id = s.reseller_id and p.account_id = s.account_id
        and p.from_date <= greatest(m.month, s.starts_on) and greatest(m.month, s.starts_on) < p.to_date
      left join ${ownSource(run)}
      where ${inScope(scope, 's')}
    ), due as (
      select s.*, case s.rate_model when 'package' then (s.total + s.package_size - 1) / s.package_size else s.total end as due,
        r.list_price as base_price, r.unit_price as base_unit_price, r.discount
      from stream s
      join ${rateOf(run, 's', {
        source: sql`coalesce(s.own_source_id, s.price_source_id)`,
        preference: sql`s.billing_preference`,
        on: sql`s.priced_on`,
        quantity: sql`s.total`,
      })}
    ), band as (
      select d.*, b.above, b.list_price, lead(b.above, 1, d.total) over (
        partition by d.reseller_id, d.account_id, d.subscription_id, d.month order by b.above) as next_above
      from due d
      cross join lateral (
        select 0::bigint as above, d.base_price as list_price
        union all select f.above, f.unit_price from billing.run_band f where d.rate_model in ('tiered', 'volume')
          and f.run_id = ${run.id}::uuid and f.offer_id = d.offer_id and f.currency = d.currency
          and f.from_date <= d.priced_on and d.priced_on < f.to_date and f.above < d.total) b
    ), part as (
      select b.*, ${UNIT_PRICE} as unit_price, case b.rate_model when 'tiered' then least(b.next_above, b.total) - greatest(b.above, b.counted) else b.due - b.counted end as units
      from band b where b.rate_model = 'tiered' or b.next_above >= b.total
    )
    select p.reseller_id, ${run.id}::uuid, p.account_id, p.subscription_id, 'use', p.month,
      coalesce((select max(l.revision) from billing.charge l where l.reseller_id = p.reseller_id and l.account_id = p.account_id
        and l.subscription_id = p.subscription_id and l.component = 'use' and l.period_from = p.month), 0)
        + row_number() over (partition by p.reseller_id, p.account_id, p.subscription_id, p.month order by p.above)::int,
      p.month_to, p.seller_id, p.buyer_id, p.customer_id, p.offer_id, p.currency, p.units::int, p.month_to - p.month, p.month_to - p.month,
      p.list_price, p.discount, p.unit_price, div(2 * p.units * p.unit_price + 1, 2)::bigint,
      null::uuid, null::jsonb, null::uuid, null::text, null::date, null::int
    from part p where p.units > 0`.execute(db);
}

/** A band's price: less the discount; where a price is not list less a discount (a markup, a fixed price), in proportion to the first band's. */
const UNIT_PRICE =
  sql.raw(`case when b.base_unit_price = b.base_price * (1 - b.discount) then b.list_price * (1 - b.discount)
  when b.list_price = b.base_price then b.base_unit_price
  else coalesce(round(b.list_price * b.base_unit_price / nullif(b.base_price, 0), 18), b.base_unit_price) end`);
