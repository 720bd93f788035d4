import type Stripe from 'stripe';
import { ConnectorError } from './connector-error.ts';
import { attempt, library, openStripe, type StripeConfig } from './stripe.ts';
import { fromGateway, toGateway } from './stripe-amounts.ts';

export type CardSetupRequest = {
  /** Comes back with the setup; the same one asks for the same page again. */
  reference: string;
  account: { id: string; name: string };
  /** The customer that a card kept before belongs to. */
  customerRef: string | null;
  language: string;
  successUrl: string;
  cancelUrl: string;
};

export type KeptCard = {
  customerRef: string;
  methodRef: string;
  brand: string;
  last4: string;
  year: number;
  month: number;
};

export type CardSetup = { state: 'open' | 'expired' } | { state: 'done'; card: KeptCard };

export type CardChargeRequest = {
  /** Ours, of this one try. */
  reference: string;
  customerRef: string;
  methodRef: string;
  /** Minor units by ISO 4217. */
  amount: { amount: bigint; currency: string };
  description: string;
};

/** `code`: Stripe's own of a refusal, or `gateway_refused` where it is none of the card's. */
export type CardCharge =
  | { state: 'pending'; paymentRef: string }
  | { state: 'paid'; paymentRef: string; amount: bigint }
  | { state: 'refused'; paymentRef: string | null; code: string };

export type CardKeeper = {
  /** Makes a page on which a card is typed to be kept. The same reference gives the same page. Throws ConnectorError. */
  createSetup(request: CardSetupRequest): Promise<{ id: string; url: string }>;
  /** Whether a card was typed, and which. Throws ConnectorError. */
  getSetup(id: string): Promise<CardSetup>;
  /** Takes an amount while the holder is away, once for a reference. Stripe forgets that after a day: ask `findCharge` before a repetition. Throws ConnectorError. */
  charge(request: CardChargeRequest): Promise<CardCharge>;
  /** How the payment of this reference stands; null if there is none. Throws ConnectorError. */
  findCharge(request: Pick<CardChargeRequest, 'reference' | 'customerRef'>): Promise<CardCharge | null>;
  /** Takes a card from its customer. Throws ConnectorError. */
  forget(methodRef: string): Promise<void>;
};

/** Cards kept by Stripe's hosted checkout in setup mode and charged by off-session payment intents, or by the sandbox that speaks its language. */
export function createCardKeeper(config: StripeConfig): CardKeeper {
  let opened: Promise<Stripe> | undefined;
  const open = () => (opened ??= openStripe(config));
  return {
    createSetup: (request) => attempt(async () => createSetup(await open(), request)),
    getSetup: (id) => attempt(async () => getSetup(await open(), id)),
    charge: (request) => attempt(async () => charge(await open(), request)),
    findCharge: (request) => attempt(async () => findCharge(await open(), request)),
    forget: (methodRef) => attempt(async () => forget(await open(), methodRef)),
  };
}

async function createSetup(
  stripe: Stripe,
  { reference, account, customerRef, language, successUrl, cancelUrl }: CardSetupRequest,
): Promise<{ id: string; url: string }> {
  const customer = customerRef ?? (await createCustomer(stripe, account, reference));
  const metadata = { reference, language };
  const session = await stripe.checkout.sessions.create(
    {
      mode: 'setup',
      allowed_payment_method_types: ['card'],
      customer,
      client_reference_id: reference,
      metadata,
      setup_intent_data: { metadata },
      locale: language === 'en' ? 'en' : 'auto',
      success_url: successUrl,
      cancel_url: cancelUrl,
    },
    { idempotencyKey: reference },
  );
  if (!session.url)
    throw new ConnectorError(false, 'This page is closed already. Begin to keep a card again.');
  return { id: session.id, url: session.url };
}

async function createCustomer(
  stripe: Stripe,
  { id, name }: CardSetupRequest['account'],
  reference: string,
): Promise<string> {
  const key = { idempotencyKey: `${reference}/customer` };
  return (await stripe.customers.create({ name, metadata: { account: id } }, key)).id;
}

async function getSetup(stripe: Stripe, id: string): Promise<CardSetup> {
  const session = await stripe.checkout.sessions.retrieve(id, { expand: ['setup_intent.payment_method'] });
  if (session.status === 'expired') return { state: 'expired' };
  const intent = typeof session.setup_intent === 'string' ? null : session.setup_intent;
  const method = typeof intent?.payment_method === 'string' ? null : intent?.payment_method;
  const customerRef = idOf(session.customer);
  if (intent?.status !== 'succeeded' || !method?.card || !customerRef) return { state: 'open' };
  const { brand, last4, exp_year: year, exp_month: month } = method.card;
  return { state: 'done', card: { customerRef, methodRef: method.id, brand, last4, year, month } };
}

async function charge(stripe: Stripe, request: CardChargeRequest): Promise<CardCharge> {
  const { reference, customerRef, methodRef, description } = request;
  const amount = amountOf(request);
  if (amount === null) return { state: 'refused', paymentRef: null, code: 'gateway_refused' };
  try {
    const intent = await stripe.paymentIntents.create(
      {
        amount,
        currency: request.amount.currency.toLowerCase(),
        customer: customerRef,
        payment_method: methodRef,
        allowed_payment_method_types: ['card'],
        description,
        metadata: { reference },
        off_session: true,
        confirm: true,
      },
      { idempotencyKey: reference },
    );
    return readIntent(intent);
  } catch (error) {
    return readRefusal(error, (await library()).errors);
  }
}

/** The amount in what Stripe counts; null where a card cannot be charged it. */
function amountOf({ amount }: CardChargeRequest): number | null {
  try {
    return toGateway(amount);
  } catch (error) {
    if (error instanceof ConnectorError) return null;
    throw error;
  }
}

/** What the card's bank, or the gateway for this card and amount, has refused for good; everything else is an error. */
function readRefusal(error: unknown, errors: typeof Stripe.errors): CardCharge {
  if (error instanceof errors.StripeCardError)
    return {
      state: 'refused',
      paymentRef: error.payment_intent?.id ?? null,
      code: codeOf(error.code, error.decline_code),
    };
  if (error instanceof errors.StripeInvalidRequestError && error.statusCode !== 409)
    return { state: 'refused', paymentRef: null, code: 'gateway_refused' };
  throw error;
}

/** A decline says more by its own code than by the error's. */
function codeOf(code: string | null | undefined, declineCode: string | null | undefined): string {
  return (code === 'card_declined' && declineCode) || code || 'card_declined';
}

/** A payment that waits for its holder is refused: nobody is there to be asked. */
function readIntent(intent: Stripe.PaymentIntent): CardCharge {
  const { id: paymentRef, status, amount_received, currency, last_payment_error: error } = intent;
  if (status === 'succeeded')
    return {
      state: 'paid',
      paymentRef,
      amount: fromGateway(BigInt(amount_received), currency.toUpperCase()),
    };
  if (status === 'processing') return { state: 'pending', paymentRef };
  const code =
    status === 'requires_action' ? 'authentication_required' : codeOf(error?.code, error?.decline_code);
  return { state: 'refused', paymentRef, code };
}

async function findCharge(
  stripe: Stripe,
  { reference, customerRef }: Pick<CardChargeRequest, 'reference' | 'customerRef'>,
): Promise<CardCharge | null> {
  // A list is true at once, which Stripe's search is not.
  for await (const intent of stripe.paymentIntents.list({ customer: customerRef, limit: 100 }))
    if (intent.metadata.reference === reference) return readIntent(intent);
  return null;
}

async function forget(stripe: Stripe, methodRef: string): Promise<void> {
  try {
    await stripe.paymentMethods.detach(methodRef);
  } catch (error) {
    // It belongs to no customer any more.
    if (!(error instanceof (await library()).errors.StripeInvalidRequestError)) throw error;
  }
}

function idOf(thing: string | { id: string } | null): string | null {
  return typeof thing === 'string' ? thing : (thing?.id ?? null);
}
