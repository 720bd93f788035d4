import { sql } from 'kysely';
import { type Db, json, rowsJson } from '../../base/db.ts';
import { type List, type Page, page } from '../../base/page.ts';
import { within } from '../charges/scope.sql.ts';
import type { Run } from '../runs/runs.rules.ts';
import type { Candidate, Reckoned, Replay, ReplaySums } from './replays.rules.ts';

export async function insertReplay(db: Db, { candidate, ...replay }: Replay): Promise<void> {
  await db
    .insertInto('billing.replay')
    .values({ ...replay, candidate: json(candidate) })
    .execute();
}

/** The replay, if the wall shows it. */
export async function findReplay(db: Db, id: string): Promise<Replay | undefined> {
  return replays(db).where('id', '=', id).executeTakeFirst();
}

/** Those from before resellers had replays say nothing of a book. */
function replays(db: Db) {
  return db
    .selectFrom('billing.replay')
    .selectAll()
    .select(sql<Candidate>`'{"book": null}' || candidate`.as('candidate'))
    .$castTo<Replay>();
}

/** The replay, held against every other worker. */
export async function lockReplay(db: Db, id: string): Promise<Replay | undefined> {
  return replays(db).where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function updateReplay(
  db: Db,
  { reseller_id, id }: Replay,
  changes: Partial<Pick<Replay, 'state' | 'cause' | 'done' | 'batch' | 'finished_at'>>,
): Promise<void> {
  await db
    .updateTable('billing.replay')
    .set(changes)
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .execute();
}

/** Newest first. */
export async function listReplays(db: Db, list: List): Promise<Page<Replay>> {
  return page<Replay>(replays(db) as never, list, { requested_at: 'requested_at' }, 'id');
}

/** Those that were under way. */
export async function workingReplays(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('billing.replay').select('id').where('state', '=', 'working').execute();
  return rows.map(({ id }) => id);
}

/** The latest month end of the seller that was not discarded. */
export async function latestRun(db: Db, sellerId: string): Promise<Run | undefined> {
  return db
    .selectFrom('billing.run')
    .selectAll()
    .where('kind', '=', 'month_end')
    .where('seller_id', '=', sellerId)
    .where('state', '<>', 'discarded')
    .orderBy('cutoff', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Condition that a task is of this branch; every one's when null. */
const of = (branch: string | null) => within(branch === null ? null : [branch], 'reseller_id');

/** How many branches the month end drafted, of one or of all. */
export async function countDrafted(db: Db, runId: string, branch: string | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from billing.run_task where run_id = ${runId} and state = 'done' and ${of(branch)}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** The branches of the month end's next batch after this one, of one branch or of all; none when there is no more. */
export async function nextBranches(
  db: Db,
  runId: string,
  { after, branch }: { after: number; branch: string | null },
): Promise<{ batch: number; resellerIds: string[] } | undefined> {
  const { rows } = await sql<{ batch: number; reseller_ids: string[] }>`
    select batch, array_agg(reseller_id order by reseller_id) as reseller_ids from billing.run_task
    where run_id = ${runId} and state = 'done' and batch > ${after} and ${of(branch)} group by batch order by batch limit 1`.execute(
    db,
  );
  return rows[0] && { batch: rows[0].batch, resellerIds: rows[0].reseller_ids };
}

/** The earliest day that the month end charged, by which its rates are frozen anew. */
export async function firstCharged(db: Db, run: Run): Promise<string> {
  const { rows } = await sql<{ first: string | null }>`
    select min(period_from) as first from billing.invoice where run_id = ${run.id} and state <> 'discarded'`.execute(
    db,
  );
  return rows[0]?.first ?? run.cutoff;
}

/** Makes the documents of the month end in these branches drafts, so that they can be taken back. Only ever rolled back. */
export async function reopenDocuments(db: Db, runId: string, resellerIds: readonly string[]): Promise<void> {
  await sql`update billing.invoice set state = 'draft', number = null
    where run_id = ${runId} and state = 'issued' and reseller_id = any (${[...resellerIds]}::uuid[])`.execute(
    db,
  );
}

export type Sum = {
  reseller_id: string;
  account_id: string;
  buyer_id: string;
  currency: string;
  net: bigint;
  /** What the account's seller is billed itself for it; null for the vendor, who buys from nobody. */
  cost: bigint | null;
  cost_currency: string | null;
};

/** What the drafts of a pass come to, before tax, for each of the seller's accounts. */
export async function sumsOf(db: Db, runId: string, sellerId: string): Promise<Sum[]> {
  const { rows } = await sql<Sum>`
    select reseller_id, account_id, buyer_id, currency, sum(net)::bigint as net, null::bigint as cost, null as cost_currency
    from billing.invoice
    where run_id = ${runId} and seller_id = ${sellerId} and state = 'draft' group by 1, 2, 3, 4`.execute(db);
  return rows;
}

/**
 * The same for a reseller, beside what it is billed itself for what each of its accounts uses. What it is billed for no account of its own
 * (its own use, fees, a minimum) stands under the account that it buys on.
 */
export async function marginsOf(
  db: Db,
  runId: string,
  { seller_id, reseller_id }: Pick<Replay, 'seller_id' | 'reseller_id'>,
): Promise<Sum[]> {
  const drafts = sql`run_id = ${runId} and reseller_id = ${reseller_id} and state = 'draft'`;
  const { rows } = await sql<Sum>`
    with sold as (
      select account_id, sum(net) as net from billing.invoice where ${drafts} and seller_id = ${seller_id} group by 1
    ), bought as (
      select coalesce(s.account_id, i.account_id) as account_id, sum(l.net) as cost
      from (select * from billing.invoice where ${drafts} and buyer_id = ${seller_id}) i
      join billing.charge l on l.reseller_id = i.reseller_id and l.account_id = i.account_id and l.invoice_id = i.id
      left join billing.charge_stream s on s.reseller_id = l.reseller_id and s.subscription_id = l.subscription_id
        and s.seller_id = ${seller_id}
      group by 1
    )
    select a.reseller_id, a.id as account_id, a.buyer_id, a.currency, coalesce(sold.net, 0)::bigint as net,
      coalesce(bought.cost, 0)::bigint as cost, up.currency as cost_currency
    from sold full join bought using (account_id)
    join identity.account a on a.reseller_id = ${reseller_id} and a.id = account_id
    join identity.account up on up.reseller_id = ${reseller_id} and up.buyer_id = ${seller_id}`.execute(db);
  return rows;
}

export type ReplayLine = Omit<Sum, 'net' | 'cost'> &
  Reckoned & { replay_id: string; seller_id: string; cost_was: bigint | null; cost_would_be: bigint | null };

export async function insertLines(db: Db, lines: readonly ReplayLine[]): Promise<void> {
  await sql`
    insert into billing.replay_line select * from jsonb_populate_recordset(null::billing.replay_line, ${rowsJson(lines)}::jsonb)
    on conflict do nothing`.execute(db);
}

export type ReportLine = ReplaySums & {
  reseller_id: string;
  account_id: string;
  buyer_id: string;
  buyer_name: string;
};

/** The report: each account with its buyer's name, the greatest difference first. */
export async function listLines(db: Db, replayId: string): Promise<ReportLine[]> {
  const { rows } = await sql<ReplayLine & { buyer_name: string }>`
    select l.*, o.name as buyer_name from billing.replay_line l
    join identity.organization o on o.reseller_id = l.reseller_id and o.id = l.buyer_id
    where l.replay_id = ${replayId}
    order by abs(l.would_be - l.was) desc, abs(l.cost_would_be - l.cost_was) desc nulls last, o.name, l.account_id`.execute(
    db,
  );
  return rows.map(({ cost_currency, cost_was, cost_would_be, seller_id, ...line }) => ({
    ...line,
    own: line.buyer_id === seller_id,
    cost:
      cost_currency === null
        ? null
        : { currency: cost_currency, was: cost_was ?? 0n, would_be: cost_would_be ?? 0n },
  }));
}

/** Which of these targets there is nothing of: a product's code, a family's id. */
export async function unknownTargets(
  db: Db,
  targets: readonly { scope: string; target: string }[],
): Promise<string[]> {
  const { rows } = await sql<{ target: string }>`
    select t.target from jsonb_to_recordset(${rowsJson(targets)}::jsonb) as t (scope text, target text)
    where (t.scope = 'product' and not exists (select from catalog.product p where p.code = t.target))
      or (t.scope = 'family' and not exists (select from catalog.product p where p.family_id = t.target))`.execute(
    db,
  );
  return rows.map(({ target }) => target);
}

/** Whether one of these is no account of the seller. */
export async function hasStrangers(
  db: Db,
  sellerId: string,
  accountIds: readonly string[],
): Promise<boolean> {
  const { rows } = await sql<{ strangers: boolean }>`
    select exists (select from unnest(${[...accountIds]}::uuid[]) wanted (id) where not exists (
      select from identity.account a where a.id = wanted.id and a.seller_id = ${sellerId}::uuid)) as strangers`.execute(
    db,
  );
  return rows[0]?.strangers ?? true;
}

/** How many prices of a catalogue file are other than today's; undefined for a file that is not there. */
export async function countMoves(db: Db, importId: string): Promise<number | undefined> {
  const { rows } = await sql<{ moves: number }>`
    select coalesce(sum(jsonb_array_length(moves)), 0)::int as moves from catalog.import_change
    where import_id = ${importId}::uuid having count(*) > 0`.execute(db);
  return rows[0]?.moves;
}
