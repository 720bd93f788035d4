import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canMove } from '../../base/states.ts';
import {
  consentOf,
  marginOf,
  mayAsk,
  mayBeValidUntil,
  QUOTE_MOVES,
  QUOTE_STATES,
  type QuoteState,
  totalsOf,
} from './quotes.rules.ts';
import { type NewService, serviceFault } from './services.rules.ts';

const VERBS = ['send', 'ask_changes', 'accept', 'expire', 'withdraw'] as const;

describe('what may happen to a quote', () => {
  test.each<[QuoteState, string[]]>([
    ['draft', ['send', 'withdraw']],
    ['sent', ['send', 'ask_changes', 'accept', 'expire', 'withdraw']],
    ['changes_asked', ['send', 'ask_changes', 'accept', 'expire', 'withdraw']],
    ['expired', ['send', 'withdraw']],
    ['accepted', []],
    ['withdrawn', []],
  ])('while %s: %o', (state, possible) => {
    expect(VERBS.filter((verb) => canMove(QUOTE_MOVES, state, verb) === true)).toEqual(possible);
  });

  test('nothing leads out of what has ended, and nothing leads nowhere', () => {
    const targets = Object.values(QUOTE_MOVES).flatMap((moves) => Object.values(moves));
    expect(targets.every((target) => QUOTE_STATES.includes(target))).toBe(true);
  });
});

test.each([
  ['2026-01-15', true],
  ['2026-07-14', true],
  ['2026-01-14', 'The quote must be valid until today (2026-01-15) or later.'],
  ['2026-07-15', 'Prices move: let the quote be valid until 2026-07-14 at the latest.'],
])('on 15 January valid until %s: %s', (until, expected) => {
  expect(mayBeValidUntil(until, '2026-01-15', '2026-07-14')).toBe(expected);
});

describe('a price of one’s own, where cost is 2160 and list 2700', () => {
  test.each([
    ['1080', true],
    [
      '1079.999999999999',
      'This is less than half of what you pay for it yourself; ask for a special price instead.',
    ],
    ['8100', true],
    ['8100.01', 'This is more than three times the list price.'],
  ])('%s: %s', (price, expected) => {
    expect(mayAsk(price, { cost: '2160', list_price: '2700' })).toBe(expected);
  });
  test('without a cost only the list price bounds it', () => {
    expect(mayAsk('0', { cost: null, list_price: '2700' })).toBe(true);
  });
});

const EXEMPT = { en: 'Exempt', ar: 'معفى', code: null };

describe('sums', () => {
  const line = (cycle_months: number | null, net: bigint, taxed = true, cycles = 1n) => ({
    cycle_months,
    cycle_net: net,
    term_net: net * cycles,
    exemption: taxed ? null : EXEMPT,
  });
  test('by rhythm, once first; tax once on each sum, and none on what bears none', () => {
    const lines = [
      line(1, 101n, true, 12n),
      line(null, 333n),
      line(1, 102n),
      line(null, 1000n, false),
      line(12, 5n),
    ];
    expect(totalsOf(lines, '0.15')).toEqual({
      totals: [
        { cycle_months: null, net: 1333n, tax: 50n, total: 1383n },
        { cycle_months: 1, net: 203n, tax: 30n, total: 233n },
        { cycle_months: 12, net: 5n, tax: 1n, total: 6n },
      ],
      commitment: { net: 2652n, tax: 248n, total: 2900n },
    });
  });
  test('are the sums of their lines, whatever the lines', () => {
    const some = fc.record({
      cycle_months: fc.constantFrom(null, 1, 12),
      cycle_net: fc.bigInt({ min: 0n, max: 10n ** 12n }),
      term_net: fc.bigInt({ min: 0n, max: 10n ** 12n }),
      exemption: fc.constantFrom(null, EXEMPT),
    });
    fc.assert(
      fc.property(fc.array(some), (lines) => {
        const { totals, commitment } = totalsOf(lines, '0.15');
        const sum = (amounts: bigint[]) => amounts.reduce((a, b) => a + b, 0n);
        expect(sum(totals.map(({ net }) => net))).toBe(sum(lines.map(({ cycle_net }) => cycle_net)));
        expect(commitment.net).toBe(sum(lines.map(({ term_net }) => term_net)));
        expect(totals.every(({ net, tax, total }) => net + tax === total)).toBe(true);
      }),
    );
  });
});

test.each([
  [10_000n, 8000n, 2000n, '0.2'],
  [9000n, 6000n, 3000n, '0.3333'],
  [1000n, 1500n, -500n, '-0.5'],
  [0n, 500n, -500n, null],
])('of %s that costs %s is left %s, a rate of %s', (net, cost, amount, rate) => {
  expect(marginOf(net, cost)).toEqual({ amount, rate });
});

test('the consent names the quote, its version and its sender in both languages', () => {
  for (const language of ['en', 'ar'])
    for (const part of ['Q-1001', '3', 'Najd IT'])
      expect(consentOf(language, { number: 'Q-1001', version: 3, seller: 'Najd IT' })).toContain(part);
});

describe('a service', () => {
  const sound: NewService = {
    name: { en: 'Migration', ar: 'ترحيل' },
    description: { en: '', ar: '' },
    kind: 'fixed',
    cycle_months: null,
    unit_price: '250000',
    unit_cost: null,
    exemption: null,
  };
  test.each<[Partial<NewService>, string | undefined]>([
    [{}, undefined],
    [{ kind: 'recurring', cycle_months: 1 }, undefined],
    [{ kind: 'recurring', cycle_months: 12, unit_cost: '100.5' }, undefined],
    [{ name: { en: ' ', ar: 'ترحيل' } }, 'name/en'],
    [{ name: { en: 'Migration', ar: '' } }, 'name/ar'],
    [{ kind: 'yearly' }, 'kind'],
    [{ kind: 'recurring' }, 'cycle_months'],
    [{ kind: 'recurring', cycle_months: 3 }, 'cycle_months'],
    [{ kind: 'per_hour', cycle_months: 1 }, 'cycle_months'],
    [{ unit_price: '-1' }, 'unit_price'],
    [{ unit_price: '12,5' }, 'unit_price'],
    [{ unit_cost: 'free' }, 'unit_cost'],
  ])('with %o: fault at %s', (change, field) => {
    expect(serviceFault({ ...sound, ...change })?.[0]).toBe(field);
  });
});
