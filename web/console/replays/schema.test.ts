import { expect, test } from 'vitest';
import { noPrices } from '../../kit/replays/prices.ts';
import { bodyOf, schema, type Values } from './schema.ts';

const rule = { scope: 'everything', target: '', kind: 'markup_on_cost', buyer_id: '', value: '25' } as const;
const values: Values = {
  ...{ name: 'A trial', kind: 'book', book: { version: '', rules: [rule] } },
  ...noPrices,
};
const of = (more: Partial<Values>) => ({ ...values, ...more });
const other = { percent: '5' };

test.each<[Partial<Values>, string[]]>([
  [{}, []],
  [{ book: { version: '', rules: [] } }, []],
  [{ book: { version: '', rules: [rule, { ...rule, value: 'x' }] } }, ['book.rules.1.value']],
  [{ book: { version: '2', rules: [{ ...rule, value: 'x' }] } }, []],
  [{ kind: 'prices' }, ['percent']],
  [{ kind: 'prices', ...other, book: { version: '', rules: [{ ...rule, value: '' }] } }, []],
  [
    { kind: 'both', ...other, book: { version: '', rules: [{ ...rule, value: '' }] } },
    ['book.rules.0.value'],
  ],
])('%o lacks %o', (more, missing) => {
  const issues = schema.safeParse(of(more)).error?.issues ?? [];
  expect(issues.map(({ path }) => path.join('.'))).toEqual(missing);
});

test.each<[Partial<Values>, object]>([
  [{}, { book: { rules: [{ kind: 'markup_on_cost', rate: '0.25' }] }, prices: null }],
  [{ book: { version: '3', rules: [rule] } }, { book: { version: 3 }, prices: null }],
  [
    { kind: 'prices', way: 'on', on: '2026-03-01' },
    { book: null, prices: { kind: 'on', on: '2026-03-01' } },
  ],
  [
    { kind: 'both', ...other, direction: 'lower' },
    { book: { rules: [{}] }, prices: { changes: [{ scope: 'everything', target: '', rate: '-0.05' }] } },
  ],
])('%o asks for %o', (more, body) => {
  expect(bodyOf(of(more), 'SAR')).toMatchObject({ name: 'A trial', plan: null, moves: null, ...body });
});
