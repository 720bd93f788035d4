import { expect, test } from 'vitest';
import { faultsOf } from './faults.ts';

test('a refusal of a file becomes places; what points elsewhere is left out', () => {
  const errors = [
    { pointer: '#/lines/3/used_on', detail: 'Line 3, used_on: "2026-13-01" is no date; write YYYY-MM-DD.' },
    { pointer: '#/lines/12/units', detail: 'Line 12, units: "x" is no whole number.' },
    { pointer: '#/name', detail: 'Too long.' },
  ];
  expect(faultsOf(errors)).toEqual([
    { line: 3, column: 'used_on', sentence: '"2026-13-01" is no date; write YYYY-MM-DD.' },
    { line: 12, column: 'units', sentence: '"x" is no whole number.' },
  ]);
});
