import type { Policy, StepName } from './words.ts';

export const STEP_NAMES = ['before_due', 'reminder', 'second_reminder', 'final_notice'] as const;

/** How many days before the due date the first letter goes out, and after it the others; null for one that is not sent. */
export type Days = Record<StepName, number | null>;
export type HoldsFrom = 'never' | Exclude<StepName, 'before_due'>;

/** The form's days of a policy's steps. */
export function daysOf(steps: Policy['steps']): Days {
  const days = (name: StepName) => steps.find(({ step }) => step === name)?.days ?? null;
  const before = days('before_due');
  return {
    before_due: before === null ? null : Math.abs(before),
    reminder: days('reminder'),
    second_reminder: days('second_reminder'),
    final_notice: days('final_notice'),
  };
}

/** From which letter on purchases are held. */
export function holdsFrom(steps: Policy['steps']): HoldsFrom {
  const first = steps.find(({ holds }) => holds)?.step;
  return first && first !== 'before_due' ? first : 'never';
}

/** The steps that the form says. A hold from a letter that is not sent is from the next one that is. */
export function stepsOf(days: Days, from: HoldsFrom): Policy['steps'] {
  const reached = (name: StepName) =>
    from !== 'never' && STEP_NAMES.indexOf(name) >= STEP_NAMES.indexOf(from);
  let holding = false;
  return STEP_NAMES.flatMap((step) => {
    const value = days[step];
    if (value === null) return [];
    const holds = reached(step) && !holding;
    holding ||= holds;
    return [{ step, days: step === 'before_due' ? -value : value, holds }];
  });
}
