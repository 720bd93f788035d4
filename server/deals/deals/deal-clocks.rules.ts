import type { Selectable } from 'kysely';
import type { DealsDealTimer, DealsSettings, DealsSettingsRate } from '../../../db/types.ts';
import { addDays, type CivilDate, civilDate, startOfDay } from '../../base/dates.ts';
import type { DealState } from './deals.rules.ts';

/** A version of the program's windows and rates. */
export type DealSettings = Omit<Selectable<DealsSettings>, 'work_week'> & { work_week: number[] };
export type SettingsRate = Pick<Selectable<DealsSettingsRate>, 'bundle_plan_id' | 'rate'>;

/** Something a deal waits for: fires once at `due_at` unless it was stopped. */
export type DealTimer = Selectable<DealsDealTimer>;

export const TIMER_KINDS = [
  'remind_decision',
  'escalate_supervisor',
  'escalate_management',
  'expire_unanswered',
  'notice_expiry',
  'expire',
] as const;
export type TimerKind = (typeof TIMER_KINDS)[number];
export type WantedTimer = { kind: TimerKind; due_at: string };

type Calendar = Pick<DealSettings, 'work_week' | 'holidays'>;
type Windows = Pick<
  DealSettings,
  'decision_days' | 'reminder_days' | 'escalation_days' | 'answer_days' | 'notice_days'
> &
  Calendar;

/** Whether offices work on that day: a day of the working week (1 is Monday) and no holiday. */
export function isWorkingDay(day: CivilDate, { work_week, holidays }: Calendar): boolean {
  return work_week.includes(weekdayOf(day)) && !holidays.includes(day);
}

function weekdayOf(day: CivilDate): number {
  // 1970-01-01 was a Thursday.
  const days = Math.floor(startOfDay(day, 'UTC').getTime() / 86_400_000);
  return ((((days + 3) % 7) + 7) % 7) + 1;
}

// A year of nothing but holidays would never end.
const LONGEST_SEARCH = 800;

/** The `count`-th working day after `day`; 0 is `day` itself. Throws RangeError for a calendar without working days. */
export function addWorkingDays(day: CivilDate, count: number, calendar: Calendar): CivilDate {
  let at = day;
  let left = count;
  for (let looked = 0; left > 0; looked++) {
    if (looked > LONGEST_SEARCH) throw new RangeError('the calendar has too few working days');
    at = addDays(at, 1);
    if (isWorkingDay(at, calendar)) left -= 1;
  }
  return at;
}

/** The end of the `count`-th working day after the instant, by the calendar of `timeZone`: what "within three working days" means. */
export function endOfWorkingDay(now: Date, count: number, calendar: Calendar, timeZone: string): Date {
  return startOfDay(addDays(addWorkingDays(civilDate(now, timeZone), count, calendar), 1), timeZone);
}

/** What the clock of a state is made from. `protected_until`: the first day without protection. */
export type ClockFacts = {
  now: Date;
  settings: Windows;
  timeZone: string;
  protected_until: CivilDate | null;
};

/** The timers that begin to run when a deal comes into a state; none in states that wait for nobody. */
export function timersOf(state: DealState, facts: ClockFacts): WantedTimer[] {
  if (state === 'submitted') return decisionClock(facts);
  if (state === 'returned') {
    const due = endOfWorkingDay(facts.now, facts.settings.answer_days, facts.settings, facts.timeZone);
    return [{ kind: 'expire_unanswered', due_at: due.toISOString() }];
  }
  return state === 'approved' ? protectionClock(facts) : [];
}

/** Reminds the channel manager before the deadline, tells the supervisor at it and management some working days after it. */
function decisionClock({ now, settings, timeZone }: ClockFacts): WantedTimer[] {
  const { decision_days, reminder_days, escalation_days } = settings;
  const end = (days: number) => endOfWorkingDay(now, days, settings, timeZone).toISOString();
  const timers: WantedTimer[] = [
    { kind: 'escalate_supervisor', due_at: end(decision_days) },
    { kind: 'escalate_management', due_at: end(decision_days + escalation_days) },
  ];
  if (reminder_days > 0 && reminder_days < decision_days)
    timers.unshift({ kind: 'remind_decision', due_at: end(reminder_days) });
  return timers;
}

/** Gives notice before the protection ends, if that is still to come, and ends it. */
function protectionClock({ now, settings, timeZone, protected_until }: ClockFacts): WantedTimer[] {
  if (!protected_until) return [];
  const timers: WantedTimer[] = [
    { kind: 'expire', due_at: startOfDay(protected_until, timeZone).toISOString() },
  ];
  const notice = startOfDay(addDays(protected_until, -settings.notice_days), timeZone);
  if (settings.notice_days > 0 && notice > now)
    timers.unshift({ kind: 'notice_expiry', due_at: notice.toISOString() });
  return timers;
}

/** When the vendor must have decided, by the clock's timers; null where nothing is to be decided. */
export function decideBy(timers: readonly WantedTimer[]): string | null {
  return timers.find(({ kind }) => kind === 'escalate_supervisor')?.due_at ?? null;
}

/** The rate that registration earns on a bundle plan: the plan's own, or the program's. */
export function rateFor(
  { incentive_rate }: Pick<DealSettings, 'incentive_rate'>,
  rates: readonly SettingsRate[],
  bundlePlanId: string | null,
): string {
  return rates.find(({ bundle_plan_id }) => bundle_plan_id === bundlePlanId)?.rate ?? incentive_rate;
}
