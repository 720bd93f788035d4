export { approvalRoutes } from './approvals.routes.ts';
export { dealChoiceRoutes } from './deal-choices.routes.ts';
export { dealIncentivesOn } from './deal-incentives.ts';
export { dealMoveRoutes } from './deal-moves.routes.ts';
export { winDealsByOrder } from './deal-outcomes.ts';
export { dealSettingsRoutes } from './deal-settings.routes.ts';
export { dealRoutes } from './deals.routes.ts';
export { duplicateRoutes } from './duplicates.routes.ts';
export { dealTasks, dealTicks } from './tasks.ts';
