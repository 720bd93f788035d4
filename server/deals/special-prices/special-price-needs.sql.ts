import type { Selectable } from 'kysely';
import type { DealsSpecialPriceNeed } from '../../../db/types.ts';
import type { Db } from '../../base/db.ts';

/** A customer that needs a special price while none is asked for: open until `settled_at`. */
export type SpecialPriceNeed = Selectable<DealsSpecialPriceNeed>;

/** Writes the need down; false when the customer has an open one. */
export async function insertNeed(db: Db, need: SpecialPriceNeed): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('deals.special_price_need')
    .values(need)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

type Of = { reseller_id: string; customer_id: string };

/** Settles what is open for the customer. */
export async function settleNeeds(db: Db, { reseller_id, customer_id }: Of, at: string): Promise<void> {
  await db
    .updateTable('deals.special_price_need')
    .set({ settled_at: at })
    .where('reseller_id', '=', reseller_id)
    .where('customer_id', '=', customer_id)
    .where('settled_at', 'is', null)
    .execute();
}

/** The open needs that the wall shows, the oldest first. */
export async function listOpenNeeds(db: Db): Promise<SpecialPriceNeed[]> {
  return db
    .selectFrom('deals.special_price_need')
    .selectAll()
    .where('settled_at', 'is', null)
    .orderBy('noticed_at')
    .orderBy('id')
    .limit(200)
    .execute();
}
