import { isCivilDate } from '../base/dates.ts';

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

const COLUMNS = ['subscription', 'event_id', 'used_on', 'units'] as const;
const MOST_FAULTS = 20;

/**
 * Reads a usage file: CSV (RFC 4180) whose first line names the columns `subscription` (id or number), `event_id`, `used_on`, `units` and, if
 * wanted, `note`, in any order. Answers the rows, or every bad cell (the first twenty).
 */
export function readUsageFile(text: string): UsageRow[] | CellFault[] {
  const table = readCsv(text.replace(/^\uFEFF/, ''));
  const [head, ...rows] = table;
  const names = (head?.cells ?? []).map((name) => name.trim().toLowerCase());
  const missing = COLUMNS.filter((column) => !names.includes(column));
  if (!head || missing.length > 0)
    return missing.map((column) => ({
      line: 1,
      column,
      sentence: `The first line must name a column "${column}".`,
    }));
  const cells = rows.filter(({ cells: row }) => row.some((cell) => cell.trim() !== ''));
  const named = cells.map(({ line, cells: row }) => ({
    line,
    cell: (column: string) => (row[names.indexOf(column)] ?? '').trim(),
  }));
  const faults = named.flatMap(({ line, cell }) => faultsOf(line, cell));
  if (faults.length > 0) return faults.slice(0, MOST_FAULTS);
  return named.map(({ line, cell }) => ({
    line,
    subscription: cell('subscription'),
    event_id: cell('event_id'),
    used_on: cell('used_on'),
    units: Number.parseInt(cell('units'), 10),
    note: names.includes('note') && cell('note') ? cell('note').slice(0, 200) : null,
  }));
}

function faultsOf(line: number, cell: (column: string) => string): CellFault[] {
  const bad: [column: string, wrong: boolean, sentence: string][] = [
    ['subscription', cell('subscription') === '', 'Name the subscription by its id or number.'],
    [
      'event_id',
      cell('event_id') === '' || cell('event_id').length > 100,
      'Give each event an id of 1 to 100 characters; it is counted once.',
    ],
    ['used_on', !isCivilDate(cell('used_on')), `"${cell('used_on')}" is no date; write YYYY-MM-DD.`],
    [
      'units',
      !/^[1-9]\d{0,8}$/.test(cell('units')),
      `"${cell('units')}" is no whole number from 1 to 999,999,999.`,
    ],
  ];
  return bad.filter(([, wrong]) => wrong).map(([column, , sentence]) => ({ line, column, sentence }));
}

type Row = { line: number; cells: string[] };

/** RFC 4180: fields may be quoted, quotes doubled, and a quoted field may hold line breaks. `line` is where a row begins. */
function readCsv(text: string): Row[] {
  const rows: Row[] = [];
  let row: Row = { line: 1, cells: [] };
  let cell = '';
  let quoted = false;
  let line = 1;
  const endCell = () => {
    row.cells.push(cell);
    cell = '';
  };
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i] ?? '';
    if (letter === '\n') line += 1;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ',') endCell();
    else if (letter === '\n') {
      endCell();
      rows.push(row);
      row = { line, cells: [] };
    } else if (letter !== '\r') cell += letter;
  }
  if (cell !== '' || row.cells.length > 0) {
    endCell();
    rows.push(row);
  }
  return rows;
}
