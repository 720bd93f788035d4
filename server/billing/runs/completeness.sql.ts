import { sql } from 'kysely';
import { type Db, hashed, rowsJson } from '../../base/db.ts';
import { OF_INVOICE } from '../charges/lines.sql.ts';
import type { Run } from './runs.rules.ts';

/** What became of one account that was due: with the unit-days that were lived in arrears and those on its lines. */
export type AccountDue = {
  reseller_id: string;
  account_id: string;
  buyer_id: string;
  buyer_name: string;
  currency: string;
  outcome: 'billed' | 'nothing_due' | 'quarantined' | 'waiting';
  cause: string | null;
  invoice_id: string | null;
  net: bigint | null;
  lived: number;
  charged: number;
};

export type Completeness = {
  due: number;
  billed: number;
  nothing_due: number;
  quarantined: number;
  waiting: number;
  lived: number;
  charged: number;
  items: AccountDue[];
};

/** The report that was kept when the run's drafting ended; undefined before, and after some of it was drafted again. */
export async function findCompleteness(db: Db, run: Run): Promise<Completeness | undefined> {
  if (!run.finished_at) return undefined;
  const row = await db
    .selectFrom('billing.run_completeness')
    .select('report')
    .where('run_id', '=', run.id)
    .where('drafted_at', '=', run.finished_at)
    .executeTakeFirst();
  if (!row) return undefined;
  const { items, ...sums } = row.report as unknown as Completeness;
  return {
    ...sums,
    items: items.map((item) => ({ ...item, net: item.net === null ? null : BigInt(item.net) })),
  };
}

export async function keepCompleteness(
  db: Db,
  run: Run,
  draftedAt: string,
  report: Completeness,
): Promise<void> {
  const { reseller_id, id: run_id, seller_id } = run;
  await sql`insert into billing.run_completeness (reseller_id, run_id, seller_id, drafted_at, report)
    select ${reseller_id}, ${run_id}, ${seller_id}, ${draftedAt}, ${rowsJson([report])}::jsonb -> 0
    on conflict (reseller_id, run_id) do update set drafted_at = excluded.drafted_at, report = excluded.report`.execute(
    db,
  );
}

/**
 * Every account of the seller that the run had to look at, reckoned another way than the drafting: the area under its subscriptions' quantities in
 * the days of the run. What is paid ahead has no unit-days. A stream that stands apart counts from the first day it is charged for.
 */
export async function accountsDue(db: Db, run: Run): Promise<AccountDue[]> {
  const { rows } = await hashed(db, () => due(run).execute(db));
  return rows;
}

function due(run: Run) {
  return sql<AccountDue>`
    with task as (
      select reseller_id, state, cause from billing.run_task where run_id = ${run.id}
    ), document as (
      select reseller_id, account_id, (array_agg(id order by earlier_rule, id))[1] as invoice_id, sum(net)::bigint as net from billing.invoice
      where run_id = ${run.id} and seller_id = ${run.seller_id} and state <> 'discarded' group by 1, 2
    ), line as (
      select l.reseller_id, l.account_id, l.subscription_id, sum(l.quantity::bigint * l.days) as unit_days, min(l.period_from) as first_on
      from billing.invoice i cross join lateral (select * from billing.charge c
        where ${OF_INVOICE} and c.component = 'usage' offset 0) l
      where i.run_id = ${run.id} and i.seller_id = ${run.seller_id} and i.state <> 'discarded' group by 1, 2, 3
    ), mark as (
      select reseller_id, max(billed_through) as billed_through from billing.branch_mark
      where run_id <> ${run.id} and billed_through < ${run.cutoff}::date group by 1
    ), stream as (
      select c.reseller_id, c.account_id, c.subscription_id,
        case when c.apart then coalesce(l.first_on, ${run.cutoff}::date) else greatest(c.starts_on, m.billed_through) end as from_date
      from billing.charge_stream c
      join catalog.offer o on o.id = c.offer_id and o.cycle_months = 1 and o.billing = 'recurring'
      left join mark m on m.reseller_id = c.reseller_id
      left join line l on l.reseller_id = c.reseller_id and l.account_id = c.account_id and l.subscription_id = c.subscription_id
      where c.seller_id = ${run.seller_id} and c.starts_on < ${run.cutoff}::date
        and exists (select from task t where t.reseller_id = c.reseller_id and t.state = 'done')
    ), rise as (
      select reseller_id, subscription_id, starts_on,
        quantity - lag(quantity, 1, 0) over (partition by reseller_id, subscription_id order by starts_on, seq) as units
      from orders.segment where recorded_at <= ${run.finished_at ?? run.opened_at}::timestamptz
    ), lived as (
      select s.reseller_id, s.account_id,
        sum(rise.units::bigint * (greatest(w.to_date - rise.starts_on, 0) - greatest(w.from_date - rise.starts_on, 0))) as unit_days
      from stream s
      left join billing.run_source p on p.run_id = ${run.id} and p.reseller_id = s.reseller_id and p.account_id = s.account_id
      cross join lateral (select greatest(s.from_date, p.from_date) as from_date, least(${run.cutoff}::date, p.to_date) as to_date) w
      join rise on rise.reseller_id = s.reseller_id and rise.subscription_id = s.subscription_id
      where coalesce(p.billing_preference, 'postpay') = 'postpay' and w.from_date < w.to_date
      group by 1, 2
    ), charged as (
      select reseller_id, account_id, sum(unit_days) as unit_days from line group by 1, 2
    )
    select a.reseller_id, a.id as account_id, a.buyer_id, o.name as buyer_name, a.currency, t.cause,
      case t.state when 'quarantined' then 'quarantined' when 'waiting' then 'waiting'
        else case when d.invoice_id is null then 'nothing_due' else 'billed' end end as outcome,
      d.invoice_id, d.net, coalesce(l.unit_days, 0)::float8 as lived, coalesce(c.unit_days, 0)::float8 as charged
    from task t
    join identity.account a on a.reseller_id = t.reseller_id and a.seller_id = ${run.seller_id}
    join identity.organization o on o.reseller_id = a.reseller_id and o.id = a.buyer_id
    left join document d on d.reseller_id = a.reseller_id and d.account_id = a.id
    left join lived l on l.reseller_id = a.reseller_id and l.account_id = a.id
    left join charged c on c.reseller_id = a.reseller_id and c.account_id = a.id
    order by (coalesce(l.unit_days, 0) <> coalesce(c.unit_days, 0)) desc,
      array_position(array['quarantined', 'waiting', 'done'], t.state), d.invoice_id is not null, o.name, a.id`;
}
