import { expect, test } from 'vitest';
import { type Discount, discountsOf, isRate, rowsOf } from './schedule.ts';

const discounts: Discount[] = [
  { scope: 'product', target: 'gws-starter', from_quantity: 1, billing_preference: 'postpay', rate: '0.125' },
  { scope: 'everything', target: '', from_quantity: 1, billing_preference: 'postpay', rate: '0.1' },
  { scope: 'everything', target: '', from_quantity: 1, billing_preference: 'prepay', rate: '0.15' },
];

test('both preferences of a line stand side by side, the widest line first', () => {
  expect(rowsOf(discounts)).toEqual([
    { scope: 'everything', target: '', from_quantity: 1, prepay: '15', postpay: '10' },
    { scope: 'product', target: 'gws-starter', from_quantity: 1, prepay: '', postpay: '12.5' },
  ]);
});

test('rows become the discounts they came from', () => {
  const back = discountsOf(rowsOf(discounts));
  expect(back).toHaveLength(discounts.length);
  expect(back).toEqual(expect.arrayContaining(discounts));
});

test.each([
  ['', true],
  ['12.5', true],
  ['101', false],
  ['a', false],
])('"%s" may stand as a rate: %s', (typed, may) => {
  expect(isRate(typed)).toBe(may);
});
