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
