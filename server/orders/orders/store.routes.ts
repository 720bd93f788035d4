import { z } from 'zod';
import { pageOf } from '../../base/page.ts';
import { route } from '../../base/route.ts';
import { Bilingual, CurrencyCode, IdParams } from '../../base/schemas.ts';
import {
  BILLING_PREFERENCES,
  BILLINGS,
  PriceBandReply,
  PriceReply,
  ProductReply,
  RATE_MODELS,
  RelationsReply,
  ShelfQuery,
} from '../../catalog/index.ts';
import { PAUSINGS } from '../subscriptions/pauses.rules.ts';
import { getStoreProduct, listStore, type StoreProduct } from './store.ts';

/** An offer without its price: what it is called and how it is sold. */
export const OfferBrief = z
  .object({
    offer_id: z.uuid(),
    offer_code: z.string(),
    offer_name: Bilingual,
    term_months: z.int(),
    cycle_months: z.int(),
    billing: z
      .enum(BILLINGS)
      .describe('one_time: term and cycle are 0; per_use: by the month for what was used'),
    rate_model: z.enum(RATE_MODELS),
    package_size: z.int(),
    cancel_window_hours: z.int().describe('For so long a new subscription can be cancelled at no cost'),
    allows_increase: z.boolean().describe('Whether the quantity may go up within a term'),
    allows_decrease: z.boolean().describe('Whether the quantity may go down within a term'),
    early_termination_fee_rate: z
      .string()
      .nullable()
      .describe('Of what is left of a term that ends early, such as "0.5"; null: it is kept to its end'),
    renewal_window_days: z.int(),
    minimum_quantity: z.int(),
    maximum_quantity: z.int(),
    product_id: z.uuid(),
    product_code: z.string(),
    product_name: Bilingual,
    family_id: z.string(),
    unit: z.string(),
    needs_domain: z.boolean(),
    connector: z.string(),
    for_sale: z.boolean(),
  })
  .meta({ id: 'OfferBrief' });

/** An offer at the acting reseller's price, with the steps from the list price to it. */
export const PricedOfferReply = OfferBrief.extend({
  ...PriceReply.shape,
  currency: CurrencyCode,
  quantity: z.int().describe('How many the price is for'),
  bands: z.array(PriceBandReply).describe('The unit price by the quantity it begins with'),
}).meta({ id: 'PricedOffer' });

/** What the reseller's price book asks, with the steps from its own cost. */
export const RetailReply = PriceReply.meta({ id: 'RetailPrice' });

const StoreOfferReply = PricedOfferReply.extend({
  pausing: z
    .enum(PAUSINGS)
    .describe('While it rests: nothing is charged, the bills go on, or it cannot rest'),
  retail: RetailReply.describe('What the price book asks of whoever comes'),
}).meta({ id: 'StoreOffer' });

const StoreProductReply = ProductReply.extend({
  ...RelationsReply,
  currency: CurrencyCode,
  billing_preference: z.enum(BILLING_PREFERENCES),
  offers: z.array(StoreOfferReply),
}).meta({ id: 'StoreProduct' });

type Reply = z.input<typeof StoreProductReply>;

const reply = (product: StoreProduct) => product as Reply;

export const storeRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/orders/store',
      summary: 'What the reseller can buy, at list price and at its own.',
      access: 'store.read',
      query: ShelfQuery,
      reply: pageOf(StoreProductReply),
    },
    async (ctx, { query: { family_id, kind, country, segment, codes, ...list } }) => {
      const shelf = { family_id, kind, country, segment, codes };
      const { items, next_cursor } = await listStore(ctx, list, shelf);
      return { items: items.map(reply), next_cursor };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/orders/store/:id',
      summary: 'One product as the reseller buys it.',
      access: 'store.read',
      params: IdParams,
      reply: StoreProductReply,
    },
    async (ctx, { params }) => reply(await getStoreProduct(ctx, params.id)),
  ),
];
