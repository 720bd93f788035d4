export { ledgerRoutes } from './ledger.routes.ts';
export type { Deferral } from './recognitions.rules.ts';
export { deferRevenue } from './recognitions.ts';
export { ledgerTasks, recogniseEarned } from './tasks.ts';
export type { Posting } from './transfers.rules.ts';
export { accountBalance, postSelected, postTransfers } from './transfers.ts';
