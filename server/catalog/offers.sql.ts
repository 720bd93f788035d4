import { type Insertable, sql } from 'kysely';
import type { CatalogPriceBand } from '../../db/types.ts';
import { type Db, json } from '../base/db.ts';
import type { Offer } from './offers.rules.ts';
import { OFFER_COLUMNS, type OfferRow } from './prices.sql.ts';

/** Adds the offer, or changes the name and bounds of the one with its code; answers it as it is now. */
export async function upsertOffer(db: Db, offer: Offer): Promise<Offer> {
  const { minimum_quantity, maximum_quantity } = offer;
  const name = json(offer.name);
  return db
    .insertInto('catalog.offer')
    .values({ ...offer, name })
    .onConflict((conflict) =>
      conflict.column('code').doUpdateSet({ name, minimum_quantity, maximum_quantity }),
    )
    .returningAll()
    .$castTo<Offer>()
    .executeTakeFirstOrThrow();
}

/** The offer of this id. */
export async function findOffer(db: Db, id: string): Promise<Offer | undefined> {
  return db.selectFrom('catalog.offer').selectAll().$castTo<Offer>().where('id', '=', id).executeTakeFirst();
}

/** The offers of the products, shortest term first. */
export async function listOffers(
  db: Db,
  { productIds }: { productIds: readonly string[] },
): Promise<Offer[]> {
  return db
    .selectFrom('catalog.offer')
    .selectAll()
    .$castTo<Offer>()
    .where('product_id', 'in', [...productIds])
    .orderBy('product_id')
    .orderBy('term_months')
    .orderBy('cycle_months')
    .orderBy('code')
    .execute();
}

/** The offers of these ids with their products, without prices. */
export async function findOfferRows(db: Db, offerIds: readonly string[]): Promise<OfferRow[]> {
  const { rows } = await sql<OfferRow>`
    select ${OFFER_COLUMNS} from catalog.offer o join catalog.product p on p.id = o.product_id
    where o.id = any (${[...offerIds]}::uuid[])`.execute(db);
  return rows;
}

/** Takes the offer out of the store. */
export async function markWithdrawn(db: Db, id: string, at: Date): Promise<void> {
  await db
    .updateTable('catalog.offer')
    .set({ withdrawn_at: at })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .execute();
}

/** A band of a price: units after the first `above` of a month cost this, from the day of its list price on. */
export type PriceBand = Insertable<CatalogPriceBand>;

/** Appends the bands of prices that were just appended. */
export async function insertBands(db: Db, bands: readonly PriceBand[]): Promise<void> {
  if (bands.length > 0)
    await db
      .insertInto('catalog.price_band')
      .values([...bands])
      .execute();
}
