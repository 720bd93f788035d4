import { type Selectable, sql } from 'kysely';
import type { BillingDunningPolicy } from '../../../db/types.ts';
import { type Db, json } from '../../base/db.ts';
import type { Step } from './policies.rules.ts';

export type DunningPolicy = Omit<Selectable<BillingDunningPolicy>, 'steps'> & { steps: Step[] };

/** The seller's newest version. */
export async function findPolicy(db: Db, sellerId: string): Promise<DunningPolicy | undefined> {
  const [newest] = await listVersions(db, sellerId, 1);
  return newest;
}

/** The newest versions, newest first. */
export async function listVersions(db: Db, sellerId: string, limit: number): Promise<DunningPolicy[]> {
  const rows = await db
    .selectFrom('billing.dunning_policy')
    .selectAll()
    .where('seller_id', '=', sellerId)
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();
  return rows as unknown as DunningPolicy[];
}

/** Appends a version. */
export async function insertPolicy(db: Db, { steps, ...policy }: DunningPolicy): Promise<void> {
  await db
    .insertInto('billing.dunning_policy')
    .values({ ...policy, steps: json(steps) as never })
    .execute();
}

/** Sets a day on which the seller's accounts are gone through, unless it is set already. */
export async function insertTimer(
  db: Db,
  { reseller_id, id }: { reseller_id: string; id: string },
  due: { due_on: string; due_at: Date },
): Promise<void> {
  await db
    .insertInto('billing.dunning_timer')
    .values({ reseller_id, seller_id: id, ...due })
    .onConflict((conflict) => conflict.columns(['reseller_id', 'seller_id', 'due_on']).doNothing())
    .execute();
}

/** Fires the timers that have fallen due, each once, and answers their sellers: one that several mornings wait for is named once. */
export async function fireTimers(db: Db, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ seller_id: string }>`
    update billing.dunning_timer t set fired_at = ${now}
    from (select reseller_id, seller_id, due_on from billing.dunning_timer
      where fired_at is null and due_at <= ${now} order by due_at limit ${limit} for update skip locked) due
    where t.reseller_id = due.reseller_id and t.seller_id = due.seller_id and t.due_on = due.due_on
    returning t.seller_id`.execute(db);
  return [...new Set(rows.map(({ seller_id }) => seller_id))];
}
