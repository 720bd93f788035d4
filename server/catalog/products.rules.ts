import type { Selectable } from 'kysely';
import type { CatalogFamily, CatalogProduct } from '../../db/types.ts';

/** A text in both languages. */
export type Text = { en: string; ar: string };

export type Family = Omit<Selectable<CatalogFamily>, 'name'> & { name: Text };

/** Another vendor's system that a product works with, and what to know about it. */
export type WorksWith = { system: string; note: Text | null };

/** What can be sold. `code` is also the service's name at its connector. */
export type Product = Omit<
  Selectable<CatalogProduct>,
  'name' | 'description' | 'works_with' | 'attributes' | 'search_text'
> & {
  name: Text;
  description: Text;
  works_with: WorksWith[];
  attributes: Attributes;
};

/** Facts of a product's trade, such as a domain's grace period: by name, as text. */
export type Attributes = Record<string, string>;

/** What a product stands on its own, belongs to another, or is added to one. */
export const KINDS = ['product', 'module', 'add_on'] as const;

export const UNITS = [
  'seat',
  'user',
  'device',
  'domain',
  'site',
  'server',
  'gigabyte',
  'terabyte',
  'line',
  'certificate',
  'hour',
  'minute',
  'message',
  'request',
  'project',
] as const;

/** Whom a product may be sold to: businesses by their size, and the other kinds of bodies. */
export const SEGMENTS = ['small', 'medium', 'large', 'education', 'government', 'nonprofit'] as const;

/** How one product stands to another; orders keep to it. */
export const RELATIONS = ['requires', 'excludes', 'included', 'replaces'] as const;
export type RelationKind = (typeof RELATIONS)[number];

/** The other product by its code. Of `requires` with one `choice`, any one will do. */
export type Relation = { kind: RelationKind; product: string; choice: number };

/** Everything a version of a product says. What is not in it (its code, its id) never changes. */
export type ProductFacts = Pick<
  Product,
  | 'family_id'
  | 'name'
  | 'description'
  | 'unit'
  | 'needs_domain'
  | 'connector'
  | 'works_with'
  | 'countries'
  | 'segments'
  | 'attributes'
  | 'kind'
> & { relations: Relation[]; withdrawn: boolean };

type Required = 'family_id' | 'name' | 'description' | 'unit' | 'connector';
export type NewProduct = { code: string } & Pick<ProductFacts, Required> &
  Partial<Omit<ProductFacts, Required | 'works_with'>> & {
    works_with?: readonly (string | WorksWith)[];
  };

/** Whether `code` can name a product or an offer in an address, a file and at a connector. */
export function isCode(code: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{1,99}$/.test(code);
}

export const CODE_FORM = 'A code has letters, digits, dots, dashes and underscores, at least two.';

type Fault = [field: string, sentence: string];

/** Why the facts cannot be, as field and sentence; undefined when they can. Whether family and relations exist is asked of the store. */
export function productFault(code: string, facts: ProductFacts): Fault | undefined {
  const { unit, kind, segments, countries, name, relations } = facts;
  if (!isCode(code)) return ['code', CODE_FORM];
  if (!includes(UNITS, unit)) return ['unit', `A product is sold by: ${UNITS.join(', ')}.`];
  if (!includes(KINDS, kind)) return ['kind', `A product is one of: ${KINDS.join(', ')}.`];
  if (!name.en.trim() || !name.ar.trim()) return ['name', 'Name the product in English and in Arabic.'];
  const segment = segments.find((one) => !includes(SEGMENTS, one));
  if (segment !== undefined)
    return ['segments', `"${segment}" is no segment; they are: ${SEGMENTS.join(', ')}.`];
  const country = countries.find((one) => !/^[A-Z]{2}$/.test(one));
  if (country !== undefined)
    return ['countries', `"${country}" is no country; use the two capital letters of ISO 3166, such as SA.`];
  return relationFault(code, relations);
}

function relationFault(code: string, relations: readonly Relation[]): Fault | undefined {
  const seen = new Set<string>();
  for (const { kind, product } of relations) {
    if (!includes(RELATIONS, kind)) return ['relations', `A relation is one of: ${RELATIONS.join(', ')}.`];
    if (product === code) return ['relations', `${code} cannot stand in a relation to itself.`];
    if (seen.has(`${kind} ${product}`)) return ['relations', `${product} stands twice under ${kind}.`];
    seen.add(`${kind} ${product}`);
    if (kind === 'requires' && seen.has(`excludes ${product}`))
      return ['relations', `${code} cannot both require and exclude ${product}.`];
    if (kind === 'excludes' && seen.has(`requires ${product}`))
      return ['relations', `${code} cannot both require and exclude ${product}.`];
  }
  return undefined;
}

function includes(known: readonly string[], value: string): boolean {
  return known.includes(value);
}

/** Every fact of a product, with what is not said left at its usual. */
export function factsOf(wanted: NewProduct): ProductFacts {
  const { family_id, name, description, unit, connector, works_with = [], relations = [] } = wanted;
  const { kind = 'product', needs_domain = false, countries = [], segments = [] } = wanted;
  const { attributes = {}, withdrawn = false } = wanted;
  return {
    ...{ family_id, kind, name, description, unit, needs_domain, connector },
    works_with: works_with.map((one) => (typeof one === 'string' ? { system: one, note: null } : one)),
    ...{ countries, segments, attributes },
    relations: relations.map(({ kind, product, choice }) => ({ kind, product, choice })),
    withdrawn,
  };
}

/** Whether two versions say the same, whatever the order of their keys. */
export function saysTheSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
