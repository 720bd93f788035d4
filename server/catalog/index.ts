export { BILLINGS, type NewOffer, type NewPrice, type Offer, RATE_MODELS } from './offers.rules.ts';
export { offersOf, publishOffer } from './offers.ts';
export { planRoutes } from './plans.routes.ts';
export type { BundlePlan } from './plans.rules.ts';
export { getBundlePlan, listBundlePlans, publishBundlePlan, publishPlanVersion } from './plans.ts';
export { priceBookRoutes } from './price-books.routes.ts';
export { agreePrices, type RetailOffer, retailPricesFor } from './price-books.ts';
export { BILLING_PREFERENCES, lineAmount, type PlanDiscount } from './prices.rules.ts';
export type { OfferRow } from './prices.sql.ts';
export { type PricedOffer, pricesFor, setListPrice } from './prices.ts';
export { ProductReply, productRoutes, RelationsReply, ShelfQuery, UnitPrice } from './products.routes.ts';
export type { NewProduct } from './products.rules.ts';
export {
  getProduct,
  listForSale,
  productsById,
  publishFamily,
  publishProduct,
  type Shelf,
  type SoldProduct,
} from './products.ts';
export { applyDue } from './versions.ts';
