import { expect, test } from 'vitest';
import { currenciesOf, totalsOf } from './totals.ts';

const month = (currency: string, deals: number, amount: number) => {
  const money = (value: number) => ({ amount: value, currency });
  return { month: '2026-03', deals, value: money(amount), weighted: money(amount / 2), won: money(0) };
};

test('currencies are summed apart, the busiest first', () => {
  const months = [month('USD', 1, 100), month('SAR', 2, 1000), month('SAR', 3, 3000)];
  expect(currenciesOf({ months })).toEqual(['SAR', 'USD']);
  expect(totalsOf({ months }, 'SAR')).toEqual({ deals: 5, value: 4000, weighted: 2000, won: 0 });
});
