import type { Ctx } from '../../base/ctx.ts';
import type { CivilDate } from '../../base/dates.ts';
import { type AccountHold, holdsOf } from './holds.sql.ts';
import { type Pause, pausesOf } from './pauses.sql.ts';
import { lastReminders, type Reminder } from './reminders.sql.ts';

/** How an account is reminded: the last letter, the pause in force, the hold in force. */
export type AccountState = { last: Reminder | null; pause: Pause | null; hold: AccountHold | null };

/** How these accounts are reminded on `today`, by their id: three statements, however many. */
export async function statesOf(
  { db }: Ctx,
  accountIds: readonly string[],
  today: CivilDate,
): Promise<(accountId: string) => AccountState> {
  const pauses = await pausesOf(db, accountIds, today);
  const holds = await holdsOf(db, accountIds);
  const letters = await lastReminders(db, accountIds);
  return (id) => ({
    last: letters.get(id) ?? null,
    pause: pauses.get(id) ?? null,
    hold: holds.get(id) ?? null,
  });
}
