import { Temporal } from 'temporal-polyfill';

/** A civil date, `YYYY-MM-DD`, without a time or a zone. Compares rightly as text. */
export type CivilDate = string;

/** A half-open range of civil dates: `from` is in, `to` is not. */
export type DateRange = { from: CivilDate; to: CivilDate };

/** The civil date that it is in `timeZone` (IANA name) at the instant `at`. */
export function civilDate(at: Date, timeZone: string): CivilDate {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** The time of day that it is in `timeZone` at the instant `at`, to the second: `HH:MM:SS`. */
export function civilTime(at: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainTime()
    .toString({ smallestUnit: 'second' });
}

/** The instant at which the civil date `date` begins in `timeZone`: midnight, or the first moment after a gap. */
export function startOfDay(date: CivilDate, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds);
}

/** `days` later; earlier when negative. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** `months` later; the 31st is clamped to the last day of a shorter month. Count from the anchor, never from a clamped result. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

/** The first day of the date's month. */
export function firstOfMonth(date: CivilDate): CivilDate {
  return `${date.slice(0, 8)}01`;
}

/** The first day of the month after the date's. */
export function firstOfNextMonth(date: CivilDate): CivilDate {
  return addMonths(firstOfMonth(date), 1);
}

/** How many days the date's calendar month has. */
export function daysInMonth(date: CivilDate): number {
  return Temporal.PlainDate.from(date).daysInMonth;
}

/** Days in the half-open range [from, to); negative when `to` is before `from`. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

/** The last civil date inside a half-open range: what a person reads as "until". */
export function lastDay(range: DateRange): CivilDate {
  return addDays(range.to, -1);
}

const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True for a real calendar date in the form `YYYY-MM-DD`. By plain arithmetic: every date of every answer passes here. */
export function isCivilDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  if (day < 1 || day > (MONTH_DAYS[month - 1] ?? 0)) return false;
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

/** True for a time zone name that this machine knows, such as `Asia/Riyadh`. */
export function isTimeZone(name: string): boolean {
  try {
    return Boolean(Temporal.Now.zonedDateTimeISO(name));
  } catch {
    return false;
  }
}

/** The instant `minutes` later. */
export function addMinutes(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}

/** The machine's clock. Only a door reads it, once, into `ctx.now`; everything below takes `ctx.now`. */
export function systemNow(): Date {
  return new Date();
}

/** An instant from its ISO 8601 text. */
export function instant(text: string): Date {
  return new Date(text);
}
