import type { Db } from '../../base/db.ts';
import type { Checkout } from './payments.rules.ts';

export async function insertCheckout(db: Db, checkout: Checkout): Promise<void> {
  await db.insertInto('billing.checkout').values(checkout).execute();
}

export async function findCheckout(db: Db, id: string): Promise<Checkout | undefined> {
  return db.selectFrom('billing.checkout').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function lockCheckout(db: Db, id: string): Promise<Checkout | undefined> {
  return db.selectFrom('billing.checkout').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function findByGateway(db: Db, gatewayId: string): Promise<Checkout | undefined> {
  return db.selectFrom('billing.checkout').selectAll().where('gateway_id', '=', gatewayId).executeTakeFirst();
}

export async function setGateway(db: Db, id: string, opened: { id: string; url: string }): Promise<void> {
  await db
    .updateTable('billing.checkout')
    .set({ gateway_id: opened.id, url: opened.url })
    .where('id', '=', id)
    .execute();
}

export async function setState(db: Db, id: string, state: 'paid' | 'expired'): Promise<void> {
  await db.updateTable('billing.checkout').set({ state }).where('id', '=', id).execute();
}

/** Checkouts that may have been paid while nobody was told. */
export async function openCheckouts(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('billing.checkout')
    .select('id')
    .where('state', '=', 'open')
    .where('gateway_id', 'is not', null)
    .execute();
  return rows.map((row) => row.id);
}
