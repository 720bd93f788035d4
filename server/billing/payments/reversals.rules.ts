import type { CivilDate } from '../../base/dates.ts';
import { ARRIVES_IN, type Payment, type PaymentMethod } from './payments.rules.ts';

/**
 * Why money that came is gone again: the payer's bank called the transfer back or the cheque bounced, the card's issuer gave the holder
 * the money back (a chargeback), or it never came and was recorded by mistake.
 */
export const REVERSAL_REASONS = ['returned', 'chargeback', 'mistake'] as const;
export type ReversalReason = (typeof REVERSAL_REASONS)[number];

/** Why a row that names another payment was written: money that is gone, money refunded, and a refund's that came back. */
export const TAKING_REASONS = [...REVERSAL_REASONS, 'refunded', 'refund_failed'] as const;
export type TakingReason = (typeof TAKING_REASONS)[number];

const REASONS_OF: Partial<Record<string, readonly ReversalReason[]>> = {
  bank_transfer: ['returned', 'mistake'],
  card: ['chargeback', 'mistake'],
  recorded: ['returned', 'chargeback', 'mistake'],
};

/** Why a payment of this method can be reversed; none of what is no money. */
export function reasonsFor(method: string): readonly ReversalReason[] {
  return REASONS_OF[method] ?? [];
}

/** What a payment has settled of one invoice, over all its allocations. */
export type SettledPart = { invoice_id: string; number: string; issued_on: CivilDate; amount: bigint };

/**
 * A payment of either side with its names, what of it settles invoices now, what of it was taken back or refunded, and the reversal that took all
 * that was left, if it has one. Of a row that names another payment nothing is taken.
 */
export type KnownPayment = Payment & {
  buyer_name: string;
  seller_name: string;
  seller_time_zone: string;
  allocated: bigint;
  taken: bigint;
  reversal_id: string | null;
  reversed_amount: bigint | null;
  reversed_on: string | null;
  reversal_reason: string | null;
};

/** What of a payment was neither taken back nor refunded. */
export function leftOf({ amount, taken }: Pick<KnownPayment, 'amount' | 'taken'>): bigint {
  return amount - taken;
}

/** What of a payment waits as credit on its account; nothing of a row that names another. */
export function waitingOf(
  payment: Pick<KnownPayment, 'amount' | 'taken' | 'allocated' | 'reverses_id'>,
): bigint {
  return payment.reverses_id === null ? leftOf(payment) - payment.allocated : 0n;
}

/**
 * Which allocations fall when so much of a payment goes back: none as long as what waits of it covers the amount, then those given, in their order,
 * the last of them in part. What falls and what waited sum to the amount.
 */
export function fallingParts(amount: bigint, waiting: bigint, parts: readonly SettledPart[]): SettledPart[] {
  let rest = amount > waiting ? amount - waiting : 0n;
  return parts.flatMap((part) => {
    const falls = part.amount < rest ? part.amount : rest;
    rest -= falls;
    return falls > 0n ? [{ ...part, amount: falls }] : [];
  });
}

/** One transfer of a reversal; `invoice_id`: which invoice is open again by it, null for what waited. */
type Move = {
  invoice_id: string | null;
  debit: 'receivable' | 'wallet';
  credit: (typeof ARRIVES_IN)[PaymentMethod];
  amount: bigint;
  posted_on: CivilDate;
};

/**
 * The transfers of a payment, the other way round: what it settled is receivable again, what of it waited is taken out of the wallet. An
 * invoice issued after the day on which the money went was paid from the wallet, and is open again on its own day; so the wallet is right on
 * every day, and never below nothing by it. Credits of where the money stood sum to the payment.
 */
export function reversalMoves(
  payment: Pick<Payment, 'method' | 'amount'>,
  on: CivilDate,
  parts: readonly SettledPart[],
): Move[] {
  const place = ARRIVES_IN[payment.method as PaymentMethod];
  const moves = parts.map(({ invoice_id, issued_on, amount }): Move => {
    const later = issued_on > on;
    const credit = later ? 'wallet' : place;
    return { invoice_id, debit: 'receivable', credit, amount, posted_on: later ? issued_on : on };
  });
  const direct = moves.filter(({ credit }) => credit === place);
  const rest = direct.reduce((left, { amount }) => left - amount, payment.amount);
  const waited: Move = { invoice_id: null, debit: 'wallet', credit: place, amount: rest, posted_on: on };
  return rest > 0n ? [...moves, waited] : moves;
}

/** Why money cannot have gone on this day, or null: neither before it came nor after today. */
export function wrongDay(received_on: CivilDate, reversed_on: CivilDate, today: CivilDate): string | null {
  if (reversed_on < received_on) return 'Money cannot go back before it came; choose a later day.';
  if (reversed_on > today) return 'This day has not come yet; reverse the payment once the money has gone.';
  return null;
}
