import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';

const CLOSE_LIMIT_MS = 5_000;

/** What the parent tells a child that it has held back: to begin, and on which database, which may not have been there when the child started. */
export type BeginMessage = { type: 'begin'; databaseUrl?: string };

/** What a child tells the process that started it. `lines` are printed as they are, under the address. */
export type ReadyMessage = { type: 'ready'; lines?: string[] };
/** A line of progress (loading the demo program), printed while the start is under way. */
export type ProgressMessage = { type: 'progress'; text: string };

/** Tells the parent that this process serves. `lines` is what a person at the terminal should read, such as sign-ins. */
export function sayReady(lines: string[] = []): void {
  // By now what this process runs is loaded; a later kill -9 must not cost the next start its compiled programs.
  flushCompileCache();
  process.send?.({ type: 'ready', lines } satisfies ReadyMessage);
}

/** Tells the person at the terminal how a long start is going, in one short line. */
export function sayProgress(text: string): void {
  process.send?.({ type: 'progress', text } satisfies ProgressMessage);
}

/**
 * Waits until the parent lets this process begin, if it holds it back: loading its programs can go beside other work, using the database can
 * not. DATABASE_URL is known from then on.
 */
export async function mayBegin(): Promise<void> {
  if (process.env.CARAVAN_HELD !== '1' || !process.channel) return;
  const { databaseUrl } = await new Promise<BeginMessage>((resolve) => {
    process.on('message', (message: BeginMessage) => message.type === 'begin' && resolve(message));
  });
  if (databaseUrl) process.env.DATABASE_URL = databaseUrl;
}

/**
 * Ends this process when it is asked to (SIGTERM, SIGINT, SIGHUP) and when its parent is gone, even by kill -9
 * (the IPC channel disconnects). `close` runs once and has 5 s; then the process ends whatever it was doing.
 * Exit code 0 after a clean close, 1 after a failed or an unfinished one.
 */
export function exitWithParent(close: () => Promise<void>): void {
  let closing = false;
  const end = () => {
    if (closing) return;
    closing = true;
    setTimeout(() => process.exit(1), CLOSE_LIMIT_MS).unref();
    close().then(
      () => process.exit(0),
      (error) => {
        process.stderr.write(
          `Could not close cleanly: ${error instanceof Error ? error.stack : String(error)}\n`,
        );
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
  if (process.channel) process.on('disconnect', end);
}

/** The arguments a process was started with, or null when there is no such process (or it is a zombie). */
export function commandOf(pid: number): string | null {
  if (process.platform !== 'linux') return ps(['-ww', '-p', String(pid), '-o', 'command=']) || null;
  return linuxCommand(pid);
}

/** Every process whose command `matches`, as pids. */
export function processesWhere(matches: (command: string) => boolean): number[] {
  const found: number[] = [];
  for (const [pid, command] of everyCommand()) if (matches(command)) found.push(pid);
  return found;
}

/**
 * Tells one process from a later one that was given the same pid: the pid together with the moment it started.
 * Null when no such process lives.
 */
export function processIdentity(pid: number): string | null {
  if (process.platform !== 'linux') {
    const started = ps(['-p', String(pid), '-o', 'lstart=']);
    return started ? `${pid} ${started}` : null;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold anything; count from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return null;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${pid} ${boot} ${fields[19]}`;
  } catch {
    return null;
  }
}

function* everyCommand(): Generator<[pid: number, command: string]> {
  if (process.platform === 'linux') {
    for (const name of readdirSync('/proc')) {
      const pid = Number(name);
      const command = Number.isInteger(pid) ? linuxCommand(pid) : null;
      if (command) yield [pid, command];
    }
    return;
  }
  for (const line of ps(['-ww', '-axo', 'pid=,command=']).split('\n')) {
    const [, pid, command] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
    if (pid && command) yield [Number(pid), command];
  }
}

function linuxCommand(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim() || null;
  } catch {
    return null;
  }
}

function ps(args: string[]): string {
  return spawnSync('ps', args, { encoding: 'utf8' }).stdout?.trim() ?? '';
}
