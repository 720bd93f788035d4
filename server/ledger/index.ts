export { ledgerRoutes } from './ledger.routes.ts';
export type { Posting } from './transfers.rules.ts';
export { accountBalance, postTransfers } from './transfers.ts';
