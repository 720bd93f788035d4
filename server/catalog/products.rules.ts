import type { Selectable } from 'kysely';
import type { CatalogFamily, CatalogProduct } from '../../db/types.ts';

/** A text in both languages. */
export type Text = { en: string; ar: string };

export type Family = Omit<Selectable<CatalogFamily>, 'name'> & { name: Text };

/** What can be sold. `code` is also the service's name at its connector; `works_with` are other systems it fits. */
export type Product = Omit<Selectable<CatalogProduct>, 'name' | 'description' | 'works_with'> & {
  name: Text;
  description: Text;
  works_with: string[];
};

export const UNITS = ['seat', 'domain', 'site', 'gigabyte', 'line', 'certificate'] as const;

export type NewProduct = Pick<Product, 'code' | 'family_id' | 'name' | 'description' | 'unit' | 'connector'> &
  Partial<Pick<Product, 'needs_domain' | 'works_with'>>;

/** Whether `code` can name a product or an offer in an address, a file and at a connector. */
export function isCode(code: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{1,99}$/.test(code);
}
