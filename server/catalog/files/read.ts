import { type Format, type Sheet, unreadable } from '../imports/imports.rules.ts';
import { readCsv } from './csv.ts';
import { readDomains } from './domains.ts';
import { readXlsx } from './xlsx-read.ts';

/** What kind of file these bytes are, by what they begin with, whatever its name. */
export function formatOf(bytes: Uint8Array): Format {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'xlsx';
  const head = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart();
  return head.startsWith('{') || head.startsWith('[') ? 'json' : 'csv';
}

/** What people hand in by mistake, by the first bytes. */
const STRANGERS: [magic: string, sentence: string][] = [
  [
    '\u00d0\u00cf\u0011\u00e0',
    'This is a workbook of an old Excel (.xls), or one that is locked by a password; save it as .xlsx, without a password.',
  ],
  ['%PDF', 'This is a PDF; hand in the table as .xlsx or CSV.'],
  ['\u001f\u008b', 'This is a compressed file; unpack it first.'],
];

/** The rows of a catalogue's file, with what is wrong with the file itself. */
export async function readSheet(bytes: Uint8Array, format: Format): Promise<Sheet> {
  return format === 'json' ? readDomains(bytes) : readTable(bytes);
}

/** The rows of a table, an Excel workbook or CSV, whatever they are about. */
export async function readTable(bytes: Uint8Array): Promise<Sheet> {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  const [, stranger] = STRANGERS.find(([magic]) => head.startsWith(magic)) ?? [];
  if (stranger) return unreadable(1, '', stranger);
  return formatOf(bytes) === 'xlsx' ? readXlsx(bytes) : readCsv(bytes);
}
