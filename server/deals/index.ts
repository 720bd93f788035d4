export { accountPrices, type BothPrices, bothPrices, type Pricing } from './account-prices.ts';
export { approvalRoutes } from './approvals.routes.ts';
export { customerLikenessRoutes } from './customer-likenesses.routes.ts';
export { customerPriceFacts } from './customer-prices.ts';
export { dealChoiceRoutes } from './deal-choices.routes.ts';
export { dealIncentivesOn } from './deal-incentives.ts';
export { dealMoveRoutes } from './deal-moves.routes.ts';
export { loseDeal, winDeal, winDealsByOrder } from './deal-outcomes.ts';
export { approveDeal, registerDeal, returnDeal } from './deal-registration.ts';
export { dealSettingsRoutes } from './deal-settings.routes.ts';
export { mayQuoteFor } from './deal-views.ts';
export { dealRoutes } from './deals.routes.ts';
export { draftDeal } from './deals.ts';
export { duplicateRoutes } from './duplicates.routes.ts';
export {
  agreeToSpecialPrice,
  endorseSpecialPrice,
  noteGrowth,
  reopenSpecialPrices,
} from './special-price-decisions.ts';
export { specialPriceNeedRoutes } from './special-price-needs.routes.ts';
export {
  noteSpecialPriceNeed,
  requestAtUsualPrice,
  type Standing,
  settleSpecialPriceNeed,
  standingOf,
  standingOfProspect,
} from './special-price-needs.ts';
export { specialPriceRoutes } from './special-prices.routes.ts';
export { coveredBySpecialPrice, requestSpecialPrice } from './special-prices.ts';
export { dealTasks, dealTicks } from './tasks.ts';
