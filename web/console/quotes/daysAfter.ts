/** The civil date so many days later. */
export function daysAfter(date: string, days: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'UTC' }).format(Date.UTC(year, month - 1, day + days));
}
