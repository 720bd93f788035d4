export { dealChoiceRoutes } from './deals/deal-choices.routes.ts';
export { dealIncentivesOn } from './deals/deal-incentives.ts';
export { dealMoveRoutes } from './deals/deal-moves.routes.ts';
export { loseDeal, winDeal, winDealsByOrder } from './deals/deal-outcomes.ts';
export { approveDeal, registerDeal, returnDeal } from './deals/deal-registration.ts';
export { dealSettingsRoutes } from './deals/deal-settings.routes.ts';
export { mayQuoteFor } from './deals/deal-views.ts';
export { dealRoutes } from './deals/deals.routes.ts';
export { draftDeal } from './deals/deals.ts';
export { customerLikenessRoutes } from './duplicates/customer-likenesses.routes.ts';
export { duplicateRoutes } from './duplicates/duplicates.routes.ts';
export { accountPrices, type BothPrices, bothPrices, type Pricing } from './special-prices/account-prices.ts';
export { approvalRoutes } from './special-prices/approvals.routes.ts';
export { customerPriceFacts } from './special-prices/customer-prices.ts';
export {
  agreeToSpecialPrice,
  endorseSpecialPrice,
  noteGrowth,
  reopenSpecialPrices,
} from './special-prices/special-price-decisions.ts';
export { specialPriceNeedRoutes } from './special-prices/special-price-needs.routes.ts';
export {
  noteSpecialPriceNeed,
  requestAtUsualPrice,
  type Standing,
  settleSpecialPriceNeed,
  standingOf,
  standingOfProspect,
} from './special-prices/special-price-needs.ts';
export { specialPriceRoutes } from './special-prices/special-prices.routes.ts';
export { coveredBySpecialPrice, requestSpecialPrice } from './special-prices/special-prices.ts';
export { dealTasks, dealTicks } from './tasks.ts';
