import { z } from 'zod';
import { route } from '../../base/route.ts';
import { IdParams, Instant } from '../../base/schemas.ts';
import { checkChain, eInvoiceStamp, europeanFile, saudiFile } from './e-invoices.ts';

const StampReply = z
  .object({
    counter: z.string().describe('Its place in the seller’s chain, from 1'),
    hash: z.string().describe('SHA-256 of the canonical document, base64'),
    previous_hash: z.string().describe('The hash of the e-invoice before it'),
    simplified: z.boolean().describe('True for a buyer who is registered nowhere'),
    sandbox: z.boolean().describe('Signed by a sandbox certificate: of no legal force'),
    qr: z.string().describe('The QR’s text: tag, length and value of each field, base64'),
    stamped_at: Instant,
  })
  .meta({ id: 'EInvoiceStamp' });

export const eInvoiceRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/billing/invoices/:id/e-invoice.xml',
      summary: 'The invoice as an e-invoice: UBL 2.1 by EN 16931, or by ZATCA’s phase 2, signed.',
      access: 'invoice.read',
      params: IdParams,
      query: z.object({ profile: z.enum(['en16931', 'zatca']).default('en16931') }),
      errors: ['illegal_move', 'not_ready'],
    },
    (ctx, { params, query }) =>
      query.profile === 'zatca' ? saudiFile(ctx, params.id) : europeanFile(ctx, params.id),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/invoices/:id/e-invoice',
      summary: 'The stamp of the invoice’s Saudi e-invoice: counter, hash, previous hash and QR.',
      access: 'invoice.read',
      params: IdParams,
      reply: StampReply,
      errors: ['illegal_move', 'not_ready'],
    },
    async (ctx, { params }) => {
      const { counter, ...stamp } = await eInvoiceStamp(ctx, params.id);
      return { ...stamp, counter: counter.toString() };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/e-invoices/check',
      summary:
        'Walks your chain of Saudi e-invoices: counters, previous hashes, each file’s hash and signature.',
      access: 'ledger.read',
      reply: z.object({
        links: z.int().describe('How many hold, from the first on'),
        holds: z.boolean(),
        broken_at: z.string().nullable().describe('The first counter that does not hold'),
        cause: z.string().nullable(),
      }),
    },
    (ctx) => checkChain(ctx),
  ),
];
