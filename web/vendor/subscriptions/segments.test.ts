import { expect, test } from 'vitest';
import { stretchesOf } from './segments.ts';

test('segments become stretches, the later of one day holding', () => {
  const segments = [
    { seq: 1, starts_on: '2026-01-10', quantity: 5, paused: false },
    { seq: 2, starts_on: '2026-02-01', quantity: 9, paused: false },
    { seq: 3, starts_on: '2026-02-01', quantity: 8, paused: false },
    { seq: 4, starts_on: '2026-02-05', quantity: 8, paused: false },
    { seq: 5, starts_on: '2026-03-01', quantity: 0, paused: false },
  ];
  expect(stretchesOf(segments)).toEqual([
    { from: '2026-01-10', until: '2026-02-01', quantity: 5, paused: false },
    { from: '2026-02-01', until: '2026-03-01', quantity: 8, paused: false },
    { from: '2026-03-01', until: null, quantity: 0, paused: false },
  ]);
});

test('a pause stands by itself even where the bills go on', () => {
  const segments = [
    { seq: 1, starts_on: '2026-01-10', quantity: 5, paused: false },
    { seq: 2, starts_on: '2026-02-01', quantity: 5, paused: true },
    { seq: 3, starts_on: '2026-03-01', quantity: 5, paused: false },
  ];
  expect(stretchesOf(segments).map(({ paused }) => paused)).toEqual([false, true, false]);
});

test('nothing lived is nothing shown', () => {
  expect(stretchesOf([])).toEqual([]);
});
