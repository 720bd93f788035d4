import { describe, expect, test } from 'vitest';
import { type UsePricing, useBands, useLines } from './usage.rules.ts';
import { readUsageFile } from './usage-files.rules.ts';

const bands = [
  { above: 100, unit_price: '8' },
  { above: 1000, unit_price: '5.5' },
];
const pricing = (model: UsePricing['model'], package_size = 1): UsePricing => ({
  model,
  package_size,
  list_price: '10',
  bands: model === 'tiered' || model === 'volume' ? bands : [],
  discount: '0.1',
});
const brief = (lines: ReturnType<typeof useLines>) =>
  lines.map(({ quantity, unit_price }) => `${quantity}×${unit_price}`);

describe('what use costs', () => {
  test.each<[string, UsePricing, total: number, counted: number, string[]]>([
    ['flat', pricing('flat'), 250, 0, ['250×9']],
    ['flat, late', pricing('flat'), 250, 240, ['10×9']],
    ['nothing new', pricing('flat'), 250, 250, []],
    ['tiered', pricing('tiered'), 1200, 0, ['100×9', '900×7.2', '200×4.95']],
    ['tiered up to a border', pricing('tiered'), 100, 0, ['100×9']],
    ['tiered, late, across a border', pricing('tiered'), 1001, 90, ['10×9', '900×7.2', '1×4.95']],
    ['volume', pricing('volume'), 1200, 0, ['1200×4.95']],
    ['volume at a border', pricing('volume'), 100, 0, ['100×9']],
    ['volume, late: what was charged keeps its price', pricing('volume'), 101, 100, ['1×7.2']],
    ['packages begun', pricing('package', 10), 21, 0, ['3×9']],
    ['a package begun before', pricing('package', 10), 29, 3, []],
    ['one package more', pricing('package', 10), 31, 3, ['1×9']],
  ])('%s', (_, price, total, counted, lines) => {
    expect(brief(useLines(price, total, counted))).toEqual(lines);
  });
});

describe('the bands of a month', () => {
  const told = (price: UsePricing, total: number, counted: number) =>
    useBands(price, total, counted).map(
      ({ above, up_to, quantity, unit_price }) => `${above}-${up_to ?? ''}: ${quantity}×${unit_price}`,
    );

  test.each<[string, UsePricing, total: number, counted: number, string[]]>([
    [
      'tiered, one not reached',
      pricing('tiered'),
      700,
      40,
      ['0-100: 60×9', '100-1000: 600×7.2', '1000-: 0×4.95'],
    ],
    ['volume, all in one', pricing('volume'), 700, 40, ['0-100: 0×9', '100-1000: 660×7.2', '1000-: 0×4.95']],
    ['packages have one', pricing('package', 10), 21, 1, ['0-: 2×9']],
    ['nothing new', pricing('tiered'), 40, 40, ['0-100: 0×9', '100-1000: 0×7.2', '1000-: 0×4.95']],
    [
      'a first price that is no list price less a discount: the others in proportion',
      { ...pricing('tiered'), unit_price: '11.1', discount: '0' },
      700,
      40,
      ['0-100: 60×11.1', '100-1000: 600×8.88', '1000-: 0×6.105'],
    ],
    [
      'a first price that was free to list: it holds for all',
      { ...pricing('tiered'), list_price: '0', unit_price: '3', discount: '0' },
      101,
      0,
      ['0-100: 100×3', '100-1000: 1×3', '1000-: 0×3'],
    ],
  ])('%s', (_, price, total, counted, bands) => {
    expect(told(price, total, counted)).toEqual(bands);
  });
});

describe('a usage file', () => {
  test('is read whatever the order of its columns, with quotes and line breaks in notes', () => {
    const text =
      '\uFEFFunits,note,event_id,subscription,used_on\r\n5,"a, ""b""\nc",e1,S-1,2026-01-02\r\n\r\n7,,e2,S-2,2026-01-03';
    expect(readUsageFile(text)).toEqual([
      { line: 2, subscription: 'S-1', event_id: 'e1', used_on: '2026-01-02', units: 5, note: 'a, "b"\nc' },
      { line: 5, subscription: 'S-2', event_id: 'e2', used_on: '2026-01-03', units: 7, note: null },
    ]);
  });

  test.each([
    ['subscription,event_id,used_on\nS-1,e1,2026-01-02', [[1, 'units']]],
    [
      '',
      [
        [1, 'subscription'],
        [1, 'event_id'],
        [1, 'used_on'],
        [1, 'units'],
      ],
    ],
    [
      'subscription,event_id,used_on,units\nS-1,e1,2026-02-30,1.5\n,e2,2026-01-01,0',
      [
        [2, 'used_on'],
        [2, 'units'],
        [3, 'subscription'],
        [3, 'units'],
      ],
    ],
  ])('%j is bad in %j', (text, cells) => {
    const faults = readUsageFile(text).flatMap((one) => ('sentence' in one ? [[one.line, one.column]] : []));
    expect(faults).toEqual(cells);
  });
});
