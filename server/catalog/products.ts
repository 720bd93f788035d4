import { audit } from '../base/audit.ts';
import { type Ctx, permit } from '../base/ctx.ts';
import { found, invalidField } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { List, Page } from '../base/page.ts';
import { getVendor } from '../identity/index.ts';
import type { Offer } from './offers.rules.ts';
import { listOffers } from './offers.sql.ts';
import type { ListPrice } from './prices.rules.ts';
import { findListPrices } from './prices.sql.ts';
import { type Family, isCode, type NewProduct, type Product, UNITS } from './products.rules.ts';
import * as store from './products.sql.ts';

/** Adds a family of products or renames it. Throws 403. */
export async function publishFamily(ctx: Ctx, family: Family): Promise<void> {
  permit(ctx, 'catalogue.edit');
  if (!isCode(family.id)) throw invalidField('#/id', CODE_FORM);
  await store.upsertFamily(ctx.db, family);
}

export const CODE_FORM = 'A code has letters, digits, dots, dashes and underscores, at least two.';

/** Every family, in the order of the store. */
export async function listFamilies(ctx: Ctx): Promise<Family[]> {
  return store.listFamilies(ctx.db);
}

/** Adds a product, or changes the one with its code. Throws 403, or Fail invalid naming the field. */
export async function publishProduct(ctx: Ctx, wanted: NewProduct): Promise<Product> {
  permit(ctx, 'catalogue.edit');
  if (!isCode(wanted.code)) throw invalidField('#/code', CODE_FORM);
  if (!UNITS.some((unit) => unit === wanted.unit))
    throw invalidField('#/unit', `A product is sold by: ${UNITS.join(', ')}.`);
  const families = await store.knownTargets(ctx.db, [], [wanted.family_id]);
  if (families.size === 0)
    throw invalidField('#/family_id', `There is no family ${wanted.family_id}; publish it first.`);
  const product = await store.upsertProduct(ctx.db, rowOf(ctx, wanted));
  const { id: resellerId } = await getVendor(ctx);
  audit(ctx, {
    resellerId,
    action: 'product.published',
    subjectKind: 'product',
    subjectId: product.id,
    details: { code: product.code },
  });
  return product;
}

function rowOf(ctx: Ctx, wanted: NewProduct): Product {
  const {
    code,
    family_id,
    name,
    description,
    unit,
    connector,
    needs_domain = false,
    works_with = [],
  } = wanted;
  const made = { id: newId(), withdrawn_at: null, created_at: ctx.now.toISOString() };
  return { ...made, code, family_id, name, description, unit, connector, needs_domain, works_with };
}

/** A product as the catalogue shows it: with its offers and their list prices, old and coming. */
export type ListedProduct = Product & { offers: (Offer & { prices: ListPrice[] })[] };

/** One page of the catalogue, by code. `q` looks in codes and names of both languages. */
export async function listProducts(
  ctx: Ctx,
  list: List,
  filter: store.ProductFilter = {},
): Promise<Page<ListedProduct>> {
  const { items, next_cursor } = await store.listProducts(ctx.db, list, filter);
  return { items: await withOffers(ctx, items), next_cursor };
}

/** One page of products that can be bought in a currency on a day, without their offers: prices are asked for apart. */
export async function listForSale(
  ctx: Ctx,
  list: List,
  { family_id, ...for_sale }: { currency: string; on: string; family_id?: string },
): Promise<Page<Product>> {
  return store.listProducts(ctx.db, list, { for_sale, ...(family_id && { family_id }) });
}

/** The product with its offers, or 404. */
export async function getProduct(ctx: Ctx, id: string): Promise<ListedProduct> {
  const product = found(await store.findProduct(ctx.db, id), 'product');
  const [listed] = await withOffers(ctx, [product]);
  return found(listed, 'product');
}

async function withOffers(ctx: Ctx, products: Product[]): Promise<ListedProduct[]> {
  if (products.length === 0) return [];
  const offers = await listOffers(ctx.db, { productIds: products.map(({ id }) => id) });
  const prices =
    offers.length > 0
      ? await findListPrices(
          ctx.db,
          offers.map(({ id }) => id),
        )
      : [];
  const priced = Map.groupBy(prices, (price) => price.offer_id);
  const offered = Map.groupBy(offers, (offer) => offer.product_id);
  const show = (offer: Offer) => ({ ...offer, prices: priced.get(offer.id) ?? [] });
  return products.map((product) => ({ ...product, offers: (offered.get(product.id) ?? []).map(show) }));
}
