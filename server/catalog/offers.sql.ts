import { type Insertable, type Selectable, sql } from 'kysely';
import type { CatalogPriceBand } from '../../db/types.ts';
import { type Db, json } from '../base/db.ts';
import type { Offer } from './offers.rules.ts';
import { OFFER_COLUMNS, type OfferRow } from './prices/prices.sql.ts';

/** Adds an offer as its first version says. */
export async function insertOffer(db: Db, { name, ...rest }: Offer): Promise<void> {
  await db
    .insertInto('catalog.offer')
    .values({ ...rest, name: json(name) })
    .execute();
}

/** The offer of this code. */
export async function findOfferByCode(db: Db, code: string): Promise<Offer | undefined> {
  return db
    .selectFrom('catalog.offer')
    .selectAll()
    .$castTo<Offer>()
    .where('code', '=', code)
    .executeTakeFirst();
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

/** The bands of the offers' prices, lowest first. */
export async function findBands(
  db: Db,
  offerIds: readonly string[],
): Promise<Selectable<CatalogPriceBand>[]> {
  return db
    .selectFrom('catalog.price_band')
    .selectAll()
    .where('offer_id', 'in', [...offerIds])
    .orderBy('above')
    .execute();
}
