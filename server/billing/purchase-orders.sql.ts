import type { Insertable } from 'kysely';
import type { BillingPurchaseOrder } from '../../db/types.ts';
import type { Db } from '../base/db.ts';

export async function insertPurchaseOrder(db: Db, row: Insertable<BillingPurchaseOrder>): Promise<void> {
  await db.insertInto('billing.purchase_order').values(row).execute();
}

/** The account's reference as it stood at an instant; null when there was none. */
export async function purchaseOrderAt(db: Db, accountId: string, at: string): Promise<string | null> {
  const row = await db
    .selectFrom('billing.purchase_order')
    .select('reference')
    .where('account_id', '=', accountId)
    .where('recorded_at', '<=', at)
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.reference ?? null;
}
