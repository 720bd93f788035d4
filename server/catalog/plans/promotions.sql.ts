import { type Db, json } from '../../base/db.ts';
import { contains, type List, type Page, page } from '../../base/page.ts';
import type { Promotion } from './promotions.rules.ts';

/** Adds the promotion; false when its code is taken. */
export async function insertPromotion(db: Db, promotion: Promotion): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('catalog.promotion')
    .values({ ...promotion, name: json(promotion.name) })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** The promotion of this id, held: who ends it after another sees the day that the other has set. */
export async function lockPromotion(db: Db, id: string): Promise<Promotion | undefined> {
  const row = await db
    .selectFrom('catalog.promotion')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row as Promotion | undefined;
}

/** One page of promotions, the latest to start first; `q` is part of the code. */
export async function listPromotions(db: Db, list: List): Promise<Page<Promotion>> {
  let query = db.selectFrom('catalog.promotion').selectAll().$castTo<Promotion>();
  if (list.q) query = query.where('code', 'ilike', contains(list.q));
  return page<Promotion>(query, list, { valid_from: 'valid_from', code: 'code' }, 'id');
}

/** Ends it on this day. */
export async function updateEnd(db: Db, id: string, validTo: string): Promise<void> {
  await db.updateTable('catalog.promotion').set({ valid_to: validTo }).where('id', '=', id).execute();
}
