import { z } from 'zod';
import type { Answer } from '../../api/client.ts';

export type Product = Answer<'/v1/catalog/products/{id}'>;

export const SEGMENTS = ['small', 'medium', 'large', 'education', 'government', 'nonprofit'] as const;
const KINDS = ['product', 'module', 'add_on'] as const;
export const RELATIONS = ['requires', 'included', 'excludes', 'replaces'] as const;
export const UNITS = [
  ...(['seat', 'user', 'device', 'domain', 'site', 'server', 'gigabyte', 'terabyte', 'line'] as const),
  ...(['certificate', 'hour', 'minute', 'message', 'request', 'project'] as const),
] as const;

/** What can name a product or an offer in an address, a file and at a connector. */
export const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{1,99}$/;

export const named = z.object({
  en: z.string().trim().min(1).max(300),
  ar: z.string().trim().min(1).max(300),
});

/** One relation to other products, by their codes: of those that are required together, any one will do. */
export type RelationRow = { kind: (typeof RELATIONS)[number]; products: string[] };

export const productSchema = z.object({
  code: z.string().trim().regex(CODE),
  family_id: z.string().min(1),
  kind: z.enum(KINDS),
  name: named,
  description: z.object({ en: z.string().trim(), ar: z.string().trim() }),
  unit: z.enum(UNITS),
  connector: z.string().min(1),
  needs_domain: z.boolean(),
  countries: z.array(z.string()),
  segments: z.array(z.enum(SEGMENTS)),
  works_with: z.array(
    z.object({ system: z.string().trim().min(1), en: z.string().trim(), ar: z.string().trim() }),
  ),
  relations: z.array(z.object({ kind: z.enum(RELATIONS), products: z.array(z.string()).min(1) })),
  valid_from: z.iso.date(),
});
export type ProductValues = z.infer<typeof productSchema>;

/** The form of a new product; nothing of it is decided but the day. */
export function blankProduct(today: string): ProductValues {
  return {
    ...{ code: '', family_id: '', kind: 'product', unit: 'seat', connector: 'open-service-broker' },
    ...{ name: { en: '', ar: '' }, description: { en: '', ar: '' }, needs_domain: false },
    ...{ countries: [], segments: [], works_with: [], relations: [], valid_from: today },
  };
}

/** The form of a product as it is. */
export function valuesOf(product: Product, today: string): ProductValues {
  const { code, family_id, kind, name, description, unit, connector, needs_domain } = product;
  const { countries, segments, works_with } = product;
  return {
    ...{ code, family_id, kind, name, description, unit, connector, needs_domain, countries, segments },
    works_with: works_with.map(({ system, note }) => ({ system, en: note?.en ?? '', ar: note?.ar ?? '' })),
    relations: relationRows(product.relations),
    valid_from: today,
  };
}

/** Relations as rows: what is required under one choice stands in one row. */
export function relationRows(relations: Product['relations']): RelationRow[] {
  const groups = Map.groupBy(
    relations,
    ({ kind, choice, product }) => `${kind} ${kind === 'requires' ? choice : product}`,
  );
  return [...groups.values()].flatMap(([first, ...more]) =>
    first ? [{ kind: first.kind, products: [first, ...more].map(({ product }) => product) }] : [],
  );
}

/** What the API takes. `kept` has what the form does not show: the facts of its trade, and whether it is withdrawn. */
export function bodyOf(values: ProductValues, kept: Pick<Product, 'attributes'> & { withdrawn: boolean }) {
  const { code: _, works_with, relations, ...rest } = values;
  let choice = 0;
  return {
    ...rest,
    ...kept,
    works_with: works_with.map(({ system, en, ar }) => ({
      system,
      note: en || ar ? { en: en || ar, ar: ar || en } : null,
    })),
    relations: relations.flatMap(({ kind, products }) => {
      if (kind === 'requires') choice += 1;
      return products.map((product) => ({ kind, product, choice: kind === 'requires' ? choice : 1 }));
    }),
  };
}

/** The same of a product as it is, to publish it with one thing changed. */
export function bodyOfProduct(product: Product, change: { withdrawn: boolean; valid_from: string }) {
  const { attributes } = product;
  return bodyOf(valuesOf(product, change.valid_from), { attributes, withdrawn: change.withdrawn });
}
