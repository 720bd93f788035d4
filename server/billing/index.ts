import { invoiceRoutes } from './invoices.routes.ts';
import { paymentRoutes } from './payments.routes.ts';
import { runRoutes } from './runs.routes.ts';

export { type BankFileReader, useBankFileReader } from './bank-files.port.ts';
export { importBankFile } from './bank-files.ts';
export { finishDraft, workBatch } from './drafting.ts';
export {
  type GatewayCheckout,
  type NewCheckout,
  type PaymentGateway,
  usePaymentGateway,
} from './gateway.port.ts';
export { issueDrafts, issueRun, listInvoices } from './invoices.ts';
export { listRequests, recordPayment, takePayment } from './payments.ts';
export { openMonthEnd } from './runs.ts';
export { billingSubscriptions, billingTasks, resumeBilling } from './tasks.ts';

export const billingRoutes = [...invoiceRoutes, ...runRoutes, ...paymentRoutes];
