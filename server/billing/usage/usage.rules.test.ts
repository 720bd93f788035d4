import { describe, expect, test } from 'vitest';
import { text, workbook } from '../../../test/workbooks.ts';
import { readTable } from '../../catalog/index.ts';
import { type UsePricing, useBands, useLines } from './usage.rules.ts';
import { readUsageRows } from './usage-files.rules.ts';

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
  const HEAD = 'subscription,event_id,used_on,units';
  const read = async (file: string | Uint8Array) => readUsageRows(await readTable(Buffer.from(file)));
  const row = { subscription: 'S-1', event_id: 'e1', used_on: '2026-01-02', units: 5, note: null };

  test('is read whatever the order of its columns, with quotes and line breaks in notes', async () => {
    const text =
      '\uFEFFunits,note,event_id,subscription,used_on\r\n5,"a, ""b""\nc",e1,S-1,2026-01-02\r\n\r\n7,,e2,S-2,2026-01-03';
    expect(await read(text)).toEqual([
      { ...row, line: 2, note: 'a, "b"\nc' },
      { line: 5, subscription: 'S-2', event_id: 'e2', used_on: '2026-01-03', units: 7, note: null },
    ]);
  });

  const LATIN: [string, string | Uint8Array, number][] = [
    ['semicolons, titles in capitals', `${HEAD.toUpperCase()}\nS-1,e1,2026-01-02,5`.replaceAll(',', ';'), 2],
    ['tabs in UTF-16', Buffer.from(`\uFEFF${HEAD}\nS-1,e1,2026-01-02,5`.replaceAll(',', '\t'), 'utf16le'), 2],
    ['Excel’s sep=', `sep=;\n${HEAD}\nS-1,e1,2026-01-02,5`.replaceAll(',', ';'), 3],
    ['blank lines above', `\n\n${HEAD}\nS-1,e1,2026-01-02,5\n,,,\n`, 4],
    ['Arabic digits', `${HEAD}\nS-1,e1,٢٠٢٦-٠١-٠٢,٥`, 2],
    ['a midnight', `${HEAD}\nS-1,e1,2026-01-02 00:00:00,5`, 2],
    ['line ends of an old Macintosh', `${HEAD}\rS-1,e1,2026-01-02,5`, 2],
  ];
  test.each(LATIN)('is read with %s', async (_, file, line) => {
    expect(await read(file)).toEqual([{ ...row, line }]);
  });

  test('is read from a workbook, which keeps a day as a number', async () => {
    const file = workbook([
      [text('subscription'), text('event_id'), text('used_on'), text('units')],
      [text('S-1'), text('e1'), '<v>46024</v>', '<v>5</v>'],
    ]);
    expect(await read(file)).toEqual([{ ...row, line: 2 }]);
  });

  const BAD: [string | Uint8Array, [number, string][]][] = [
    ['subscription,event_id,used_on\nS-1,e1,2026-01-02', [[1, 'units']]],
    ['', [[1, '']]],
    [
      `${HEAD}\nS-1,e1,2026-02-30,1.5\n,e2,2026-01-01,0`,
      [
        [2, 'used_on'],
        [2, 'units'],
        [3, 'subscription'],
        [3, 'units'],
      ],
    ],
    [
      `${HEAD}\nS-1,e1,02/01/2026,5\nS-1,e2,2 يناير 2026,"1,000"`,
      [
        [2, 'used_on'],
        [3, 'used_on'],
        [3, 'units'],
      ],
    ],
    [`${HEAD},note\nS-1,e1,2026-01-02,5,"never closed\nS-1,e2,2026-01-02,5,x\n`, [[2, '']]],
    [`${HEAD},note\nS-1,e1,2026-01-02,5,a, b`, [[2, '']]],
    [`${HEAD},units\nS-1,e1,2026-01-02,5,6`, [[1, 'units']]],
    [
      Buffer.concat([Buffer.from(`${HEAD}\nS-1,e`), Buffer.from([0xc7]), Buffer.from(',2026-01-02,5')]),
      [[2, '']],
    ],
    [Buffer.from(HEAD, 'utf16le'), [[1, '']]],
    ['%PDF-1.7', [[1, '']]],
  ];
  test.each(BAD)('%j is bad in %j', async (file, cells) => {
    const faults = (await read(file)).flatMap((one) => ('sentence' in one ? [[one.line, one.column]] : []));
    expect(faults).toEqual(cells);
  });
});
