import type { CivilDate } from '../../base/dates.ts';
import type { Settlement } from './subscriptions.rules.ts';

/** What a pause means for money: nothing is charged while it lasts, the bills go on, or there is none. */
export const PAUSINGS = ['free', 'charged', 'never'] as const;
export type Pausing = (typeof PAUSINGS)[number];

type PausableOffer = {
  billing: string;
  allows_decrease: boolean;
  early_termination_fee_rate: string | null;
  pausing: Pausing | null;
};

/**
 * What a pause of the offer means: what it says itself, or else by its terms. What was bought once cannot pause; a promised term is kept, so its
 * bills go on; what could be ended at any time at no cost is not charged while it rests.
 */
export function pausingOf(offer: PausableOffer): Pausing {
  if (offer.billing === 'one_time') return 'never';
  if (offer.pausing) return offer.pausing;
  const fee = offer.early_termination_fee_rate;
  const bound = fee === null || /[1-9]/.test(fee) || !offer.allows_decrease;
  return offer.billing === 'recurring' && bound ? 'charged' : 'free';
}

/** Whether it may pause, by the rule of its offer: true, or the sentence that says why not. */
export function mayPause(pausing: Pausing): true | string {
  return pausing !== 'never' || 'This offer does not pause; it can only be ended.';
}

/** Whether there is anything to resume: true, or the sentence that says why not. */
export function mayResume({ state }: { state: string }): true | string {
  return state === 'paused' || 'It is not paused.';
}

/** How a pause is settled. Free: what was charged ahead for its days is given back, on every account. */
export function settlementOfPause(pausing: Pausing): Settlement | null {
  return pausing === 'free' ? 'refund' : null;
}

/** Whether a pause that begins today can end by itself on this day: true, or the sentence that says why not. */
export function canResumeOn(day: CivilDate, today: CivilDate): true | string {
  return day > today || `It rests from today, ${today}: choose a later day to resume on.`;
}
