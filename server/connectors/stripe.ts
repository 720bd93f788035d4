import type Stripe from 'stripe';
import { ConnectorError } from './connector-error.ts';
import { fromGateway, toGateway } from './stripe-amounts.ts';
import { type GatewayNews, listNews, newsOf } from './stripe-events.ts';
import {
  checkoutOf,
  createRefund,
  getRefund,
  paymentOf,
  type Refund,
  type RefundRequest,
  refundsOf,
} from './stripe-refunds.ts';

export type CheckoutRequest = {
  /** What the payment is for, in the seller's words: comes back with the checkout. */
  reference: string;
  /** Minor units by ISO 4217. */
  amount: { amount: bigint; currency: string };
  description: string;
  email?: string;
  /** `en` or `ar`: what the payment page speaks. */
  language: string;
  successUrl: string;
  cancelUrl: string;
  idempotencyKey: string;
};

export type Checkout = {
  id: string;
  state: 'open' | 'paid' | 'expired';
  /** Minor units by ISO 4217. */
  amount: bigint;
  currency: string;
  paymentId?: string;
  reference: string;
};

/**
 * A payment that its card's holder disputes. `open` and `lost`: the gateway has taken the money back; `won`: it has come back; `inquiry`: no
 * money has moved. `checkoutId` is null for a payment that came by no checkout.
 */
export type Dispute = {
  id: string;
  state: 'inquiry' | 'open' | 'won' | 'lost';
  /** Minor units by ISO 4217. */
  amount: bigint;
  currency: string;
  reason: string;
  checkoutId: string | null;
};

export type PaymentGateway = {
  /** Makes a payment page for one amount. The same idempotency key gives the same page. Throws ConnectorError. */
  createCheckout(request: CheckoutRequest): Promise<{ id: string; url: string }>;
  /** How a checkout stands. Throws ConnectorError. */
  getCheckout(id: string): Promise<Checkout>;
  /** How a dispute stands, and which checkout it is of. Throws ConnectorError. */
  getDispute(id: string): Promise<Dispute>;
  /** The disputes of what a checkout brought. Throws ConnectorError. */
  disputesOf(checkoutId: string): Promise<string[]>;
  /** Sends a part of what a checkout brought back to its card. The same reference gives the same refund. Throws ConnectorError. */
  createRefund(request: RefundRequest): Promise<Refund>;
  /** How a refund stands. Throws ConnectorError. */
  getRefund(id: string): Promise<Refund>;
  /** The refunds of a charge, or of what a checkout brought. Throws ConnectorError. */
  refundsOf(of: { chargeId: string } | { checkoutId: string }): Promise<string[]>;
  /** What has happened from that second on, at most thirty days ago, oldest first. Throws ConnectorError. */
  listNews(since: number | null): Promise<GatewayNews[]>;
  /** The news in a webhook's raw body, if its signature is right and at most five minutes old. Throws ConnectorError. */
  verifyWebhook(rawBody: Buffer, signature: string): Promise<GatewayNews>;
};

export type StripeConfig = {
  secretKey: string;
  webhookSecret: string;
  /** Another address than Stripe's own: the sandbox's. */
  apiUrl?: string;
  timeoutMs?: number;
};

const TIMEOUT_MS = 15_000;

/**
 * Card payments through Stripe's hosted checkout, or through the sandbox that speaks its language. Stripe's library is loaded with the first of
 * them: every process of the program has a gateway, and few ever take a card.
 */
export function createStripeGateway(config: StripeConfig): PaymentGateway {
  let opened: Promise<Stripe> | undefined;
  const open = () => (opened ??= openStripe(config));
  return {
    createCheckout: (request) => attempt(async () => createCheckout(await open(), request)),
    getCheckout: (id) =>
      attempt(async () => readCheckout(await (await open()).checkout.sessions.retrieve(id))),
    getDispute: (id) => attempt(async () => getDispute(await open(), id)),
    disputesOf: (checkoutId) => attempt(async () => disputesOf(await open(), checkoutId)),
    createRefund: (request) => attempt(async () => createRefund(await open(), request)),
    getRefund: (id) => attempt(async () => getRefund(await open(), id)),
    refundsOf: (of) => attempt(async () => refundsOf(await open(), of)),
    listNews: (since) => attempt(async () => listNews(await open(), since)),
    verifyWebhook: async (rawBody, signature) =>
      verifyWebhook(await open(), rawBody, signature, config.webhookSecret),
  };
}

/** Stripe's library, loaded when it is first wanted. */
export const library = async () => (await import('stripe')).default;

/** A client of Stripe's library for this configuration. */
export async function openStripe({
  secretKey,
  apiUrl,
  timeoutMs = TIMEOUT_MS,
}: StripeConfig): Promise<Stripe> {
  const options = { ...addressOf(apiUrl), timeout: timeoutMs, maxNetworkRetries: 1, telemetry: false };
  return new (await library())(secretKey, options);
}

function addressOf(apiUrl: string | undefined): Pick<Stripe.StripeConfig, 'host' | 'port' | 'protocol'> {
  if (apiUrl === undefined) return {};
  const { hostname: host, port, protocol } = new URL(apiUrl);
  const scheme = protocol === 'http:' ? 'http' : 'https';
  return { host, protocol: scheme, port: port || (scheme === 'http' ? 80 : 443) };
}

async function createCheckout(
  stripe: Stripe,
  request: CheckoutRequest,
): Promise<{ id: string; url: string }> {
  const { reference, amount, description, email, language, successUrl, cancelUrl, idempotencyKey } = request;
  const price_data = {
    currency: amount.currency.toLowerCase(),
    unit_amount: toGateway(amount),
    product_data: { name: description },
  };
  const metadata = { reference, language };
  const session = await stripe.checkout.sessions.create(
    {
      mode: 'payment',
      line_items: [{ price_data, quantity: 1 }],
      client_reference_id: reference,
      metadata,
      payment_intent_data: { metadata, description },
      // Stripe's page has no Arabic; "auto" lets it follow the browser, and the sandbox reads the metadata.
      locale: language === 'en' ? 'en' : 'auto',
      success_url: successUrl,
      cancel_url: cancelUrl,
      ...(email && { customer_email: email }),
    },
    { idempotencyKey },
  );
  if (!session.url)
    throw new ConnectorError(false, 'This payment page is closed already. Start the payment again.');
  return { id: session.id, url: session.url };
}

function readCheckout(session: Stripe.Checkout.Session): Checkout {
  const currency = (session.currency ?? '').toUpperCase();
  const paymentId =
    typeof session.payment_intent === 'string' ? session.payment_intent : session.payment_intent?.id;
  const state =
    session.payment_status === 'paid' ? 'paid' : session.status === 'expired' ? 'expired' : 'open';
  return {
    id: session.id,
    state,
    amount: fromGateway(BigInt(session.amount_total ?? 0), currency),
    currency,
    ...(paymentId && { paymentId }),
    reference: session.client_reference_id ?? session.metadata?.reference ?? '',
  };
}

async function getDispute(stripe: Stripe, id: string): Promise<Dispute> {
  const { amount, currency: code, status, reason, payment_intent } = await stripe.disputes.retrieve(id);
  const currency = code.toUpperCase();
  return {
    id,
    state: disputeState(status),
    amount: fromGateway(BigInt(amount), currency),
    currency,
    reason,
    checkoutId: await checkoutOf(stripe, payment_intent),
  };
}

async function disputesOf(stripe: Stripe, checkoutId: string): Promise<string[]> {
  const payment_intent = await paymentOf(stripe, checkoutId);
  const { data } = await stripe.disputes.list({ payment_intent, limit: 100 });
  return data.map(({ id }) => id);
}

/** A warning is an inquiry, before any money moves; one that was prevented has moved none. */
function disputeState(status: Stripe.Dispute.Status): Dispute['state'] {
  if (status === 'won') return 'won';
  if (status === 'lost') return 'lost';
  return status.startsWith('warning') || status === 'prevented' ? 'inquiry' : 'open';
}

function verifyWebhook(stripe: Stripe, rawBody: Buffer, signature: string, secret: string): GatewayNews {
  try {
    const event = stripe.webhooks.constructEvent(rawBody, signature, secret);
    return newsOf(event);
  } catch (cause) {
    throw new ConnectorError(false, 'The webhook is not signed by the payment gateway, or it is too old.', {
      cause,
    });
  }
}

/** Does the work; what Stripe refuses is thrown as a ConnectorError. */
export async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { errors } = await library();
    throw cause instanceof errors.StripeError ? translate(cause, errors) : cause;
  }
}

/** No connection, an overload or a fault of theirs passes by itself; everything else needs a person. */
function translate(
  error: InstanceType<typeof Stripe.errors.StripeError>,
  { StripeConnectionError }: typeof Stripe.errors,
): ConnectorError {
  const status = error.statusCode ?? 0;
  const retryable =
    error instanceof StripeConnectionError || status >= 500 || status === 429 || status === 409;
  return new ConnectorError(retryable, `The payment gateway refused: ${error.message}`, { cause: error });
}
