import type Stripe from 'stripe';
import { currencyDecimals, moneyJson } from '../base/money.ts';
import { ConnectorError } from './connector-error.ts';

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

/** News from the gateway. `checkoutId` is there when it speaks of a checkout, `disputeId` of a dispute, `paymentReference` (ours) of a payment; ask what became of it. */
export type GatewayNews = {
  id: string;
  type: string;
  checkoutId?: string;
  disputeId?: string;
  paymentReference?: string;
};

export type PaymentGateway = {
  /** Makes a payment page for one amount. The same idempotency key gives the same page. Throws ConnectorError. */
  createCheckout(request: CheckoutRequest): Promise<{ id: string; url: string }>;
  /** How a checkout stands. Throws ConnectorError. */
  getCheckout(id: string): Promise<Checkout>;
  /** How a dispute stands, and which checkout it is of. Throws ConnectorError. */
  getDispute(id: string): Promise<Dispute>;
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

// What Stripe's amounts count, where it is not ISO 4217's minor unit.
const GATEWAY_DECIMALS: Record<string, number> = { ISK: 2, UGX: 2, MGA: 0 };
// The most that Stripe takes in one payment.
const MOST = 99_999_999n;
// Stripe takes three decimals here, but only with a 0 as the last.
const LAST_DIGIT_ZERO = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

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
  const payment = typeof payment_intent === 'string' ? payment_intent : payment_intent?.id;
  const list = { payment_intent: payment ?? '', limit: 1 };
  const sessions = payment ? (await stripe.checkout.sessions.list(list)).data : [];
  const currency = code.toUpperCase();
  return {
    id,
    state: disputeState(status),
    amount: fromGateway(BigInt(amount), currency),
    currency,
    reason,
    // What was charged to a kept card has no page: the payment stands for it.
    checkoutId: sessions[0]?.id ?? payment ?? null,
  };
}

/** A warning is an inquiry, before any money moves; one that was prevented has moved none. */
function disputeState(status: Stripe.Dispute.Status): Dispute['state'] {
  if (status === 'won') return 'won';
  if (status === 'lost') return 'lost';
  return status.startsWith('warning') || status === 'prevented' ? 'inquiry' : 'open';
}

/** The amount in what Stripe counts. Refuses one that a card cannot be charged to the last unit. */
export function toGateway({ amount, currency }: CheckoutRequest['amount']): number {
  const shift = shiftOf(currency);
  const step = LAST_DIGIT_ZERO.has(currency) ? 10n : shift < 0 ? 10n ** BigInt(-shift) : 1n;
  const charged = shift > 0 ? amount * 10n ** BigInt(shift) : amount / 10n ** BigInt(-shift);
  if (amount % step !== 0n)
    throw new ConnectorError(
      false,
      `Cards cannot be charged an amount in ${currency} that is not a multiple of ${step} minor units.`,
    );
  if (charged <= 0n || charged > MOST) throw new ConnectorError(false, 'This amount cannot be paid by card.');
  return moneyJson({ amount: charged, currency }).amount;
}

/** ISO 4217 minor units of what Stripe counts. */
export function fromGateway(charged: bigint, currency: string): bigint {
  const shift = shiftOf(currency);
  return shift > 0 ? charged / 10n ** BigInt(shift) : charged * 10n ** BigInt(-shift);
}

/** How many more decimals Stripe counts than ISO 4217: 2 for UGX, −2 for MGA, 0 for nearly all. */
function shiftOf(currency: string): number {
  const decimals = currencyDecimals(currency);
  return (GATEWAY_DECIMALS[currency] ?? decimals) - decimals;
}

function verifyWebhook(stripe: Stripe, rawBody: Buffer, signature: string, secret: string): GatewayNews {
  try {
    const event = stripe.webhooks.constructEvent(rawBody, signature, secret);
    const { id, object, metadata } = event.data.object as {
      id?: string;
      object?: string;
      metadata?: { reference?: string };
    };
    return {
      id: event.id,
      type: event.type,
      ...(object === 'checkout.session' && id && { checkoutId: id }),
      ...(object === 'dispute' && id && { disputeId: id }),
      ...(object === 'payment_intent' && metadata?.reference && { paymentReference: metadata.reference }),
    };
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
