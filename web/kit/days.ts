/** Today's civil date, `YYYY-MM-DD`, in a time zone. */
export function today(timeZone: string): string {
  // This English writes dates the way ISO 8601 does.
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format();
}

/** The day after a civil date. */
export function dayAfter(date: string): string {
  return shifted(date, 1);
}

/** The day before a civil date: the last one of a half-open period. */
export function dayBefore(date: string): string {
  return shifted(date, -1);
}

/** The civil date so many days later. */
export function daysAfter(date: string, days: number): string {
  return shifted(date, days);
}

/** The first day of the month after a civil date's. */
export function firstOfNextMonth(date: string): string {
  return dayAfter(shifted(`${date.slice(0, 8)}01`, 31))
    .slice(0, 8)
    .concat('01');
}

/** The first of this month and of so many months in all: those that follow, or, with a count below zero, those before. */
export function firstsOfMonths(day: string, count: number): string[] {
  const [year = 2000, month = 1] = day.split('-').map(Number);
  return Array.from({ length: Math.abs(count) }, (_, step) => {
    const index = year * 12 + month - 1 + step * Math.sign(count);
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`;
  });
}

function shifted(date: string, days: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'UTC' }).format(Date.UTC(year, month - 1, day + days));
}
