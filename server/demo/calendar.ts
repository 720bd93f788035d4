import {
  addDays,
  addMinutes,
  addMonths,
  type CivilDate,
  civilDate,
  firstOfMonth,
  startOfDay,
} from '../base/dates.ts';

/** The days of the history, by the vendor's calendar. */
export type Calendar = {
  today: CivilDate;
  /** The first of the month the history begins in: two years before this one. */
  start: CivilDate;
  /** The first of each month of the history; the last is this month's. */
  months: CivilDate[];
  thisMonth: CivilDate;
  /** The instant of a day at so many minutes after its midnight. */
  at: (day: CivilDate, minutes: number) => Date;
};

const MONTHS = 24;

/** The calendar of a load at `now`. */
export function calendarOf(now: Date, timeZone: string): Calendar {
  const today = civilDate(now, timeZone);
  const thisMonth = firstOfMonth(today);
  const start = addMonths(thisMonth, -MONTHS);
  const months = Array.from({ length: MONTHS + 1 }, (_, index) => addMonths(start, index));
  return {
    today,
    start,
    months,
    thisMonth,
    at: (day, minutes) => addMinutes(startOfDay(day, timeZone), minutes),
  };
}

/** The days of a month on which the vendor takes in its bank's statement, and the stretches of work that end there. */
export function stretchesOf(month: CivilDate): { from: CivilDate; to: CivilDate; bank: boolean }[] {
  const next = addMonths(month, 1);
  const [first, second] = [addDays(month, 11), addDays(month, 25)];
  return [
    { from: month, to: first, bank: true },
    { from: first, to: second, bank: true },
    { from: second, to: next, bank: false },
  ];
}

/** Minutes into the day, for `at`. */
export const hours = (hour: number, minutes = 0): number => hour * 60 + minutes;
