import { expect, test } from 'vitest';
import { movedTo } from './families.ts';

test.each<[string, -1 | 1, string]>([
  ['b', -1, 'bacd'],
  ['b', 1, 'acbd'],
  ['a', 1, 'bacd'],
  ['d', -1, 'abdc'],
  ['a', -1, 'abcd'],
  ['d', 1, 'abcd'],
  ['x', 1, 'abcd'],
])('%s by %i: %s', (id, step, order) => {
  expect(movedTo([...'abcd'], id, step).join('')).toBe(order);
});
