import { describe, expect, test } from 'vitest';
import { compare, linesOfMonth, type MonthLine, monthToCompare, moreOf } from './plan-previews.rules.ts';

describe('the month that is compared', () => {
  test.each([
    ['2026-01-15', '2026-01-15', '2026-02-01', '2026-03-01'],
    ['2026-01-15', '2026-02-01', '2026-02-01', '2026-03-01'],
    ['2026-01-15', '2026-02-10', '2026-03-01', '2026-04-01'],
    ['2026-01-31', '2026-06-01', '2026-06-01', '2026-07-01'],
    ['2026-12-31', '2026-12-31', '2027-01-01', '2027-02-01'],
  ])('on %s for a plan from %s it begins on %s', (today, validFrom, from, to) => {
    expect(monthToCompare(today, validFrom)).toEqual({ from, to });
  });
});

function line(known: Partial<MonthLine>): MonthLine {
  return { subscription_id: 's', offer_id: 'o', component: 'usage', words: null, ...known } as MonthLine;
}

test('only lines whose period begins in the month count', () => {
  const month = { from: '2026-02-01', to: '2026-03-01' };
  const days = ['2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01'];
  const lines = days.map((period_from) => line({ period_from }));
  expect(linesOfMonth(lines, month).map(({ period_from }) => period_from)).toEqual([
    '2026-02-01',
    '2026-02-28',
  ]);
});

test('a subscription’s lines are one, paid ahead or after, and what changes most stands first', () => {
  const now = [line({ net: 100n }), line({ net: 50n }), line({ subscription_id: 't', net: 10n })];
  const after = [line({ component: 'term', net: 140n }), line({ subscription_id: 'u', net: 90n })];
  const compared = compare(now, after);
  expect(compared.map(moreOf)).toEqual([90n, -10n, -10n]);
  expect(compared[0]).toMatchObject({ now: null, would_be: { net: 90n } });
  expect(compared.find(({ would_be }) => would_be?.net === 140n)?.now?.net).toBe(150n);
  expect(compared.find(({ would_be }) => would_be === null)?.now?.net).toBe(10n);
});
