import { finished } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { type Sheet, type SheetRow, unreadable } from '../imports/imports.rules.ts';
import { decodeText, plainText } from './text.ts';

/** Reads comma-, semicolon- or tab-separated text in UTF-8 (or UTF-16 with its mark), quoted as RFC 4180 says. */
export async function readCsv(bytes: Uint8Array): Promise<Sheet> {
  const text = decodeText(bytes);
  if (typeof text !== 'string') return text;
  const rows: SheetRow[] = [];
  let line = 1;
  const take = (record: string[], { lines }: { lines: number }) => {
    if (record.some((cell) => cell.trim() !== '')) rows.push({ line, cells: record.map(plain) });
    line = lines + 1;
    return null;
  };
  try {
    const options = { delimiter: delimiterOf(text), relax_column_count: true, on_record: take };
    await finished(parse(text, options).resume());
    // Excel's own first line, which names the separator.
    if (/^sep=.?$/i.test(rows[0]?.cells[0] ?? '')) rows.shift();
  } catch (error) {
    if (error instanceof CsvError) return unreadable(line, '', sentenceOf(error));
    throw error;
  }
  const [head, ...body] = rows;
  if (!head)
    return unreadable(1, '', 'The file is empty: its first line names the columns, the rows follow.');
  return { line: head.line, header: head.cells, rows: body, faults: [] };
}

/** The separator that the header uses most, or that Excel's `sep=` names above it. */
function delimiterOf(text: string): string {
  const [, named] = /^sep=(.)[\r\n]/i.exec(text) ?? [];
  if (named) return named;
  const head = /[^\r\n]*[^\s,;][^\r\n]*/.exec(text)?.[0] ?? '';
  const count = (mark: string) => head.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** Without the apostrophe that keeps a spreadsheet from taking a text for a formula, and without control characters. */
function plain(cell: string): string {
  return plainText(/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);
}

function sentenceOf({ code }: CsvError): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED')
    return 'A quotation mark opens in this row and never closes; close it, or double it if it is part of the text.';
  return 'A quotation mark stands where none can; put the whole cell in quotation marks and double those inside.';
}
