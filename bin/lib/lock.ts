import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { processIdentity } from '../../server/base/process.ts';

/** Who holds a lock. The identities tell the processes from later ones with the same pid. */
export type Holder = {
  pid: number;
  identity: string;
  /** Where it can be reached, once it can. */
  url: string | null;
  /** Processes it started, by name, so that whoever finds it dead can end them. */
  children: Record<string, string>;
};

export type Lock = {
  /** Who held it last and died without letting go; null after a clean end. */
  left: Holder | null;
  /** Tells others more about the holder. */
  update(more: Partial<Pick<Holder, 'url' | 'children'>>): void;
  release(): void;
};

/** The lock is taken by a process that lives. */
export class Held extends Error {
  readonly holder: Holder;

  constructor(holder: Holder) {
    super(`Held by process ${holder.pid}.`);
    this.holder = holder;
  }
}

/**
 * Takes the lock kept in `file`, until release or the end of this process: a dead holder's lock is nobody's, also when its
 * pid has since been given to another process. Throws Held when a living process, this one included, has it.
 */
export function takeLock(file: string): Lock {
  const mine: Holder = { pid: process.pid, identity: processIdentity(process.pid)!, url: null, children: {} };
  const own = `${file}.${process.pid}`;
  const write = () => writeFileSync(own, JSON.stringify(mine), { mode: 0o600 });
  let left: Holder | null = null;
  for (;;) {
    write();
    if (claim(own, file)) break;
    const holder = readHolder(file);
    if (holder && processIdentity(holder.pid) === holder.identity) {
      rmSync(own, { force: true });
      throw new Held(holder);
    }
    left = discard(file, own, holder) ?? left;
  }
  return {
    left,
    update(more) {
      Object.assign(mine, more);
      write();
      renameSync(own, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}

/** Runs `work` while holding the lock, waiting for it up to `limitMs`. */
export async function withLock<T>(file: string, limitMs: number, work: () => Promise<T>): Promise<T> {
  const lock = await waitForLock(file, performance.now() + limitMs);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

async function waitForLock(file: string, end: number): Promise<Lock> {
  for (;;) {
    try {
      return takeLock(file);
    } catch (error) {
      if (!(error instanceof Held) || performance.now() > end) throw error;
      await sleep(50);
    }
  }
}

/** A link can't replace a file, so of two claimants one gets it. */
function claim(own: string, file: string): boolean {
  try {
    linkSync(own, file);
    rmSync(own);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Puts a dead holder's lock away. If another claimant was faster and it is a living lock by now, it goes back. */
function discard(file: string, own: string, dead: Holder | null): Holder | null {
  const aside = `${own}.old`;
  try {
    renameSync(file, aside);
  } catch {
    return null;
  }
  if (JSON.stringify(readHolder(aside)) !== JSON.stringify(dead)) claim(aside, file);
  rmSync(aside, { force: true });
  return dead;
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
}
