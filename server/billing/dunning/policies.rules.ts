import { addDays, type CivilDate, startOfDay } from '../../base/dates.ts';

/** The letters, in the order in which a buyer gets them: each at most once for an invoice. */
export const STEPS = ['before_due', 'reminder', 'second_reminder', 'final_notice'] as const;
export type StepName = (typeof STEPS)[number];

/** `days` after the due date, before it when negative. `holds`: from then on nothing new is sold to the buyer. */
export type Step = { step: StepName; days: number; holds: boolean };

/** What a seller that has set nothing yet is shown. It writes to nobody until it is turned on. */
export const PROPOSED: readonly Step[] = [
  { step: 'before_due', days: -3, holds: false },
  { step: 'reminder', days: 1, holds: false },
  { step: 'second_reminder', days: 10, holds: false },
  { step: 'final_notice', days: 20, holds: true },
];

/** How far before and after the due date a letter may be. */
const MOST_BEFORE = 30;
const MOST_AFTER = 365;

/** How far a letter is along: 0 for none. */
export function rankOf(step: string | null): number {
  return STEPS.indexOf(step as StepName) + 1;
}

type Fault = { index: number; field: 'step' | 'days' | 'holds'; detail: string };

/** What is wrong with the steps, at the first that is; null where they can be followed. */
export function stepsFault(steps: readonly Step[]): Fault | null {
  for (const [index, { step, days, holds }] of steps.entries()) {
    const before = steps[index - 1];
    const fault = (field: Fault['field'], detail: string): Fault => ({ index, field, detail });
    if (before && rankOf(step) <= rankOf(before.step))
      return fault('step', 'Letters come in their order, each once.');
    if (step === 'before_due' && (days > 0 || days < -MOST_BEFORE))
      return fault('days', `This letter goes out on the due date or up to ${MOST_BEFORE} days before it.`);
    if (step !== 'before_due' && (days < 1 || days > MOST_AFTER))
      return fault('days', `A reminder goes out 1 to ${MOST_AFTER} days after the due date.`);
    if (before && days <= before.days)
      return fault('days', 'Each letter goes out later than the one before it.');
    if (step === 'before_due' && holds)
      return fault('holds', 'Nothing is held before it is due; hold from a reminder on.');
  }
  return null;
}

/**
 * The furthest step that an invoice has reached on `today`, however many days nobody looked; null before the first. What is overdue is past the
 * letter that says it will be due.
 */
export function stepReached(steps: readonly Step[], due_on: CivilDate, today: CivilDate): Step | null {
  const reached = steps.findLast(({ days }) => addDays(due_on, days) <= today) ?? null;
  return reached?.step === 'before_due' && today > due_on ? null : reached;
}

/** The letter after this one of an invoice that is overdue; null after the last. */
export function stepAfter(steps: readonly Step[], last: StepName | null): Step | null {
  return steps.find(({ step }) => step !== 'before_due' && rankOf(step) > rankOf(last)) ?? null;
}

/** So many days after its due date an invoice holds new purchases; null where none does. */
export function holdingFrom(steps: readonly Step[]): number | null {
  return steps.find(({ holds }) => holds)?.days ?? null;
}

/** So many days before the due date the first letter goes out: what is due later needs no look today. */
export function earliest(steps: readonly Step[]): number {
  return Math.min(0, ...steps.map(({ days }) => days));
}

const MORNING_HOURS = 6;

/** When the accounts are gone through on a day: in the morning of the seller's zone, six hours after its day began. */
export function morningOf(day: CivilDate, timeZone: string): Date {
  const morning = startOfDay(day, timeZone);
  morning.setUTCHours(morning.getUTCHours() + MORNING_HOURS);
  return morning;
}
