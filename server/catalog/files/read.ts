import type { Format, Sheet } from '../imports.rules.ts';
import { readCsv } from './csv.ts';
import { readDomains } from './domains.ts';
import { readXlsx } from './xlsx-read.ts';

/** What kind of file these bytes are, by what they begin with, whatever its name. */
export function formatOf(bytes: Uint8Array): Format {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'xlsx';
  const head = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart();
  return head.startsWith('{') || head.startsWith('[') ? 'json' : 'csv';
}

/** The rows of a catalogue's file, with what is wrong with the file itself. */
export async function readSheet(bytes: Uint8Array, format: Format): Promise<Sheet> {
  if (format === 'xlsx') return readXlsx(bytes);
  return format === 'json' ? readDomains(bytes) : readCsv(bytes);
}
