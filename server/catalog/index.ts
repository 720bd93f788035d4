export type { NewOffer, NewPrice, Offer } from './offers.rules.ts';
export { offersOf, publishOffer } from './offers.ts';
export { planRoutes } from './plans.routes.ts';
export type { BundlePlan } from './plans.rules.ts';
export { getBundlePlan, listBundlePlans, publishBundlePlan, publishPlanVersion } from './plans.ts';
export {
  BILLING_PREFERENCES,
  type BillingPreference,
  lineAmount,
  type PlanDiscount,
  priceOf,
} from './prices.rules.ts';
export type { OfferRow, PriceQuery } from './prices.sql.ts';
export { type PricedOffer, pricesFor, setListPrice } from './prices.ts';
export { ProductReply, productRoutes, UnitPrice } from './products.routes.ts';
export type { Family, NewProduct, Product, Text } from './products.rules.ts';
export {
  getProduct,
  type ListedProduct,
  listFamilies,
  listForSale,
  publishFamily,
  publishProduct,
} from './products.ts';
