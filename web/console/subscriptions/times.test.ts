import { expect, test } from 'vitest';
import { timesWhole } from './times.ts';

test.each([
  ['2512.5', 3, '7537.5'],
  ['2430', 12, '29160'],
  ['0.005', 7, '0.035'],
  ['90071992547409.31', 1000, '90071992547409310.00'],
])('%s × %i = %s', (text, factor, expected) => {
  expect(timesWhole(text, factor)).toBe(expected);
});
