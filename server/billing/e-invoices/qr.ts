/** A field of ZATCA's QR: its tag and its value, a text or bytes. */
export type QrField = readonly [tag: number, value: string | Uint8Array];

// A length is one byte.
const LONGEST = 255;

/** The QR's text: tag, length and value of each field, in base64. A text that is too long is cut between two characters. */
export function qrText(fields: readonly QrField[]): string {
  const parts = fields.map(([tag, value]) => {
    const bytes = typeof value === 'string' ? clipped(value) : value;
    if (bytes.length > LONGEST)
      throw new RangeError(`field ${tag} of a QR holds ${bytes.length} bytes, of ${LONGEST}`);
    return Buffer.concat([Buffer.from([tag, bytes.length]), bytes]);
  });
  return Buffer.concat(parts).toString('base64');
}

function clipped(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length <= LONGEST) return bytes;
  return clipped([...text].slice(0, -1).join(''));
}

/** The fields of a QR's text by tag. Throws RangeError when a field's length reaches beyond the end. */
export function readQr(text: string): Map<number, Buffer> {
  const bytes = Buffer.from(text, 'base64');
  const fields = new Map<number, Buffer>();
  for (let at = 0; at < bytes.length; ) {
    const [tag = 0, length = 0] = [bytes[at], bytes[at + 1]];
    const end = at + 2 + length;
    if (end > bytes.length) throw new RangeError(`field ${tag} of the QR is cut short`);
    fields.set(tag, bytes.subarray(at + 2, end));
    at = end;
  }
  return fields;
}
