import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { DealTimer } from './deal-clocks.rules.ts';
import type { Deal } from './deals.rules.ts';

type Key = Pick<Deal, 'reseller_id' | 'id'>;

export async function insertTimers(db: Db, timers: DealTimer[]): Promise<void> {
  if (timers.length > 0) await db.insertInto('deals.deal_timer').values(timers).execute();
}

/** Stops what still runs on the deal. */
export async function stopTimers(db: Db, { reseller_id, id }: Key, at: string): Promise<void> {
  await db
    .updateTable('deals.deal_timer')
    .set({ stopped_at: at })
    .where('reseller_id', '=', reseller_id)
    .where('deal_id', '=', id)
    .where('fired_at', 'is', null)
    .where('stopped_at', 'is', null)
    .execute();
}

/** Marks up to `limit` timers that have fallen due as fired, earliest first, and answers them. Two workers take different ones. */
export async function takeDue(db: Db, now: string, limit: number): Promise<DealTimer[]> {
  const { rows } = await sql<DealTimer>`
    update deals.deal_timer set fired_at = ${now} where (reseller_id, id) in (
      select reseller_id, id from deals.deal_timer
      where due_at <= ${now} and fired_at is null and stopped_at is null
      order by due_at, id limit ${limit} for update skip locked)
    returning *`.execute(db);
  return rows.sort((a, b) => (a.due_at < b.due_at ? -1 : 1));
}

/** The deal's timers, those that run, fired or were stopped; earliest first. */
export async function listTimers(db: Db, { reseller_id, id }: Key): Promise<DealTimer[]> {
  return db
    .selectFrom('deals.deal_timer')
    .selectAll()
    .where('reseller_id', '=', reseller_id)
    .where('deal_id', '=', id)
    .orderBy('due_at')
    .execute();
}
