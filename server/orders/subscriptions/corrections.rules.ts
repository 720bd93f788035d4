import { addMonths, type CivilDate } from '../../base/dates.ts';
import type { Segment } from './subscriptions.rules.ts';

type Step = Pick<Segment, 'starts_on' | 'quantity'>;

/** The quantity that the timeline really had: `quantity` from `starts_on` on, until `until` (to the next change after it when null). */
export type Correction = { starts_on: CivilDate; until: CivilDate | null; quantity: number };

/** How far back a timeline can be corrected. */
const CORRECTION_MONTHS = 12;

/** What a timeline (in the order it was recorded; of two with one start the later holds) says, day by day: its steps in the order of days. */
function stepsOf(timeline: readonly Step[]): Step[] {
  const byStart = new Map(timeline.map(({ starts_on, quantity }) => [starts_on, quantity]));
  return [...byStart]
    .map(([starts_on, quantity]) => ({ starts_on, quantity }))
    .sort((a, b) => (a.starts_on < b.starts_on ? -1 : 1));
}

/** The units that a subscription has, which a pause keeps; 0 once it has ended. */
export function unitsHeld(timeline: readonly (Step & Pick<Segment, 'paused'>)[]): number {
  return stepsOf(timeline.filter(({ paused }) => !paused)).at(-1)?.quantity ?? 0;
}

/** The quantity of the timeline on a day; 0 before it begins. */
export function quantityOn(timeline: readonly Step[], day: CivilDate): number {
  return stepsOf(timeline).findLast(({ starts_on }) => starts_on <= day)?.quantity ?? 0;
}

/**
 * What must be appended so that the timeline has the corrected quantity in the corrected days and is as it was on every other. With no
 * `until` the correction holds up to the next change that was recorded; `forGood` holds over every later change too.
 */
export function correctedSteps(
  timeline: readonly Step[],
  { starts_on, until, quantity }: Correction,
  forGood = false,
): Step[] {
  const later = stepsOf(timeline).filter((step) => step.starts_on > starts_on);
  const overruled = later.filter((step) => forGood || (until !== null && step.starts_on < until));
  const steps = [{ starts_on, quantity }, ...overruled.map((step) => ({ ...step, quantity }))];
  const resumes = !forGood && until !== null && !later.some((step) => step.starts_on === until);
  return resumes ? [...steps, { starts_on: until, quantity: quantityOn(timeline, until) }] : steps;
}

/** Whether the correction can be: true, or the field at fault and the sentence about it. */
export function correctionFault(
  { starts_on, until }: Correction,
  { activated_on, today }: { activated_on: CivilDate; today: CivilDate },
): [field: 'starts_on' | 'until', sentence: string] | undefined {
  if (starts_on < activated_on)
    return ['starts_on', `The subscription began on ${activated_on}; nothing was charged before.`];
  if (starts_on > today) return ['starts_on', `A correction is about the past: up to today, ${today}.`];
  const earliest = addMonths(today, -CORRECTION_MONTHS);
  if (starts_on < earliest) return ['starts_on', `What was before ${earliest} can no longer be corrected.`];
  if (until !== null && until <= starts_on) return ['until', 'It ends after it begins: choose a later day.'];
  if (until !== null && until > today)
    return ['until', `It ends today, ${today}, at the latest; leave it out for what holds from now on.`];
  return undefined;
}
