import { z } from 'zod';
import { ExemptionBody } from '../../base/exemptions.ts';
import { route } from '../../base/route.ts';
import { Bilingual, CivilDateText, IdParams } from '../../base/schemas.ts';
import { InvoiceReply, invoiceReply } from './invoices.routes.ts';
import { creditInvoice, debitInvoice, writeOffInvoice } from './notes.ts';

const Reason = z.string().trim().min(3).max(500).describe('Stands on the note');
const Amount = z.int().min(1).max(Number.MAX_SAFE_INTEGER).describe('Minor units, net of tax');
const Words = Bilingual.refine(
  ({ en, ar }) => en.trim() !== '' && ar.trim() !== '',
  'Say it in both languages.',
);

const Credit = z.object({
  reason: Reason,
  net: Amount.optional().describe(
    'Spread over the lines; left out with no lines, all that is left is credited',
  ),
  lines: z
    .array(
      z.object({
        subscription_id: z.uuid(),
        component: z.string(),
        period_from: CivilDateText,
        revision: z.int(),
        net: Amount,
      }),
    )
    .min(1)
    .optional()
    .describe('So much of each of these lines, by their `key`'),
});

export const noteRoutes = [
  route(
    {
      method: 'POST',
      path: '/v1/billing/invoices/:id/credit-notes',
      summary: 'Credits an issued invoice or a part of it; never more than is left of its lines.',
      access: 'note.issue',
      params: IdParams,
      body: Credit,
      reply: InvoiceReply,
      status: 201,
      errors: ['illegal_move'],
    },
    async (ctx, { params, body: { reason, net, lines } }) => {
      const wish = {
        reason,
        net: net === undefined ? undefined : BigInt(net),
        lines: lines?.map((line) => ({ ...line, net: BigInt(line.net) })),
      };
      return invoiceReply(ctx, await creditInvoice(ctx, params.id, wish));
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/invoices/:id/debit-notes',
      summary: 'Charges more on an issued invoice.',
      access: 'note.issue',
      params: IdParams,
      body: z.object({
        reason: Reason,
        lines: z
          .array(z.object({ words: Words, net: Amount, exemption: ExemptionBody }))
          .min(1)
          .max(100),
      }),
      reply: InvoiceReply,
      status: 201,
    },
    async (ctx, { params, body: { reason, lines } }) => {
      const charges = lines.map(({ net, ...line }) => ({ ...line, net: BigInt(net) }));
      return invoiceReply(ctx, await debitInvoice(ctx, params.id, { reason, lines: charges }));
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/invoices/:id/write-off',
      summary: 'Gives up what is open on an invoice as a bad debt.',
      access: 'note.issue',
      params: IdParams,
      body: z.object({ reason: Reason }),
      reply: InvoiceReply,
    },
    async (ctx, { params, body }) => invoiceReply(ctx, await writeOffInvoice(ctx, params.id, body.reason)),
  ),
];
