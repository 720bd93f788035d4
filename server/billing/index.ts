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

export { checkBooks, rebuildBooks } from './books/books.ts';
export { issueDrafts, issueRun, listInvoices } from './invoices/invoices.ts';
export { useBankFileReader } from './payments/bank-files.port.ts';
export { importBankFile } from './payments/bank-files.ts';
export { useCardKeeper, usePaymentGateway } from './payments/gateway.port.ts';
export { listRequests } from './payments/payments.ts';
export { openMonthEnd } from './runs/runs.ts';
export { billingSubscriptions, billingTasks, billingTicks, resumeBilling } from './tasks.ts';
export { taxRateFor } from './tax/tax.sql.ts';

/** Every route of this module. */
export const billingRoutes = [
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
];
