import { expect, test } from 'vitest';
import { lowerModules } from './modules.ts';
import { excuse, tidy } from './tidy.ts';

const wrong = {
  path: 'server/billing/a.ts',
  text: "const at = new Date();\nrun('select 1 from orders.quote');\n",
};

test('findings come in order of file and line, and generated files are not read', () => {
  const other = { path: 'server/app.ts', text: 'parseFloat(x)' };
  const made = { path: 'db/types.ts', text: 'new Date()' };
  const found = tidy([wrong, other, made], [], '/srv/caravan');
  expect(found.map(({ path, line, rule }) => `${path}:${line} ${rule}`)).toEqual([
    'server/app.ts:1 float-money',
    'server/billing/a.ts:1 own-clock',
    'server/billing/a.ts:2 foreign-schema',
  ]);
});

test('an exception excuses what it names, and is reported once it excuses nothing', () => {
  const found = tidy([wrong], [], '/srv/caravan');
  const quote = {
    rule: 'foreign-schema',
    path: 'server/billing/',
    about: 'orders.quote',
    reason: 'month end',
  };
  const clock = { rule: 'own-clock', path: 'server/billing/a.ts', reason: 'why' };
  expect(excuse(found, [quote, clock])).toEqual([]);
  expect(excuse(found, [quote]).map(({ rule }) => rule)).toEqual(['own-clock']);
  expect(excuse([], [quote])).toMatchObject([{ rule: 'idle-exception', about: 'server/billing/' }]);
});

test('the order of modules: siblings are not below each other', () => {
  expect(lowerModules('base')).toEqual([]);
  expect(lowerModules('catalog')).toEqual(['base', 'identity']);
  expect(lowerModules('billing')).toContain('orders');
  expect(lowerModules('billing')).not.toContain('support');
  expect(lowerModules('reports')).toEqual(['base', 'identity']);
  expect(lowerModules('nowhere')).toEqual(['base']);
});
