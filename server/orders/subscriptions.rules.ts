import type { Selectable } from 'kysely';
import type { OrdersSegment, OrdersSubscription } from '../../db/types.ts';
import { addMonths, type CivilDate } from '../base/dates.ts';

/** One thing a customer uses, visible along its whole chain. */
export type Subscription = Selectable<OrdersSubscription>;
/** The quantity from `starts_on` until the next segment starts. */
export type Segment = Selectable<OrdersSegment>;

export const SUBSCRIPTION_STATES = ['pending', 'active', 'cancelled', 'failed'] as const;

/** What binds a change: the offer's term and cycle, when it began, and how the seller's account pays. */
export type Commitment = {
  term_months: number;
  cycle_months: number;
  activated_on: CivilDate;
  billing_preference: string;
};

/** The first day on or after `day` on which a new term begins; counted from the first day, so that the 31st stays the 31st. */
export function renewsOn(
  { activated_on, term_months }: Pick<Commitment, 'activated_on' | 'term_months'>,
  day: CivilDate,
): CivilDate {
  let terms = 1;
  while (addMonths(activated_on, terms * term_months) < day) terms += 1;
  return addMonths(activated_on, terms * term_months);
}

/**
 * Whether the quantity may go from one number to another today: more at any time; less at any time on a monthly term paid in
 * arrears, otherwise only on the day a term begins. True, or the sentence that says when.
 */
export function mayChange(commitment: Commitment, today: CivilDate, from: number, to: number): true | string {
  if (to >= from) return true;
  const renewal = renewsOn(commitment, today);
  if (renewal === today) return true;
  if (commitment.term_months > 1) {
    return `This is a term of ${commitment.term_months} months: until it renews on ${renewal} the quantity can only grow.`;
  }
  if (commitment.billing_preference === 'prepay') {
    return `This month is paid ahead: until it renews on ${renewal} the quantity can only grow.`;
  }
  return true;
}

/** Whether it may be cancelled today: a term that is paid month by month is kept to its end. True, or the sentence that says when. */
export function mayCancel(commitment: Commitment, today: CivilDate): true | string {
  if (commitment.term_months === commitment.cycle_months) return true;
  const renewal = renewsOn(commitment, today);
  return (
    renewal === today ||
    `This is a term of ${commitment.term_months} months, paid by the month: it can be cancelled on ${renewal}, when it renews.`
  );
}

/** What cancelling today means for money, in a sentence. */
export function cancelConsequence({
  cycle_months,
  billing_preference,
}: Pick<Commitment, 'cycle_months' | 'billing_preference'>): string {
  const ahead = cycle_months > 1 || billing_preference === 'prepay';
  return ahead
    ? 'The service ends today; what is paid ahead is not paid back.'
    : 'The service ends today; the days until today are billed at the end of the month.';
}
