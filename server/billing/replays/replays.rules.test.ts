import { describe, expect, test } from 'vitest';
import { type Candidate, canTry, marginOf, type ReplaySums, totalsOf } from './replays.rules.ts';

const nothing: Candidate = { plan: null, prices: null, moves: null, book: null };
const plan = { bundle_plan_id: 'p', version: 1, discounts: [], preferences: [] };
const moves = { bundle_plan_id: null, account_ids: ['a'] };
const book = { version: null, rules: [] };
const onDay = { kind: 'on' as const, on: '2026-03-01' };
const file = { kind: 'import' as const, import_id: 'f' };

test.each<['vendor' | 'reseller', Partial<Candidate>, RegExp | true]>([
  ['vendor', {}, /Choose what to try: a version/],
  ['vendor', { plan }, true],
  ['vendor', { prices: file, moves }, true],
  ['vendor', { plan, book }, /reseller’s own/],
  ['reseller', {}, /Choose what to try: your price book/],
  ['reseller', { book }, true],
  ['reseller', { prices: onDay }, true],
  ['reseller', { book, prices: onDay }, true],
  ['reseller', { book, prices: file }, /vendor’s own/],
  ['reseller', { book, plan }, /vendor’s own/],
  ['reseller', { moves }, /vendor’s own/],
])('%s may try %o: %s', (kind, candidate, answer) => {
  const said = canTry({ ...nothing, ...candidate }, kind);
  if (answer === true) expect(said).toBe(true);
  else expect(said).toMatch(answer);
});

describe('sums', () => {
  const line = (currency: string, was: bigint, would_be: bigint, cost: ReplaySums['cost'] = null) => ({
    ...{ currency, was, would_be, cost, own: false },
  });
  const paid = (was: bigint, would_be: bigint, currency = 'SAR') => ({ was, would_be, currency });

  test('of the vendor’s accounts have no cost', () => {
    expect(totalsOf([line('USD', 5n, 5n), line('SAR', 10n, 12n), line('SAR', 7n, 1n)])).toEqual([
      { currency: 'SAR', accounts: 2, more: 1, less: 1, was: 17n, would_be: 13n, cost: null },
      { currency: 'USD', accounts: 1, more: 0, less: 0, was: 5n, would_be: 5n, cost: null },
    ]);
  });

  test('of a reseller’s stand beside what it is billed; its own account counts as no customer', () => {
    const own = { ...line('SAR', 0n, 0n, paid(3n, 4n)), own: true };
    const [total] = totalsOf([line('SAR', 20n, 24n, paid(10n, 11n)), own]);
    expect(total).toEqual({
      ...{ currency: 'SAR', accounts: 1, more: 1, less: 0, was: 20n, would_be: 24n },
      cost: { was: 13n, would_be: 15n },
    });
    expect(total && marginOf(total)).toEqual({ was: 7n, would_be: 9n });
  });

  test('bought in another currency have no margin', () => {
    const [sar, usd] = totalsOf([line('USD', 5n, 6n, paid(15n, 15n)), line('SAR', 9n, 9n, paid(4n, 4n))]);
    expect(sar?.cost).toEqual({ was: 4n, would_be: 4n });
    expect(usd).toMatchObject({ currency: 'USD', cost: null });
    expect(usd && marginOf(usd)).toBeNull();
  });
});
