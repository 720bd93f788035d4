import { type UnzipFileInfo, unzip } from 'fflate';
import { SaxesParser } from 'saxes';
import { type Sheet, type SheetRow, unreadable } from '../imports.rules.ts';
import { cellNumber } from './numbers.rules.ts';

/** Uncompressed bytes of one part at most: a workbook of 100,000 full rows has a tenth of it. */
const MOST_BYTES = 512 * 1024 * 1024;
const PIECE = 1 << 20;

/** Reads the first sheet of an Excel workbook: its first row names the columns. Numbers come as the text that was typed. */
export async function readXlsx(bytes: Uint8Array): Promise<Sheet> {
  const parts = await unzipped(bytes);
  if (!parts)
    return unreadable(1, '', 'This is no Excel workbook that can be opened; save it again as .xlsx.');
  const sheet = firstSheet(parts);
  if (!sheet)
    return unreadable(1, '', 'The workbook has no sheet with rows; put the catalogue on its first sheet.');
  try {
    const shared = await readShared(parts['xl/sharedStrings.xml']);
    const [head, ...body] = await readRows(sheet, shared);
    if (!head) return unreadable(1, '', 'The first sheet is empty: its first row names the columns.');
    return { header: head.cells, rows: body, faults: [] };
  } catch (error) {
    if (error instanceof BrokenXml)
      return unreadable(
        1,
        '',
        'The workbook is damaged inside; open it in a spreadsheet and save it again as .xlsx.',
      );
    throw error;
  }
}

class BrokenXml extends Error {}

type Parts = Record<string, Uint8Array>;

function unzipped(bytes: Uint8Array): Promise<Parts | null> {
  const filter = ({ name, originalSize }: UnzipFileInfo) =>
    /^xl\/(workbook\.xml|sharedStrings\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/.test(name) &&
    originalSize <= MOST_BYTES;
  return new Promise((resolve) => {
    unzip(bytes, { filter }, (error, parts) => resolve(error ? null : parts));
  });
}

/** The sheet that the workbook shows first; where its index is missing, the first by name. */
function firstSheet(parts: Parts): Uint8Array | undefined {
  const text = (name: string) => new TextDecoder().decode(parts[name] ?? new Uint8Array());
  const id = /<(?:\w+:)?sheet\b[^>]*\br:id="([^"]+)"/.exec(text('xl/workbook.xml'))?.[1];
  const relations = text('xl/_rels/workbook.xml.rels').match(/<(?:\w+:)?Relationship\b[^>]*>/g) ?? [];
  const relation = relations.find((one) => one.includes(`Id="${id}"`));
  const target = /\bTarget="([^"]+)"/.exec(relation ?? '')?.[1]?.replace(/^\/?(xl\/)?/, 'xl/');
  const names = Object.keys(parts)
    .filter((name) => name.startsWith('xl/worksheets/'))
    .sort();
  return parts[target ?? ''] ?? parts[names[0] ?? ''];
}

type Handlers = {
  open: (name: string, attributes: Record<string, string>) => void;
  close: (name: string) => void;
  text: (text: string) => void;
};

/** Walks the part piece by piece, giving others their turn in between. */
async function walk(part: Uint8Array, handlers: Handlers): Promise<void> {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw new BrokenXml(error.message);
  });
  parser.on('opentag', ({ name, attributes }) => handlers.open(local(name), attributes));
  parser.on('closetag', ({ name }) => handlers.close(local(name)));
  parser.on('text', handlers.text);
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
  if (part)
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

async function readRows(part: Uint8Array, shared: readonly string[]): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  let row: SheetRow = { line: 0, cells: [] };
  let cell = { column: 0, kind: 'n', text: '', reads: false };
  await walk(part, {
    open: (name, attributes) => {
      if (name === 'row') row = { line: Number(attributes.r ?? row.line + 1), cells: [] };
      if (name === 'c')
        cell = {
          column: columnOf(attributes.r, row.cells.length),
          kind: attributes.t ?? 'n',
          text: '',
          reads: false,
        };
      if (name === 'v' || name === 't') cell.reads = true;
    },
    close: (name) => {
      if (name === 'v' || name === 't') cell.reads = false;
      if (name === 'c') put(row.cells, cell.column, cellText(cell, shared));
      if (name === 'row' && row.cells.some((text) => text.trim() !== '')) rows.push(row);
    },
    text: (piece) => {
      if (cell.reads) cell.text += piece;
    },
  });
  return rows;
}

function put(cells: string[], column: number, text: string): void {
  while (cells.length < column) cells.push('');
  cells[column] = text;
}

/** 27 for AB12; where a cell does not say, it follows the one before. */
function columnOf(reference: string | undefined, next: number): number {
  const letters = /^[A-Z]+/.exec(reference ?? '')?.[0];
  if (!letters) return next;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellText({ kind, text }: { kind: string; text: string }, shared: readonly string[]): string {
  if (kind === 's') return shared[Number(text)] ?? '';
  if (kind === 'b') return text === '1' ? 'yes' : 'no';
  return kind === 'n' ? cellNumber(text) : text;
}
