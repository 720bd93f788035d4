import { z } from 'zod';
import { route } from '../base/route.ts';
import { CivilDateText, CurrencyCode, Instant } from '../base/schemas.ts';
import { RETAIL_KINDS, RETAIL_SCOPES } from './price-books.rules.ts';
import {
  endAgreedPrice,
  getPriceBook,
  listAgreedPrices,
  type PriceBookDetail,
  publishPriceBookVersion,
} from './price-books.ts';
import { UnitPrice } from './products.routes.ts';

/** A rule of a price book, as it is written and read. */
export const RetailRuleShape = z
  .object({
    buyer_id: z.uuid().nullable().default(null).describe('For this customer alone; null for all'),
    scope: z.enum(RETAIL_SCOPES),
    target: z
      .string()
      .max(100)
      .default('')
      .describe('A family’s id, a product’s or an offer’s code, or nothing for everything'),
    kind: z.enum(RETAIL_KINDS),
    rate: z
      .string()
      .max(12)
      .nullable()
      .default(null)
      .describe('A fraction, such as "0.25" for 25 %; none for a fixed price'),
    unit_price: z
      .string()
      .max(30)
      .nullable()
      .default(null)
      .describe('A fixed price: minor units per unit and cycle'),
    currency: CurrencyCode.nullable().default(null),
  })
  .meta({ id: 'RetailRule' });

const VersionReply = z
  .object({
    version: z.int(),
    valid_from: CivilDateText,
    note: z.string().nullable(),
    recorded_at: Instant,
  })
  .meta({ id: 'PriceBookVersion' });

const BookReply = z
  .object({
    today: CivilDateText,
    current_version: z.int().nullable(),
    versions: z.array(VersionReply.extend({ rules: z.array(RetailRuleShape) })),
  })
  .meta({ id: 'PriceBook' });

const AgreedReply = z
  .object({
    buyer_id: z.uuid(),
    offer_id: z.uuid(),
    currency: CurrencyCode,
    valid_from: CivilDateText,
    unit_price: UnitPrice.nullable(),
    quote_id: z.uuid().nullable(),
    ends_on: CivilDateText.nullable().describe('From this day on the book makes the price'),
  })
  .meta({ id: 'AgreedPrice' });

const reply = (book: PriceBookDetail) => book as z.input<typeof BookReply>;
const PATH = '/v1/catalog/price-book';

export const priceBookRoutes = [
  route(
    {
      method: 'GET',
      path: PATH,
      summary: 'The acting reseller’s price book with the rules of each version.',
      access: 'price_book.read',
      reply: BookReply,
    },
    async (ctx) => reply(await getPriceBook(ctx)),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/versions`,
      summary: 'Publishes the book’s next version: the prices of the reseller’s customers from that day on.',
      access: 'price_book.edit',
      body: z.object({
        valid_from: CivilDateText,
        note: z.string().trim().max(500).nullable().default(null),
        rules: z.array(RetailRuleShape).max(2000),
      }),
      reply: VersionReply,
      status: 201,
    },
    (ctx, { body }) => publishPriceBookVersion(ctx, body),
  ),
  route(
    {
      method: 'GET',
      path: `${PATH}/agreed-prices`,
      summary: 'The prices agreed on with single customers by accepted quotes, as they hold today.',
      access: 'price_book.read',
      reply: z.object({ items: z.array(AgreedReply) }),
    },
    async (ctx) => ({ items: await listAgreedPrices(ctx) }),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/agreed-prices/end`,
      summary: 'Ends a price agreed on with one customer, from a coming day on: the book makes it from then.',
      access: 'price_book.edit',
      body: z.object({
        buyer_id: z.uuid(),
        offer_id: z.uuid(),
        currency: CurrencyCode,
        valid_from: CivilDateText.describe('The first day without it'),
      }),
      reply: z.object({ items: z.array(AgreedReply) }),
    },
    async (ctx, { body }) => {
      await endAgreedPrice(ctx, body);
      return { items: await listAgreedPrices(ctx) };
    },
  ),
];
