import { type Insertable, sql } from 'kysely';
import type { BillingPurchaseOrder } from '../../../db/types.ts';
import type { Db } from '../../base/db.ts';

export async function insertPurchaseOrder(db: Db, row: Insertable<BillingPurchaseOrder>): Promise<void> {
  await db.insertInto('billing.purchase_order').values(row).execute();
}

/** The account's reference as it stood at an instant; null when there was none. */
export async function purchaseOrderAt(db: Db, account_id: string, at: string): Promise<string | null> {
  const [reference = null] = await purchaseOrdersAt(db, [{ account_id, at }]);
  return reference;
}

/** The same for many at once, in the order asked. */
export async function purchaseOrdersAt(
  db: Db,
  asked: readonly { account_id: string; at: string }[],
): Promise<(string | null)[]> {
  const { rows } = await sql<{ reference: string | null }>`
    select (select p.reference from billing.purchase_order p
      where p.account_id = asked.account_id and p.recorded_at <= asked.at
      order by p.recorded_at desc, p.id desc limit 1) as reference
    from unnest(${asked.map(({ account_id }) => account_id)}::uuid[], ${asked.map(({ at }) => at)}::timestamptz[])
      with ordinality as asked (account_id, at, place)
    order by asked.place`.execute(db);
  return rows.map(({ reference }) => reference);
}
