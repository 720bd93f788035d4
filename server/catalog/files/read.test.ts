import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { sheetXml, text, workbook, workbookOf } from '../../../test/workbooks.ts';
import { readCells } from '../imports/import-rows.rules.ts';
import { formatOf, readSheet } from './read.ts';

const read = async (file: string | Uint8Array) => {
  const bytes = Buffer.from(file);
  return readCells(await readSheet(bytes, formatOf(bytes)));
};
const HEAD = ['offer', 'price_sar'];
const HEAD_CELLS = HEAD.map(text);
const valuesOf = async (file: string | Uint8Array) => {
  const { rows, faults } = await read(file);
  return faults.length > 0
    ? faults
    : rows.map(({ row, values }) => [row.line, values.offer, values.price_sar]);
};

describe('tables are read as people and programs save them', () => {
  const SAVED: [string, string | Uint8Array, number][] = [
    ['semicolons', 'offer;price_sar\nA-1;27.5', 2],
    ['Excel’s sep=', 'sep=;\r\noffer;price_sar\r\nA-1;27.5\r\n', 3],
    ['tabs in UTF-16', Buffer.from('\uFEFFoffer\tprice_sar\nA-1\t27.5', 'utf16le'), 2],
    [
      'tabs in UTF-16, big end first',
      Buffer.from('\uFEFFoffer\tprice_sar\nA-1\t27.5', 'utf16le').swap16(),
      2,
    ],
    ['blank lines above and below', '\n;;\noffer;price_sar\nA-1;27.5\n;\n\n', 4],
    ['titles in capitals and with spaces', 'Price SAR,OFFER\n27.50,A-1', 2],
    ['Arabic digits', 'offer,price_sar\nA-1,٢٧٫٥٠', 2],
    ['numbers as text', workbook([HEAD_CELLS, [text('A-1'), text('27.50')]]), 2],
    ['numbers as numbers', workbook([HEAD_CELLS, [text('A-1'), '<v>27.5</v>']]), 2],
    ['a formula with its result', workbook([HEAD_CELLS, [text('A-1'), '<f>55/2</f><v>27.5</v>']]), 2],
    ['rows left out above', workbook([[], [''], HEAD_CELLS, [text('A-1'), '<v>27.5</v>']]), 4],
    [
      'a hidden sheet in front',
      workbookOf([
        { xml: sheetXml([[text('secret')], [text('x')]]), state: 'veryHidden' },
        { xml: sheetXml([HEAD_CELLS, [text('A-1'), '<v>27.5</v>']]) },
      ]),
      2,
    ],
    [
      'a prefix of its own',
      workbookOf([
        {
          xml: sheetXml([HEAD_CELLS, [text('A-1'), '<v>27.5</v>']])
            .replace(/<(\/?)(\w)/g, '<$1x:$2')
            .replace('xmlns=', 'xmlns:x='),
        },
      ]),
      2,
    ],
  ];
  test.each(SAVED)('%s', async (_, file, line) => {
    expect(await valuesOf(file)).toEqual([[line, 'A-1', '2750']]);
  });

  test('currencies of no and of three decimals; what control characters a cell holds is left out', async () => {
    const { rows } = await read('offer,price_jpy,price_kwd,offer_en\nA-1,1200,0.125,"Mail\u0007 ""box"""');
    expect(rows[0]?.values).toEqual({
      offer: 'A-1',
      price_jpy: '1200',
      price_kwd: '125',
      offer_en: 'Mail "box"',
    });
    const escaped = workbook([
      [text('offer'), text('offer_en')],
      [text('A-1'), text('Mail_x0000_ _x005F_ box')],
    ]);
    expect((await read(escaped)).rows[0]?.values.offer_en).toBe('Mail _ box');
  });
});

describe('what cannot be taken is named by its place, with what to do', () => {
  const price = (cell: string) => workbook([HEAD_CELLS, [text('A-1'), cell]]);
  const REFUSED: [string, string | Uint8Array, [line: number, cell: string | null], RegExp][] = [
    ['a decimal comma', 'offer;price_sar\nA-1;27,50', [2, 'B2'], /digits with a point/],
    ['thousands', 'offer,price_sar\nA-1,"1,027.50"', [2, 'B2'], /without separators/],
    ['a currency', 'offer,price_sar\nA-1,27.50 ر.س', [2, 'B2'], /without separators or a currency/],
    ['a header below a blank line', '\n\noffer,colour\nA-1,red', [3, 'B3'], /no column "colour"/],
    [
      'a title above the header',
      'Price list 2026\noffer,price_sar\nA-1,5',
      [1, 'A1'],
      /no column "Price list 2026"/,
    ],
    ['a formula without its result', price('<f>B1*2</f>'), [2, 'B2'], /result is not in the file/],
    [
      'a locked workbook',
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]),
      [1, null],
      /locked by a password/,
    ],
    ['a PDF', '%PDF-1.7', [1, null], /a PDF/],
    ['a compressed file', Buffer.from([0x1f, 0x8b, 8]), [1, null], /unpack it/],
    ['UTF-16 without its mark', Buffer.from('offer\tprice_sar\n', 'utf16le'), [1, null], /not UTF-8/],
    [
      'an archive of something else',
      zipSync({ 'word/document.xml': strToU8('<a/>') }),
      [1, null],
      /no sheet/,
    ],
    ['half a workbook', price('<v>5</v>').subarray(0, 300), [1, null], /no Excel workbook/],
    [
      'entities',
      workbookOf([
        { xml: `<!DOCTYPE x [<!ENTITY a "5">]>${sheetXml([HEAD_CELLS, [text('A-1'), '<v>&a;</v>']])}` },
      ]),
      [1, null],
      /damaged inside/,
    ],
    [
      'a column beyond any sheet',
      workbookOf([{ xml: sheetXml([HEAD_CELLS, [text('A-1')]]).replace('"A2"', '"ZZZZZZ2"') }]),
      [1, null],
      /damaged inside/,
    ],
    [
      'an error of the spreadsheet',
      workbookOf([
        { xml: sheetXml([HEAD_CELLS, [text('A-1'), '<v>#REF!</v>']]).replace('r="B2"', 'r="B2" t="e"') },
      ]),
      [2, 'B2'],
      /could not reckon this cell \(#REF!\)/,
    ],
    [
      'a shared text that is missing',
      workbookOf([
        { xml: sheetXml([HEAD_CELLS, [text('A-1'), '<v>7</v>']]).replace('r="B2"', 'r="B2" t="s"') },
      ]),
      [1, null],
      /damaged inside/,
    ],
    ['JSON nested without end', `{"prices": ${'['.repeat(200_000)}`, [1, null], /not JSON/],
    [
      'a price that is written twice',
      '{"prices": {"com": {"register_price": 1,\n"register_price": 2, "currency": "USD"}}}',
      [2, null],
      /stands twice in .com/,
    ],
  ];
  test.each(REFUSED)('%s', async (_, file, [line, cell], sentence) => {
    const { faults } = await read(file);
    expect(faults[0]).toMatchObject({ line, cell, sentence: expect.stringMatching(sentence) });
  });
});
