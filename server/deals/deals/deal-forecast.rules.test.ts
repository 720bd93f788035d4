import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byMonth, byReseller, type ForecastRow } from './deal-forecast.rules.ts';

const row = (more: Partial<ForecastRow>): ForecastRow => ({
  ...{
    month: '2026-03',
    currency: 'SAR',
    buyer_id: 'najd',
    probability: 50,
    deals: 1,
    value: 1000n,
    won: 0n,
  },
  ...more,
});

test.each([
  [0, 0n],
  [5, 50n],
  [50, 500n],
  [99, 990n],
  [100, 1000n],
])('a chance of %i %% of 10.00 is %s', (probability, weighted) => {
  expect(byMonth([row({ probability })])[0]?.weighted).toBe(weighted);
});

test('currencies are never added to each other, months stand in their order', () => {
  const rows = [
    row({ month: '2026-04', won: 7n }),
    row({ currency: 'USD' }),
    row({ probability: 10, buyer_id: 'hijaz' }),
    row({}),
  ];
  expect(byMonth(rows)).toEqual([
    { month: '2026-03', currency: 'SAR', deals: 2, value: 2000n, weighted: 600n, won: 0n },
    { month: '2026-03', currency: 'USD', deals: 1, value: 1000n, weighted: 500n, won: 0n },
    { month: '2026-04', currency: 'SAR', deals: 1, value: 1000n, weighted: 500n, won: 7n },
  ]);
  expect(byReseller(rows).map(({ buyer_id, currency, weighted }) => [buyer_id, currency, weighted])).toEqual([
    ['najd', 'SAR', 1000n],
    ['hijaz', 'SAR', 100n],
    ['najd', 'USD', 500n],
  ]);
});

test('both ways of grouping come to the same', () => {
  const rows = fc.array(
    fc.record({
      month: fc.constantFrom('2026-01', '2026-02'),
      currency: fc.constantFrom('SAR', 'KWD'),
      buyer_id: fc.constantFrom('a', 'b', 'c'),
      probability: fc.integer({ min: 0, max: 100 }),
      deals: fc.integer({ min: 0, max: 9 }),
      value: fc.bigInt({ min: 0n, max: 10n ** 12n }),
      won: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    }),
  );
  const total = (parts: { weighted: bigint; value: bigint }[]) =>
    parts.reduce((sum, { weighted, value }) => [(sum[0] ?? 0n) + weighted, (sum[1] ?? 0n) + value], [0n, 0n]);
  fc.assert(
    fc.property(rows, (some) => {
      expect(total(byMonth(some))).toEqual(total(byReseller(some)));
    }),
  );
});
