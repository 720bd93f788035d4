import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/**
 * Text that only this program can read again: what must be kept but not be found in a copy of the database. AES-256-GCM
 * under CARAVAN_SECRET, which stands outside the database. `owner` is bound in: moved to another row it does not open.
 */
export function seal(text: string, owner: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key(), nonce).setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
}

/** The sealed text. Throws when it was changed, belongs to another owner, or was sealed under another CARAVAN_SECRET. */
export function unseal(sealed: string, owner: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, 12)).setAAD(Buffer.from(owner));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}

/** `npm start` makes a secret once and hands it down; what runs without one (tests) shares a key that is none. */
function key(): Buffer {
  return createHash('sha256')
    .update(`caravan seal ${process.env.CARAVAN_SECRET ?? ''}`)
    .digest();
}
