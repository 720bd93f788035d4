import { z } from 'zod';
import { moneyJson } from '../../base/money.ts';
import { route } from '../../base/route.ts';
import { CivilDateText, CurrencyCode, Instant, LanguageCode } from '../../base/schemas.ts';
import { type PriceStep, PriceStepReply, sourceOf, stepOf } from '../../catalog/index.ts';
import {
  acceptByLink,
  askChangesByLink,
  linkedFile,
  type OpenedQuote,
  openQuoteLink,
} from './quote-links.ts';
import { PublicLine, sumsJson, TotalReply } from './quotes.routes.ts';

const Token = z.string().min(20).max(100);
const Person = z.string().trim().min(2, 'Write your full name.').max(200);

/** A quote as its customer reads it. */
export const OpenedReply = z
  .object({
    state: z.enum(['open', 'changes_asked', 'accepted', 'expired', 'withdrawn', 'superseded']),
    number: z.string(),
    version: z.int(),
    language: LanguageCode,
    currency: CurrencyCode,
    customer_name: z.string(),
    contact_name: z.string(),
    seller: z.object({
      name: z.string(),
      brand_color: z.string().nullable(),
      support_email: z.string().nullable(),
      support_phone: z.string().nullable(),
      support_url: z.string().nullable(),
    }),
    sent_at: Instant,
    valid_until: CivilDateText,
    message: z.string().nullable(),
    terms: z.string().nullable(),
    tax_rate: z.string(),
    tax_note: z.string(),
    lines: z.array(
      PublicLine.extend({ steps: z.array(PriceStepReply).describe('How the unit price came about') }).meta({
        id: 'OfferedLine',
      }),
    ),
    totals: z.array(TotalReply),
    commitment: TotalReply.omit({ cycle_months: true }),
    consent: z.string().describe('What whoever accepts agrees to, word for word'),
    document_sha256: z
      .string()
      .describe('Send it back when accepting: the hash of the document that was read'),
    acceptance: z.object({ name: z.string(), accepted_at: Instant, version: z.int() }).nullable(),
  })
  .meta({ id: 'OpenedQuote' });

/** Field by field: whatever else a row may come to hold stays on the seller's side. */
export function opened(quote: OpenedQuote): z.input<typeof OpenedReply> {
  const { version: row, lines, currency, acceptance } = quote;
  const { state, number, customer_name, contact_name, seller, consent, document_sha256 } = quote;
  const { version, sent_at, valid_until, message, terms, tax_rate, tax_note } = row;
  return {
    ...{ state, number, version, currency, customer_name, contact_name, seller, consent, document_sha256 },
    ...{ sent_at, valid_until, message, terms, tax_rate, tax_note },
    language: quote.language === 'ar' ? 'ar' : 'en',
    lines: lines.map((line) => lineReply(line, currency, askedBy(number, row))),
    totals: quote.totals.map((total) => sumsJson(total, currency)),
    commitment: sumsJson(quote.commitment, currency),
    acceptance: acceptance && {
      name: acceptance.name,
      accepted_at: acceptance.accepted_at,
      version: acceptance.version,
    },
  };
}

/** A customer's price is what the quote asks: what it rests on is the seller's affair. */
function askedBy(number: string, { version, valid_until: valid_to }: OpenedQuote['version']) {
  const source = sourceOf('quote', { code: number, version, valid_to });
  return (unit_price: string) => stepOf('fixed_price', { unit_price, source });
}

function lineReply(
  line: OpenedQuote['lines'][number],
  currency: string,
  step: (unit_price: string) => PriceStep,
) {
  const { name, detail, unit, quantity, domain, term_months, cycle_months, unit_price, exemption } = line;
  const cycle_net = moneyJson({ amount: line.cycle_net, currency });
  const term_net = moneyJson({ amount: line.term_net, currency });
  return {
    name,
    detail,
    unit,
    quantity,
    domain,
    term_months,
    cycle_months,
    unit_price,
    cycle_net,
    term_net,
    exemption,
    steps: [step(unit_price)],
  };
}

const PATH = '/v1/orders/quotes/link';

export const quoteLinkRoutes = [
  route(
    {
      method: 'POST',
      path: PATH,
      summary: 'What the secret link of a quote’s letter leads to.',
      access: 'public',
      body: z.object({ token: Token }),
      reply: OpenedReply,
      perMinute: 30,
      errors: ['link_expired'],
    },
    async (ctx, { body }) => opened(await openQuoteLink(ctx, body.token)),
  ),
  route(
    {
      method: 'GET',
      path: `${PATH}/document`,
      summary: 'The quote’s document as PDF, by the secret link.',
      access: 'public',
      query: z.object({ token: Token }),
      perMinute: 30,
      errors: ['link_expired'],
    },
    (ctx, { query }) => linkedFile(ctx, query.token),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/accept`,
      summary: 'Accepts the quote: its products are ordered, a prospect becomes a customer.',
      access: 'public',
      body: z.object({
        token: Token,
        name: Person,
        consent: z.literal(true, 'Say that you accept the prices and terms.'),
        document_sha256: z.string().length(64),
      }),
      reply: OpenedReply,
      perMinute: 10,
      errors: ['link_expired', 'illegal_move', 'terms_changed'],
    },
    async (ctx, { body: { token, name, document_sha256 } }) =>
      opened(await acceptByLink(ctx, token, { name, document_sha256 })),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/changes`,
      summary: 'Asks the seller for changes to the quote.',
      access: 'public',
      body: z.object({ token: Token, name: Person, note: z.string().trim().min(3).max(2000) }),
      reply: OpenedReply,
      perMinute: 10,
      errors: ['link_expired', 'illegal_move'],
    },
    async (ctx, { body: { token, ...said } }) => opened(await askChangesByLink(ctx, token, said)),
  ),
];
