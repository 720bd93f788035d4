import { expect, test } from 'vitest';
import { describeViolation, unreadFiles } from './layers.ts';

const rule = { name: 'faces-only', severity: 'error' as const };

test('a violation names the file, the import and what to do', () => {
  const violation = { rule, from: 'server/billing/a.ts', to: 'server/orders/b.ts' };
  expect(describeViolation(violation, 'Import the face.')).toBe(
    'server/billing/a.ts → server/orders/b.ts: faces-only: Import the face.',
  );
});

test('a circle is shown whole', () => {
  const cycle = ['b.ts', 'c.ts', 'a.ts'].map((name) => ({ name, dependencyTypes: [] }));
  const text = describeViolation({ rule, from: 'a.ts', to: 'b.ts', cycle }, 'Part them.');
  expect(text).toBe('a.ts → b.ts → c.ts → a.ts: faces-only: Part them.');
});

test('a source file that was not read is named', () => {
  expect(unreadFiles(['server/a.ts', 'server/b.ts'], ['server/b.ts', 'fs'])).toEqual(['server/a.ts']);
});
