import { audit } from '../base/audit.ts';
import { type Ctx, permit } from '../base/ctx.ts';
import type { CivilDate } from '../base/dates.ts';
import { Fail, found, invalidField } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { List, Page } from '../base/page.ts';
import { getVendor } from '../identity/index.ts';
import type { Band, Offer } from './offers.rules.ts';
import { findBands, listOffers } from './offers.sql.ts';
import type { ListPrice } from './prices/price-facts.rules.ts';
import { findListPrices } from './prices/prices.sql.ts';
import {
  factsOf,
  type NewProduct,
  type Product,
  type ProductFacts,
  productFault,
  saysTheSame,
} from './products.rules.ts';
import * as store from './products.sql.ts';

import type { OfferVersion, ProductVersion } from './versions.rules.ts';
import { applyRelations, insertProductVersions, offerVersions, productVersions } from './versions.sql.ts';
import { applyNow, catalogueToday, nextVersion, versionMade } from './versions.ts';

export { CODE_FORM } from './products.rules.ts';

/**
 * Adds a product, or publishes a new version of the one with its code, in force from `validFrom` (today unless said) on.
 * Throws 403, or Fail invalid naming the field.
 */
export async function publishProduct(ctx: Ctx, wanted: NewProduct, validFrom?: CivilDate): Promise<Product> {
  permit(ctx, 'catalogue.edit');
  const facts = factsOf(wanted);
  await checkFacts(ctx, wanted.code, facts);
  const today = await catalogueToday(ctx);
  const from = validFrom ?? today;
  const known = await store.findProductByCode(ctx.db, wanted.code);
  const id = known?.id ?? newId();
  const versions = known ? await productVersions(ctx.db, id) : [];
  const version = nextVersion(versions, facts, { from, today, same: saysTheSame });
  if (version === null) return getProduct(ctx, id);
  if (!known) await store.insertProduct(ctx.db, firstOf(ctx, id, wanted.code, facts));
  await insertProductVersions(ctx.db, [{ product_id: id, version, facts, ...versionMade(ctx, from) }]);
  if (known) await applyNow(ctx, today, [id]);
  else await applyRelations(ctx.db, [id]);
  const { id: resellerId } = await getVendor(ctx);
  const details = { code: wanted.code, version, valid_from: from };
  audit(ctx, { resellerId, action: 'product.published', subjectKind: 'product', subjectId: id, details });
  return getProduct(ctx, id);
}

/** Adds a product; a code that is taken is refused. Throws as `publishProduct`. */
export async function addProduct(
  ctx: Ctx,
  wanted: NewProduct,
  validFrom?: CivilDate,
): Promise<ListedProduct> {
  permit(ctx, 'catalogue.edit');
  if (await store.findProductByCode(ctx.db, wanted.code))
    throw new Fail(
      'conflict',
      'already_exists',
      `There is a product ${wanted.code} already; open it to change it.`,
    );
  const { id } = await publishProduct(ctx, wanted, validFrom);
  return getProduct(ctx, id);
}

/** Publishes what a product says from a day on, today unless said. Throws 404, and as `publishProduct`. */
export async function changeProduct(
  ctx: Ctx,
  id: string,
  facts: Omit<NewProduct, 'code'>,
  validFrom?: CivilDate,
): Promise<ListedProduct> {
  permit(ctx, 'catalogue.edit');
  const { code } = found(await store.findProduct(ctx.db, id), 'product');
  await publishProduct(ctx, { code, ...facts }, validFrom);
  return getProduct(ctx, id);
}

async function checkFacts(ctx: Ctx, code: string, facts: ProductFacts): Promise<void> {
  const fault = productFault(code, facts);
  if (fault) throw invalidField(`#/${fault[0]}`, fault[1]);
  const others = facts.relations.map(({ product }) => product);
  const known = await store.knownTargets(ctx.db, others, [facts.family_id]);
  if (!known.has(`family:${facts.family_id}`))
    throw invalidField('#/family_id', `There is no family ${facts.family_id}; publish it first.`);
  const unknown = others.find((other) => !known.has(`product:${other}`));
  if (unknown) throw invalidField('#/relations', `There is no product ${unknown}; publish it first.`);
}

/** A new product's row: shown as its first version says even before that begins, and for sale once it has a price. */
function firstOf(ctx: Ctx, id: string, code: string, facts: ProductFacts): Product {
  const { relations: _, withdrawn, ...rest } = facts;
  const now = ctx.now.toISOString();
  return { id, code, ...rest, version: 1, withdrawn_at: withdrawn ? now : null, created_at: now };
}

/** A product as the catalogue shows it: with its relations, and its offers with their list prices, old and coming. */
export type ListedProduct = Product & {
  relations: store.NamedRelation[];
  related: store.NamedRelation[];
  offers: (Offer & { prices: PricedDay[] })[];
};

/** A product without its offers. */
export type SoldProduct = Omit<ListedProduct, 'offers'>;

/** What of the store is looked at. */
export type Shelf = Pick<store.ProductFilter, 'family_id' | 'kind' | 'country' | 'segment' | 'codes'>;

/** A list price from a day on, with the bands of units beyond its first. */
type PricedDay = ListPrice & { bands: Band[] };

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
  { currency, on, ...filter }: { currency: string; on: string } & Shelf,
): Promise<Page<SoldProduct>> {
  const sale = { ...filter, for_sale: { currency, on } };
  const { items, next_cursor } = await store.listProducts(ctx.db, list, sale);
  return { items: await withRelations(ctx, items), next_cursor };
}

/** The product with its offers, or 404. */
export async function getProduct(ctx: Ctx, id: string): Promise<ListedProduct> {
  const product = found(await store.findProduct(ctx.db, id), 'product');
  const [listed] = await withOffers(ctx, [product]);
  return found(listed, 'product');
}

/** Products by id, without their offers; for those who know the product and need its name. Unknown ids are not in the map. */
export async function productsById(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Product>> {
  if (ids.length === 0) return new Map();
  const products = await store.findProducts(ctx.db, [...new Set(ids)]);
  return new Map(products.map((product) => [product.id, product]));
}

async function withOffers(ctx: Ctx, products: Product[]): Promise<ListedProduct[]> {
  if (products.length === 0) return [];
  const productIds = products.map(({ id }) => id);
  const offers = await listOffers(ctx.db, { productIds });
  const priced = Map.groupBy(await pricesOf(ctx, offers), (price) => price.offer_id);
  const offered = Map.groupBy(offers, (offer) => offer.product_id);
  const show = (offer: Offer) => ({ ...offer, prices: priced.get(offer.id) ?? [] });
  return (await withRelations(ctx, products)).map((product) => ({
    ...product,
    offers: (offered.get(product.id) ?? []).map(show),
  }));
}

async function withRelations(ctx: Ctx, products: Product[]): Promise<SoldProduct[]> {
  if (products.length === 0) return [];
  const { said, heard } = await store.relationsOf(
    ctx.db,
    products.map(({ id }) => id),
  );
  const [own, others] = [said, heard].map((relations) => Map.groupBy(relations, (one) => one.of));
  return products.map((product) => ({
    ...product,
    relations: own?.get(product.id) ?? [],
    related: others?.get(product.id) ?? [],
  }));
}

async function pricesOf(ctx: Ctx, offers: readonly Offer[]): Promise<PricedDay[]> {
  if (offers.length === 0) return [];
  const ids = offers.map(({ id }) => id);
  const prices = await findListPrices(ctx.db, ids);
  const key = (row: Pick<ListPrice, 'offer_id' | 'currency' | 'valid_from'>) =>
    `${row.offer_id} ${row.currency} ${row.valid_from}`;
  const bands = Map.groupBy(await findBands(ctx.db, ids), key);
  return prices.map((price) => ({
    ...price,
    bands: (bands.get(key(price)) ?? []).map(({ above, unit_price }) => ({
      above: Number(above),
      unit_price,
    })),
  }));
}

/** What decides to whom a product may be sold, and with what. */
export type SaleFacts = Pick<
  SoldProduct,
  'code' | 'name' | 'countries' | 'segments' | 'relations' | 'related'
>;

/** What decides a sale, of these products by id. */
export async function saleFactsOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, SaleFacts>> {
  if (ids.length === 0) return new Map();
  const products = await withRelations(ctx, await store.findProducts(ctx.db, [...new Set(ids)]));
  return new Map(products.map((product) => [product.id, product]));
}

/** The versions of a product and of its offers, oldest first. Throws 403, 404. */
export async function listVersions(
  ctx: Ctx,
  id: string,
): Promise<{ product: ProductVersion[]; offers: OfferVersion[] }> {
  permit(ctx, 'catalogue.edit');
  found(await store.findProduct(ctx.db, id), 'product');
  const offers = await listOffers(ctx.db, { productIds: [id] });
  return {
    product: await productVersions(ctx.db, id),
    offers: await offerVersions(
      ctx.db,
      offers.map((offer) => offer.id),
    ),
  };
}
