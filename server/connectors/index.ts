export { readStatements } from './bank-statements.ts';
export { createServiceBroker } from './open-service-broker.ts';
export { createStripeGateway } from './stripe.ts';
export { type WritableEntry, type WritableStatement, writeCamt053 } from './bank-files/write-camt053.ts';
