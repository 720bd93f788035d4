import { describe, expect, test } from 'vitest';
import { countryName, dateRange, longDate } from './pdf.words.ts';

describe('dates in documents', () => {
  test.each([
    ['2026-03-01', '2026-04-01', '1–31 Mar 2026', '1–31 مارس 2026'],
    ['2026-02-16', '2026-03-16', '16 Feb – 15 Mar 2026', '16 فبراير – 15 مارس 2026'],
    ['2025-07-01', '2026-07-01', '1 Jul 2025 – 30 Jun 2026', '1 يوليو 2025 – 30 يونيو 2026'],
    ['2026-03-09', '2026-03-10', '9 Mar 2026', '9 مارس 2026'],
    ['2024-02-29', '2024-03-01', '29 Feb 2024', '29 فبراير 2024'],
  ])('the range from %s to %s shows its last day', (from, to, english, arabic) => {
    expect(dateRange({ from, to }, 'en')).toBe(english);
    expect(dateRange({ from, to }, 'ar')).toBe(arabic);
  });

  test('a date is written out', () => {
    expect(longDate('2026-09-05', 'en')).toBe('5 September 2026');
    expect(longDate('2026-09-05', 'ar')).toBe('5 سبتمبر 2026');
  });
});

test('a country goes by its name', () => {
  expect(countryName('SA', 'en')).toBe('Saudi Arabia');
  expect(countryName('SA', 'ar')).toBe('المملكة العربية السعودية');
});
