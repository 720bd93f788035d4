import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  civilDate,
  daysBetween,
  daysInMonth,
  firstOfNextMonth,
  instant,
  isCivilDate,
  isTimeZone,
  lastDay,
  startOfDay,
} from './dates.ts';

describe('civil dates', () => {
  test('the same instant is two dates in two zones', () => {
    const at = instant('2026-03-31T22:30:00Z');
    expect(civilDate(at, 'Asia/Riyadh')).toBe('2026-04-01');
    expect(civilDate(at, 'Europe/Berlin')).toBe('2026-04-01');
    expect(civilDate(at, 'America/New_York')).toBe('2026-03-31');
  });

  test('a day starts at midnight, or where a clock change puts it', () => {
    expect(startOfDay('2026-03-29', 'Europe/Berlin').toISOString()).toBe('2026-03-28T23:00:00.000Z');
    expect(startOfDay('2026-04-24', 'Africa/Cairo').toISOString()).toBe('2026-04-23T22:00:00.000Z');
  });

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2024-02-29', 12, '2025-02-28'],
  ])('%s plus %d months is %s', (date, months, expected) => expect(addMonths(date, months)).toBe(expected));

  test('ranges are half-open', () => {
    expect(daysBetween('2026-02-01', '2026-03-01')).toBe(28);
    expect(lastDay({ from: '2026-02-01', to: '2026-03-01' })).toBe('2026-02-28');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(daysInMonth('2024-02-10')).toBe(29);
    expect(firstOfNextMonth('2026-12-31')).toBe('2027-01-01');
  });

  test('every day of two centuries is a date, and the days that months lack are none', () => {
    for (let day = '1899-01-01'; day < '2101-03-02'; day = addDays(day, 1))
      if (!isCivilDate(day)) throw new Error(day);
    for (const year of [1600, 1900, 2000, 2023, 2024, 2100]) {
      const leap = daysInMonth(`${year}-02-01`) === 29;
      expect(isCivilDate(`${year}-02-29`)).toBe(leap);
    }
    const none = ['2026-02-30', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '2026-01-32'];
    expect(none.filter(isCivilDate)).toEqual([]);
  });

  test('what is no date or zone is told', () => {
    expect(['2026-02-30', '2026-2-3', 'today', '2026-01-01'].map(isCivilDate)).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect([isTimeZone('Asia/Riyadh'), isTimeZone('Mars/Olympus')]).toEqual([true, false]);
  });
});
