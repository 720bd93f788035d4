import { expect, test } from 'vitest';
import { stretchesOf } from './segments.ts';

test('segments become stretches, the later of one day holding', () => {
  const segments = [
    { seq: 1, starts_on: '2026-01-10', quantity: 5 },
    { seq: 2, starts_on: '2026-02-01', quantity: 9 },
    { seq: 3, starts_on: '2026-02-01', quantity: 8 },
    { seq: 4, starts_on: '2026-02-05', quantity: 8 },
    { seq: 5, starts_on: '2026-03-01', quantity: 0 },
  ];
  expect(stretchesOf(segments)).toEqual([
    { from: '2026-01-10', until: '2026-02-01', quantity: 5 },
    { from: '2026-02-01', until: '2026-03-01', quantity: 8 },
    { from: '2026-03-01', until: null, quantity: 0 },
  ]);
});

test('nothing lived is nothing shown', () => {
  expect(stretchesOf([])).toEqual([]);
});
