import { type RawBuilder, sql } from 'kysely';
import { type Db, json } from '../base/db.ts';
import { contains, type List, type Page, page } from '../base/page.ts';
import type { Product, RelationKind, Text } from './products.rules.ts';
import { searchWords, withSwaps } from './search.rules.ts';

/** What a product says; not the text that it is found by. */
const COLUMNS = [
  ...([
    'id',
    'code',
    'family_id',
    'kind',
    'name',
    'description',
    'unit',
    'needs_domain',
    'connector',
  ] as const),
  ...([
    'works_with',
    'countries',
    'segments',
    'attributes',
    'version',
    'withdrawn_at',
    'created_at',
  ] as const),
] as const;

/** Adds a product as its first version says. */
export async function insertProduct(db: Db, product: Product): Promise<void> {
  const { name, description, works_with, attributes, ...rest } = product;
  await db
    .insertInto('catalog.product')
    .values({
      ...rest,
      name: json(name),
      description: json(description),
      works_with: json(works_with),
      attributes: json(attributes),
    })
    .execute();
}

/** The product of this code. */
export async function findProductByCode(db: Db, code: string): Promise<Product | undefined> {
  return db.selectFrom('catalog.product').select(COLUMNS).where('code', '=', code).executeTakeFirst();
}

/** The product of this id. */
export async function findProduct(db: Db, id: string): Promise<Product | undefined> {
  return db.selectFrom('catalog.product').select(COLUMNS).where('id', '=', id).executeTakeFirst();
}

/** The products of these ids. */
export async function findProducts(db: Db, ids: readonly string[]): Promise<Product[]> {
  return db
    .selectFrom('catalog.product')
    .select(COLUMNS)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
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

/** `for_sale`: only what has a price in `currency` that day and is not withdrawn. */
export type ProductFilter = {
  family_id?: string | undefined;
  kind?: string | undefined;
  /** May be sold there. */
  country?: string | undefined;
  /** May be sold to it. */
  segment?: string | undefined;
  /** One of these codes is its own or an offer's, or one of these ids an offer's. */
  codes?: readonly string[] | undefined;
  state?: 'sold' | 'withdrawn' | undefined;
  for_sale?: { currency: string; on: string };
};

/**
 * One page of products, by code unless sorted otherwise. Every word of `q` must be part of the code or of a name, whatever its accents and
 * forms of letters; when nothing has them all so, of two neighbouring letters in the other order; then something much like them.
 */
export async function listProducts(db: Db, list: List, filter: ProductFilter): Promise<Page<Product>> {
  const sorts = { code: 'code', family_id: 'family_id', created_at: 'created_at' };
  const ordered = { ...list, sort: list.sort ?? 'code' };
  const words = searchWords(list.q ?? '');
  const having = (conditions: readonly Condition[]) =>
    page<Product>(where(filtered(db, filter), conditions), ordered, sorts, 'id');
  const exact = await having(words.map(contained));
  if (words.length === 0 || exact.items.length > 0) return exact;
  const meant = withSwaps(words);
  const swapped = await having(meant.map(contained));
  if (swapped.items.length > 0) return swapped;
  await sql`select set_config('pg_trgm.word_similarity_threshold', ${LIKENESS}, true)`.execute(db);
  return having(words.map((word, i) => anyOf([alike(word), contained(meant[i] ?? [])])));
}

/** The share of a word's three-letter pieces that a name must have in one place: a letter too many passes. */
const LIKENESS = '0.4';

function filtered(db: Db, { family_id, kind, country, segment, codes, state, for_sale }: ProductFilter) {
  let query = db.selectFrom('catalog.product as p').select(COLUMNS);
  if (family_id) query = query.where('family_id', '=', family_id);
  if (kind) query = query.where('kind', '=', kind);
  if (country) query = query.where(sql<boolean>`(countries = '{}' or countries @> array[${country}])`);
  if (segment) query = query.where(sql<boolean>`(segments = '{}' or segments @> array[${segment}])`);
  if (codes) query = query.where(hasCode(codes));
  if (state) query = query.where('withdrawn_at', state === 'sold' ? 'is' : 'is not', null);
  if (for_sale) query = query.where('withdrawn_at', 'is', null).where(hasPrice(for_sale));
  return query;
}

type Condition = RawBuilder<boolean>;

function where(query: ReturnType<typeof filtered>, conditions: readonly Condition[]) {
  return conditions.reduce((narrowed, condition) => narrowed.where(condition), query);
}

/** The word, or another spelling of it, stands in the code or a name. Spelt out one by one, because only so the index is used. */
function contained(spellings: readonly string[]): Condition {
  return anyOf(spellings.map((word) => sql`search_text like catalog.folded(${contains(word)})`));
}

/** Something much like the word stands there. */
function alike(spellings: readonly string[]): Condition {
  return anyOf(spellings.map((word) => sql`catalog.folded(${word}) <% search_text`));
}

function anyOf(conditions: readonly RawBuilder<unknown>[]): Condition {
  return sql<boolean>`(${sql.join(conditions, sql` or `)})`;
}

const IS_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function hasCode(codes: readonly string[]) {
  const ids = codes.filter((code) => IS_ID.test(code));
  return sql<boolean>`(code = any (${[...codes]}::text[]) or p.id in (select o.product_id from catalog.offer o
    where o.code = any (${[...codes]}::text[]) or o.id = any (${ids}::uuid[])))`;
}

function hasPrice({ currency, on }: { currency: string; on: string }) {
  return sql<boolean>`exists (select from catalog.offer o join catalog.list_price l on l.offer_id = o.id
    where o.product_id = p.id and o.withdrawn_at is null and l.currency = ${currency} and l.valid_from <= ${on}::date)`;
}

/** A relation of a product with what the other one is called; `of` is the product that says it. */
export type NamedRelation = {
  of: string;
  kind: RelationKind;
  choice: number;
  product_id: string;
  product: string;
  name: Text;
};

/** The relations of these products in both directions: said by them, and heard of them from others. */
export async function relationsOf(
  db: Db,
  productIds: readonly string[],
): Promise<{ said: NamedRelation[]; heard: NamedRelation[] }> {
  const ids = sql`any (${[...productIds]}::uuid[])`;
  const { rows } = await sql<NamedRelation & { is_said: boolean }>`
    select r.product_id as of, r.kind, r.choice, o.id as product_id, o.code as product, o.name, true as is_said
    from catalog.product_relation r join catalog.product o on o.id = r.other_id where r.product_id = ${ids}
    union all
    select r.other_id, r.kind, r.choice, o.id, o.code, o.name, false
    from catalog.product_relation r join catalog.product o on o.id = r.product_id where r.other_id = ${ids}
    order by kind, choice, product`.execute(db);
  const [said, heard]: [NamedRelation[], NamedRelation[]] = [[], []];
  for (const { is_said, ...relation } of rows) (is_said ? said : heard).push(relation);
  return { said, heard };
}
