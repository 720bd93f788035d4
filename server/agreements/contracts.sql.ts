import { type Db, json } from '../base/db.ts';
import type { Contract } from './agreements.rules.ts';

/** Inserts the contract; false when the agreement is in force already. */
export async function insertContract(
  db: Db,
  { seller, buyer, annex, ...contract }: Contract,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('agreements.contract')
    .values({ ...contract, seller: json(seller), buyer: json(buyer), annex: json(annex) })
    .onConflict((conflict) => conflict.columns(['reseller_id', 'agreement_id']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function findContract(db: Db, agreementId: string): Promise<Contract | undefined> {
  return db
    .selectFrom('agreements.contract')
    .selectAll()
    .where('agreement_id', '=', agreementId)
    .executeTakeFirst();
}

/** The buyer's newest contract. */
export async function findContractOf(db: Db, buyerId: string): Promise<Contract | undefined> {
  return db
    .selectFrom('agreements.contract')
    .selectAll()
    .where('buyer_id', '=', buyerId)
    .orderBy('effective_on', 'desc')
    .orderBy('recorded_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}
