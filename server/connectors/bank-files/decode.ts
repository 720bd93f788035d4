import { BankFileError } from './statement.ts';

const MAX_BYTES = 64 * 1024 * 1024;

// What people upload by mistake, told by the first bytes.
const STRANGERS: [magic: string, what: string][] = [
  [
    'PK\u0003\u0004',
    'a ZIP archive or an Excel workbook: unpack it, or export the statement as camt.053 or MT940',
  ],
  ['%PDF', 'a PDF: ask the bank for the statement as camt.053 or MT940'],
  ['\u001f\u008b', 'a gzip archive: unpack it first'],
  ['\u00d0\u00cf\u0011\u00e0', 'an Excel workbook: export the statement as camt.053 or MT940'],
];

/**
 * The text of a bank file: by its byte order mark, else by its XML declaration, else UTF-8 if it is valid, else
 * Windows-1252 (a superset of ISO-8859-1). Refuses what is too large (64 MB), empty, or not text.
 */
export function decodeBankFile(bytes: Uint8Array): string {
  if (bytes.byteLength > MAX_BYTES)
    throw new BankFileError(
      'too_large',
      1,
      'the file is larger than 64 MB. Ask the bank for a shorter period.',
    );
  const head = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  refuseStrangers(head);
  const marked = byMark(bytes, head);
  const text = marked ? decode(bytes, marked) : decodeUndeclared(bytes, head);
  if (text.trim() === '') throw new BankFileError('empty', 1, 'the file is empty.');
  return text;
}

function refuseStrangers(head: string): void {
  for (const [magic, what] of STRANGERS) {
    if (head.startsWith(magic)) throw new BankFileError('unknown_format', 1, `this is ${what}.`);
  }
}

function byMark(bytes: Uint8Array, head: string): string | undefined {
  if (head.startsWith('\u00ef\u00bb\u00bf')) return 'utf-8';
  if (head.startsWith('\u00ff\u00fe') || head.startsWith('<\u0000')) return 'utf-16le';
  if (head.startsWith('\u00fe\u00ff') || (bytes[0] === 0 && bytes[1] === 0x3c)) return 'utf-16be';
  return undefined;
}

function decodeUndeclared(bytes: Uint8Array, head: string): string {
  const declared = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/.exec(head)?.[1];
  if (declared) return decode(bytes, declared);
  if (/^\s*</.test(head)) return decode(bytes, 'utf-8');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decode(bytes, 'windows-1252');
  }
}

function decode(bytes: Uint8Array, encoding: string): string {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new BankFileError(
      'encoding',
      1,
      `the character set "${encoding}" is not known. Save the file as UTF-8.`,
    );
  }
  try {
    return decoder.decode(bytes);
  } catch {
    throw new BankFileError(
      'encoding',
      lineOfBadByte(bytes, encoding),
      `this line holds bytes that are not ${encoding}.`,
    );
  }
}

/** The line on which decoding first fails, by halving the file. */
function lineOfBadByte(bytes: Uint8Array, encoding: string): number {
  let good = 0;
  let bad = bytes.byteLength;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(bytes.subarray(0, middle), encoding)) good = middle;
    else bad = middle;
  }
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, good));
  return text.split('\n').length;
}

function decodes(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
