import { eInvoiceRoutes } from './e-invoices.routes.ts';
import { exchangeRateRoutes } from './exchange-rates.routes.ts';
import { feeRoutes } from './fees.routes.ts';
import { invoiceRoutes } from './invoices.routes.ts';
import { lineExportRoutes } from './line-exports.routes.ts';
import { noteRoutes } from './notes.routes.ts';
import { paymentRoutes } from './payments.routes.ts';
import { planPreviewRoutes } from './plan-previews.routes.ts';
import { replayRoutes } from './replays.routes.ts';
import { runRoutes } from './runs.routes.ts';
import { statementRoutes } from './statements.routes.ts';
import { taxRoutes } from './tax.routes.ts';
import { usageRoutes } from './usage.routes.ts';

export { useBankFileReader } from './bank-files.port.ts';
export { importBankFile } from './bank-files.ts';
export { checkBooks, rebuildBooks } from './books.ts';
export { usePaymentGateway } from './gateway.port.ts';
export { issueDrafts, issueRun, listInvoices } from './invoices.ts';
export { listRequests } from './payments.ts';
export { openMonthEnd } from './runs.ts';
export { billingSubscriptions, billingTasks, resumeBilling } from './tasks.ts';
export { taxRateFor } from './tax.sql.ts';

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
