import { expect, test } from 'vitest';
import { type Rule, rowOf, ruleOf } from './rows.ts';

const rule = (more: Partial<Rule>): Rule => ({
  buyer_id: null,
  scope: 'everything',
  target: '',
  kind: 'markup_on_cost',
  rate: null,
  unit_price: null,
  currency: null,
  ...more,
});

test.each([
  [rule({ rate: '0.25' }), '25'],
  [rule({ rate: '0.125' }), '12.5'],
  [rule({ rate: '0.000001' }), '0.0001'],
  [rule({ rate: '1.5' }), '150'],
  [rule({ rate: '0' }), '0'],
  [rule({ kind: 'discount_on_list', rate: '0.05', buyer_id: 'b' }), '5'],
  [
    rule({ kind: 'fixed', scope: 'offer', target: 'SEAT-M', unit_price: '2512.5', currency: 'SAR' }),
    '25.125',
  ],
])('%o is typed as %s, and back', (known, value) => {
  expect(rowOf(known).value).toBe(value);
  expect(ruleOf(rowOf(known), 'SAR')).toEqual(known);
});

test.each(['', 'much', '-5', '5%'])('"%s" is no value', (value) => {
  for (const kind of ['markup_on_cost', 'fixed'] as const)
    expect(ruleOf({ scope: 'everything', target: '', kind, buyer_id: '', value }, 'SAR')).toBeNull();
});
