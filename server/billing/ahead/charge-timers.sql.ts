import { type Selectable, sql } from 'kysely';
import type { BillingChargeTimer } from '../../../db/types.ts';
import type { Db } from '../../base/db.ts';

type ChargeTimer = Selectable<BillingChargeTimer>;

/** Has the account be charged at once on that day; asked twice for a day, once. */
export async function insertTimer(db: Db, timer: Omit<ChargeTimer, 'fired_at'>): Promise<void> {
  await db
    .insertInto('billing.charge_timer')
    .values(timer)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Marks up to `limit` timers that have fallen due as fired, and answers them. Two workers take different ones. */
export async function fireTimers(
  db: Db,
  { today, now }: { today: string; now: Date },
  limit: number,
): Promise<ChargeTimer[]> {
  const { rows } = await sql<ChargeTimer>`
    update billing.charge_timer set fired_at = ${now.toISOString()} where (reseller_id, account_id, due_on) in (
      select reseller_id, account_id, due_on from billing.charge_timer where due_on <= ${today}::date and fired_at is null
      order by due_on, account_id limit ${limit} for update skip locked)
    returning *`.execute(db);
  return rows;
}
