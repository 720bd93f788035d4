import { expect, test } from 'vitest';
import { blocksOf, spansOf } from './timeline.ts';

const segment = (starts_on: string, quantity: number, paused = false) => ({ starts_on, quantity, paused });

test('segments become spans; the last goes on', () => {
  expect(spansOf([segment('2026-01-01', 5), segment('2026-03-01', 8)])).toEqual([
    { from: '2026-01-01', until: '2026-03-01', quantity: 5, paused: false },
    { from: '2026-03-01', until: null, quantity: 8, paused: false },
  ]);
});

test('what is recorded later wins from its day on', () => {
  const spans = spansOf([segment('2026-01-01', 5), segment('2026-02-10', 8), segment('2026-02-10', 9)]);
  expect(spans.map(({ quantity }) => quantity)).toEqual([5, 9]);
});

test('a subscription that ended has no open span', () => {
  expect(spansOf([segment('2026-01-01', 5), segment('2026-02-01', 0)])).toEqual([
    { from: '2026-01-01', until: '2026-02-01', quantity: 5, paused: false },
  ]);
});

test('a pause is a span of its own, whatever is charged for it', () => {
  const spans = spansOf([segment('2026-01-01', 5), segment('2026-02-01', 0, true), segment('2026-02-11', 5)]);
  expect(spans.map(({ from, paused }) => [from, paused])).toEqual([
    ['2026-01-01', false],
    ['2026-02-01', true],
    ['2026-02-11', false],
  ]);
});

test('blocks share the width by days and the height by quantity', () => {
  const blocks = blocksOf(spansOf([segment('2026-01-01', 5), segment('2026-01-11', 10)]), '2026-01-21');
  expect(blocks.map(({ start, end, height }) => [start, end, height])).toEqual([
    [0, 50, 50],
    [50, 100, 100],
  ]);
});

test('a subscription that began today still has a width', () => {
  const [block] = blocksOf(spansOf([segment('2026-01-01', 5)]), '2026-01-01');
  expect([block?.start, block?.end]).toEqual([0, 100]);
});

test('nothing lived is nothing drawn', () => {
  expect(blocksOf(spansOf([]), '2026-01-01')).toEqual([]);
});
