import { type Selectable, sql } from 'kysely';
import type { IdentityAccount } from '../../db/types.ts';
import type { Db } from '../base/db.ts';

/** A seller's account for a buyer. `number` is unique within the seller's branch. */
export type Account = Selectable<IdentityAccount>;

export async function insertAccount(db: Db, account: Account): Promise<void> {
  await db.insertInto('identity.account').values(account).execute();
}

export async function findAccount(db: Db, id: string): Promise<Account | undefined> {
  return db.selectFrom('identity.account').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function findAccountBetween(
  db: Db,
  sellerId: string,
  buyerId: string,
): Promise<Account | undefined> {
  return db
    .selectFrom('identity.account')
    .selectAll()
    .where('seller_id', '=', sellerId)
    .where('buyer_id', '=', buyerId)
    .executeTakeFirst();
}

/** The accounts along a chain of organizations, from the vendor's down to the customer's. */
export async function accountsAlong(db: Db, chain: readonly string[]): Promise<Account[]> {
  const accounts = await db
    .selectFrom('identity.account')
    .selectAll()
    .where('buyer_id', 'in', [...chain])
    .execute();
  return accounts.sort((a, b) => chain.indexOf(a.buyer_id) - chain.indexOf(b.buyer_id));
}

/** How many accounts the seller has opened so far. */
export async function countAccounts(db: Db, sellerId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`account:${sellerId}`}, 0))`.execute(db);
  const { count } = await db
    .selectFrom('identity.account')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('seller_id', '=', sellerId)
    .executeTakeFirstOrThrow();
  return count;
}

export async function findAccounts(db: Db, ids: readonly string[]): Promise<Account[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('identity.account')
    .selectAll()
    .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
    .execute();
}
