import { sql } from 'kysely';
import { type Db, hashed } from '../base/db.ts';
import { within } from './rates.sql.ts';
import type { Finding, Run } from './runs.rules.ts';

/**
 * The independent check of what a run drafted for these branches, written another way than the drafting: the area under each
 * subscription's curve of quantities since the last mark = the unit-days charged; lines = their invoice's net and tax. Answers what does not hold.
 */
export async function verifyLines(db: Db, run: Run, resellerIds: readonly string[]): Promise<Finding[]> {
  const { rows: days } = await hashed(db, () => unitDays(run, resellerIds).execute(db));
  const { rows: twice } = await chargedTwice(run, resellerIds).execute(db);
  const { rows: sums } = await sumsOf(run, resellerIds).execute(db);
  return [...days, ...twice, ...sums];
}

/**
 * A curve's area from a to b is the sum over its steps of (rise × days from the step to b) − (rise × days from the step to a). Streams that
 * stand apart are checked over their whole life, the others from their branch's mark before this run. Those charged in advance have no
 * unit-days to compare.
 */
function unitDays(run: Run, resellerIds: readonly string[]) {
  return sql<Finding>`
    with mark as (
      select reseller_id, max(billed_through) as billed_through from billing.branch_mark
      where run_id <> ${run.id} and ${within(resellerIds, 'reseller_id')} group by reseller_id
    ), stream as (
      select c.reseller_id, c.account_id, c.subscription_id, c.apart,
        case when c.apart then c.starts_on else greatest(c.starts_on, m.billed_through) end as from_date,
        case when c.apart then c.billed_through else ${run.cutoff}::date end as to_date
      from billing.charge_stream c
      join catalog.offer o on o.id = c.offer_id and o.cycle_months = 1 and o.billing = 'recurring'
      left join mark m on m.reseller_id = c.reseller_id
      where ${within(resellerIds, 'c.reseller_id')} and (c.apart or c.billed_through = c.starts_on)
    ), rise as (
      select reseller_id, subscription_id, starts_on,
        quantity - lag(quantity, 1, 0) over (partition by reseller_id, subscription_id order by starts_on, seq) as units
      from orders.segment where ${within(resellerIds, 'reseller_id')}
    ), lived as (
      select s.reseller_id, s.account_id, s.subscription_id,
        sum(rise.units::bigint * (greatest(w.to_date - rise.starts_on, 0) - greatest(w.from_date - rise.starts_on, 0))) as unit_days
      from stream s
      left join billing.run_source p on p.run_id = ${run.id} and p.reseller_id = s.reseller_id and p.account_id = s.account_id
      cross join lateral (select greatest(s.from_date, p.from_date) as from_date, least(s.to_date, p.to_date) as to_date) w
      join rise on rise.reseller_id = s.reseller_id and rise.subscription_id = s.subscription_id
      where coalesce(p.billing_preference, 'postpay') = 'postpay' and w.from_date < w.to_date
      group by 1, 2, 3
    ), charged as (
      select l.reseller_id, l.account_id, l.subscription_id, sum(l.quantity::bigint * l.days) filter (where l.component = 'usage') as unit_days,
        bool_or(l.component = 'term') as in_advance
      from ${linesOf(run, resellerIds)}
        and not exists (select from billing.charge_stream s where (s.apart or s.billed_through <> s.starts_on)
          and s.reseller_id = l.reseller_id and s.account_id = l.account_id and s.subscription_id = l.subscription_id)
      group by 1, 2, 3
      union all
      select l.reseller_id, l.account_id, l.subscription_id, sum(l.quantity::bigint * l.days) filter (where l.component in ('usage', 'adjustment')),
        bool_or(l.component = 'term')
      from stream s cross join lateral (select * from billing.charge c where c.reseller_id = s.reseller_id
        and c.account_id = s.account_id and c.subscription_id = s.subscription_id offset 0) l
      where s.apart group by 1, 2, 3
    )
    select reseller_id, 'days' as rule, 'Subscription ' || subscription_id || ' lived ' || coalesce(l.unit_days, 0) ||
      ' unit-days in arrears, but ' || coalesce(c.unit_days, 0) || ' are charged; is a price missing?' as detail
    from lived l full join charged c using (reseller_id, account_id, subscription_id)
    where coalesce(l.unit_days, 0) <> coalesce(c.unit_days, 0) and not coalesce(c.in_advance, false)
    order by reseller_id, subscription_id limit 100`;
}

/**
 * Where an account pays ahead on some days and after the month on others, no area tells what is due in arrears; but no day of such a stream
 * may be on a line in arrears and on another line as well.
 */
function chargedTwice(run: Run, resellerIds: readonly string[]) {
  return sql<Finding>`
    select l.reseller_id, 'days' as rule, 'Subscription ' || l.subscription_id || ' is charged twice for days from ' || l.period_from as detail
    from ${linesOf(run, resellerIds)} and l.component = 'usage'
      and exists (select from billing.charge_stream s where not s.apart and s.billed_through <> s.starts_on
        and s.reseller_id = l.reseller_id and s.account_id = l.account_id and s.subscription_id = l.subscription_id)
      and exists (select from billing.charge o where o.reseller_id = l.reseller_id and o.account_id = l.account_id
        and o.subscription_id = l.subscription_id and o.component in ('usage', 'term')
        and o.period_from < l.period_to and l.period_from < o.period_to
        and (o.component, o.period_from, o.revision) <> (l.component, l.period_from, l.revision))
    order by l.reseller_id, l.subscription_id limit 100`;
}

/** The run's lines of these branches, found by way of their invoices: the work grows with the month, not with the years before. */
function linesOf(run: Run, resellerIds: readonly string[]) {
  return sql`billing.invoice i cross join lateral (select * from billing.charge c
    where c.reseller_id = i.reseller_id and c.invoice_id = i.id offset 0) l
    where i.run_id = ${run.id} and i.state = 'draft' and ${within(resellerIds, 'i.reseller_id')}`;
}

function sumsOf(run: Run, resellerIds: readonly string[]) {
  return sql<Finding>`
    select i.reseller_id, 'sums' as rule, 'Invoice ' || i.id || ' says ' || i.net || ' + ' || i.tax || ', its lines ' ||
      coalesce(l.net, 0) || ' + ' || coalesce(l.tax, 0) as detail
    from billing.invoice i
    cross join lateral (select sum(net) as net, sum(tax) as tax from billing.charge c
      where c.reseller_id = i.reseller_id and c.invoice_id = i.id) l
    where i.run_id = ${run.id} and i.state = 'draft' and ${within(resellerIds, 'i.reseller_id')}
      and (i.net, i.tax) is distinct from (coalesce(l.net, 0), coalesce(l.tax, 0))
    order by i.reseller_id limit 100`;
}

/** What the whole run must answer once every branch is done: each branch with something to bill was worked and left its mark. */
export async function verifyComplete(db: Db, run: Run): Promise<Finding[]> {
  const { rows } = await sql<Finding>`
    select c.reseller_id, 'branches' as rule, 'The branch ' || c.reseller_id || ' was not billed; draft the month again.' as detail
    from (select distinct reseller_id from billing.charge_stream where starts_on < ${run.cutoff}::date) c
    left join billing.run_task t on t.run_id = ${run.id} and t.reseller_id = c.reseller_id
    left join billing.branch_mark m on m.run_id = ${run.id} and m.reseller_id = c.reseller_id
    where t.state is distinct from 'quarantined' and (t.state is distinct from 'done' or m.run_id is null)
    order by c.reseller_id limit 100`.execute(db);
  return rows;
}
