import { type Selectable, sql } from 'kysely';
import type { BillingAccountHold } from '../../../db/types.ts';
import type { Db } from '../../base/db.ts';

/** A change of whether an account is held. */
export type AccountHold = Selectable<BillingAccountHold>;

/** The newest change of each of these accounts, by account: also those that ended a hold. */
export async function lastChanges(db: Db, accountIds: readonly string[]): Promise<Map<string, AccountHold>> {
  const { rows } = await sql<AccountHold>`
    select distinct on (account_id) * from billing.account_hold where account_id = any (${[...accountIds]}::uuid[])
    order by account_id, place desc`.execute(db);
  return new Map(rows.map((row) => [row.account_id, row]));
}

/** The holds in force among these accounts, by account. */
export async function holdsOf(db: Db, accountIds: readonly string[]): Promise<Map<string, AccountHold>> {
  const changes = await lastChanges(db, accountIds);
  return new Map([...changes].filter(([, { held }]) => held));
}

/** All changes of one account, newest first. */
export async function listChanges(db: Db, accountId: string): Promise<AccountHold[]> {
  return db
    .selectFrom('billing.account_hold')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('place', 'desc')
    .execute();
}

/** Appends a change after `last`, the newest that was seen: two at once collide by the key, and one is tried again. */
export async function insertChange(
  db: Db,
  last: AccountHold | undefined,
  row: Omit<AccountHold, 'place'>,
): Promise<void> {
  await db
    .insertInto('billing.account_hold')
    .values({ ...row, place: (last?.place ?? 0) + 1 })
    .execute();
}
