import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import { type Card, type CardMandate, type CardSetup, WARNED_DAYS_AHEAD } from './cards.rules.ts';

export async function insertMandate(db: Db, mandate: CardMandate): Promise<void> {
  await db.insertInto('billing.card_mandate').values(mandate).execute();
}

export async function findMandate(db: Db, id: string): Promise<CardMandate | undefined> {
  return db.selectFrom('billing.card_mandate').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertSetup(db: Db, setup: CardSetup): Promise<void> {
  await db.insertInto('billing.card_setup').values(setup).execute();
}

export async function findSetup(db: Db, id: string): Promise<CardSetup | undefined> {
  return db.selectFrom('billing.card_setup').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function lockSetup(db: Db, id: string): Promise<CardSetup | undefined> {
  return db.selectFrom('billing.card_setup').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function findSetupByGateway(db: Db, gatewayId: string): Promise<CardSetup | undefined> {
  return db
    .selectFrom('billing.card_setup')
    .selectAll()
    .where('gateway_id', '=', gatewayId)
    .executeTakeFirst();
}

export async function updateSetup(
  db: Db,
  id: string,
  values: Partial<Pick<CardSetup, 'gateway_id' | 'url' | 'state'>>,
): Promise<void> {
  await db.updateTable('billing.card_setup').set(values).where('id', '=', id).execute();
}

/** Pages on which a card may have been typed while nobody was told. */
export async function openSetups(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('billing.card_setup')
    .select('id')
    .where('state', '=', 'open')
    .where('gateway_id', 'is not', null)
    .execute();
  return rows.map(({ id }) => id);
}

export async function insertCard(db: Db, card: Card): Promise<void> {
  await db.insertInto('billing.card').values(card).execute();
}

export async function findCard(db: Db, id: string): Promise<Card | undefined> {
  return db.selectFrom('billing.card').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The card that is kept for the account now. */
export async function currentCard(db: Db, accountId: string): Promise<Card | undefined> {
  return db
    .selectFrom('billing.card')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

/** The gateway's customer of any card that was kept for the account before. */
export async function knownCustomer(db: Db, accountId: string): Promise<string | null> {
  const row = await db
    .selectFrom('billing.card')
    .select('customer_ref')
    .where('account_id', '=', accountId)
    .orderBy('kept_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.customer_ref ?? null;
}

export async function updateCard(
  db: Db,
  { reseller_id, id }: Pick<Card, 'reseller_id' | 'id'>,
  values: Partial<Pick<Card, 'automatic' | 'prepaid' | 'mandate_id' | 'warned_at' | 'ended_at' | 'ended_as'>>,
): Promise<void> {
  await db
    .updateTable('billing.card')
    .set(values)
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .execute();
}

/** Cards that are charged by themselves and end within so many days of their seller's day, not told of yet; held for this transaction. */
export async function endingCards(db: Db, now: Date, limit: number): Promise<Card[]> {
  const { rows } = await sql<Card>`
    select c.* from billing.card c join identity.organization s on s.id = c.seller_id
    where c.ended_at is null and c.warned_at is null and c.automatic
      and c.expires_on <= (${now}::timestamptz at time zone s.time_zone)::date + ${WARNED_DAYS_AHEAD}::int
    order by c.expires_on limit ${limit} for update of c skip locked`.execute(db);
  return rows;
}
