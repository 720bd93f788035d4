import { expect, test } from 'vitest';
import { dayAfter, dayBefore, firstOfNextMonth, firstsOfMonths, today } from './days.ts';

test.each([
  ['2026-02-28', '2026-03-01'],
  ['2028-02-28', '2028-02-29'],
  ['2026-12-31', '2027-01-01'],
])('after %s comes %s', (day, next) => {
  expect(dayAfter(day)).toBe(next);
  expect(dayBefore(next)).toBe(day);
});

test('today is a civil date', () => {
  expect(today('Asia/Riyadh')).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test.each([
  ['2026-01-15', '2026-02-01'],
  ['2026-01-31', '2026-02-01'],
  ['2026-02-28', '2026-03-01'],
  ['2026-12-01', '2027-01-01'],
])('the month after %s begins on %s', (day, first) => {
  expect(firstOfNextMonth(day)).toBe(first);
});

test.each([
  ['2026-03-31', -4, ['2026-03-01', '2026-02-01', '2026-01-01', '2025-12-01']],
  ['2024-01-01', -2, ['2024-01-01', '2023-12-01']],
  ['2026-11-30', 3, ['2026-11-01', '2026-12-01', '2027-01-01']],
])('the months from %s on, %i of them', (day, count, months) => {
  expect(firstsOfMonths(day, count)).toEqual(months);
});
