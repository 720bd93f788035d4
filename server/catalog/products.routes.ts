import { z } from 'zod';
import { ListQuery, pageOf } from '../base/page.ts';
import { route } from '../base/route.ts';
import { Bilingual, CivilDateText, CurrencyCode, IdParams, Instant } from '../base/schemas.ts';
import { BILLINGS, RATE_MODELS } from './offers.rules.ts';
import { withdrawOffer } from './offers.ts';
import { setListPrice } from './prices.ts';
import { UNITS } from './products.rules.ts';
import { getProduct, listFamilies, listProducts } from './products.ts';

/** Exact decimal text: minor units per unit and cycle. */
export const UnitPrice = z
  .string()
  .describe('Minor units (halalas) per unit and cycle, an exact decimal such as "2512.5"');

const FamilyReply = z.object({ id: z.string(), name: Bilingual, position: z.int() }).meta({ id: 'Family' });

const ListPriceReply = z
  .object({
    offer_id: z.uuid(),
    currency: CurrencyCode,
    valid_from: CivilDateText,
    unit_price: UnitPrice,
    recorded_at: Instant,
  })
  .meta({ id: 'ListPrice' });

const OfferReply = z
  .object({
    id: z.uuid(),
    product_id: z.uuid(),
    code: z.string(),
    name: Bilingual,
    term_months: z.int(),
    cycle_months: z.int(),
    billing: z.enum(BILLINGS),
    rate_model: z.enum(RATE_MODELS),
    package_size: z.int(),
    cancel_window_hours: z.int(),
    allows_increase: z.boolean(),
    allows_decrease: z.boolean(),
    early_termination_fee_rate: z.string().nullable(),
    renewal_window_days: z.int(),
    minimum_quantity: z.int(),
    maximum_quantity: z.int(),
    withdrawn_at: Instant.nullable(),
    created_at: Instant,
  })
  .meta({ id: 'Offer' });

export const ProductReply = z
  .object({
    id: z.uuid(),
    code: z.string(),
    family_id: z.string(),
    name: Bilingual,
    description: Bilingual,
    unit: z.enum(UNITS),
    needs_domain: z.boolean(),
    connector: z.string(),
    works_with: z.array(z.string()),
    withdrawn_at: Instant.nullable(),
    created_at: Instant,
  })
  .meta({ id: 'Product' });

const ListedProductReply = ProductReply.extend({
  offers: z.array(OfferReply.extend({ prices: z.array(ListPriceReply) })),
}).meta({ id: 'ListedProduct' });

const NewPriceBody = z.object({
  currency: CurrencyCode,
  valid_from: CivilDateText,
  unit_price: z.string().trim().max(26),
});

const ProductQuery = ListQuery.extend({ family_id: z.string().max(100).optional() });

type Listed = z.input<typeof ListedProductReply>;
type Page = { items: Listed[]; next_cursor: string | null };

export const productRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/catalog/families',
      summary: 'The families of products, in the order of the store.',
      access: 'catalogue.read',
      reply: z.object({ items: z.array(FamilyReply) }),
    },
    async (ctx) => ({ items: await listFamilies(ctx) }),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/catalog/products',
      summary: 'The catalogue: products with their offers and list prices.',
      access: 'catalogue.read',
      query: ProductQuery,
      reply: pageOf(ListedProductReply),
    },
    async (ctx, { query: { family_id, ...list } }) =>
      (await listProducts(ctx, list, family_id ? { family_id } : {})) as Page,
  ),
  route(
    {
      method: 'GET',
      path: '/v1/catalog/products/:id',
      summary: 'One product with its offers and list prices.',
      access: 'catalogue.read',
      params: IdParams,
      reply: ListedProductReply,
    },
    async (ctx, { params }) => (await getProduct(ctx, params.id)) as Listed,
  ),
  route(
    {
      method: 'POST',
      path: '/v1/catalog/offers/:id/prices',
      summary: 'Sets a list price from a coming day on; prices are appended, never changed.',
      access: 'catalogue.edit',
      params: IdParams,
      body: NewPriceBody,
      reply: ListPriceReply,
      status: 201,
      errors: ['already_exists'],
    },
    (ctx, { params, body }) => setListPrice(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/catalog/offers/:id/withdraw',
      summary: 'Takes an offer out of the store; those who have it keep it.',
      access: 'catalogue.edit',
      params: IdParams,
      reply: OfferReply,
    },
    (ctx, { params }) => withdrawOffer(ctx, params.id),
  ),
];
