import { sql } from 'kysely';
import { type Db, json } from '../../base/db.ts';
import { type List, type Page, page } from '../../base/page.ts';
import { inScope } from '../charges/scope.sql.ts';
import type { Run, Scope } from '../runs/runs.rules.ts';
import type { Fee } from './fees.rules.ts';

/** Appends a fee. */
export async function insertFee(db: Db, fee: Fee): Promise<void> {
  await db
    .insertInto('billing.fee')
    .values({ ...fee, words: json(fee.words), exemption: fee.exemption && json(fee.exemption) })
    .execute();
}

/** The fee, with the day from which it is charged no more. */
export async function findFee(db: Db, id: string): Promise<ListedFee | undefined> {
  return withEnd(db).where('f.id', '=', id).executeTakeFirst() as Promise<ListedFee | undefined>;
}

export type ListedFee = Fee & {
  ends_on: string | null;
  buyer_name: string;
  customer_name: string;
  charged: bigint;
};

/** `charged`: what issued and drafted lines charge for it so far, net. */
function withEnd(db: Db) {
  return db
    .selectFrom('billing.fee as f')
    .leftJoin('billing.fee_end as e', (join) =>
      join.onRef('e.reseller_id', '=', 'f.reseller_id').onRef('e.fee_id', '=', 'f.id'),
    )
    .innerJoin('identity.organization as b', 'b.id', 'f.buyer_id')
    .innerJoin('identity.organization as c', 'c.id', 'f.customer_id')
    .selectAll('f')
    .select([
      'e.ends_on',
      'b.name as buyer_name',
      'c.name as customer_name',
      sql<bigint>`(select coalesce(sum(l.net), 0)::bigint from billing.charge l where l.reseller_id = f.reseller_id
        and l.account_id = f.account_id and l.subscription_id = f.id and l.component = 'fee')`.as('charged'),
    ]);
}

/** Fees that the organization charges, newest first. */
export async function listFees(
  db: Db,
  sellerId: string,
  list: List,
  accountId?: string,
): Promise<Page<ListedFee>> {
  let query = withEnd(db).where('f.seller_id', '=', sellerId);
  if (accountId) query = query.where('f.account_id', '=', accountId);
  return page<ListedFee>(
    query as never,
    list,
    { recorded_at: 'f.recorded_at', starts_on: 'f.starts_on' },
    'f.id',
  );
}

/** Ends the fee; false when it has an end. */
export async function insertEnd(
  db: Db,
  fee: Fee,
  ends_on: string,
  by: { recorded_by: string | null; recorded_at: string },
): Promise<boolean> {
  const { reseller_id, id: fee_id, seller_id, buyer_id } = fee;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('billing.fee_end')
    .values({ reseller_id, fee_id, seller_id, buyer_id, ends_on, ...by })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Branches that have fees or promises but perhaps no stream get a task of the run too. */
export async function planFeeTasks(db: Db, run: Run): Promise<void> {
  await sql`
    insert into billing.run_task (run_id, reseller_id, state, batch, leads)
    select ${run.id}::uuid, b.reseller_id, 'waiting', (select coalesce(max(batch), 0) + 1 from billing.run_task where run_id = ${run.id})
        + row_number() over (order by b.reseller_id)::int, true
    from (select reseller_id from billing.fee where starts_on < ${run.cutoff}::date
      union select reseller_id from billing.minimum_commitment where valid_from < ${run.cutoff}::date
      union select p.reseller_id from program.account_plan p join catalog.plan_commitment c on c.bundle_plan_id = p.bundle_plan_id
        where p.valid_from < ${run.cutoff}::date) b
    on conflict do nothing`.execute(db);
}

/** Fees whose day has come and which are on no line yet, as due lines: each period is charged in the month in which it begins. */
export async function dueFees(db: Db, run: Run, scope: Scope): Promise<void> {
  if (scope.termOnly) return;
  await sql`
    insert into billing.due_line
    with due as (
      select f.*, case when f.every_months is null then f.starts_on else (f.starts_on + make_interval(months => k * f.every_months))::date end as period_from,
        case when f.every_months is null then f.starts_on + 1 else (f.starts_on + make_interval(months => (k + 1) * f.every_months))::date end as period_to
      from billing.fee f
      cross join lateral generate_series(0, case when f.every_months is null then 0
        else greatest(0, (${run.cutoff}::date - f.starts_on) / (28 * f.every_months)) end) k
      where ${inScope(scope, 'f')} and f.starts_on < ${run.cutoff}::date
    )
    select d.reseller_id, ${run.id}::uuid, d.account_id, d.id, 'fee', d.period_from, 1, d.period_to, d.seller_id, d.buyer_id, d.customer_id, null,
      d.currency, d.quantity, 1, 1, d.unit_price, 0, d.unit_price, d.quantity::bigint * d.unit_price, d.id, d.words, null, null, null, null, d.exemption
    from due d
    left join billing.fee_end e on e.reseller_id = d.reseller_id and e.fee_id = d.id
    where d.period_from < ${run.cutoff}::date and d.period_from < coalesce(e.ends_on, 'infinity')
      and not exists (select from billing.charge l where l.reseller_id = d.reseller_id and l.account_id = d.account_id
        and l.subscription_id = d.id and l.component = 'fee' and l.period_from = d.period_from)`.execute(db);
}
