import { createHash, randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';

/** A new UUIDv7: unique, and ordered by the time it was made, so that keys append to their index. */
export function newId(): string {
  return uuidv7();
}

/** A secret for links, sessions and keys: 256 random bits, base64url. Only its hash is ever stored. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 of a text or of bytes, in hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A short code a person can read out and type: no 0/O, no 1/I. `length` letters, each worth 5 bits. */
export function readableCode(length: number): string {
  return Array.from(randomBytes(length), (byte) => LETTERS[byte & 31]).join('');
}

/** An id that follows from its parts (UUIDv8 over SHA-256): the same parts always name the same thing. */
export function derivedId(...parts: string[]): string {
  const hex = sha256(parts.join('\n'));
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
