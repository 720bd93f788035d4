import { type UnzipFileInfo, unzip } from 'fflate';
import { SaxesParser } from 'saxes';
import { cellName, type Fault, type Sheet, type SheetRow, unreadable } from '../imports/imports.rules.ts';
import { cellNumber } from './numbers.rules.ts';
import { plainText } from './text.ts';

/** Uncompressed bytes of one part at most: a workbook of 100,000 full rows has half of it. */
const MOST_BYTES = 128 * 1024 * 1024;
/** What a spreadsheet holds at most: a reference beyond it is damage, or an attack on the memory. */
const [MOST_ROWS, MOST_COLUMNS] = [1_048_576, 16_384];
const PIECE = 1 << 20;

/** Reads the first sheet that is shown of an Excel workbook: its first row names the columns. Numbers come as the text that was typed. */
export async function readXlsx(bytes: Uint8Array): Promise<Sheet> {
  try {
    const sheet = await firstSheet(bytes);
    if (!sheet)
      return unreadable(1, '', 'The workbook has no sheet with rows; put the table on its first sheet.');
    const { [sheet]: part, [SHARED]: texts } = await unzipped(bytes, [sheet, SHARED]);
    const { rows, faults } = await readRows(part ?? new Uint8Array(), await readShared(texts));
    const [head, ...body] = rows;
    if (!head) return unreadable(1, '', 'The first sheet is empty: its first row names the columns.');
    return { line: head.line, header: head.cells, rows: body, faults };
  } catch (error) {
    if (error instanceof BrokenWorkbook) return unreadable(1, '', error.message);
    throw error;
  }
}

/** The message is a sentence that tells what to do. */
class BrokenWorkbook extends Error {
  constructor(
    sentence = 'The workbook is damaged inside; open it in a spreadsheet and save it again as .xlsx.',
  ) {
    super(sentence);
  }
}

const SHARED = 'xl/sharedStrings.xml';
const [BOOK, RELATIONS] = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels'];
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/;
type Parts = Partial<Record<string, Uint8Array>>;

/** The named parts of the archive, those that are there. `seen` hears every name. */
function unzipped(
  bytes: Uint8Array,
  names: readonly string[],
  seen: (name: string) => void = () => undefined,
): Promise<Parts> {
  let isTooLarge = false;
  const filter = ({ name, originalSize }: UnzipFileInfo) => {
    seen(name);
    if (!names.includes(name)) return false;
    isTooLarge ||= originalSize > MOST_BYTES;
    return originalSize <= MOST_BYTES;
  };
  return new Promise((resolve, reject) => {
    unzip(bytes, { filter }, (error, parts) => {
      if (error)
        reject(new BrokenWorkbook('This is no Excel workbook that can be opened; save it again as .xlsx.'));
      else if (isTooLarge)
        reject(new BrokenWorkbook('The workbook is too large; hand it in as several, or as CSV.'));
      else resolve(parts);
    });
  });
}

/** The name of the part with the first sheet that is not hidden; where the workbook's index is missing, the first by number. */
async function firstSheet(bytes: Uint8Array): Promise<string | undefined> {
  const names: string[] = [];
  const parts = await unzipped(
    bytes,
    [BOOK, RELATIONS],
    (name) => void (SHEET.test(name) && names.push(name)),
  );
  const [sheets, targets] = [await sheetsOf(parts[BOOK]), await targetsOf(parts[RELATIONS])];
  const shown = sheets.find(({ state }) => state === undefined || state === 'visible');
  const target = targets.get(shown?.id ?? '')?.replace(/^\/?(xl\/)?/, 'xl/');
  if (target !== undefined && names.includes(target)) return target;
  return names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))[0];
}

async function sheetsOf(part: Uint8Array | undefined): Promise<{ id: string; state?: string | undefined }[]> {
  const sheets: { id: string; state?: string | undefined }[] = [];
  await walk(part, {
    open: (name, attributes) => {
      const id = Object.entries(attributes).find(([key]) => local(key) === 'id' && key !== 'id')?.[1];
      if (name === 'sheet' && id !== undefined) sheets.push({ id, state: attributes.state });
    },
  });
  return sheets;
}

async function targetsOf(part: Uint8Array | undefined): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await walk(part, {
    open: (name, { Id, Target }) => {
      if (name === 'Relationship' && Id && Target) targets.set(Id, Target);
    },
  });
  return targets;
}

type Handlers = {
  open: (name: string, attributes: Record<string, string>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
};

/** Walks the part piece by piece, giving others their turn in between. */
async function walk(part: Uint8Array | undefined, { open, close, text }: Handlers): Promise<void> {
  if (!part) return;
  const parser = new SaxesParser();
  parser.on('error', () => {
    throw new BrokenWorkbook();
  });
  parser.on('opentag', ({ name, attributes }) => open(local(name), attributes));
  if (close) parser.on('closetag', ({ name }) => close(local(name)));
  if (text) parser.on('text', text);
  const decoder = new TextDecoder();
  for (let from = 0; from < part.length; from += PIECE) {
    parser.write(decoder.decode(part.subarray(from, from + PIECE), { stream: true }));
    await new Promise(setImmediate);
  }
  parser.close();
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The texts that cells point at. How a word is read aloud (rPh) is no part of it. */
async function readShared(part: Uint8Array | undefined): Promise<string[]> {
  const shared: string[] = [];
  let text = '';
  let reads = false;
  let aside = false;
  await walk(part, {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') aside = true;
      reads = name === 't' && !aside;
    },
    close: (name) => {
      if (name === 'si') shared.push(text);
      if (name === 'rPh') aside = false;
      if (name === 't') reads = false;
    },
    text: (piece) => {
      if (reads) text += piece;
    },
  });
  return shared;
}

type Cell = { column: number; kind: string; text: string; reads: boolean; isReckoned: boolean };

async function readRows(
  part: Uint8Array,
  shared: readonly string[],
): Promise<{ rows: SheetRow[]; faults: Fault[] }> {
  const rows: SheetRow[] = [];
  const faults: Fault[] = [];
  let row: SheetRow = { line: 0, cells: [] };
  let cell: Cell = { column: 0, kind: 'n', text: '', reads: false, isReckoned: false };
  await walk(part, {
    open: (name, attributes) => {
      if (name === 'row') row = { line: lineOf(attributes.r, row.line + 1), cells: [] };
      if (name === 'c') {
        const column = columnOf(attributes.r, row.cells.length);
        cell = { column, kind: attributes.t ?? 'n', text: '', reads: false, isReckoned: false };
      }
      if (name === 'f') cell.isReckoned = true;
      if (name === 'v' || name === 't') cell.reads = true;
    },
    close: (name) => {
      if (name === 'v' || name === 't') cell.reads = false;
      if (name === 'c') {
        const sentence = faultOf(cell);
        if (sentence) faults.push(faultAt(row.line, cell.column, sentence));
        put(row.cells, cell.column, sentence ? '' : cellText(cell, shared));
      }
      if (name === 'row' && row.cells.some((text) => text.trim() !== '')) rows.push(row);
    },
    text: (piece) => {
      if (cell.reads) cell.text += piece;
    },
  });
  return { rows, faults };
}

/** A formula's result stands beside it; without one, or with an error, the cell says nothing that may be taken. */
function faultOf({ kind, text, isReckoned }: Cell): string | undefined {
  if (kind === 'e') return `The spreadsheet could not reckon this cell (${text}); correct it, or clear it.`;
  if (isReckoned && text === '' && kind !== 'str')
    return 'This formula’s result is not in the file; open it in a spreadsheet and save it again, or write the value.';
  return undefined;
}

function faultAt(line: number, column: number, sentence: string): Fault {
  const cell = cellName(column, line);
  return { line, column: cell.replace(/\d+$/, ''), cell, sentence };
}

function put(cells: string[], column: number, text: string): void {
  while (cells.length < column) cells.push('');
  cells[column] = text;
}

function lineOf(reference: string | undefined, next: number): number {
  const line = reference === undefined ? next : Number(reference);
  if (!Number.isInteger(line) || line < 1 || line > MOST_ROWS) throw new BrokenWorkbook();
  return line;
}

/** 27 for AB12; where a cell does not say, it follows the one before. */
function columnOf(reference: string | undefined, next: number): number {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(reference ?? '')?.[0];
  if (reference !== undefined && !letters) throw new BrokenWorkbook();
  const column = letters
    ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
    : next;
  if (column >= MOST_COLUMNS) throw new BrokenWorkbook();
  return column;
}

function cellText({ kind, text }: Cell, shared: readonly string[]): string {
  if (kind === 'b') return text === '1' ? 'yes' : 'no';
  if (kind === 'n') return cellNumber(text);
  if (kind !== 's') return unescaped(text);
  const said = text === '' ? '' : shared[Number(text)];
  if (said === undefined) throw new BrokenWorkbook();
  return unescaped(said);
}

/** A spreadsheet writes what XML cannot hold as _x000D_. */
function unescaped(text: string): string {
  return plainText(
    text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
  );
}
