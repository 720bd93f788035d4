import type { Route } from '../base/route.ts';
import { dunningRoutes } from './dunning/routes.ts';
import { eInvoiceRoutes } from './e-invoices/e-invoices.routes.ts';
import { feeRoutes } from './fees/fees.routes.ts';
import { invoiceRoutes } from './invoices/invoices.routes.ts';
import { lineExportRoutes } from './invoices/line-exports.routes.ts';
import { noteRoutes } from './invoices/notes.routes.ts';
import { paymentRoutes } from './payments/payments.routes.ts';
import { planPreviewRoutes } from './previews/plan-previews.routes.ts';
import { replayRoutes } from './replays/replays.routes.ts';
import { runRoutes } from './runs/runs.routes.ts';
import { statementRoutes } from './statements/statements.routes.ts';
import { exchangeRateRoutes } from './tax/exchange-rates.routes.ts';
import { taxRoutes } from './tax/tax.routes.ts';
import { usageRoutes } from './usage/usage.routes.ts';

/** Every route of this module. */
export const billingRoutes: Route[] = [
  ...invoiceRoutes,
  ...noteRoutes,
  ...feeRoutes,
  ...usageRoutes,
  ...taxRoutes,
  ...exchangeRateRoutes,
  ...eInvoiceRoutes,
  ...lineExportRoutes,
  ...statementRoutes,
  ...runRoutes,
  ...replayRoutes,
  ...planPreviewRoutes,
  ...paymentRoutes,
  ...dunningRoutes,
];
