import { z } from 'zod';
import { ListQuery, pageOf } from '../../base/page.ts';
import { route } from '../../base/route.ts';
import { CivilDateText, IdParams, Instant } from '../../base/schemas.ts';
import { OpenedReply, opened } from './quote-links.routes.ts';
import { QUOTE_STATES } from './quotes.rules.ts';
import {
  acceptReceivedQuote,
  askChangesOfReceived,
  getReceivedQuote,
  listReceivedQuotes,
  receivedQuoteFile,
} from './received-quotes.ts';

const ReceivedReply = z
  .object({
    id: z.uuid(),
    number: z.string(),
    state: z.enum(QUOTE_STATES),
    version: z.int(),
    valid_until: CivilDateText.nullable(),
    created_at: Instant,
    seller: z.object({ id: z.uuid(), name: z.string() }),
  })
  .meta({ id: 'ReceivedQuote' });

type Listed = { items: z.input<typeof ReceivedReply>[]; next_cursor: string | null };

const PATH = '/v1/orders/received-quotes';

export const receivedQuoteRoutes = [
  route(
    {
      method: 'GET',
      path: PATH,
      summary: 'The quotes that the customer was sent, newest first.',
      access: 'quote.receive',
      query: ListQuery,
      reply: pageOf(ReceivedReply),
    },
    async (ctx, { query }) => (await listReceivedQuotes(ctx, query)) as Listed,
  ),
  route(
    {
      method: 'GET',
      path: `${PATH}/:id`,
      summary: 'One quote that the customer was sent, in its last version.',
      access: 'quote.receive',
      params: IdParams,
      reply: OpenedReply,
    },
    async (ctx, { params }) => opened(await getReceivedQuote(ctx, params.id)),
  ),
  route(
    {
      method: 'GET',
      path: `${PATH}/:id/document`,
      summary: 'Its document as PDF.',
      access: 'quote.receive',
      params: IdParams,
    },
    (ctx, { params }) => receivedQuoteFile(ctx, params.id),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/:id/accept`,
      summary: 'Accepts the quote in the name of whoever is signed in: its products are ordered.',
      access: 'quote.receive',
      params: IdParams,
      body: z.object({
        consent: z.literal(true, 'Say that you accept the prices and terms.'),
        document_sha256: z.string().length(64),
      }),
      reply: OpenedReply,
      errors: ['illegal_move', 'terms_changed'],
    },
    async (ctx, { params, body }) => opened(await acceptReceivedQuote(ctx, params.id, body.document_sha256)),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/:id/changes`,
      summary: 'Asks the seller for changes to the quote.',
      access: 'quote.receive',
      params: IdParams,
      body: z.object({ note: z.string().trim().min(3).max(2000) }),
      reply: OpenedReply,
      errors: ['illegal_move'],
    },
    async (ctx, { params, body }) => opened(await askChangesOfReceived(ctx, params.id, body.note)),
  ),
];
