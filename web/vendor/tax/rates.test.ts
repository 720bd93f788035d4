import { expect, test } from 'vitest';
import { datedRates } from './rates.ts';

const row = (country: string, valid_from: string) => ({
  country,
  valid_from,
  name: 'VAT',
  rate: '0.1',
  source: 'Law',
  checked_against: null,
  doubt: null,
});

test('of each country one rate is in force; the others are past or to come', () => {
  const rows = [
    row('SA', '2018-01-01'),
    row('SA', '2020-07-01'),
    row('EE', '2027-01-01'),
    row('AE', '2018-01-01'),
  ];
  expect(
    datedRates(rows, '2026-01-01').map(({ country, valid_from, state }) => [country, valid_from, state]),
  ).toEqual([
    ['AE', '2018-01-01', 'in_force'],
    ['EE', '2027-01-01', 'coming'],
    ['SA', '2020-07-01', 'in_force'],
    ['SA', '2018-01-01', 'past'],
  ]);
});
