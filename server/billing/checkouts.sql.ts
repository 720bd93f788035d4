import { publicUrl } from '../base/config.ts';
import type { Ctx } from '../base/ctx.ts';
import type { Db } from '../base/db.ts';
import { asSystem } from '../base/door.ts';
import type { Checkout } from './checkouts.ts';
import type { NewCheckout } from './gateway.port.ts';

export async function insertCheckout(db: Db, checkout: Checkout): Promise<void> {
  await db.insertInto('billing.checkout').values(checkout).execute();
}

export async function findCheckout(db: Db, id: string): Promise<Checkout | undefined> {
  return db.selectFrom('billing.checkout').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function lockCheckout(db: Db, id: string): Promise<Checkout | undefined> {
  return db.selectFrom('billing.checkout').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** By the gateway's id; a webhook comes from nobody, so it looks as the system. */
export async function findByGateway(ctx: Ctx, gatewayId: string): Promise<Checkout | undefined> {
  return asSystem(ctx, ({ db }) => db.selectFrom('billing.checkout').selectAll().where('gateway_id', '=', gatewayId).executeTakeFirst());
}

export async function setGateway(db: Db, id: string, opened: { id: string; url: string }): Promise<void> {
  await db.updateTable('billing.checkout').set({ gateway_id: opened.id, url: opened.url }).where('id', '=', id).execute();
}

export async function setState(db: Db, id: string, state: 'paid' | 'expired'): Promise<void> {
  await db.updateTable('billing.checkout').set({ state }).where('id', '=', id).execute();
}

/** Checkouts that may have been paid while nobody was told. */
export async function openCheckouts(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('billing.checkout').select('id').where('state', '=', 'open').where('gateway_id', 'is not', null).execute();
  return rows.map((row) => row.id);
}

/** What the gateway is asked for. The payer comes back to the page they came from. */
export function wantedFrom(checkout: Checkout, seller: string, buyerKind: string, language: 'en' | 'ar'): NewCheckout {
  const face = buyerKind === 'customer' ? 'panel' : 'console';
  const place = buyerKind === 'customer' ? 'invoices' : 'billing';
  const back = `${publicUrl()}/${face}/${place}${checkout.invoice_id ? `/${checkout.invoice_id}` : ''}`;
  return {
    reference: checkout.id,
    amount: { amount: checkout.amount, currency: checkout.currency },
    description: seller,
    language,
    successUrl: `${back}?checkout=${checkout.id}`,
    cancelUrl: back,
    idempotencyKey: checkout.id,
  };
}
