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

/** A card payment provider. Called outside any transaction. */
export type PaymentGateway = {
  createCheckout(wanted: NewCheckout): Promise<{ id: string; url: string }>;
  getCheckout(id: string): Promise<GatewayCheckout>;
  getDispute(id: string): Promise<GatewayDispute>;
  /** Reads a signed webhook. Throws when the signature does not fit. */
  verifyWebhook(
    body: Buffer,
    signature: string,
  ): Promise<{
    id: string;
    type: string;
    checkoutId?: string;
    disputeId?: string;
    /** Our name of the payment that it speaks of. */
    paymentReference?: string;
  }>;
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
