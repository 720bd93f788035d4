import { sql } from 'kysely';
import type { CivilDate } from '../base/dates.ts';
import type { Db } from '../base/db.ts';
import type {
  AgreedPrice,
  PriceBook,
  PriceBookVersion,
  RankedRule,
  RetailRule,
} from './price-books.rules.ts';

/** The seller's book, made if it has none yet; held until the transaction ends, so that versions are numbered one after another. */
export async function ensureBook(db: Db, book: PriceBook): Promise<PriceBook> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`price_book:${book.seller_id}`}, 0))`.execute(db);
  await db
    .insertInto('catalog.price_book')
    .values(book)
    .onConflict((conflict) => conflict.columns(['reseller_id', 'id']).doNothing())
    .execute();
  return db
    .selectFrom('catalog.price_book')
    .selectAll()
    .where('reseller_id', '=', book.reseller_id)
    .where('id', '=', book.id)
    .executeTakeFirstOrThrow();
}

/** The versions of the seller's book, oldest first. */
export async function listVersions(db: Db, sellerId: string): Promise<PriceBookVersion[]> {
  return db
    .selectFrom('catalog.price_book_version')
    .selectAll()
    .where('seller_id', '=', sellerId)
    .orderBy('version')
    .execute();
}

export type VersionRule = RetailRule & { version: number; line: number };

/** Every rule of every version of the seller's book, in the order they were written. */
export async function listRules(db: Db, sellerId: string): Promise<VersionRule[]> {
  const rows = await db
    .selectFrom('catalog.price_book_rule')
    .select(['version', 'line', 'buyer_id', 'scope', 'target', 'kind', 'rate', 'unit_price', 'currency'])
    .where('seller_id', '=', sellerId)
    .orderBy('version')
    .orderBy('line')
    .execute();
  return rows as VersionRule[];
}

/** Appends a version with its rules. */
export async function insertVersion(
  db: Db,
  version: PriceBookVersion,
  rules: readonly RetailRule[],
): Promise<void> {
  await db.insertInto('catalog.price_book_version').values(version).execute();
  if (rules.length === 0) return;
  const { reseller_id, price_book_id, version: number, seller_id } = version;
  const rows = rules.map((rule, index) => ({
    ...rule,
    reseller_id,
    price_book_id,
    version: number,
    seller_id,
    line: index + 1,
  }));
  await db.insertInto('catalog.price_book_rule').values(rows).execute();
}

/** The rules by which a seller's retail prices are made on a day: for all buyers, and for this one. */
export async function findRetailRules(
  db: Db,
  { sellerId, buyerId, on }: { sellerId: string; buyerId: string | null; on: CivilDate },
): Promise<RankedRule[]> {
  const { rows } = await sql<RankedRule>`
    select buyer_id, scope, target, kind, rate::text, unit_price::text, currency, rank, version from catalog.retail_rule
    where seller_id = ${sellerId}::uuid and (buyer_id is null or buyer_id = ${buyerId}::uuid)
      and from_date <= ${on}::date and ${on}::date < to_date
    order by rank desc`.execute(db);
  return rows;
}

/** Those of these offer codes that exist, as `offer:CODE`. */
export async function knownOffers(db: Db, codes: readonly string[]): Promise<string[]> {
  if (codes.length === 0) return [];
  const rows = await db
    .selectFrom('catalog.offer')
    .select('code')
    .where('code', 'in', [...codes])
    .execute();
  return rows.map(({ code }) => `offer:${code}`);
}

/** Appends agreed prices; of two of one day the later holds. */
export async function insertAgreedPrices(
  db: Db,
  prices: readonly Omit<AgreedPrice, 'revision'>[],
): Promise<void> {
  for (const price of prices) {
    const revision = sql<number>`(select coalesce(max(a.revision), 0) + 1 from catalog.agreed_price a
      where a.reseller_id = ${price.reseller_id} and a.seller_id = ${price.seller_id} and a.buyer_id = ${price.buyer_id}
        and a.offer_id = ${price.offer_id} and a.currency = ${price.currency} and a.valid_from = ${price.valid_from})`;
    await db
      .insertInto('catalog.agreed_price')
      .values({ ...price, revision })
      .execute();
  }
}

/** The agreed prices that hold on a day, of all the seller's buyers, with the day that is set for their end. */
export async function listAgreedPrices(
  db: Db,
  sellerId: string,
  on: CivilDate,
): Promise<(AgreedPrice & { ends_on: CivilDate | null })[]> {
  const { rows } = await sql<AgreedPrice & { ends_on: CivilDate | null }>`
    select latest.*, next.valid_from as ends_on
    from (select distinct on (a.buyer_id, a.offer_id, a.currency) a.* from catalog.agreed_price a
      where a.seller_id = ${sellerId}::uuid and a.valid_from <= ${on}::date
      order by a.buyer_id, a.offer_id, a.currency, a.valid_from desc, a.revision desc) latest
    left join lateral (select n.valid_from, n.unit_price from catalog.agreed_price n
      where n.reseller_id = latest.reseller_id and n.seller_id = latest.seller_id and n.buyer_id = latest.buyer_id
        and n.offer_id = latest.offer_id and n.currency = latest.currency and n.valid_from > ${on}::date
      order by n.valid_from, n.revision desc limit 1) next on next.unit_price is null
    where latest.unit_price is not null`.execute(db);
  return rows;
}
