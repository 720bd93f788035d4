import type { Selectable } from 'kysely';
import type { BillingRefund } from '../../../db/types.ts';
import { type KnownPayment, leftOf, waitingOf } from '../payments/reversals.rules.ts';

/** How money goes back: to the card it came from, through the gateway, or by a bank transfer that a person makes. */
export const REFUND_WAYS = ['card', 'bank_transfer'] as const;
export type RefundWay = (typeof REFUND_WAYS)[number];

/** `requested`: the gateway is still to be asked; `pending`: it is on its way; `failed`: it came back, and is credit on the account again. */
export const REFUND_STATES = ['requested', 'pending', 'succeeded', 'failed'] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** A refund with the state that it has come to and what was said of it. */
export type Refund = Selectable<BillingRefund> & { state: RefundState; detail: string | null };

/** Whether a refund in this state can come to that one: never back, and nothing follows `failed`. A refund that has arrived may still come back. */
export function follows(from: RefundState, to: RefundState): boolean {
  return REFUND_STATES.indexOf(to) > REFUND_STATES.indexOf(from);
}

/** The ways by which a payment can be refunded. What a won dispute brought names no checkout that the gateway could refund. */
export function refundWays({ method, source }: Pick<KnownPayment, 'method' | 'source'>): RefundWay[] {
  if (method === 'card' && !source.endsWith(':won')) return ['card', 'bank_transfer'];
  return method === 'card' || method === 'bank_transfer' || method === 'recorded' ? ['bank_transfer'] : [];
}

/**
 * How much of a payment can be refunded: what of it waits as credit, and what credit notes have given on the account, for that takes the place of
 * what the payment settled. Never more than is left of the payment, nor than is free: credit that has let an order go on is promised.
 */
export function refundable(
  payment: Pick<KnownPayment, 'amount' | 'taken' | 'allocated' | 'reverses_id'>,
  account: { credited: bigint; free: bigint },
): bigint {
  if (payment.reverses_id !== null) return 0n;
  const most = [leftOf(payment), waitingOf(payment) + account.credited, account.free];
  const least = most.reduce((a, b) => (a < b ? a : b));
  return least > 0n ? least : 0n;
}
