export { completeAtOnce } from './operations/completing.ts';
export { operationRoutes } from './operations/operations.routes.ts';
export type { Operation } from './operations/operations.rules.ts';
export { resumeOperations } from './operations/provision.task.ts';
export type {
  Provisioner,
  ProvisioningOrder,
  ProvisioningPoll,
  ProvisioningProgress,
  ProvisioningStart,
} from './operations/provisioner.port.ts';
export { provisionerOf, useProvisioner } from './operations/provisioner.port.ts';
export { customerRoutes } from './orders/customers.routes.ts';
export { addCustomer } from './orders/customers.ts';
export { orderRoutes } from './orders/orders.routes.ts';
export type { OrderLine } from './orders/orders.rules.ts';
export { getOrder, placeOrder, releaseHeldOrder, releaseOrder } from './orders/orders.ts';
export { type PurchaseHold, usePurchaseHolds } from './orders/purchase-holds.port.ts';
export { storeRoutes } from './orders/store.routes.ts';
export { useSalesTax } from './orders/tax.port.ts';
export { quoteLinkRoutes } from './quotes/quote-links.routes.ts';
export { quoteRoutes } from './quotes/quotes.routes.ts';
export { composeQuote, sendQuote } from './quotes/quotes.ts';
export { receivedQuoteRoutes } from './quotes/received-quotes.routes.ts';
export { serviceRoutes } from './quotes/services.routes.ts';
export { addService } from './quotes/services.ts';
export { consequenceRoutes } from './subscriptions/consequences.routes.ts';
export { countLive } from './subscriptions/live.ts';
export { subscriptionRoutes } from './subscriptions/subscriptions.routes.ts';
export { cancelSubscription, changeQuantity, getSubscription } from './subscriptions/subscriptions.ts';
export { orderSubscriptions, orderTasks, orderTicks } from './tasks.ts';
