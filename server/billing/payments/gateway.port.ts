import { assert } from '../../base/errors.ts';
import type { Money } from '../../base/money.ts';

export type NewCheckout = {
  reference: string;
  amount: Money;
  description: string;
  language: 'en' | 'ar';
  successUrl: string;
  cancelUrl: string;
  /** The same key asks for the same checkout again. */
  idempotencyKey: string;
};

export type GatewayCheckout = {
  id: string;
  state: 'open' | 'paid' | 'expired';
  amount: bigint;
  currency: string;
  reference: string;
};

/** A payment that its card's holder disputes. `open`, `lost`: the money is taken back; `won`: it is back; `inquiry`: it has not moved. */
export type GatewayDispute = {
  id: string;
  state: 'inquiry' | 'open' | 'won' | 'lost';
  amount: bigint;
  currency: string;
  reason: string;
  checkoutId: string | null;
};

/** A part of what a checkout brought, to be sent back to its card. */
export type NewRefund = {
  checkoutId: string;
  amount: Money;
  /** Our own name of it: comes back with the refund, and asks for the same refund again. */
  reference: string;
};

/** Money on its way back to a card. `failed`: it is with the gateway again, or has never left. `reference` is null where it was made at the gateway. */
export type GatewayRefund = {
  id: string;
  state: 'pending' | 'succeeded' | 'failed';
  amount: bigint;
  currency: string;
  checkoutId: string | null;
  reference: string | null;
  /** Why it failed, in the gateway's words. */
  reason: string | null;
};

/** Something has happened at the gateway, to whatever it names; what became of that is asked for. */
export type GatewayNews = {
  id: string;
  type: string;
  /** The gateway's own second, since 1970. */
  created: number;
  checkoutId?: string;
  disputeId?: string;
  refundId?: string;
  /** A charge of which something was refunded. */
  chargeId?: string;
  /** Our name of the payment that it speaks of. */
  paymentReference?: string;
};

/**
 * A card payment provider. Called outside any transaction; all of it may be repeated. Throws an Error with `retryable` false when a person must
 * change something first.
 */
export type PaymentGateway = {
  createCheckout(wanted: NewCheckout): Promise<{ id: string; url: string }>;
  getCheckout(id: string): Promise<GatewayCheckout>;
  getDispute(id: string): Promise<GatewayDispute>;
  /** The disputes of what a checkout brought. */
  disputesOf(checkoutId: string): Promise<string[]>;
  createRefund(wanted: NewRefund): Promise<GatewayRefund>;
  getRefund(id: string): Promise<GatewayRefund>;
  /** The refunds of a charge, or of what a checkout brought. */
  refundsOf(of: { chargeId: string } | { checkoutId: string }): Promise<string[]>;
  /** Reads a signed webhook. Throws when the signature does not fit. */
  verifyWebhook(body: Buffer, signature: string): Promise<GatewayNews>;
  /** What has happened from that second on, as far back as the gateway remembers, oldest first. */
  listNews(since: number | null): Promise<GatewayNews[]>;
};

let gateway: PaymentGateway | undefined;

/** Wires the connector that takes cards. */
export function usePaymentGateway(given: PaymentGateway): void {
  gateway = given;
}

export function paymentGateway(): PaymentGateway {
  assert(gateway, 'no connector takes cards');
  return gateway;
}

/** The gateway's last word on why not, or null where the same call may be made again unchanged. */
export function refusalOf(error: unknown): string | null {
  return error instanceof Error && 'retryable' in error && error.retryable === false ? error.message : null;
}

export type NewCardSetup = {
  reference: string;
  /** Our account for the buyer, and who that is: one customer at the gateway for an account. */
  account: { id: string; name: string };
  /** The gateway's customer of a card kept before. */
  customerRef: string | null;
  language: 'en' | 'ar';
  successUrl: string;
  cancelUrl: string;
};

/** A card as it is kept at the gateway; `year` and `month`: the last of its validity. */
export type GatewayCard = {
  customerRef: string;
  methodRef: string;
  brand: string;
  last4: string;
  year: number;
  month: number;
};

export type GatewaySetup = { state: 'open' | 'expired' } | { state: 'done'; card: GatewayCard };

/** What is to be taken of a kept card while its holder is away. The reference is ours, of this one try. */
export type NewCardCharge = {
  reference: string;
  customerRef: string;
  methodRef: string;
  amount: Money;
  description: string;
};

/** `pending`: taken up, not decided. `code` is the gateway's own of a refusal. */
export type GatewayCharge =
  | { state: 'pending'; paymentRef: string }
  | { state: 'paid'; paymentRef: string; amount: bigint }
  | { state: 'refused'; paymentRef: string | null; code: string };

/** A provider that keeps cards and charges them later. Called outside any transaction. */
export type CardKeeper = {
  /** Makes a page on which a card is typed. The same reference gives the same page. */
  createSetup(wanted: NewCardSetup): Promise<{ id: string; url: string }>;
  getSetup(id: string): Promise<GatewaySetup>;
  /** Takes the amount, once for a reference, however often it is asked and however long after. */
  charge(wanted: NewCardCharge): Promise<GatewayCharge>;
  /** How a try stands, or null where the gateway has never heard of it. */
  findCharge(wanted: Pick<NewCardCharge, 'reference' | 'customerRef'>): Promise<GatewayCharge | null>;
  /** Forgets a card; one that is forgotten already is fine. */
  forget(methodRef: string): Promise<void>;
};

let keeper: CardKeeper | undefined;

/** Wires the connector that keeps cards. */
export function useCardKeeper(given: CardKeeper): void {
  keeper = given;
}

export function cardKeeper(): CardKeeper {
  assert(keeper, 'no connector keeps cards');
  return keeper;
}
