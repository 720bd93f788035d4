import type { Db } from '../../base/db.ts';
import type { Delegation } from './approvals.rules.ts';

export async function insertDelegation(db: Db, row: Delegation): Promise<void> {
  await db.insertInto('deals.delegation').values(row).execute();
}

/** The seller's delegations that have not been ended, the latest first. */
export async function listDelegations(db: Db, sellerId: string): Promise<Delegation[]> {
  return db
    .selectFrom('deals.delegation')
    .selectAll()
    .where('seller_id', '=', sellerId)
    .where('ended_at', 'is', null)
    .orderBy('valid_from', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** Those that hold on the day. */
export async function delegationsOn(db: Db, sellerId: string, on: string): Promise<Delegation[]> {
  return db
    .selectFrom('deals.delegation')
    .selectAll()
    .where('seller_id', '=', sellerId)
    .where('ended_at', 'is', null)
    .where('valid_from', '<=', on)
    .where('valid_to', '>', on)
    .execute();
}

export async function endDelegation(db: Db, id: string, at: Date): Promise<Delegation | undefined> {
  return db
    .updateTable('deals.delegation')
    .set({ ended_at: at })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}
