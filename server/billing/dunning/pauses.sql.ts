import { type Selectable, sql } from 'kysely';
import type { BillingReminderPause } from '../../../db/types.ts';
import type { Db } from '../../base/db.ts';

export type PauseRow = Selectable<BillingReminderPause>;
/** A pause in force: it has a day and a reason. */
export type Pause = PauseRow & { resumes_on: string; reason: string };

/** The pauses in force on `today` by their account: letters go out again on `resumes_on`. */
export async function pausesOf(
  db: Db,
  accountIds: readonly string[],
  today: string,
): Promise<Map<string, Pause>> {
  const { rows } = await sql<Pause>`
    select p.* from (select distinct on (account_id) * from billing.reminder_pause where account_id = any (${[...accountIds]}::uuid[])
      order by account_id, place desc) p where p.resumes_on > ${today}::date`.execute(db);
  return new Map(rows.map((row) => [row.account_id, row]));
}

/** Appends to the account's pauses. */
export async function insertPause(db: Db, row: Omit<PauseRow, 'place'>): Promise<void> {
  const { reseller_id, account_id } = row;
  const { rows } = await sql<{
    place: number;
  }>`select coalesce(max(place), 0) + 1 as place from billing.reminder_pause
    where reseller_id = ${reseller_id} and account_id = ${account_id}`.execute(db);
  await db
    .insertInto('billing.reminder_pause')
    .values({ ...row, place: rows[0]?.place ?? 1 })
    .execute();
}
