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

/** A card payment provider. Called outside any transaction. */
export type PaymentGateway = {
  createCheckout(wanted: NewCheckout): Promise<{ id: string; url: string }>;
  getCheckout(id: string): Promise<GatewayCheckout>;
  /** Reads a signed webhook. Throws when the signature does not fit. */
  verifyWebhook(body: Buffer, signature: string): { id: string; type: string; checkoutId?: string };
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
