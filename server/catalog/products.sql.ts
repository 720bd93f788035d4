import { sql } from 'kysely';
import { type Db, json } from '../base/db.ts';
import { contains, type List, type Page, page } from '../base/page.ts';
import type { Family, Product } from './products.rules.ts';

/** Adds the family or changes its name and place. */
export async function upsertFamily(db: Db, family: Family): Promise<void> {
  const { id, name, position } = family;
  await db
    .insertInto('catalog.family')
    .values({ id, name: json(name), position })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name: json(name), position }))
    .execute();
}

/** Every family in its place. */
export async function listFamilies(db: Db): Promise<Family[]> {
  return db.selectFrom('catalog.family').selectAll().orderBy('position').orderBy('id').execute();
}

/** Adds the product, or changes the one with its code; answers it as it is now. */
export async function upsertProduct(db: Db, product: Product): Promise<Product> {
  const { id, code, created_at, withdrawn_at, ...rest } = product;
  const changes = {
    ...rest,
    name: json(rest.name),
    description: json(rest.description),
    works_with: json(rest.works_with),
  };
  return db
    .insertInto('catalog.product')
    .values({ id, code, created_at, withdrawn_at, ...changes })
    .onConflict((conflict) => conflict.column('code').doUpdateSet(changes))
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The product of this id. */
export async function findProduct(db: Db, id: string): Promise<Product | undefined> {
  return db.selectFrom('catalog.product').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Those of the codes and family ids that exist: what a bundle plan may aim at. */
export async function knownTargets(
  db: Db,
  codes: readonly string[],
  families: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ target: string }>`
    select 'product:' || code as target from catalog.product where code = any (${[...codes]}::text[])
    union all select 'family:' || id from catalog.family where id = any (${[...families]}::text[])`.execute(
    db,
  );
  return new Set(rows.map((row) => row.target));
}

/** `q`: every word must be part of the code or of a name. `for_sale_on`: only what has a price in `currency` that day and is not withdrawn. */
export type ProductFilter = { family_id?: string; for_sale?: { currency: string; on: string } };

/** One page of products, by code unless sorted otherwise. */
export async function listProducts(
  db: Db,
  list: List,
  { family_id, for_sale }: ProductFilter,
): Promise<Page<Product>> {
  let query = db.selectFrom('catalog.product as p').selectAll();
  if (family_id) query = query.where('family_id', '=', family_id);
  if (for_sale) query = query.where('withdrawn_at', 'is', null).where(hasPrice(for_sale));
  for (const word of list.q?.split(/\s+/).filter(Boolean) ?? []) query = query.where(mentions(word));
  const sorts = { code: 'code', family_id: 'family_id', created_at: 'created_at' };
  return page<Product>(query, { ...list, sort: list.sort ?? 'code' }, sorts, 'id');
}

function mentions(word: string) {
  return sql<boolean>`(code || ' ' || (name ->> 'en') || ' ' || (name ->> 'ar')) ilike ${contains(word)}`;
}

function hasPrice({ currency, on }: { currency: string; on: string }) {
  return sql<boolean>`exists (select from catalog.offer o join catalog.list_price l on l.offer_id = o.id
    where o.product_id = p.id and o.withdrawn_at is null and l.currency = ${currency} and l.valid_from <= ${on}::date)`;
}
