import { sql } from 'kysely';
import { type Db, json } from '../../base/db.ts';
import type { List, Page } from '../../base/page.ts';
import { page } from '../../base/page.ts';
import type { Drafted } from '../charges/lines.sql.ts';
import type { Progress, Run, RunTask } from './runs.rules.ts';

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

/** The run, for work on it that others may share, such as a batch; who would move it waits until the transaction ends. */
export async function shareRun(db: Db, id: string): Promise<Run | undefined> {
  return db.selectFrom('billing.run').selectAll().where('id', '=', id).forShare().executeTakeFirst();
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

/** Says that the run's branch is billed in arrears up to that day: for a run that is tried out for one month alone, and rolled back. */
export async function markBilled(
  db: Db,
  { reseller_id, id, seller_id }: Run,
  through: string,
): Promise<void> {
  const mark = { reseller_id, run_id: id, seller_id, billed_through: through };
  await db.insertInto('billing.branch_mark').values(mark).execute();
}

/** The cutoff of the last month end that was not discarded. */
export async function lastCutoff(db: Db): Promise<string | null> {
  const { rows } = await sql<{ cutoff: string | null }>`
    select max(cutoff) as cutoff from billing.run where kind = 'month_end' and state <> 'discarded'`.execute(
    db,
  );
  return rows[0]?.cutoff ?? null;
}

/** Subscriptions of one batch: below 5,000 a fifth is wasted on planning the statements; a kill loses one batch, half a second's work. */
const BATCH = 10_000;

/**
 * One task for each branch with a stream (one billed far ahead may still have grown in mid-term), in batches of about as many
 * subscriptions; the first branch of a batch leads it.
 */
export async function planTasks(db: Db, run: Run, size = BATCH): Promise<Planned> {
  const { rows } = await sql<Planned>`
    with branch as materialized (
      select reseller_id, count(*) filter (where starts_on < ${run.horizon}::date)::int as streams,
        min(billed_through) filter (where apart) as apart_from, min(starts_on) as first
      from billing.charge_stream group by reseller_id
    ), batched as (
      select reseller_id, streams, (sum(streams) over (order by reseller_id) - streams) / ${size}::int / 2 as batch from branch where streams > 0
    ), planned as (
      insert into billing.run_task (run_id, reseller_id, state, batch, subscriptions, leads)
      select ${run.id}::uuid, reseller_id, 'waiting', batch, streams, row_number() over (partition by batch order by reseller_id) = 1
      from (select reseller_id, streams, floor(batch)::int as batch from batched) b
      on conflict do nothing returning 1)
    select (select count(*)::int from planned) as branches, (
      select min(least(b.apart_from, coalesce((
        select max(m.billed_through) from billing.branch_mark m where m.reseller_id = b.reseller_id), b.first))) from branch b) as first`.execute(
    db,
  );
  return rows[0] ?? { branches: 0, first: null };
}

/** How many branches were given a task, and the first day that the run may have to price; see `firstUnbilled`. */
export type Planned = { branches: number; first: string | null };

/**
 * The first day that a pass may have to price, of all streams or of one account's; null when there are none. What is paid ahead for a year is
 * billed far beyond the last month end, yet may have grown since: its steps from that day on are still to be charged.
 */
export async function firstUnbilled(db: Db, accountId: string | null): Promise<string | null> {
  const branch = accountId
    ? sql`where reseller_id = (select reseller_id from identity.account where id = ${accountId})`
    : sql``;
  const { rows } = await sql<{ first: string | null }>`
    select min(least(case when s.apart then s.billed_through end, coalesce(m.billed_through, s.starts_on))) as first
    from billing.charge_stream s
    left join (select reseller_id, max(billed_through) as billed_through from billing.branch_mark ${branch} group by reseller_id) m
      on m.reseller_id = s.reseller_id
    where ${accountId ? sql`s.account_id = ${accountId}` : sql`true`}`.execute(db);
  return rows[0]?.first ?? null;
}

/**
 * Takes a batch of waiting branches for this transaction; other workers skip them. A worker that gets hold of the leader gets the rest of its
 * batch; when no leader waits any more, what is left of broken batches is taken one by one.
 */
export async function claimTasks(db: Db, runId: string): Promise<string[]> {
  const waiting = sql`run_id = ${runId} and state = 'waiting'`;
  const { rows: leader } = await sql<{
    batch: number;
  }>`select batch from billing.run_task where ${waiting} and leads
    order by batch limit 1 for update skip locked`.execute(db);
  const { rows } = leader[0]
    ? await sql<Claimed>`select reseller_id from billing.run_task where ${waiting} and batch = ${leader[0].batch}
        order by reseller_id for update`.execute(db)
    : await sql<Claimed>`select reseller_id from billing.run_task where ${waiting}
        order by reseller_id limit 1 for update skip locked`.execute(db);
  return rows.map((row) => row.reseller_id);
}

type Claimed = { reseller_id: string };

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
  resellerIds: string[],
  drafted: readonly Drafted[],
  now: Date,
): Promise<void> {
  const of = new Map(drafted.map((branch) => [branch.reseller_id, branch]));
  // No join: a table that was filled a moment ago has no statistics, and the planner would read all of it.
  const place = sql`array_position(${resellerIds}::uuid[], reseller_id)`;
  const counts = (field: 'lines' | 'invoices') => resellerIds.map((id) => of.get(id)?.[field] ?? 0);
  await sql`
    update billing.run_task set state = 'done', finished_at = ${now}, cause = null,
      lines = (${counts('lines')}::int[])[${place}], invoices = (${counts('invoices')}::int[])[${place}]
    where run_id = ${runId} and reseller_id = any (${resellerIds}::uuid[])`.execute(db);
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
