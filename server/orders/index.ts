export { completeAtOnce } from './completing.ts';
export { consequenceRoutes } from './consequences.routes.ts';
export { customerRoutes } from './customers.routes.ts';
export { addCustomer } from './customers.ts';
export { countLive } from './live.ts';
export { operationRoutes } from './operations.routes.ts';
export type { Operation } from './operations.rules.ts';
export { orderRoutes } from './orders.routes.ts';
export type { OrderLine } from './orders.rules.ts';
export { getOrder, placeOrder, releaseHeldOrder, releaseOrder } from './orders.ts';
export { resumeOperations } from './provision.task.ts';
export type {
  Provisioner,
  ProvisioningOrder,
  ProvisioningPoll,
  ProvisioningProgress,
  ProvisioningStart,
} from './provisioner.port.ts';
export { provisionerOf, useProvisioner } from './provisioner.port.ts';
export { quoteLinkRoutes } from './quote-links.routes.ts';
export { quoteRoutes } from './quotes.routes.ts';
export { composeQuote, sendQuote } from './quotes.ts';
export { receivedQuoteRoutes } from './received-quotes.routes.ts';
export { serviceRoutes } from './services.routes.ts';
export { addService } from './services.ts';
export { storeRoutes } from './store.routes.ts';
export { subscriptionRoutes } from './subscriptions.routes.ts';
export { cancelSubscription, changeQuantity, getSubscription } from './subscriptions.ts';
export { orderSubscriptions, orderTasks, orderTicks } from './tasks.ts';
export { useSalesTax } from './tax.port.ts';
