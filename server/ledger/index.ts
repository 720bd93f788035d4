export { ledgerRoutes } from './ledger.routes.ts';
export type { LedgerAccount, Posting, Transfer } from './transfers.rules.ts';
export { accountBalance, postTransfers, trialBalance } from './transfers.ts';
