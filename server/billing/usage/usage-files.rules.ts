import { addDays, isCivilDate } from '../../base/dates.ts';
import { latinDigits } from '../../base/digits.ts';

/** One row of a usage file, as read: its line in the file, counted from 1. */
export type UsageRow = {
  line: number;
  subscription: string;
  event_id: string;
  used_on: string;
  units: number;
  note: string | null;
};
/** A bad cell: the line, counted from 1, the column's name, and what is wrong. */
export type CellFault = { line: number; column: string; sentence: string };
/** A table as its reader leaves it: cells as text, and what is wrong with the file itself. */
export type UsageTable = {
  line: number;
  header: readonly string[];
  rows: readonly { line: number; cells: readonly string[] }[];
  faults: readonly CellFault[];
};

const COLUMNS = ['subscription', 'event_id', 'used_on', 'units'] as const;
const KNOWN: readonly string[] = [...COLUMNS, 'note'];
const MOST_FAULTS = 20;

/**
 * Reads a table of use whose header names the columns `subscription` (id or number), `event_id`, `used_on`, `units` and, if wanted, `note`, in
 * any order; further columns are left alone. Answers the rows, or every bad cell (the first twenty).
 */
export function readUsageRows(table: UsageTable): UsageRow[] | CellFault[] {
  const names = table.header.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_'),
  );
  const broken = [...table.faults, ...headerFaults(names, table)];
  if (broken.length > 0) return broken.slice(0, MOST_FAULTS);
  const rows = table.rows.map(({ line, cells }) => ({
    line,
    extra: cells.slice(names.length).some((cell) => cell.trim() !== ''),
    cell: (column: string) => (cells[names.indexOf(column)] ?? '').trim(),
  }));
  const faults = rows.flatMap(({ line, extra, cell }) => [
    ...(extra ? [{ line, column: '', sentence: EXTRA }] : []),
    ...faultsOf(line, cell),
  ]);
  if (faults.length > 0) return faults.slice(0, MOST_FAULTS);
  return rows.map(({ line, cell }) => ({
    line,
    subscription: cell('subscription'),
    event_id: cell('event_id'),
    used_on: dayOf(cell('used_on')) ?? '',
    units: Number.parseInt(latinDigits(cell('units')), 10),
    note: names.includes('note') && cell('note') ? cell('note').slice(0, 200) : null,
  }));
}

const EXTRA =
  'This row has more cells than the header; put a cell that holds a separator in quotation marks.';

function headerFaults(names: readonly string[], { line, faults }: UsageTable): CellFault[] {
  if (faults.length > 0) return [];
  const missing = COLUMNS.filter((column) => !names.includes(column)).map((column) => ({
    line,
    column,
    sentence: `The first line must name a column "${column}".`,
  }));
  const twice = KNOWN.filter((column) => names.indexOf(column) !== names.lastIndexOf(column));
  return [
    ...missing,
    ...twice.map((column) => ({ line, column, sentence: `"${column}" stands twice; keep one of them.` })),
  ];
}

function faultsOf(line: number, cell: (column: string) => string): CellFault[] {
  const bad: [column: string, wrong: boolean, sentence: string][] = [
    ['subscription', cell('subscription') === '', 'Name the subscription by its id or number.'],
    [
      'event_id',
      cell('event_id') === '' || cell('event_id').length > 100,
      'Give each event an id of 1 to 100 characters; it is counted once.',
    ],
    ['used_on', dayOf(cell('used_on')) === undefined, `"${cell('used_on')}" is no date; write YYYY-MM-DD.`],
    [
      'units',
      !/^[1-9]\d{0,8}$/.test(latinDigits(cell('units'))),
      `"${cell('units')}" is no whole number from 1 to 999,999,999.`,
    ],
  ];
  return bad.filter(([, wrong]) => wrong).map(([column, , sentence]) => ({ line, column, sentence }));
}

/** A day as it is written, in any of our digits, or as a workbook keeps it: by the days since 30 December 1899, or with a midnight. */
function dayOf(cell: string): string | undefined {
  const text = latinDigits(cell).replace(/[T ]00:00(?::00(?:\.0+)?)?Z?$/, '');
  if (isCivilDate(text)) return text;
  const serial = /^(\d{5})(?:\.\d+)?$/.exec(text)?.[1];
  return serial === undefined ? undefined : addDays('1899-12-30', Number.parseInt(serial, 10));
}
