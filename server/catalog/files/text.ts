import { type Sheet, unreadable } from '../imports.rules.ts';

/** The file's text without its byte-order mark, or the fault that names the line where it is no text. */
export function decodeText(bytes: Uint8Array): string | Sheet {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return unreadable(
      lineOfBadText(bytes),
      '',
      'This line is not UTF-8 text; save the file as "CSV UTF-8", or as an Excel workbook.',
    );
  }
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
