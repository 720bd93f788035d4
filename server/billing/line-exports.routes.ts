import { route } from '../base/route.ts';
import { IdParams } from '../base/schemas.ts';
import { explainedInvoice } from './line-exports.ts';

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
];
