import { type Sheet, unreadable } from '../imports/imports.rules.ts';

/** The file's text without its byte-order mark, or the fault that names the line where it is no text. */
export function decodeText(bytes: Uint8Array): string | Sheet {
  const encoding = encodingOf(bytes);
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    const zero = text.indexOf('\0');
    return zero < 0 ? text : noText(text.slice(0, zero).split(/\r\n|\n|\r/).length);
  } catch {
    return noText(encoding === 'utf-8' ? lineOfBadText(bytes) : 1);
  }
}

/** The text without what a database cannot keep: control characters but tabs and line breaks, and halves of a character. */
export function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
  return text.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '');
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function noText(line: number): Sheet {
  return unreadable(
    line,
    '',
    'This line is not UTF-8 text; save the file as "CSV UTF-8", or as an Excel workbook.',
  );
}

/** The first line that is no UTF-8. */
function lineOfBadText(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(10, start);
    const end = found < 0 ? bytes.length : found + 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    line += 1;
    start = end;
  }
  return line;
}
