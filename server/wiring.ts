import { useBankFileReader, useCardKeeper, usePaymentGateway } from './billing/index.ts';
import {
  createCardKeeper,
  createServiceBroker,
  createStripeGateway,
  readStatements,
} from './connectors/index.ts';
import { useProvisioner } from './orders/index.ts';

/**
 * Gives the modules' ports their connectors, from the environment. Without settings of its own each speaks to the sandbox
 * at SANDBOX_URL with the sandbox's own keys.
 */
export function wireConnectors(env: NodeJS.ProcessEnv = process.env): void {
  const sandbox = env.SANDBOX_URL ?? 'http://127.0.0.1:4100';
  useProvisioner(
    'open-service-broker',
    createServiceBroker({
      url: env.BROKER_URL ?? sandbox,
      username: env.BROKER_USER ?? 'caravan',
      password: env.BROKER_PASSWORD ?? 'sandbox',
    }),
  );
  const stripe = {
    secretKey: env.STRIPE_SECRET_KEY ?? 'sk_test_sandbox',
    webhookSecret: env.STRIPE_WEBHOOK_SECRET ?? 'whsec_sandbox',
    // With a key of one's own the address is Stripe's, unless told otherwise.
    ...(env.STRIPE_API_URL ? { apiUrl: env.STRIPE_API_URL } : !env.STRIPE_SECRET_KEY && { apiUrl: sandbox }),
  };
  usePaymentGateway(createStripeGateway(stripe));
  useCardKeeper(createCardKeeper(stripe));
  useBankFileReader(readStatements);
}
