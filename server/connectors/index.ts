export { type WritableEntry, writeCamt053 } from './bank-files/write-camt053.ts';
export { readStatements } from './bank-statements.ts';
export { createServiceBroker } from './open-service-broker.ts';
export { createStripeGateway } from './stripe.ts';
export { createCardKeeper } from './stripe-cards.ts';
