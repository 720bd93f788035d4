export { costRoutes } from './costs.routes.ts';
export { costsOn } from './costs.ts';
export { familyRoutes } from './families.routes.ts';
export { publishFamily } from './families.ts';
export { readTable } from './files/read.ts';
export { importRoutes } from './imports.routes.ts';
export { useLiveCount } from './live.port.ts';
export { BILLINGS, type NewOffer, type NewPrice, type Offer, RATE_MODELS } from './offers.rules.ts';
export { offersOf, publishOffer } from './offers.ts';
export { planRoutes } from './plans.routes.ts';
export { type BundlePlan, mayEnter, type NewDiscount, TIERS, type Tier } from './plans.rules.ts';
export { getBundlePlan, listBundlePlans, publishBundlePlan, publishPlanVersion } from './plans.ts';
export { priceBookRoutes, RetailRuleShape } from './price-books.routes.ts';
export { agreePrices, publishPriceBookVersion, retailPriced, retailPricing, rulesOf } from './price-books.ts';
export { BILLING_PREFERENCES, type IncentiveFacts, type SpecialFacts } from './price-facts.rules.ts';
export { type PriceStep, sourceOf, stepOf } from './price-steps.rules.ts';
export { PriceBandReply, PriceReply, PriceStepReply } from './prices.routes.ts';
export { lineAmount } from './prices.rules.ts';
export type { OfferRow, PriceQuery } from './prices.sql.ts';
export { type OfferFacts, type PricedOffer, pricedAt, priceFacts, setListPrice } from './prices.ts';
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
export { promotionRoutes } from './promotions.routes.ts';
export { publishPromotion } from './promotions.ts';
export type { Side } from './retail-steps.rules.ts';
export { applyDue } from './versions.ts';
