import { expect, test } from 'vitest';
import { growthOf, runBefore } from './compare.ts';
import type { Review, Run } from './words.ts';

const run = (cutoff: string, state: Run['state'] = 'issued') => ({ cutoff, state }) as Run;
const total = (amount: number, currency = 'SAR') => ({ amount, currency });
const totals = (...all: { amount: number; currency: string }[]) =>
  all.map((one) => ({ total: one })) as Review['totals'];

test('a month is compared with the last one that was billed', () => {
  const runs = [run('2026-01-01'), run('2026-03-01'), run('2026-02-01', 'discarded'), run('2025-12-01')];
  expect(runBefore(runs, run('2026-03-01'))?.cutoff).toBe('2026-01-01');
  expect(runBefore(runs, run('2025-12-01'))).toBeUndefined();
});

test('growth is a share of the same currency before', () => {
  expect(growthOf(total(110), totals(total(100)))).toBeCloseTo(0.1);
  expect(growthOf(total(50), totals(total(100)))).toBe(-0.5);
  expect(growthOf(total(50), totals(total(100, 'USD')))).toBeNull();
  expect(growthOf(total(50), totals(total(0)))).toBeNull();
  expect(growthOf(total(50), undefined)).toBeNull();
});
