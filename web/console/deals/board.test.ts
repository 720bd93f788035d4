import { expect, test } from 'vitest';
import type { Deal } from '../../kit/deals/words.ts';
import { beside, columnOf, columnsOf, stepOf, sumsOf } from './board.ts';

const deal = (id: string, more: Partial<Deal> = {}) =>
  ({
    ...{ id, state: 'draft', stage: 'prospect', value: { amount: 100, currency: 'SAR' } },
    ...more,
  }) as Deal;

test.each([
  ['prospect', 1, 'qualified'],
  ['prospect', -1, 'prospect'],
  ['negotiation', 1, 'won'],
  ['lost', 1, 'lost'],
] as const)('beside %s, %i: %s', (column, step, next) => expect(beside(column, step)).toBe(next));

test.each([
  ['ArrowRight', false, 1],
  ['ArrowLeft', false, -1],
  ['ArrowRight', true, -1],
  ['ArrowLeft', true, 1],
  ['ArrowUp', false, 0],
] as const)('%s, right to left %s, steps %i', (key, rtl, step) => expect(stepOf(key, rtl)).toBe(step));

test('a deal that is over stands under how it ended, whatever its stage was', () => {
  expect(columnOf(deal('a', { state: 'won', stage: 'proposal' }))).toBe('won');
  expect(columnOf(deal('b', { state: 'approved', stage: 'proposal' }))).toBe('proposal');
});

test('what is being moved stands where it is held', () => {
  const columns = columnsOf([deal('a'), deal('b')], { b: 'proposal' });
  expect([columns.prospect, columns.proposal].map((some) => some.map(({ id }) => id))).toEqual([
    ['a'],
    ['b'],
  ]);
});

test('currencies are summed apart', () => {
  expect(sumsOf([deal('a'), deal('b'), deal('c', { value: { amount: 7, currency: 'USD' } })])).toEqual([
    { amount: 200, currency: 'SAR' },
    { amount: 7, currency: 'USD' },
  ]);
});
