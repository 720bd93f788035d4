import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import { askedAgain } from '../refunds/refunds.sql.ts';
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

/** Whether a card was ever to be paid with, or kept: before that the gateway has nothing to say. */
export async function anyCheckout(db: Db): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    select exists (select from billing.checkout where gateway_id is not null)
      or exists (select from billing.card_setup where gateway_id is not null) as any`.execute(db);
  return rows[0]?.any ?? false;
}

/** Open checkouts, each asked after once it is three minutes old, and again whenever its age has doubled; marked as asked. */
export async function dueCheckouts(db: Db, now: Date): Promise<string[]> {
  const rows = await db
    .updateTable('billing.checkout as c')
    .set({ asked_at: now })
    .where('state', '=', 'open')
    .where('gateway_id', 'is not', null)
    .where(askedAgain(sql`c.created_at`, sql`c.asked_at`, now))
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
