import { sql } from 'kysely';
import type { CivilDate } from '../base/dates.ts';
import type { Db } from '../base/db.ts';
import type { OfferVersion, ProductVersion } from './versions.rules.ts';

/** Appends versions of products. */
export async function insertProductVersions(db: Db, versions: readonly ProductVersion[]): Promise<void> {
  await sql`insert into catalog.product_version (product_id, version, valid_from, facts, person_id, import_id, recorded_at)
    select product_id, version, valid_from, facts, person_id, import_id, recorded_at
    from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) as v(product_id uuid, version int, valid_from date, facts jsonb,
      person_id uuid, import_id uuid, recorded_at timestamptz)`.execute(db);
}

/** Appends versions of offers. */
export async function insertOfferVersions(db: Db, versions: readonly OfferVersion[]): Promise<void> {
  await sql`insert into catalog.offer_version (offer_id, version, valid_from, facts, person_id, import_id, recorded_at)
    select offer_id, version, valid_from, facts, person_id, import_id, recorded_at
    from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) as v(offer_id uuid, version int, valid_from date, facts jsonb,
      person_id uuid, import_id uuid, recorded_at timestamptz)`.execute(db);
}

/** The versions of a product, oldest first. */
export async function productVersions(db: Db, productId: string): Promise<ProductVersion[]> {
  const { rows } = await sql<ProductVersion>`
    select product_id, version, valid_from, facts, person_id, import_id, recorded_at from catalog.product_version
    where product_id = ${productId}::uuid order by version`.execute(db);
  return rows;
}

/** The versions of offers, oldest first. */
export async function offerVersions(db: Db, offerIds: readonly string[]): Promise<OfferVersion[]> {
  const { rows } = await sql<OfferVersion>`
    select offer_id, version, valid_from, facts, person_id, import_id, recorded_at from catalog.offer_version
    where offer_id = any (${[...offerIds]}::uuid[]) order by offer_id, version`.execute(db);
  return rows;
}

/** Puts in force what has begun by `today`, of these products and offers or of all; answers how many changed. */
export async function applyVersions(
  db: Db,
  today: CivilDate,
  at: Date,
  ids: readonly string[] | null,
): Promise<number> {
  const products = await applyProducts(db, today, at, ids);
  if (products.length > 0) await applyRelations(db, products);
  return products.length + (await applyOffers(db, today, at, ids));
}

function due(kind: 'product' | 'offer', today: CivilDate, ids: readonly string[] | null) {
  const id = sql.ref(`v.${kind}_id`);
  const among = ids ? sql`${id} = any (${[...ids]}::uuid[])` : sql`true`;
  return sql`due as (
    select distinct on (${id}) ${id} as id, v.version, v.facts from ${sql.table(`catalog.${kind}_version`)} v
    where v.valid_from <= ${today}::date and ${among} order by ${id}, v.valid_from desc, v.version desc)`;
}

/** When a thing left the store: the first time it did, until it comes back. */
const withdrawn = (at: Date) =>
  sql`case when (due.facts ->> 'withdrawn')::boolean then coalesce(t.withdrawn_at, ${at.toISOString()}::timestamptz) end`;

async function applyProducts(
  db: Db,
  today: CivilDate,
  at: Date,
  ids: readonly string[] | null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with ${due('product', today, ids)}
    update catalog.product t set version = due.version, family_id = f.family_id, kind = f.kind, name = f.name, description = f.description,
      unit = f.unit, needs_domain = f.needs_domain, connector = f.connector, works_with = f.works_with, countries = f.countries,
      segments = f.segments, attributes = f.attributes, withdrawn_at = ${withdrawn(at)}
    from due cross join lateral jsonb_to_record(due.facts) as f(family_id text, kind text, name jsonb, description jsonb, unit text,
      needs_domain boolean, connector text, works_with jsonb, countries text[], segments text[], attributes jsonb)
    where t.id = due.id and t.version <> due.version returning t.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** The relations of products as their versions in force say. */
export async function applyRelations(db: Db, productIds: readonly string[]): Promise<void> {
  const ids = sql`any (${[...productIds]}::uuid[])`;
  await sql`delete from catalog.product_relation where product_id = ${ids}`.execute(db);
  await sql`insert into catalog.product_relation (product_id, kind, other_id, choice)
    select p.id, r.kind, other.id, r.choice
    from catalog.product p
    join catalog.product_version v on v.product_id = p.id and v.version = p.version
    cross join lateral jsonb_to_recordset(v.facts -> 'relations') as r(kind text, product text, choice int)
    join catalog.product other on other.code = r.product
    where p.id = ${ids}`.execute(db);
}

async function applyOffers(
  db: Db,
  today: CivilDate,
  at: Date,
  ids: readonly string[] | null,
): Promise<number> {
  const { numAffectedRows } = await sql`
    with ${due('offer', today, ids)}
    update catalog.offer t set version = due.version, name = f.name, minimum_quantity = f.minimum_quantity,
      maximum_quantity = f.maximum_quantity, withdrawn_at = ${withdrawn(at)}
    from due cross join lateral jsonb_to_record(due.facts) as f(name jsonb, minimum_quantity int, maximum_quantity int)
    where t.id = due.id and t.version <> due.version`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** Through which day versions have been put in force; locked against another who would do the same. */
export async function lockAppliedDay(db: Db): Promise<CivilDate | null> {
  const { rows } = await sql<{ through: CivilDate }>`
    select through::text as through from catalog.applied_day for update skip locked`.execute(db);
  return rows[0]?.through ?? null;
}

/** Notes through which day versions are in force. */
export async function setAppliedDay(db: Db, through: CivilDate): Promise<void> {
  await sql`update catalog.applied_day set through = ${through}::date`.execute(db);
}
