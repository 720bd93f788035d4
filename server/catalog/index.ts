export { familyRoutes } from './families.routes.ts';
export { publishFamily } from './families.ts';
export { readTable } from './files/read.ts';
export { importRoutes } from './imports/imports.routes.ts';
export { useLiveCount } from './live.port.ts';
export { BILLINGS, type NewOffer, type NewPrice, type Offer, RATE_MODELS } from './offers.rules.ts';
export { offersOf, publishOffer } from './offers.ts';
export { planRoutes } from './plans/plans.routes.ts';
export { type BundlePlan, mayEnter, type NewDiscount, TIERS, type Tier } from './plans/plans.rules.ts';
export { getBundlePlan, listBundlePlans, publishBundlePlan, publishPlanVersion } from './plans/plans.ts';
export { promotionRoutes } from './plans/promotions.routes.ts';
export { publishPromotion } from './plans/promotions.ts';
export { priceBookRoutes, RetailRuleShape } from './price-books.routes.ts';
export { agreePrices, publishPriceBookVersion, retailPriced, retailPricing, rulesOf } from './price-books.ts';
export { costRoutes } from './prices/costs.routes.ts';
export { costsOn } from './prices/costs.ts';
export { BILLING_PREFERENCES, type IncentiveFacts, type SpecialFacts } from './prices/price-facts.rules.ts';
export { type PriceStep, sourceOf, stepOf } from './prices/price-steps.rules.ts';
export { PriceBandReply, PriceReply, PriceStepReply } from './prices/prices.routes.ts';
export { lineAmount } from './prices/prices.rules.ts';
export type { OfferRow, PriceQuery } from './prices/prices.sql.ts';
export { type OfferFacts, type PricedOffer, pricedAt, priceFacts, setListPrice } from './prices/prices.ts';
export type { Side } from './prices/retail-steps.rules.ts';
export { ProductReply, productRoutes, RelationsReply, ShelfQuery, UnitPrice } from './products.routes.ts';
export type { NewProduct } from './products.rules.ts';
export {
  getProduct,
  listForSale,
  productsById,
  publishProduct,
  type Shelf,
  type SoldProduct,
  saleFactsOf,
} from './products.ts';
export { applyDue } from './versions.ts';
