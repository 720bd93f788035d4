import type { SheetData } from 'write-excel-file/node';

/** A column: its heading, and whether its cells are numbers that a spreadsheet can sum. */
export type SheetColumn = { name: string; numeric?: boolean };

/**
 * One sheet as XLSX: a bold row of headings that stays in sight, then the rows, each a list of texts in the order of the columns. A cell of a
 * numeric column is a number; a spreadsheet keeps 15 digits of it. A text never becomes a formula.
 */
export async function toXlsx(
  title: string,
  columns: readonly SheetColumn[],
  rows: readonly (readonly string[])[],
): Promise<Uint8Array> {
  const heading = columns.map(({ name }) => ({ value: name, fontWeight: 'bold' as const }));
  const body = rows.map((row) => row.map((text, i) => cell(text, columns[i]?.numeric === true)));
  const widths = columns.map(({ name }, i) => ({
    width: widthOf([name, ...rows.slice(0, 200).map((row) => row[i] ?? '')]),
  }));
  // Loaded with the first sheet: most processes never write one.
  const { default: writeXlsx } = await import('write-excel-file/node');
  const sheet = { sheet: title.slice(0, 31), columns: widths, stickyRowsCount: 1 };
  return new Uint8Array(await writeXlsx([heading, ...body] as SheetData, sheet).toBuffer());
}

function cell(text: string, numeric: boolean) {
  if (text === '') return null;
  return numeric ? { value: Number(text), type: Number } : { value: text, type: String };
}

function widthOf(texts: readonly string[]): number {
  return Math.min(48, Math.max(...texts.map((text) => text.length)) + 2);
}
