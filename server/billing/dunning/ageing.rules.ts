import { type CivilDate, daysBetween } from '../../base/dates.ts';

/** How old what is open is: not due yet, or so many days overdue. The day on which it is due is not overdue. */
export const AGES = ['not_due', 'days_1_30', 'days_31_60', 'days_61_90', 'days_over_90'] as const;
export type Age = (typeof AGES)[number];

/** What is open on an account by its age, in minor units of its currency. */
export type Ageing = Record<Age, bigint>;

/** The age, on `today`, of what is due on a day. */
export function ageOf(due_on: CivilDate, today: CivilDate): Age {
  const days = daysBetween(due_on, today);
  if (days < 1) return 'not_due';
  if (days <= 30) return 'days_1_30';
  if (days <= 60) return 'days_31_60';
  return days <= 90 ? 'days_61_90' : 'days_over_90';
}
