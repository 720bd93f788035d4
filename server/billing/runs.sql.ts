import { sql } from 'kysely';
import { type Db, hashed, json } from '../base/db.ts';
import type { List, Page } from '../base/page.ts';
import { page } from '../base/page.ts';
import { within } from './rates.sql.ts';
import type { Finding, Progress, Run, RunTask } from './runs.rules.ts';

export async function insertRun(db: Db, run: Run): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('billing.run')
    .values({ ...run, findings: json(run.findings) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function findRun(db: Db, id: string): Promise<Run | undefined> {
  return db.selectFrom('billing.run').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The run, held against every other transaction that would move it. */
export async function lockRun(db: Db, id: string): Promise<Run | undefined> {
  return db.selectFrom('billing.run').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function updateRun(db: Db, id: string, changes: Partial<Run>): Promise<void> {
  const { findings, ...plain } = changes;
  await db
    .updateTable('billing.run')
    .set({ ...plain, ...(findings && { findings: json(findings) }) })
    .where('id', '=', id)
    .execute();
}

export async function listRuns(db: Db, list: List): Promise<Page<Run>> {
  const query = db.selectFrom('billing.run').selectAll().where('kind', '=', 'month_end');
  return page<Run>(query, list, { cutoff: 'cutoff', opened_at: 'opened_at' }, 'id');
}

/** Month ends that were being drafted. */
export async function workingRuns(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('billing.run')
    .select('id')
    .where('state', '=', 'working')
    .where('kind', '=', 'month_end')
    .execute();
  return rows.map((row) => row.id);
}

/** The cutoff of the last month end that was not discarded. */
export async function lastCutoff(db: Db): Promise<string | null> {
  const { rows } = await sql<{ cutoff: string | null }>`
    select max(cutoff) as cutoff from billing.run where kind = 'month_end' and state <> 'discarded'`.execute(
    db,
  );
  return rows[0]?.cutoff ?? null;
}

/** One task for each branch with a stream: one billed far ahead may still have grown in mid-term. Answers how many. */
export async function planTasks(db: Db, run: Run): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with planned as (
      insert into billing.run_task (run_id, reseller_id, state)
      select distinct ${run.id}::uuid, reseller_id, 'waiting' from billing.charge_stream
      where starts_on < ${run.horizon}::date
      returning 1)
    select count(*)::int as count from planned`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The first day any stream still has to be billed for; null when there is none. */
export async function firstUnbilled(db: Db, accountId: string | null): Promise<string | null> {
  const { rows } = await sql<{ first: string | null }>`
    select min(billed_through) as first from billing.charge_stream
    where ${accountId ? sql`account_id = ${accountId}` : sql`true`}`.execute(db);
  return rows[0]?.first ?? null;
}

/** Takes up to `size` waiting branches for this transaction; other workers skip them. */
export async function claimTasks(db: Db, runId: string, size: number): Promise<string[]> {
  const rows = await db
    .selectFrom('billing.run_task')
    .select('reseller_id')
    .where('run_id', '=', runId)
    .where('state', '=', 'waiting')
    .orderBy('reseller_id')
    .limit(size)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map((row) => row.reseller_id);
}

/** Takes one branch for this transaction if it still waits, once no other worker has it. */
export async function claimTask(db: Db, runId: string, resellerId: string): Promise<boolean> {
  const row = await db
    .selectFrom('billing.run_task')
    .select('reseller_id')
    .where('run_id', '=', runId)
    .where('reseller_id', '=', resellerId)
    .where('state', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Marks the branches done with what their drafts hold. */
export async function finishTasks(
  db: Db,
  runId: string,
  resellerIds: readonly string[],
  now: Date,
): Promise<void> {
  await sql`
    update billing.run_task t set state = 'done', finished_at = ${now}, cause = null,
      lines = (select count(*) from billing.draft_charge l where l.reseller_id = t.reseller_id and l.run_id = t.run_id),
      invoices = (select count(*) from billing.invoice i where i.reseller_id = t.reseller_id and i.run_id = t.run_id and i.state = 'draft')
    where t.run_id = ${runId} and ${within(resellerIds, 't.reseller_id')}`.execute(db);
}

export async function quarantineTask(
  db: Db,
  runId: string,
  resellerId: string,
  cause: string,
  now: Date,
): Promise<void> {
  await db
    .updateTable('billing.run_task')
    .set({ state: 'quarantined', cause, finished_at: now })
    .where('run_id', '=', runId)
    .where('reseller_id', '=', resellerId)
    .execute();
}

/** Quarantined branches wait again. */
export async function reopenTasks(db: Db, runId: string): Promise<void> {
  await db
    .updateTable('billing.run_task')
    .set({ state: 'waiting', cause: null, finished_at: null })
    .where('run_id', '=', runId)
    .where('state', '=', 'quarantined')
    .execute();
}

export async function progressOf(db: Db, runId: string): Promise<Progress> {
  const { rows } = await sql<Progress>`
    select count(*)::int as branches, count(*) filter (where state = 'done')::int as done,
      count(*) filter (where state = 'quarantined')::int as quarantined,
      coalesce(sum(lines), 0)::int as lines, coalesce(sum(invoices), 0)::int as invoices
    from billing.run_task where run_id = ${runId}`.execute(db);
  return rows[0] ?? { branches: 0, done: 0, quarantined: 0, lines: 0, invoices: 0 };
}

export async function quarantined(db: Db, runId: string): Promise<Pick<RunTask, 'reseller_id' | 'cause'>[]> {
  return db
    .selectFrom('billing.run_task')
    .select(['reseller_id', 'cause'])
    .where('run_id', '=', runId)
    .where('state', '=', 'quarantined')
    .orderBy('reseller_id')
    .execute();
}

/** What the run's drafts of one seller sum to, by currency. */
export async function totalsOf(db: Db, runId: string, sellerId: string) {
  return db
    .selectFrom('billing.invoice')
    .select(({ fn }) => [
      'currency',
      fn.sum<string>('net').as('net'),
      fn.sum<string>('tax').as('tax'),
      fn.sum<string>('total').as('total'),
      fn.countAll<bigint>().as('invoices'),
    ])
    .where('run_id', '=', runId)
    .where('seller_id', '=', sellerId)
    .where('state', '<>', 'discarded')
    .groupBy('currency')
    .orderBy('currency')
    .execute();
}

/**
 * The independent check of the branches' billing, written another way than the drafting: over the whole history,
 * unit-days lived in arrears = unit-days charged; lines = their invoice's net and tax. Answers what does not hold.
 */
export async function verifyLines(
  db: Db,
  runId: string,
  resellerIds: readonly string[] | null,
): Promise<Finding[]> {
  const coverage = sql<Finding>`
    with span as (
      select reseller_id, subscription_id, quantity, starts_on as from_date,
        lead(starts_on, 1, 'infinity'::date) over (partition by reseller_id, subscription_id order by starts_on) as to_date
      from (select distinct on (reseller_id, subscription_id, starts_on) * from orders.segment
        where ${within(resellerIds, 'reseller_id')} order by reseller_id, subscription_id, starts_on, seq desc) p
    ), plan as (
      select a.reseller_id, a.id as account_id, coalesce(p.billing_preference, 'postpay') as billing_preference,
        case when row_number() over account = 1 then '-infinity'::date else p.valid_from end as from_date,
        lead(p.valid_from, 1, 'infinity'::date) over account as to_date
      from identity.account a
      left join (select distinct on (reseller_id, account_id, valid_from) * from program.account_plan
        where ${within(resellerIds, 'reseller_id')} order by reseller_id, account_id, valid_from, revision desc) p
        on p.reseller_id = a.reseller_id and p.account_id = a.id
      where ${within(resellerIds, 'a.reseller_id')}
      window account as (partition by a.reseller_id, a.id order by p.valid_from)
    ), lived as (
      select c.reseller_id, c.account_id, c.subscription_id, sum(span.quantity::bigint *
        (least(span.to_date, plan.to_date, c.billed_through) - greatest(span.from_date, plan.from_date, c.starts_on))) as unit_days
      from billing.charge_stream c
      join catalog.offer o on o.id = c.offer_id and o.cycle_months = 1 and o.billing = 'recurring'
      join span on span.reseller_id = c.reseller_id and span.subscription_id = c.subscription_id
      join plan on plan.reseller_id = c.reseller_id and plan.account_id = c.account_id and plan.billing_preference = 'postpay'
      where ${within(resellerIds, 'c.reseller_id')}
        and least(span.to_date, plan.to_date, c.billed_through) > greatest(span.from_date, plan.from_date, c.starts_on)
      group by 1, 2, 3
    ), charged as (
      select reseller_id, account_id, subscription_id, sum(quantity::bigint * days) filter (where component in ('usage', 'adjustment')) as unit_days,
        bool_or(component = 'term') as in_advance
      from billing.line where ${within(resellerIds, 'reseller_id')} group by 1, 2, 3
    )
    select reseller_id, 'days' as rule, 'Subscription ' || subscription_id || ' lived ' || coalesce(l.unit_days, 0) ||
      ' unit-days in arrears, but ' || coalesce(c.unit_days, 0) || ' are charged; is a price missing?' as detail
    from lived l full join charged c using (reseller_id, account_id, subscription_id)
    where coalesce(l.unit_days, 0) <> coalesce(c.unit_days, 0) and not coalesce(c.in_advance, false)
    order by reseller_id, subscription_id limit 100`;
  const sums = sql<Finding>`
    select i.reseller_id, 'sums' as rule, 'Invoice ' || i.id || ' says ' || i.net || ' + ' || i.tax || ', its lines ' ||
      coalesce(l.net, 0) || ' + ' || coalesce(l.tax, 0) as detail
    from billing.invoice i
    left join (select reseller_id, invoice_id, sum(net) as net, sum(tax) as tax from billing.draft_charge
      where run_id = ${runId} group by reseller_id, invoice_id) l on l.reseller_id = i.reseller_id and l.invoice_id = i.id
    where i.run_id = ${runId} and i.state = 'draft' and ${within(resellerIds, 'i.reseller_id')}
      and (i.net, i.tax) is distinct from (coalesce(l.net, 0), coalesce(l.tax, 0))
    order by i.reseller_id limit 100`;
  return hashed(db, async () => [...(await coverage.execute(db)).rows, ...(await sums.execute(db)).rows]);
}
