import type { Selectable } from 'kysely';
import type { OrdersSegment, OrdersSubscription } from '../../../db/types.ts';
import { addDays, addMonths, type CivilDate, instant } from '../../base/dates.ts';

/** One thing a customer uses, visible along its whole chain. */
export type Subscription = Selectable<OrdersSubscription>;
/** The quantity from `starts_on` until the next segment starts. */
export type Segment = Selectable<OrdersSegment>;

export const SUBSCRIPTION_STATES = ['pending', 'active', 'paused', 'cancelled', 'failed'] as const;

/** What binds a change: the offer's term and cycle, when it began, and how the seller's account pays. */
export type Commitment = {
  billing: string;
  term_months: number;
  cycle_months: number;
  allows_increase: boolean;
  allows_decrease: boolean;
  /** Null: a term cannot be ended early. */
  early_termination_fee_rate: string | null;
  /** For so many hours from `ordered_at` it can be cancelled whatever its term. */
  cancel_window_hours: number;
  /** So many days before a term begins an end or a decrease is accepted already. */
  renewal_window_days: number;
  ordered_at: string;
  activated_on: CivilDate;
  billing_preference: string;
};

/** The first day on or after `day` on which a new term begins; counted from the first day, so that the 31st stays the 31st. */
export function renewsOn(
  { activated_on, term_months }: Pick<Commitment, 'activated_on' | 'term_months'>,
  day: CivilDate,
): CivilDate {
  const length = Math.max(1, term_months);
  let terms = 1;
  while (addMonths(activated_on, terms * length) < day) terms += 1;
  return addMonths(activated_on, terms * length);
}

/**
 * Whether the quantity may go from one number to another today, by the rules of the offer: on the day a term begins and in the renewal
 * window before it both ways; within a term as `allows_increase` and `allows_decrease` say, and not down where the month is paid ahead.
 * True, or the sentence that says when.
 */
export function mayChange(commitment: Commitment, today: CivilDate, from: number, to: number): true | string {
  if (commitment.billing === 'one_time') return 'This was bought once: order it again for more of it.';
  if (to === from || renewsSoon(commitment, today)) return true;
  const renewal = renewsOn(commitment, today);
  if (to > from)
    return commitment.allows_increase || `The quantity stays as it is until the term renews on ${renewal}.`;
  return mayShrink(commitment, renewal);
}

function mayShrink(commitment: Commitment, renewal: CivilDate): true | string {
  const { billing, allows_decrease, billing_preference, term_months } = commitment;
  if (billing === 'per_use') return true;
  if (!allows_decrease)
    return `This is a term of ${term_months} months: until it renews on ${renewal} the quantity can only grow.`;
  if (billing_preference === 'prepay' && term_months === 1)
    return `This month is paid ahead: until it renews on ${renewal} the quantity can only grow.`;
  return true;
}

/** Whether a term begins today, or within the renewal window. */
function renewsSoon(commitment: Commitment, today: CivilDate): boolean {
  return addDays(renewsOn(commitment, today), -commitment.renewal_window_days) <= today;
}

/**
 * Whether it may be cancelled now: within the cancel window, in the renewal window, or where the offer lets a term end early (at its fee).
 * True, or the sentence that says when.
 */
export function mayCancel(commitment: Commitment, today: CivilDate, now: Date): true | string {
  if (commitment.billing === 'one_time')
    return inCancelWindow(commitment, now) || 'This was bought once; there is no term to end.';
  if (commitment.early_termination_fee_rate !== null || inCancelWindow(commitment, now)) return true;
  if (renewsSoon(commitment, today)) return true;
  return `This is a term of ${commitment.term_months} months, kept to its end: it can be cancelled on ${renewsOn(commitment, today)}, when it renews.`;
}

/** What a change means for what is charged ahead; the migration 0031_settlements.sql says what each is. */
export type Settlement = 'undone' | 'refund' | 'termination';

/** How a change that `mayChange` or `mayCancel` lets through is settled; null: by the recurring lines alone. */
export function settlementOf(
  commitment: Commitment,
  today: CivilDate,
  now: Date,
  { from, to }: { from: number; to: number },
): Settlement | null {
  if (to >= from) return null;
  if (to === 0 && inCancelWindow(commitment, now)) return 'undone';
  if (commitment.billing !== 'recurring') return null;
  const prepaid = commitment.billing_preference === 'prepay';
  // What begins today may have been charged with the month end before.
  if (renewsOn(commitment, today) === today) return prepaid ? 'refund' : null;
  if (to > 0) return commitment.cycle_months > 1 || prepaid ? 'refund' : null;
  const fee = commitment.early_termination_fee_rate;
  return fee !== null && /[1-9]/.test(fee) && !renewsSoon(commitment, today) ? 'termination' : null;
}

/** Whether the offer still lets a new subscription be cancelled whatever its term. */
function inCancelWindow(
  { ordered_at, cancel_window_hours }: Pick<Commitment, 'ordered_at' | 'cancel_window_hours'>,
  now: Date,
): boolean {
  return now.getTime() - instant(ordered_at).getTime() < cancel_window_hours * 3_600_000;
}

/** What cancelling now means for money, in a sentence. */
export function cancelConsequence(commitment: Commitment, today: CivilDate, now: Date): string {
  const settlement = settlementOf(commitment, today, now, { from: 1, to: 0 });
  if (settlement === 'undone')
    return 'It is within its cancel window: nothing is charged, and what was charged is credited.';
  if (settlement === 'termination')
    return `The service ends today; part of what is left of its term until ${renewsOn(commitment, today)} is charged.`;
  if (settlement === 'refund')
    return 'The service ends today, with its term; what was charged ahead for the next is credited.';
  const ahead = commitment.cycle_months > 1 || commitment.billing_preference === 'prepay';
  return ahead
    ? 'The service ends today; what is paid ahead for the cycle that runs is not paid back.'
    : 'The service ends today; the days until today are billed at the end of the month.';
}
