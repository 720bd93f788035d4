import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LOG_LIMIT_BYTES = 20_000_000;

/** Makes the folder that holds all a Caravan keeps outside its database. Throws a sentence if it may not write there. */
export function ensureDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, '.writable'), '');
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    throw new Error(
      `Caravan may not write to ${folder}. It belongs to another user, perhaps because Caravan was started as that user before.`,
    );
  }
}

/** The key that signs and encrypts what leaves the database, such as sign-in secrets: made once, kept for this account's eyes only. */
export function readSecret(folder: string): string {
  const file = join(folder, 'secret');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const secret = randomBytes(32).toString('base64url');
  writeFileSync(`${file}.new`, secret, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secret;
}

/** Where the log of that name is. One that has grown past 20 MB is put aside first, in place of an older one. */
export function logFile(folder: string, name: string): string {
  const file = join(folder, 'logs', `${name}.log`);
  if (existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES) renameSync(file, `${file}.old`);
  return file;
}

/** Opens a log to append to; the caller closes it. */
export function openLog(file: string): number {
  return openSync(file, 'a', 0o600);
}
