import { describe, expect, test } from 'vitest';
import { asciiDomain } from '../../base/domain-names.ts';
import { canMove, move } from '../../base/states.ts';
import { changeableNow, waitSeconds } from '../operations/operations.rules.ts';
import {
  type Commitment,
  cancelConsequence,
  mayCancel,
  mayChange,
  renewsOn,
  settlementOf,
} from '../subscriptions/subscriptions.rules.ts';
import { ORDER_MOVES, ORDER_STATES, outcomeOf, quantityFault, stateAfter } from './orders.rules.ts';

describe('an order', () => {
  test.each([
    ['special_price', 'held'],
    ['prepay', 'awaiting_payment'],
    [null, 'provisioning'],
  ] as const)('that waits for %s begins %s', (hold, state) => {
    expect(stateAfter(hold)).toBe(state);
  });
  test.each([
    ['held', 'release', 'provisioning'],
    ['held', 'ask_payment', 'awaiting_payment'],
    ['held', 'cancel', 'cancelled'],
    ['awaiting_payment', 'pay', 'provisioning'],
    ['awaiting_payment', 'cancel', 'cancelled'],
    ['provisioning', 'fulfil', 'fulfilled'],
    ['provisioning', 'fail', 'failed'],
    ['failed', 'retry', 'provisioning'],
  ] as const)('%s can %s: %s', (from, verb, to) => {
    expect(move('order', ORDER_MOVES, from, verb)).toBe(to);
  });
  test('moves in no other way', () => {
    const verbs = [...new Set(Object.values(ORDER_MOVES).flatMap((moves) => Object.keys(moves)))];
    const legal = ORDER_STATES.flatMap((state) =>
      verbs.filter((verb) => canMove(ORDER_MOVES, state, verb) === true),
    );
    expect(legal).toHaveLength(8);
    expect(() => move('order', ORDER_MOVES, 'provisioning', 'cancel')).toThrow(/possible: fulfil, fail/);
  });
  test.each([
    [['succeeded', 'succeeded'], 'fulfil'],
    [['succeeded', 'running'], undefined],
    [['failed', 'queued'], undefined],
    [['failed', 'succeeded'], 'fail'],
    [['waiting'], undefined],
  ])('whose operations are %j: %s', (states, outcome) => {
    expect(outcomeOf(states.map((state) => ({ state })))).toBe(outcome);
  });
  test('keeps the offer’s bounds', () => {
    const bounds = { minimum_quantity: 5, maximum_quantity: 300 };
    expect([4, 5, 300, 301].map((quantity) => quantityFault(bounds, quantity) === undefined)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(quantityFault({ minimum_quantity: 1, maximum_quantity: 1 }, 2)).toBe('This is sold by 1 only.');
  });
});

const commitment = (
  term_months: number,
  cycle_months: number,
  billing_preference = 'postpay',
  activated_on = '2026-01-31',
): Commitment => ({
  billing: 'recurring',
  term_months,
  cycle_months,
  allows_increase: true,
  allows_decrease: term_months === 1,
  early_termination_fee_rate: term_months === cycle_months ? '0' : null,
  cancel_window_hours: 0,
  renewal_window_days: 0,
  ordered_at: `${activated_on}T08:00:00.000Z`,
  billing_preference,
  activated_on,
});
const year = commitment(12, 1);
const hours = (count: number) => new Date(Date.parse(year.ordered_at) + count * 3_600_000);

describe('a term', () => {
  test.each([
    ['2026-01-31', 1, '2026-01-31', '2026-02-28'],
    ['2026-01-31', 1, '2026-02-28', '2026-02-28'],
    ['2026-01-31', 1, '2026-03-01', '2026-03-31'],
    ['2024-02-29', 12, '2025-01-01', '2025-02-28'],
    ['2024-02-29', 12, '2027-03-01', '2028-02-29'],
  ])('begun %s for %i months renews after %s on %s', (activated_on, term_months, day, renewal) => {
    expect(renewsOn({ activated_on, term_months }, day)).toBe(renewal);
  });

  test.each([
    ['more, any time', commitment(12, 12), '2026-05-05', 5, 6, true],
    ['less on a monthly term in arrears', commitment(1, 1), '2026-05-05', 5, 4, true],
    [
      'less on a monthly term paid ahead',
      commitment(1, 1, 'prepay'),
      '2026-05-05',
      5,
      4,
      /paid ahead: until it renews on 2026-05-31/,
    ],
    [
      'less in a year’s term',
      commitment(12, 1),
      '2026-05-05',
      5,
      4,
      /12 months: until it renews on 2027-01-31/,
    ],
    ['less on the day a year’s term renews', commitment(12, 12, 'prepay'), '2027-01-31', 5, 4, true],
    [
      'more, where the offer forbids it',
      { ...year, allows_increase: false },
      '2026-05-05',
      5,
      6,
      /stays as it is/,
    ],
    ['less, where the offer allows it', { ...year, allows_decrease: true }, '2026-05-05', 6, 5, true],
    ['less in the renewal window', { ...year, renewal_window_days: 30 }, '2027-01-01', 6, 5, true],
    [
      'less of what is paid by use',
      { ...commitment(1, 1, 'prepay'), billing: 'per_use' },
      '2026-05-05',
      6,
      5,
      true,
    ],
    [
      'more of what was bought once',
      { ...commitment(0, 0), billing: 'one_time' },
      '2026-05-05',
      5,
      6,
      /order it again/,
    ],
    ['less on the day a month paid ahead renews', commitment(1, 1, 'prepay'), '2026-02-28', 5, 1, true],
  ] as const)('%s', (_, terms, today, from, to, answer) => {
    const may = mayChange(terms, today, from, to);
    if (answer === true) expect(may).toBe(true);
    else expect(may).toMatch(answer);
  });

  test.each([
    ['by the month', commitment(1, 1), '2026-05-05', true],
    ['a year paid ahead', commitment(12, 12), '2026-05-05', true],
    ['a year paid by the month', commitment(12, 1), '2026-05-05', /cancelled on 2027-01-31/],
    ['a year paid by the month, at its end', commitment(12, 1), '2027-01-31', true],
    ['three years paid ahead', commitment(36, 36), '2026-05-05', true],
    ['a year that may end at a fee', { ...year, early_termination_fee_rate: '0.5' }, '2026-05-05', true],
    ['in its renewal window', { ...year, renewal_window_days: 30 }, '2027-01-01', true],
    ['a day before its renewal window', { ...year, renewal_window_days: 30 }, '2026-12-31', /2027-01-31/],
    ['what was bought once', { ...commitment(0, 0), billing: 'one_time' }, '2026-05-05', /bought once/],
  ] as const)('cancelled %s', (_, terms, today, answer) => {
    const may = mayCancel(terms, today, hours(100));
    if (answer === true) expect(may).toBe(true);
    else expect(may).toMatch(answer);
  });

  test('a cancel window is hours from the order, whatever the term', () => {
    const window = { ...year, cancel_window_hours: 72 };
    expect(mayCancel(window, '2026-02-03', hours(71.99))).toBe(true);
    expect(mayCancel(window, '2026-02-03', hours(72))).toMatch(/kept to its end/);
    const once = { ...window, billing: 'one_time', term_months: 0, cycle_months: 0 };
    expect(mayCancel(once, '2026-02-01', hours(1))).toBe(true);
  });

  test('what a cancellation costs is said', () => {
    const said = (terms: Parameters<typeof cancelConsequence>[0], at = 100) =>
      cancelConsequence(terms, '2026-05-05', hours(at));
    expect(said(commitment(1, 1))).toMatch(/billed at the end of the month/);
    expect(said(commitment(12, 12))).toMatch(/not paid back/);
    expect(said(commitment(1, 1, 'prepay'))).toMatch(/not paid back/);
    expect(cancelConsequence(commitment(1, 1, 'prepay'), '2026-05-31', hours(100))).toMatch(
      /ahead for the next is credited/,
    );
    expect(said({ ...year, cancel_window_hours: 72 }, 1)).toMatch(/what was charged is credited/);
    expect(said({ ...commitment(12, 1), early_termination_fee_rate: '0.5' })).toMatch(
      /until 2027-01-31 is charged/,
    );
  });

  test.each([
    ['more is no settlement', commitment(12, 12), 100, [5, 6], null],
    [
      'the end in its window is undone',
      { ...commitment(12, 12), cancel_window_hours: 72 },
      1,
      [5, 0],
      'undone',
    ],
    [
      'the end of a promised year at a fee',
      { ...commitment(12, 1), early_termination_fee_rate: '0.500000' },
      100,
      [5, 0],
      'termination',
    ],
    [
      'the end of a year at no fee',
      { ...commitment(12, 12), early_termination_fee_rate: '0.000000' },
      100,
      [5, 0],
      null,
    ],
    [
      'less of a year paid ahead, where allowed',
      { ...commitment(12, 12), allows_decrease: true },
      100,
      [5, 4],
      'refund',
    ],
    ['less of a month in arrears', commitment(1, 1), 100, [5, 4], null],
  ] as const)('%s', (_, terms, at, [from, to], settlement) => {
    expect(settlementOf(terms, '2026-05-05', hours(at), { from, to })).toBe(settlement);
  });

  test.each([
    ['nothing is settled', 'postpay', null],
    ['what the month end before charged ahead is given back', 'prepay', 'refund'],
  ] as const)('on the day a term renews %s: %s', (_, preference, settlement) => {
    const terms = { allows_decrease: true, early_termination_fee_rate: '0.5' };
    for (const cycle of [1, 12])
      for (const to of [4, 0])
        expect(
          settlementOf({ ...commitment(12, cycle, preference), ...terms }, '2027-01-31', hours(9999), {
            ...{ from: 5, to },
          }),
        ).toBe(settlement);
    expect(settlementOf(commitment(1, 1, preference), '2026-05-31', hours(9999), { from: 5, to: 0 })).toBe(
      settlement,
    );
  });
});

test('one change after another', () => {
  expect(changeableNow({ state: 'active' }, [{ state: 'succeeded' }, { state: 'failed' }])).toBe(true);
  expect(changeableNow({ state: 'active' }, [{ state: 'running' }])).toMatch(/being made/);
  expect(changeableNow({ state: 'pending' }, [])).toMatch(/pending/);
});

test('a connector is asked more and more slowly', () => {
  expect([0, 1, 2, 3, 4, 5, 100].map(waitSeconds)).toEqual([1, 1, 2, 3, 5, 5, 5]);
});

test.each([
  ['example.com', 'example.com'],
  [' Example.COM. ', 'example.com'],
  ['مثال.السعودية', 'xn--mgbh0fb.xn--mgberp4a5d4ar'],
  ['münchen.de', 'xn--mnchen-3ya.de'],
  ['a-b.co.uk', 'a-b.co.uk'],
  ['localhost', null],
  ['1.2.3.4', null],
  ['-a.com', null],
  ['a..b', null],
  ['exa_mple.com', null],
  ['http://example.com', null],
  ['example.com/path', null],
  ['example.com:80', null],
  ['me@example.com', null],
  [`${'a'.repeat(64)}.com`, null],
  ['', null],
])('the domain of "%s" is %s', (text, domain) => {
  expect(asciiDomain(text)).toBe(domain);
});
