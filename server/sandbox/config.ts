import { resolve } from 'node:path';

export type Config = {
  port: number;
  host: string;
  /** Where the state is kept. */
  folder: string;
  /** The address a browser reaches this process at; by default the one it listens on. */
  publicUrl: string | undefined;
  /** How long provisioning takes when a request does not say. */
  delayMs: number;
  /** The wait before the first retry of a webhook; it doubles each time. */
  retryMs: number;
  /** How long a refund takes whose test card says that it does not arrive at once. */
  refundMs: number;
  brokerUser: string;
  brokerPassword: string;
  secretKey: string;
  webhookUrl: string | undefined;
  webhookSecret: string;
};

/** The settings, each with a default that suits the demo program. Throws on a number that is none. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  return {
    port: whole(env, 'SANDBOX_PORT', 4010),
    host: env.SANDBOX_HOST ?? '127.0.0.1',
    folder: resolve(env.CARAVAN_DATA ?? '.caravan', 'sandbox'),
    publicUrl: env.SANDBOX_PUBLIC_URL?.replace(/\/+$/, '') || undefined,
    delayMs: whole(env, 'SANDBOX_DELAY_MS', 1500),
    retryMs: whole(env, 'SANDBOX_RETRY_MS', 1000),
    refundMs: whole(env, 'SANDBOX_REFUND_MS', 3000),
    brokerUser: env.SANDBOX_BROKER_USER ?? 'caravan',
    brokerPassword: env.SANDBOX_BROKER_PASSWORD ?? 'sandbox',
    secretKey: env.SANDBOX_STRIPE_KEY ?? 'sk_test_sandbox',
    webhookUrl: env.SANDBOX_WEBHOOK_URL || undefined,
    webhookSecret: env.SANDBOX_WEBHOOK_SECRET ?? 'whsec_sandbox',
  };
}

function whole(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} must be a whole number, not "${text}".`);
  return Number(text);
}
