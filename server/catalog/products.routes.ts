import { z } from 'zod';
import { ListQuery, listed, pageOf } from '../base/page.ts';
import { route } from '../base/route.ts';
import { Bilingual, CivilDateText, Country, CurrencyCode, IdParams, Instant } from '../base/schemas.ts';
import { BILLINGS, PAUSINGS, RATE_MODELS } from './offers.rules.ts';
import { addOffer, changeOffer } from './offers.ts';
import { setListPrice } from './prices/prices.ts';
import { KINDS, RELATIONS, SEGMENTS, UNITS } from './products.rules.ts';
import { addProduct, changeProduct, getProduct, listProducts, listVersions } from './products.ts';

/** Exact decimal text: minor units per unit and cycle. */
export const UnitPrice = z
  .string()
  .describe('Minor units (halalas) per unit and cycle, an exact decimal such as "2512.5"');

const Named = z.object({ en: z.string().trim().min(1).max(300), ar: z.string().trim().min(1).max(300) });

const BandReply = z.object({
  above: z.int().describe('The first so many units of a month are at the bands before'),
  unit_price: UnitPrice,
});

const ListPriceReply = z
  .object({
    offer_id: z.uuid(),
    currency: CurrencyCode,
    valid_from: CivilDateText,
    unit_price: UnitPrice,
    floor_price: UnitPrice.nullable().describe('The least that discounts bring it to; null: no floor'),
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
    trial_days: z.int().describe('So many days from its first a new subscription is free'),
    pausing: z.enum(PAUSINGS).nullable().describe('What a pause means for money; null: by its terms'),
    minimum_quantity: z.int(),
    maximum_quantity: z.int(),
    withdrawn_at: Instant.nullable(),
    created_at: Instant,
  })
  .meta({ id: 'Offer' });

const WorksWithShape = z
  .object({ system: z.string().trim().min(1).max(200), note: Bilingual.nullable() })
  .describe("Another vendor's system, and what to know about it");

export const ProductReply = z
  .object({
    id: z.uuid(),
    code: z.string(),
    family_id: z.string(),
    kind: z.enum(KINDS),
    name: Bilingual,
    description: Bilingual,
    unit: z.enum(UNITS),
    needs_domain: z.boolean(),
    connector: z.string(),
    works_with: z.array(WorksWithShape),
    countries: z.array(z.string()).describe('Where it may be sold; none: everywhere'),
    segments: z.array(z.enum(SEGMENTS)).describe('To whom it may be sold; none: to everyone'),
    attributes: z.record(z.string(), z.string()).describe('Facts of its trade, such as a grace period'),
    version: z.int(),
    withdrawn_at: Instant.nullable(),
    created_at: Instant,
  })
  .meta({ id: 'Product' });

const RelationReply = z
  .object({
    kind: z.enum(RELATIONS),
    choice: z.int().describe('Of what is required under one choice, any one will do'),
    product_id: z.uuid(),
    product: z.string().describe("The other product's code"),
    name: Bilingual,
  })
  .meta({ id: 'ProductRelation' });

export const RelationsReply = {
  relations: z.array(RelationReply).describe('What the product says of others'),
  related: z.array(RelationReply).describe('What others say of it; product is the one that says it'),
};

const ListedProductReply = ProductReply.extend({
  ...RelationsReply,
  offers: z.array(
    OfferReply.extend({ prices: z.array(ListPriceReply.extend({ bands: z.array(BandReply) })) }),
  ),
}).meta({ id: 'ListedProduct' });

const Day = CivilDateText.optional().describe('From which day on; today unless said');

const FactsBody = z.object({
  family_id: z.string().max(100),
  kind: z.enum(KINDS).default('product'),
  name: Named,
  description: Bilingual,
  unit: z.enum(UNITS),
  connector: z.string().trim().min(1).max(100),
  needs_domain: z.boolean().default(false),
  works_with: z.array(WorksWithShape).max(100).default([]),
  countries: z.array(z.string().max(2)).max(250).default([]),
  segments: z.array(z.enum(SEGMENTS)).default([]),
  attributes: z.record(z.string().max(100), z.string().max(1000)).default({}),
  relations: z
    .array(
      z.object({ kind: z.enum(RELATIONS), product: z.string().max(100), choice: z.int().min(1).default(1) }),
    )
    .max(200)
    .default([]),
  withdrawn: z.boolean().default(false),
  valid_from: Day,
});

const VersionReply = <Facts extends z.ZodType>(facts: Facts) =>
  z.object({ version: z.int(), valid_from: CivilDateText, recorded_at: Instant, facts });

const VersionsReply = z.object({
  product: z.array(
    VersionReply(
      FactsBody.omit({ valid_from: true }).extend({ segments: z.array(z.string()), unit: z.string() }),
    ),
  ),
  offers: z.array(
    VersionReply(
      z.object({
        name: Bilingual,
        minimum_quantity: z.int(),
        maximum_quantity: z.int(),
        withdrawn: z.boolean(),
      }),
    ).extend({ offer_id: z.uuid() }),
  ),
});

const NewPriceBody = z.object({
  currency: CurrencyCode,
  valid_from: CivilDateText,
  unit_price: z.string().trim().max(26),
  bands: z
    .array(z.object({ above: z.int().min(1), unit_price: z.string().trim().max(26) }))
    .max(100)
    .optional(),
  floor_price: z.string().trim().max(26).nullable().optional(),
});

const OfferChangeBody = z.object({
  name: Named.optional(),
  minimum_quantity: z.int().min(1).max(1_000_000).optional(),
  maximum_quantity: z.int().min(1).max(1_000_000).optional(),
  withdrawn: z.boolean().optional(),
  valid_from: Day,
});

const NewOfferBody = z.object({
  code: z.string().trim().max(100),
  name: Named,
  billing: z.enum(BILLINGS).default('recurring'),
  term_months: z.int().min(0).max(120),
  cycle_months: z.int().min(0).max(120),
  rate_model: z.enum(RATE_MODELS).optional(),
  package_size: z.int().min(1).max(1_000_000_000).optional(),
  minimum_quantity: z.int().min(1).max(1_000_000).optional(),
  maximum_quantity: z.int().min(1).max(1_000_000).optional(),
  cancel_window_hours: z.int().min(0).max(8760).optional(),
  allows_increase: z.boolean().optional(),
  allows_decrease: z.boolean().optional(),
  early_termination_fee_rate: z.string().trim().max(9).nullable().optional(),
  renewal_window_days: z.int().min(0).max(366).optional(),
  trial_days: z.int().min(0).max(366).optional(),
  pausing: z.enum(PAUSINGS).nullable().optional(),
  prices: z.array(NewPriceBody).max(50),
});

/** Where something may be sold and to whom, and of which family. */
export const ShelfQuery = ListQuery.extend({
  family_id: z.string().max(100).optional(),
  kind: z.enum(KINDS).optional(),
  country: Country.optional(),
  segment: z.enum(SEGMENTS).optional(),
  codes: listed(z.string().max(100), 100)
    .optional()
    .describe('Only these: codes of products, codes of their offers or ids of their offers, by commas'),
});
const ProductQuery = ShelfQuery.extend({ state: z.enum(['sold', 'withdrawn']).optional() });

type Listed = z.input<typeof ListedProductReply>;
type Page = { items: Listed[]; next_cursor: string | null };

export const productRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/catalog/products',
      summary: 'The catalogue: products with their offers and list prices.',
      access: 'catalogue.read',
      query: ProductQuery,
      reply: pageOf(ListedProductReply),
    },
    async (ctx, { query: { family_id, kind, country, segment, codes, state, ...list } }) =>
      (await listProducts(ctx, list, { family_id, kind, country, segment, codes, state })) as Page,
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
      path: '/v1/catalog/offers/:id/versions',
      summary: 'Publishes another name, other bounds or the withdrawal of an offer, from a day on.',
      access: 'catalogue.edit',
      params: IdParams,
      body: OfferChangeBody,
      reply: OfferReply,
      status: 201,
    },
    (ctx, { params, body }) => changeOffer(ctx, params.id, definedOf(body)),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/catalog/offers/:id/withdraw',
      summary: 'Takes an offer out of the store today; those who have it keep it.',
      access: 'catalogue.edit',
      params: IdParams,
      reply: OfferReply,
    },
    (ctx, { params }) => changeOffer(ctx, params.id, { withdrawn: true }),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/catalog/products',
      summary: 'Adds a product. It is for sale once an offer of it has a price.',
      access: 'catalogue.edit',
      body: FactsBody.extend({ code: z.string().trim().max(100) }),
      reply: ListedProductReply,
      status: 201,
      errors: ['already_exists'],
    },
    async (ctx, { body: { valid_from, ...facts } }) => (await addProduct(ctx, facts, valid_from)) as Listed,
  ),
  route(
    {
      method: 'GET',
      path: '/v1/catalog/products/:id/versions',
      summary: 'Everything a product and its offers were, are and will be, by day.',
      access: 'catalogue.edit',
      params: IdParams,
      reply: VersionsReply,
    },
    async (ctx, { params }) => (await listVersions(ctx, params.id)) as z.input<typeof VersionsReply>,
  ),
  route(
    {
      method: 'POST',
      path: '/v1/catalog/products/:id/versions',
      summary: 'Publishes what a product says from a day on; what held before is not changed.',
      access: 'catalogue.edit',
      params: IdParams,
      body: FactsBody,
      reply: ListedProductReply,
      status: 201,
    },
    async (ctx, { params, body: { valid_from, ...facts } }) =>
      (await changeProduct(ctx, params.id, facts, valid_from)) as Listed,
  ),
  route(
    {
      method: 'POST',
      path: '/v1/catalog/products/:id/offers',
      summary: 'Adds an offer of the product with its first prices. Its terms stay as they are sold.',
      access: 'catalogue.edit',
      params: IdParams,
      body: NewOfferBody,
      reply: OfferReply,
      status: 201,
      errors: ['already_exists'],
    },
    (ctx, { params, body }) => addOffer(ctx, params.id, definedOf(body)),
  ),
];

/** Without the fields that were not sent. */
function definedOf<T extends object>(body: T) {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]: Exclude<T[Key], undefined>;
  };
}
