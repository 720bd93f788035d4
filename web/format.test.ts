import { expect, test } from 'vitest';
import * as format from './format.ts';

const sar = (amount: number | string) => ({ amount, currency: 'SAR' });

test.each([
  [sar(123450), '1234.50'],
  [sar(-5), '-0.05'],
  [{ amount: 1500, currency: 'JPY' }, '1500'],
  [{ amount: 1234567, currency: 'KWD' }, '1234.567'],
  [{ amount: 1, currency: 'IQD' }, '0.001'],
  [sar('900719925474099301'), '9007199254740993.01'],
])('%o is %s', (money, text) => {
  expect(format.plainAmount(money)).toBe(text);
});

test('money is shown exactly, beyond what a float holds', () => {
  expect(format.formatMoney('en', sar('900719925474099301')).replace(/\u00a0/g, ' ')).toBe(
    'SAR 9,007,199,254,740,993.01',
  );
});

test('Arabic keeps Latin digits and the Gregorian calendar', () => {
  expect(format.formatMoney('ar', sar(123450))).toContain('1,234.50');
  expect(format.formatDate('ar', '2026-03-01')).toMatch(/2026/);
  expect(format.formatDate('ar', '2026-03-01')).toMatch(/مارس/);
  expect(format.formatPercent('ar', '0.15')).toBe('\u200e15%\u200e');
  // What stands after a sign of Latin letters would else be set before them.
  expect(format.formatMoney('ar', { amount: 5, currency: 'USD' })).toMatch(/US\$\u200e$/);
});

test.each([
  ['1,234.5', 'SAR', 123450],
  ['١٢٣٤٫٥', 'SAR', 123450],
  [' 7 ', 'SAR', 700],
  ['-3.25', 'SAR', -325],
  ['12.345', 'SAR', null],
  ['12.345', 'KWD', 12345],
  ['12.5', 'JPY', null],
  ['', 'SAR', null],
  ['abc', 'SAR', null],
  ['99999999999999999999', 'SAR', null],
])('%s typed in %s is %s', (text, currency, minor) => {
  expect(format.parseAmount(text, currency)).toBe(minor);
});

test('a civil date is the same day in every time zone, a period names its last day', () => {
  expect(format.formatDate('en', '2026-03-01')).toBe('1 Mar 2026');
  expect(format.formatPeriod('en', '2026-03-01', '2026-04-01').replace(/\s/g, ' ')).toBe('1 – 31 Mar 2026');
  expect(format.formatMonth('en', '2026-03-17')).toBe('March 2026');
});

test('an instant long past is told in the largest unit that fits', () => {
  const now = Date.parse('2026-03-10T12:00:00Z');
  expect(format.formatAgo('en', '2026-03-10T11:59:40Z', now)).toBe('now');
  expect(format.formatAgo('en', '2026-03-07T12:00:00Z', now)).toBe('3 days ago');
  expect(format.formatAgo('en', '2026-03-10T14:00:00Z', now)).toBe('in 2 hours');
});

test('a difference shows its sign either way, and none at nothing', () => {
  const told = (amount: number) =>
    format
      .moneyParts('en', sar(amount), true)
      .map(({ value }) => value)
      .join('')
      .replace(/\u00a0/g, ' ');
  expect([told(1250), told(-1250), told(0)]).toEqual(['+SAR 12.50', '-SAR 12.50', 'SAR 0.00']);
});
