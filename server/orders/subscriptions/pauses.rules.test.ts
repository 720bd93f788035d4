import { describe, expect, test } from 'vitest';
import { canResumeOn, mayPause, mayResume, pausingOf, settlementOfPause } from './pauses.rules.ts';

const monthly = {
  billing: 'recurring',
  allows_decrease: true,
  early_termination_fee_rate: '0',
  pausing: null,
} as const;

describe('what a pause means for money', () => {
  test.each([
    ['a flexible month', {}, 'free'],
    ['use', { billing: 'per_use', allows_decrease: false }, 'free'],
    ['a term kept to its end', { early_termination_fee_rate: null }, 'charged'],
    ['a term that costs to leave', { early_termination_fee_rate: '0.25' }, 'charged'],
    ['a quantity that may not shrink', { allows_decrease: false }, 'charged'],
    ['what the offer says itself', { early_termination_fee_rate: null, pausing: 'free' }, 'free'],
    ['an offer that never pauses', { pausing: 'never' }, 'never'],
    ['what was bought once, whatever it says', { billing: 'one_time', pausing: 'free' }, 'never'],
  ] as const)('%s', (_, more, expected) => {
    expect(pausingOf({ ...monthly, ...more })).toBe(expected);
  });

  test('a free pause gives back what was charged ahead; another leaves the bills alone', () => {
    expect([settlementOfPause('free'), settlementOfPause('charged')]).toEqual(['refund', null]);
  });
});

test('who may pause and resume, and on which day', () => {
  expect([mayPause('free'), mayPause('charged')]).toEqual([true, true]);
  expect(mayPause('never')).toContain('does not pause');
  expect(mayResume({ state: 'paused' })).toBe(true);
  expect(mayResume({ state: 'active' })).toContain('not paused');
  expect(canResumeOn('2026-02-02', '2026-02-01')).toBe(true);
  expect(canResumeOn('2026-02-01', '2026-02-01')).toContain('2026-02-01');
});
