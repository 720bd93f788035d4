import { sql } from 'kysely';
import { type Db, setBased } from '../../base/db.ts';
import type { Run } from '../runs/runs.rules.ts';
import { CORRECTS } from './corrected.sql.ts';
import { OF_INVOICE } from './lines.sql.ts';
import { monthsBetween, within } from './scope.sql.ts';

type Sql = ReturnType<typeof sql>;

/** Units that a day holds and no line charges, of one stream. */
export type Uncharged = {
  reseller_id: string;
  subscription_number: string;
  offer_code: string;
  currency: string;
  day: string;
  missing: number;
};

/** Whether some of the branches' streams are charged for more than days: what these say must hold of them. */
export function anyAhead(run: Run, resellerIds: readonly string[]): Sql {
  const branch = within(resellerIds, 'reseller_id');
  const offers = sql`select id from catalog.offer where billing = 'one_time' or billing = 'recurring' and cycle_months > 1`;
  return sql`(exists (select from billing.run_source where run_id = ${run.id}::uuid and billing_preference = 'prepay' and ${branch})
    or case when exists (${offers}) then (select bool_or(offer_id in (${offers})) from billing.charge_stream where ${branch}) end is true)`;
}

/**
 * What is paid ahead has no area to compare. But on each day on which a cycle begins or its quantity changes, as many units are on lines as are
 * held, whichever way they are charged; and of what is bought once on its day. The days are those since the branch's mark before this run,
 * and those to come that the run charges, but for renewals that the run before has charged ahead, and checked. The run's own lines answer for
 * most, hashed; the others are looked up.
 */
export async function unchargedAhead(
  db: Db,
  run: Run,
  resellerIds: readonly string[],
  streams: number,
): Promise<Uncharged[]> {
  const months = (to: Sql) => sql`greatest(0, ${monthsBetween(sql`s.starts_on`, to)} / s.cycle_months)`;
  const statement = sql<Uncharged>`
    with mark as materialized (
      select reseller_id, max(billed_through) as billed_through from billing.branch_mark
      where run_id <> ${run.id} and ${within(resellerIds, 'reseller_id')} group by reseller_id
    ), paying as materialized (
      select reseller_id, account_id, from_date, to_date from billing.run_source
      where run_id = ${run.id} and billing_preference = 'prepay' and ${within(resellerIds, 'reseller_id')}
    ), stream as materialized (
      select s.reseller_id, s.account_id, s.subscription_id, s.starts_on, o.billing, greatest(o.cycle_months, 1) as cycle_months,
        greatest(s.starts_on, case when not s.apart then m.billed_through end) as since,
        case when not s.apart and s.starts_on < m.billed_through then m.billed_through end as checked
      from billing.charge_stream s
      join catalog.offer o on o.id = s.offer_id and o.billing in ('recurring', 'one_time')
      left join mark m on m.reseller_id = s.reseller_id
      left join (select distinct reseller_id, account_id from paying) p on p.reseller_id = s.reseller_id and p.account_id = s.account_id
      where ${within(resellerIds, 's.reseller_id')} and s.starts_on < ${run.horizon}::date
        and (o.cycle_months > 1 or o.billing = 'one_time' or p.account_id is not null)
    ), span as materialized (
      select reseller_id, subscription_id, seq, quantity, starts_on as from_date,
        lead(starts_on, 1, 'infinity'::date) over (partition by reseller_id, subscription_id order by starts_on, seq) as to_date
      from orders.segment where ${within(resellerIds, 'reseller_id')}
    ), line as materialized (
      select l.account_id, l.subscription_id, l.period_from, sum(l.quantity) as units
      from (select distinct reseller_id, account_id from stream) s
      join billing.invoice i on i.reseller_id = s.reseller_id and i.account_id = s.account_id and i.run_id = ${run.id} and i.state = 'draft'
        and ${within(resellerIds, 'i.reseller_id')}
      cross join lateral (select * from billing.charge c where ${OF_INVOICE} offset 0) l
      where ${OF_UNITS} group by 1, 2, 3
    ), day as (
      select s.*, (s.starts_on + make_interval(months => k * s.cycle_months))::date as day, false as steps
      from stream s cross join lateral generate_series(${months(sql`s.since`)},
        case s.billing when 'one_time' then 0 else ${months(sql`${run.horizon}::date`)} end) k
      union all
      select s.*, g.from_date, true from stream s
      join span g on g.reseller_id = s.reseller_id and g.subscription_id = s.subscription_id and g.seq > 1 and g.from_date >= s.since
      where s.billing = 'recurring'
    ), reached as (
      select d.* from day d
      left join paying p on p.reseller_id = d.reseller_id and p.account_id = d.account_id and p.from_date <= d.day and d.day < p.to_date
      where d.since <= d.day and d.day < case when p.account_id is null then ${run.cutoff}::date else ${run.horizon}::date end
        and (d.steps or p.account_id is null or d.checked is null or d.checked <= p.from_date or d.checked + interval '1 month' <= d.day)
    ), unsaid as materialized (
      select r.*, g.quantity from reached r
      join span g on g.reseller_id = r.reseller_id and g.subscription_id = r.subscription_id and g.from_date <= r.day and r.day < g.to_date
      left join line l on l.account_id = r.account_id and l.subscription_id = r.subscription_id and l.period_from = r.day
      where g.quantity > coalesce(l.units, 0) and not (r.steps and l.units is not null)
    ), bare as (
      select u.* from unsaid u
      cross join lateral (select sum(l.quantity) as units from billing.charge l where l.reseller_id = u.reseller_id
        and l.account_id = u.account_id and l.period_from = u.day and l.subscription_id = u.subscription_id and ${OF_UNITS}) l
      where u.quantity > coalesce(l.units, 0) and not (u.steps and l.units is not null)
    )
    ${told(sql`bare b cross join lateral (select coalesce(sum(l.quantity), 0) as units from billing.charge l
      where l.reseller_id = b.reseller_id and l.account_id = b.account_id and l.subscription_id = b.subscription_id and ${OF_UNITS}
        and l.period_from > b.day - make_interval(months => b.cycle_months + 1) and l.period_from <= b.day and b.day < l.period_to) c`)}`;
  const { rows } = await setBased(db, streams, () => statement.execute(db));
  return rows;
}

/** Lines that charge units for days, and take them back. */
const OF_UNITS = sql`l.component in ('usage', 'adjustment', 'term', 'fee', 'refund')`;

/** The days of `b` on which fewer units are charged (`c`) than are held, the first of each stream. */
function told(days: Sql): Sql {
  return sql`select distinct on (s.number, b.subscription_id, b.account_id) b.reseller_id, s.number as subscription_number, o.code as offer_code,
      a.currency, b.day, (b.quantity - c.units)::int as missing
    from ${days}
    join orders.subscription s on s.reseller_id = b.reseller_id and s.id = b.subscription_id
    join catalog.offer o on o.id = s.offer_id
    join identity.account a on a.reseller_id = b.reseller_id and a.id = b.account_id
    where c.units < b.quantity
    order by s.number, b.subscription_id, b.account_id, b.day limit 100`;
}

/** Whether the past of some of these branches' timelines was told to be otherwise since the month end before this run. */
export function anyCorrected(resellerIds: readonly string[]): Sql {
  return sql`exists (select from orders.segment where ${CORRECTS} and ${within(resellerIds, 'reseller_id')})`;
}

/** Of timelines that were corrected since the month end before: each day before the cutoff has on lines what was lived on it. */
export async function unchargedCorrections(
  db: Db,
  run: Run,
  resellerIds: readonly string[],
): Promise<Uncharged[]> {
  const { rows } = await sql<Uncharged>`
    with before as (
      select m.reseller_id, max(r.opened_at) as opened_at from billing.branch_mark m join billing.run r on r.id = m.run_id
      where m.run_id <> ${run.id} and ${within(resellerIds, 'm.reseller_id')} group by m.reseller_id
    ), stream as materialized (
      select s.reseller_id, s.account_id, s.subscription_id, greatest(s.starts_on, g.first_on) as first_on
      from (select g.reseller_id, g.subscription_id, min(g.starts_on) as first_on from orders.segment g
        left join before on before.reseller_id = g.reseller_id
        where ${CORRECTS} and ${within(resellerIds, 'g.reseller_id')} and g.recorded_at > coalesce(before.opened_at, '-infinity') group by 1, 2) g
      join billing.charge_stream s on s.reseller_id = g.reseller_id and s.subscription_id = g.subscription_id
      join catalog.offer o on o.id = s.offer_id and o.billing = 'recurring'
    ), line as materialized (
      select s.reseller_id, s.account_id, s.subscription_id, l.period_from, l.period_to, l.quantity from stream s
      join billing.charge l on l.reseller_id = s.reseller_id and l.account_id = s.account_id and l.subscription_id = s.subscription_id
        and l.period_to > s.first_on and ${OF_UNITS}
    ), bare as (
      select s.reseller_id, s.account_id, s.subscription_id, d::date as day, h.quantity from stream s
      cross join lateral generate_series(s.first_on::timestamp, ${run.cutoff}::date - 1, interval '1 day') d
      cross join lateral (select g.quantity from orders.segment g where g.reseller_id = s.reseller_id
        and g.subscription_id = s.subscription_id and g.starts_on <= d::date order by g.starts_on desc, g.seq desc limit 1) h
      where h.quantity > 0
    )
    ${told(sql`bare b cross join lateral (select coalesce(sum(l.quantity), 0) as units from line l
      where l.reseller_id = b.reseller_id and l.account_id = b.account_id and l.subscription_id = b.subscription_id
        and l.period_from <= b.day and b.day < l.period_to) c`)}`.execute(db);
  return rows;
}
