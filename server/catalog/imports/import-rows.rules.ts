import { type Column, columnOf } from './import-columns.rules.ts';
import { cellName, type Fault, type Sheet, type SheetRow } from './imports.rules.ts';

/** A row whose cells have been read: values by column, of those that say something. */
export type ReadRow = { row: SheetRow; values: Record<string, unknown> };

/** The rows of a sheet, the line of its header, and everything wrong with its columns and cells; `blame` names a place in it. */
export type ReadSheet = { line: number; rows: ReadRow[]; faults: Fault[]; blame: Blame };
export type Blame = (row: SheetRow, column: string, sentence: string) => Fault;

/** Reads every cell by its column. Faults are in the order of the file. */
export function readCells(sheet: Sheet): ReadSheet {
  const names = sheet.header.map(normal);
  const blame = blamer(names);
  const columns = names.map((name) => columnOf(name));
  const faults = [...sheet.faults, ...headerFaults(sheet, names, columns)];
  const rows = sheet.rows.map((row) => {
    const values: ReadRow['values'] = {};
    for (const [index, cell] of row.cells.entries()) {
      const said = cell.trim();
      if (said === '') continue;
      const name = names[index];
      const column = columns[index];
      if (name === undefined || name === '')
        faults.push({ ...blame(row, '', EXTRA), cell: cellName(index, row.line) });
      if (!name || !column) continue;
      const reading = column.read(said);
      if ('fault' in reading) faults.push(blame(row, name, reading.fault));
      else values[name] = reading.value;
    }
    return { row, values };
  });
  return { line: sheet.line, rows, faults, blame };
}

const EXTRA = 'This cell stands under no column; give the column a name in the first row, or clear the cell.';

/** `Price SAR` → `price_sar`. */
function normal(header: string): string {
  return header
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}

function headerFaults(
  sheet: Sheet,
  names: readonly string[],
  columns: readonly (Column | undefined)[],
): Fault[] {
  if (sheet.rows.length === 0 && sheet.faults.length > 0) return [];
  const head = { line: sheet.line, cells: sheet.header };
  const at = blamer(names);
  const faults = names.flatMap((name, index) => {
    if (name === '') return [];
    if (!columns[index])
      return [
        at(
          head,
          name,
          `There is no column "${sheet.header[index]}"; export the catalogue to see the columns there are.`,
        ),
      ];
    if (names.indexOf(name) < index)
      return [
        {
          ...at(head, name, `"${sheet.header[index]}" stands twice; keep one of them.`),
          cell: cellName(index, sheet.line),
        },
      ];
    return [];
  });
  if (names.includes('offer') || names.includes('product')) return faults;
  return [
    ...faults,
    at(
      head,
      'offer',
      'There is neither a column "offer" nor "product"; one of them says what each row is about.',
    ),
  ];
}

/** Names a place: where the file is no table, by what stands there in it. */
function blamer(names: readonly string[]): Blame {
  return (row, column, sentence) => {
    const place = row.places?.[column];
    if (place) return { ...place, cell: null, sentence };
    const index = names.indexOf(column);
    const isTable = row.places === undefined && index >= 0;
    return { line: row.line, column, cell: isTable ? cellName(index, row.line) : null, sentence };
  };
}
