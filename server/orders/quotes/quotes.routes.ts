import { z } from 'zod';
import type { Ctx } from '../../base/ctx.ts';
import { ExemptionReply } from '../../base/exemptions.ts';
import { moneyJson } from '../../base/money.ts';
import { ListQuery, pageOf } from '../../base/page.ts';
import { route } from '../../base/route.ts';
import {
  Ability,
  Bilingual,
  CivilDateText,
  Country,
  CurrencyCode,
  IdParams,
  Instant,
  LanguageCode,
  MoneyReply,
} from '../../base/schemas.ts';
import { PriceStepReply, UnitPrice } from '../../catalog/index.ts';
import { describeQuote, listQuotes, type QuoteDetail, quoteFile } from './describing-quotes.ts';
import { placeQuoteOrder } from './quote-accepting.ts';
import { type PreviewedQuote, previewQuote } from './quote-previews.ts';
import { type Margin, QUOTE_STATES, type QuoteTotals } from './quotes.rules.ts';
import { composeQuote, editQuote, sendQuote, withdrawQuote } from './quotes.ts';

/** A line of a quote, or of an order looked at with its retail side. */
export const DraftLineBody = z
  .object({
    offer_id: z.uuid().nullable().default(null),
    service_id: z.uuid().nullable().default(null),
    quantity: z.int().min(1).max(1_000_000),
    domain: z.string().trim().max(253).nullable().default(null),
    unit_price: z
      .string()
      .regex(
        /^\d{1,12}(\.\d{1,12})?$/,
        'A price is in minor units (halalas), such as 2500, and not negative.',
      )
      .nullable()
      .default(null)
      .describe('Goes before the price book’s: minor units per unit and cycle'),
  })
  .refine(
    (line) => (line.offer_id === null) !== (line.service_id === null),
    'A line is an offer or a service.',
  )
  .meta({ id: 'QuoteDraftLine' });

const Draft = z
  .object({
    lines: z.array(DraftLineBody).min(1).max(100),
    valid_until: CivilDateText,
    terms: z.string().trim().max(10_000).nullable().default(null),
    message: z.string().trim().max(2000).nullable().default(null),
  })
  .meta({ id: 'QuoteDraft' });

const Contact = z.object({ name: z.string().trim().min(2).max(200), email: z.email().max(254) });

/** What decides whether a sale takes a special price. */
const Size = {
  headcount: z.int().min(1).max(10_000_000).nullable().default(null),
  body_kind: z.enum(['business', 'government', 'nonprofit', 'education']).default('business'),
};

const ProspectBody = z
  .object({
    name: z.string().trim().min(2).max(200),
    country: Country,
    domain: z.string().trim().max(253).nullable().default(null),
    ...Size,
    registration_number: z.string().trim().max(60).nullable().default(null),
    tax_number: z.string().trim().max(60).nullable().default(null),
    address: z.string().trim().max(500).nullable().default(null),
  })
  .meta({ id: 'Prospect' });

const EditBody = Draft.extend({
  contact: Contact,
  language: LanguageCode,
  deal_id: z.uuid().nullable().optional().describe('Left out: the deal stays as it is'),
});
const ComposeBody = EditBody.extend({
  customer_id: z.uuid().nullable().default(null),
  prospect: ProspectBody.nullable().default(null),
  deal_id: z.uuid().nullable().default(null),
});
const PreviewBody = z.object({
  customer_id: z.uuid().nullable().default(null),
  prospect: z
    .object({
      country: Country,
      domain: z.string().trim().max(253).nullable().default(null),
      ...Size,
    })
    .nullable()
    .default(null),
  lines: z.array(DraftLineBody).min(1).max(100),
});

export const MarginReply = z
  .object({
    amount: MoneyReply,
    rate: z.string().nullable().describe('A fraction of the price; null when nothing is paid'),
  })
  .meta({ id: 'Margin' });

/** What is paid at one rhythm. */
export const TotalReply = z
  .object({
    cycle_months: z.int().nullable().describe('Null: once'),
    net: MoneyReply,
    tax: MoneyReply,
    total: MoneyReply,
  })
  .meta({ id: 'QuoteTotal' });

/** The fields of a line that both sides read. */
export const PublicLine = z.object({
  name: Bilingual,
  detail: Bilingual,
  unit: z.string(),
  quantity: z.int(),
  domain: z.string().nullable(),
  term_months: z.int().nullable(),
  cycle_months: z.int().nullable(),
  unit_price: UnitPrice,
  cycle_net: MoneyReply,
  term_net: MoneyReply,
  exemption: ExemptionReply,
});

const Steps = z.array(PriceStepReply);

const CostedLineReply = PublicLine.extend({
  offer_id: z.uuid().nullable(),
  service_id: z.uuid().nullable(),
  unit_cost: UnitPrice.nullable(),
  book_price: UnitPrice,
  term_cost: MoneyReply,
  margin: MarginReply,
  cost_steps: Steps,
  price_steps: Steps.describe('How the unit price came about, from the seller’s own cost'),
}).meta({ id: 'QuoteLine' });

const Sums = {
  totals: z.array(TotalReply),
  commitment: TotalReply.omit({ cycle_months: true }),
  margin: MarginReply,
};

const NeedReply = z
  .object({
    state: z
      .enum(['none', 'needed', 'asked', 'approved'])
      .describe('Whether the sale takes a special price, and how far that has come'),
    because: z.enum(['headcount', 'group', 'government']).nullable(),
    request: z.object({ id: z.uuid(), number: z.string(), state: z.string() }).nullable(),
    can_request: Ability,
    contact: z
      .object({ name: z.string(), email: z.string() })
      .nullable()
      .describe('The channel supervisor, who is brought in'),
  })
  .meta({ id: 'QuoteNeed' });

const QuotePreviewReply = z
  .object({
    currency: CurrencyCode,
    tax_rate: z.string(),
    lines: z.array(
      CostedLineReply.extend({
        needs_domain: z
          .boolean()
          .describe('Whether the line is for a domain, the customer’s own unless it names one'),
      }).meta({ id: 'QuotePreviewLine' }),
    ),
    ...Sums,
    special_price: NeedReply,
  })
  .meta({ id: 'QuotePreview' });

const QuoteReply = z
  .object({
    id: z.uuid(),
    number: z.string(),
    state: z.enum(QUOTE_STATES),
    version: z.int(),
    customer_id: z.uuid().nullable(),
    customer_name: z.string(),
    prospect: ProspectBody.nullable(),
    contact_name: z.string(),
    contact_email: z.string(),
    language: LanguageCode,
    currency: CurrencyCode,
    deal_id: z.uuid().nullable(),
    valid_until: CivilDateText.nullable(),
    order_id: z.uuid().nullable(),
    order_failure: z.string().nullable(),
    created_at: Instant,
    can: z.object({ edit: Ability, send: Ability, withdraw: Ability, order: Ability }),
  })
  .meta({ id: 'Quote' });

const VersionReply = z
  .object({
    version: z.int(),
    valid_until: CivilDateText,
    terms: z.string().nullable(),
    message: z.string().nullable(),
    tax_rate: z.string(),
    tax_note: z.string(),
    sent_by_name: z.string().nullable(),
    sent_at: Instant,
    document_sha256: z.string().nullable().describe('Null while the document is being made'),
    lines: z.array(CostedLineReply),
    ...Sums,
  })
  .meta({ id: 'QuoteVersion' });

const QuoteDetailReply = QuoteReply.extend({
  draft: z.object({ content: Draft, edited_at: Instant }).nullable(),
  versions: z.array(VersionReply),
  moves: z.array(
    z.object({
      move: z.string(),
      state: z.enum(QUOTE_STATES),
      version: z.int(),
      note: z.string().nullable(),
      person_name: z.string().nullable(),
      moved_at: Instant,
    }),
  ),
  acceptance: z
    .object({
      version: z.int(),
      name: z.string(),
      consent: z.string(),
      document_sha256: z.string(),
      address: z.string(),
      user_agent: z.string().nullable(),
      accepted_at: Instant,
    })
    .nullable(),
  special_price: NeedReply,
}).meta({ id: 'QuoteDetail' });

const asMoney = (currency: string) => (amount: bigint) => moneyJson({ amount, currency });

/** Sums of one rhythm or of all, as JSON. */
export function sumsJson<Sum extends { net: bigint; tax: bigint; total: bigint }>(
  sum: Sum,
  currency: string,
) {
  const money = asMoney(currency);
  return { ...sum, net: money(sum.net), tax: money(sum.tax), total: money(sum.total) };
}

function totalsJson({ totals, commitment, margin }: QuoteTotals & { margin: Margin }, currency: string) {
  return {
    totals: totals.map((total) => sumsJson(total, currency)),
    commitment: sumsJson(commitment, currency),
    margin: marginJson(margin, currency),
  };
}

/** A margin as JSON. */
export function marginJson({ amount, rate }: Margin, currency: string) {
  return { amount: moneyJson({ amount, currency }), rate };
}

type Costed = { cycle_net: bigint; term_net: bigint; term_cost: bigint; margin: Margin };

function lineJson<Line extends Costed>(line: Line, currency: string) {
  const money = asMoney(currency);
  const { cycle_net, term_net, term_cost, margin } = line;
  return {
    ...line,
    ...{ cycle_net: money(cycle_net), term_net: money(term_net), term_cost: money(term_cost) },
    margin: marginJson(margin, currency),
  };
}

function previewed(preview: PreviewedQuote) {
  const { currency, tax_rate, lines, special_price } = preview;
  return {
    currency,
    tax_rate,
    special_price,
    lines: lines.map((line) => lineJson(line, currency)),
    ...totalsJson(preview, currency),
  };
}

function listed<Listed extends { buyer_id: string | null }>(quote: Listed) {
  return { ...quote, customer_id: quote.buyer_id };
}

function detailed(detail: QuoteDetail): z.input<typeof QuoteDetailReply> {
  const { currency } = detail;
  const versions = detail.versions.map(({ totals, commitment, margin, lines, ...version }) => ({
    ...version,
    lines: lines.map((line) => lineJson(line, currency)),
    ...totalsJson({ totals, commitment, margin }, currency),
  }));
  return { ...listed(detail), versions } as z.input<typeof QuoteDetailReply>;
}

async function afterwards(ctx: Ctx, work: Promise<{ id: string }>) {
  const { id } = await work;
  return detailed(await describeQuote(ctx, id));
}

const NoteBody = z.object({ note: z.string().trim().max(1000).nullable().default(null) });
const PATH = '/v1/orders/quotes';

export const quoteRoutes = [
  route(
    {
      method: 'GET',
      path: PATH,
      summary: 'The reseller’s quotes, newest first.',
      access: 'quote.read',
      query: ListQuery.extend({
        state: z.enum(QUOTE_STATES).optional(),
        customer_id: z.uuid().optional(),
        deal_id: z.uuid().optional(),
      }),
      reply: pageOf(QuoteReply),
    },
    async (ctx, { query: { state, customer_id: buyer_id, deal_id, ...list } }) => {
      const { items, next_cursor } = await listQuotes(ctx, list, { state, buyer_id, deal_id });
      return { items: items.map((item) => listed(item) as z.input<typeof QuoteReply>), next_cursor };
    },
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/preview`,
      summary: 'What lines would cost the customer and the reseller, with the margin; nothing is written.',
      access: 'quote.edit',
      body: PreviewBody,
      reply: QuotePreviewReply,
    },
    async (ctx, { body }) => previewed(await previewQuote(ctx, body)),
  ),
  route(
    {
      method: 'POST',
      path: PATH,
      summary: 'Begins a quote for a customer or a prospect; nothing is sent yet.',
      access: 'quote.edit',
      body: ComposeBody,
      reply: QuoteDetailReply,
      status: 201,
    },
    (ctx, { body: { customer_id, prospect, contact, language, deal_id, ...draft } }) =>
      afterwards(ctx, composeQuote(ctx, { customer_id, prospect, contact, language, deal_id, draft })),
  ),
  route(
    {
      method: 'GET',
      path: `${PATH}/:id`,
      summary: 'One quote with its versions, costs and margins.',
      access: 'quote.read',
      params: IdParams,
      reply: QuoteDetailReply,
    },
    async (ctx, { params }) => detailed(await describeQuote(ctx, params.id)),
  ),
  route(
    {
      method: 'PUT',
      path: `${PATH}/:id/draft`,
      summary: 'Writes the quote’s next version; what was sent stays as it is.',
      access: 'quote.edit',
      params: IdParams,
      body: EditBody,
      reply: QuoteDetailReply,
      errors: ['illegal_move'],
    },
    (ctx, { params, body: { contact, language, deal_id, ...draft } }) =>
      afterwards(ctx, editQuote(ctx, params.id, { contact, language, deal_id, draft })),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/:id/send`,
      summary: 'Sends the version that was written, with its document and a secret link.',
      access: 'quote.edit',
      params: IdParams,
      reply: QuoteDetailReply,
      errors: ['illegal_move'],
    },
    (ctx, { params }) => afterwards(ctx, sendQuote(ctx, params.id)),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/:id/withdraw`,
      summary: 'Takes a quote back.',
      access: 'quote.edit',
      params: IdParams,
      body: NoteBody,
      reply: QuoteDetailReply,
      errors: ['illegal_move'],
    },
    (ctx, { params, body }) => afterwards(ctx, withdrawQuote(ctx, params.id, body.note)),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/:id/order`,
      summary: 'Places the order of an accepted quote that was refused when it was accepted.',
      access: 'quote.edit',
      params: IdParams,
      reply: QuoteDetailReply,
      errors: ['illegal_move', 'already_exists'],
    },
    (ctx, { params }) => afterwards(ctx, placeQuoteOrder(ctx, params.id)),
  ),
  route(
    {
      method: 'GET',
      path: `${PATH}/:id/versions/:version/document`,
      summary: 'The document of a sent version as PDF, byte for byte as the customer has it.',
      access: 'quote.read',
      params: IdParams.extend({ version: z.coerce.number().int().min(1) }),
    },
    (ctx, { params }) => quoteFile(ctx, params.id, params.version),
  ),
];
