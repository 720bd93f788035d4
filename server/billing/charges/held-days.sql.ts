import { sql } from 'kysely';
import type { Run, Scope } from '../runs/runs.rules.ts';
import { CORRECTS, lateChanges, withdrawnTurns } from './corrected.sql.ts';
import { LIST_PRICE } from './line-kinds.sql.ts';
import { arrearsThrough, isInReach, ofStream, paidAhead, turns } from './paid-ahead.sql.ts';
import { inScope, marksOf, ownSource, within } from './scope.sql.ts';

type Sql = ReturnType<typeof sql>;

/**
 * The corrected streams of the scope, with the first day that is not as it was and the latest reason. `ahead`: which days a monthly one pays
 * ahead; `arrears_through`: up to where it is charged after them. `late`: with those that changed before midnight and were committed after the
 * drafting, which only their days in arrears can miss.
 */
export function correctedStreams(run: Run, scope: Scope, { late }: { late: boolean }) {
  const lates = sql`
    union all
    select s.reseller_id, s.account_id, s.subscription_id, g.starts_on, null, 0
    from ${lateChanges(run, within(scope.resellerIds, 'g.reseller_id'))} g
    join billing.charge_stream s on s.reseller_id = g.reseller_id and s.subscription_id = g.subscription_id and ${inScope(scope, 's')}`;
  return sql`said as (
    select s.reseller_id, s.account_id, s.subscription_id, g.starts_on, g.reason, g.seq from orders.segment g
    join billing.charge_stream s on s.reseller_id = g.reseller_id and s.subscription_id = g.subscription_id and ${inScope(scope, 's')}
    where ${CORRECTS} and ${within(scope.resellerIds, 'g.reseller_id')}
    union all
    select s.reseller_id, s.account_id, s.subscription_id, w.valid_from, null, 0 from ${withdrawnTurns(inScope(scope, 'w'))} w
    join billing.charge_stream s on s.reseller_id = w.reseller_id and s.account_id = w.account_id${late ? lates : sql``}
  ), corrected as materialized (
    select reseller_id, account_id, subscription_id, min(starts_on) as first_on,
      (array_agg(reason order by seq desc) filter (where reason is not null))[1] as reason from said group by 1, 2, 3
  ), stream as materialized (
    select s.*, case when s.cycle_months > 1 then '{}' else ${paidAhead(run, 's')} end as ahead,
      case when ${turns(run, 's')} then ${arrearsThrough('s', 's.marked')} else s.billed_through end as arrears_through
    from (select s.reseller_id, s.account_id, s.subscription_id, s.seller_id, s.buyer_id, s.customer_id, s.offer_id, a.currency, c.reason, c.first_on,
        s.starts_on, case when s.apart then s.billed_through else greatest(s.billed_through, m.billed_through) end as billed_through, s.apart,
        m.billed_through as marked, o.cycle_months, own.price_source_id as own_source_id
      from billing.charge_stream s
      join corrected c on c.reseller_id = s.reseller_id and c.account_id = s.account_id and c.subscription_id = s.subscription_id
      join identity.account a on a.reseller_id = s.reseller_id and a.id = s.account_id
      join catalog.offer o on o.id = s.offer_id and o.billing = 'recurring'
      left join ${ownSource(run)}
      left join ${marksOf(scope)} m on m.reseller_id = s.reseller_id
      where ${inScope(scope, 's')}) s)`;
}

/**
 * The timeline of quantities of `row`'s subscription, as `span`; `resets`: what was held before is held no more, whatever else was said of that
 * day after it (of a correction that holds from today, the connector's answer). Looked up for each row: the planner expects one row of every
 * relation here, and would go through all timelines for each day.
 */
export function spansOf(row: string) {
  const segment = sql.raw(
    `g.reseller_id = ${row}.reseller_id and g.subscription_id = ${row}.subscription_id`,
  );
  return sql`(select p.quantity, p.resets, p.starts_on as from_date, lead(p.starts_on, 1, 'infinity'::date) over (order by p.starts_on) as to_date
    from (select distinct on (g.starts_on) g.quantity, g.starts_on, bool_or(${CORRECTS}) over (partition by g.starts_on) as resets
      from orders.segment g where ${segment} order by g.starts_on, g.seq desc) p) span`;
}

/** The price sources and preferences of `row`'s account as the run froze them, as `plan`; list price, in arrears, where none was set. */
export function plansOf(run: Run, row: string) {
  const account = sql.raw(`p.reseller_id = ${row}.reseller_id and p.account_id = ${row}.account_id`);
  return sql`(select coalesce(p.price_source_id, ${LIST_PRICE}::uuid) as price_source_id, coalesce(p.billing_preference, 'postpay') as billing_preference,
      coalesce(p.from_date, '-infinity'::date) as from_date, coalesce(p.to_date, 'infinity'::date) as to_date
    from (select) any_account left join billing.run_source p on p.run_id = ${run.id}::uuid and ${account}) plan`;
}

/**
 * Each day that is paid ahead, of the cycles in reach, with the units held and charged on it, where these differ. A cycle of a month may be paid
 * ahead from a day within it on (`ahead_from`), on which its account turned.
 */
export function heldDays(run: Run, scope: Scope) {
  const at = (k: string) =>
    sql`(s.starts_on + make_interval(months => ${sql.raw(k)} * s.cycle_months))::date`;
  return sql`${correctedStreams(run, scope, { late: false })},
    cycle as (
      select s.*, ${at('k')} as cycle_from, ${at('(k + 1)')} as cycle_to, a.ahead_from
      from stream s
      cross join lateral generate_series(0, greatest(0, (${run.horizon}::date - s.starts_on) / (28 * s.cycle_months))) k
      cross join lateral (select case when s.cycle_months > 1 then ${at('k')}
        else lower(s.ahead * datemultirange(daterange(${at('k')}, ${at('(k + 1)')}))) end as ahead_from) a
      -- The last cycle that was charged too, a step in it may have lain beyond the horizon; and the one before it (see termLines).
      where ${at('(k + 2)')} >= least(s.first_on, s.billed_through) and ${isInReach(run, 's', sql`a.ahead_from`)}
    ), day as (
      select c.*, d.date, span.quantity, span.from_date, span.to_date, max(span.from_date) filter (where span.resets and span.from_date <= d.date)
        over (partition by c.reseller_id, c.account_id, c.subscription_id, c.cycle_from, d.date) as reset_from
      from cycle c
      left join lateral (select span.*, greatest(span.from_date, c.ahead_from) as held_from from ${spansOf('c')}
        where span.from_date < c.cycle_to and c.ahead_from < span.to_date) span on ${isInReach(run, 'c', sql`span.held_from`)}
      cross join lateral ${days(sql`c.ahead_from`, sql`c.cycle_to`)}
    ), held as (
      select ${sql.raw(CYCLE_COLUMNS.map((name) => `d.${name}`).join(', '))}, d.date, coalesce(max(d.quantity) filter (where d.from_date <= d.date
        and d.to_date > greatest(d.ahead_from, d.reset_from)), 0) as held
      from day d group by ${sql.raw(CYCLE_COLUMNS.map((name) => `d.${name}`).join(', '))}, d.date
    ), charged as (
      select h.*, coalesce(l.quantity, 0) as charged from held h
      left join lateral (select sum(l.quantity)::int as quantity from billing.charge l
        where ${ofStream('h')} and l.component in ('term', 'refund') and l.period_from <= h.date and h.date < l.period_to) l on true
      where coalesce(l.quantity, 0) <> h.held
    )`;
}

const CYCLE_COLUMNS = [
  ...['reseller_id', 'account_id', 'subscription_id', 'seller_id', 'buyer_id', 'customer_id', 'offer_id'],
  ...['currency', 'reason', 'first_on', 'starts_on', 'billed_through', 'cycle_months', 'own_source_id'],
  ...['cycle_from', 'cycle_to', 'ahead_from'],
];

/** The days of a half-open range, as `d.date`. */
export function days(from: Sql, to: Sql) {
  return sql`(select d::date as date from generate_series(${from}::timestamp, (${to} - 1)::timestamp, interval '1 day') d) d`;
}
