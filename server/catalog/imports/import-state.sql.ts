import { sql } from 'kysely';
import type { CivilDate } from '../../base/dates.ts';
import type { Db } from '../../base/db.ts';
import type { Band, OfferFacts } from '../offers.rules.ts';
import type { ProductFacts, Text } from '../products.rules.ts';
import type { Known, KnownPrice, Terms } from './import-difference.rules.ts';

/** A name for the catalogue as it is: it changes with everything that is published, because nothing is ever changed in place. */
export async function catalogueState(db: Db): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    select (select count(*) from catalog.product_version) || '.' || (select count(*) from catalog.offer_version) || '.' ||
      (select count(*) from catalog.list_price) || '.' ||
      (select coalesce(md5(string_agg(id || name::text || position, ',' order by id)), '') from catalog.family) as state`.execute(
    db,
  );
  return rows[0]?.state ?? '';
}

/** Holds off others who would publish, until the transaction ends. */
export async function lockCatalogue(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('catalog'))`.execute(db);
}

/** The catalogue as it will be on a day. */
export async function catalogueOn(db: Db, day: CivilDate): Promise<Known> {
  const prices = await pricesOn(db, day);
  const known: Known = { families: new Map(), products: new Map(), offers: new Map() };
  const families = await sql<{
    id: string;
    name: Text;
    position: number;
  }>`select id, name, position from catalog.family`.execute(db);
  for (const { id, ...family } of families.rows) known.families.set(id, family);
  const products = await sql<{ code: string; facts: ProductFacts }>`
    select p.code, v.facts from catalog.product p join lateral (${inForce('product', day)}) v on true order by p.code`.execute(
    db,
  );
  for (const { code, facts } of products.rows) known.products.set(code, facts);
  const offers = await sql<{ id: string; code: string; product: string; facts: OfferFacts } & Terms>`
    select o.id, o.code, p.code as product, v.facts, o.billing, o.term_months, o.cycle_months, o.rate_model, o.package_size,
      o.cancel_window_hours, o.allows_increase, o.allows_decrease, trim_scale(o.early_termination_fee_rate)::text as early_termination_fee_rate,
      o.renewal_window_days, o.trial_days
    from catalog.offer o join catalog.product p on p.id = o.product_id join lateral (${inForce('offer', day)}) v on true
    order by o.code`.execute(db);
  for (const { id, code, product, facts, ...terms } of offers.rows)
    known.offers.set(code, { product, terms, facts, prices: prices.get(id) ?? new Map() });
  return known;
}

/** The version in force on the day; of what begins later still, its first. */
function inForce(kind: 'product' | 'offer', day: CivilDate) {
  const [table, id, own] = [`catalog.${kind}_version`, `${kind}_id`, kind === 'product' ? 'p.id' : 'o.id'];
  return sql`select w.facts from ${sql.table(table)} w where w.${sql.ref(id)} = ${sql.ref(own)}
    order by w.valid_from <= ${day}::date desc, case when w.valid_from <= ${day}::date then w.valid_from end desc,
      case when w.valid_from <= ${day}::date then w.version end desc, w.version limit 1`;
}

async function pricesOn(db: Db, day: CivilDate): Promise<Map<string, Map<string, KnownPrice>>> {
  const { rows } = await sql<
    { offer_id: string; currency: string; bands: Band[] | null } & Omit<KnownPrice, 'bands'>
  >`
    select distinct on (l.offer_id, l.currency) l.offer_id, l.currency, l.valid_from, trim_scale(l.unit_price)::text as unit_price,
      (select jsonb_agg(jsonb_build_object('above', b.above, 'unit_price', trim_scale(b.unit_price)::text) order by b.above)
        from catalog.price_band b
        where b.offer_id = l.offer_id and b.currency = l.currency and b.valid_from = l.valid_from) as bands
    from catalog.list_price l where l.valid_from <= ${day}::date
    order by l.offer_id, l.currency, l.valid_from desc`.execute(db);
  const prices = new Map<string, Map<string, KnownPrice>>();
  for (const { offer_id, currency, valid_from, unit_price, bands } of rows) {
    const offer = prices.get(offer_id) ?? new Map<string, KnownPrice>();
    prices.set(offer_id, offer.set(currency, { unit_price, valid_from, bands: bands ?? [] }));
  }
  return prices;
}

/** The ids of offers by code. */
export async function offerIds(db: Db, codes: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; code: string }>`
    select id, code from catalog.offer where code = any (${[...codes]}::text[])`.execute(db);
  return new Map(rows.map(({ id, code }) => [code, id]));
}
