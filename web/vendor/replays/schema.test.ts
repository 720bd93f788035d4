import { expect, test } from 'vitest';
import { bodyOf, LIST, missingOf, schema, type Values } from './schema.ts';

const values: Values = {
  ...{ name: 'A trial', kind: 'prices', plan_id: '', version: '', rows_of: '', rows: [], way: 'change' },
  ...{ direction: 'higher', percent: '5', target: 'family workspace', on: '', import_id: '' },
  ...{ to_plan: '', accounts: [] },
};
const of = (more: Partial<Values>) => ({ ...values, ...more });

test.each<[Partial<Values>, string[]]>([
  [{}, []],
  [{ percent: '0' }, ['percent']],
  [{ percent: '100', direction: 'lower' }, ['percent']],
  [{ percent: 'x', target: '' }, ['percent', 'target']],
  [{ way: 'on' }, ['on']],
  [{ way: 'import' }, ['import_id']],
  [{ kind: 'plan' }, ['plan_id']],
  [{ kind: 'moves' }, ['to_plan', 'accounts']],
])('%o lacks %o', (more, missing) => {
  expect(missingOf(of(more))).toEqual(missing);
  expect(schema.safeParse(of(more)).success).toBe(missing.length === 0);
});

test.each<[Partial<Values>, object]>([
  [{}, { prices: { kind: 'change', changes: [{ scope: 'family', target: 'workspace', rate: '0.05' }] } }],
  [
    { direction: 'lower', percent: '12.5', target: 'everything ' },
    { prices: { kind: 'change', changes: [{ scope: 'everything', target: '', rate: '-0.125' }] } },
  ],
  [{ way: 'on', on: '2026-03-01' }, { prices: { kind: 'on', on: '2026-03-01' } }],
  [
    { kind: 'plan', plan_id: 'p', version: '3' },
    { plan: { bundle_plan_id: 'p', version: 3 }, prices: null },
  ],
  [
    {
      kind: 'plan',
      plan_id: 'p',
      rows: [{ scope: 'everything', target: '', from_quantity: 1, prepay: '', postpay: '20' }],
    },
    { plan: { bundle_plan_id: 'p', discounts: [{ billing_preference: 'postpay', rate: '0.2' }] } },
  ],
  [
    { kind: 'moves', to_plan: LIST, accounts: [{ account_id: 'a', name: 'Najd' }] },
    { moves: { bundle_plan_id: null, account_ids: ['a'] } },
  ],
])('%o asks for %o', (more, body) => {
  expect(bodyOf(of(more))).toMatchObject({ name: 'A trial', ...body });
});
