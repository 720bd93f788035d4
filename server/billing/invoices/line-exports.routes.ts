import { z } from 'zod';
import { route } from '../../base/route.ts';
import { CivilDateText, IdParams } from '../../base/schemas.ts';
import { explainedInvoice } from './line-exports.ts';
import { invoiceLinesFile, reconciliationFile } from './reconciliation.ts';

const Sheet = z.enum(['csv', 'xlsx']).default('csv');

export const lineExportRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/billing/invoices/:id/export.json',
      summary: 'The document with all that its figures follow from, to be reckoned anew offline.',
      access: 'invoice.read',
      params: IdParams,
    },
    (ctx, { params }) => explainedInvoice(ctx, params.id),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/invoices/:id/lines',
      summary: 'The document’s lines as CSV or XLSX, under the columns of a reconciliation file.',
      access: 'invoice.read',
      params: IdParams,
      query: z.object({ format: Sheet }),
    },
    (ctx, { params, query }) => invoiceLinesFile(ctx, params.id, query.format),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/reconciliation',
      summary:
        'Every line of the documents of some days, under the columns that channel partners reconcile by.',
      access: 'invoice.read',
      query: z.object({
        side: z.enum(['issued', 'received']).describe('Documents you sent, or were sent'),
        from: CivilDateText.optional().describe('First day of issue; by default the first of the month'),
        through: CivilDateText.optional().describe('Last day of issue; today by default'),
        format: Sheet,
      }),
      perMinute: 20,
    },
    (ctx, { query }) => reconciliationFile(ctx, query),
  ),
];
