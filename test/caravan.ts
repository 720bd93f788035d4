import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Holder } from '../bin/lib/lock.ts';
import { readPidFile } from '../server/base/postgres/postgres.files.ts';

const ROOT = join(import.meta.dirname, '..');

/** What can be killed. `supervisor` is the process `npm start` comes down to. */
export type Part = 'supervisor' | 'web' | 'worker' | 'sandbox' | 'postgres';

export type Caravan = {
  /** Where it serves. */
  url: string;
  /** What it printed for the person at the terminal, sign-ins included. */
  lines: string[];
  /** All it has printed until now. */
  output(): string;
  /** The process of a part, as it is now. */
  pid(part: Part): number;
  /** kill -9. */
  kill(part: Part): void;
  /** Ends it as Ctrl-C does; answers the exit code. */
  stop(): Promise<number | null>;
};

export type CaravanOptions = {
  /** The folder for its files: two starts on one folder are two starts of the same Caravan. */
  folder: string;
  /** As on the command line of `npm start --`. */
  args?: string[];
  env?: NodeJS.ProcessEnv;
};

/** Starts all of Caravan as `npm start` does and waits until it serves. Throws with what it printed if it doesn't. */
export async function startCaravan({ folder, args = [], env = {} }: CaravanOptions): Promise<Caravan> {
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'supervise.ts'), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env, CARAVAN_DATA: folder },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = await Promise.race([readiness(child), exit]);
  if (ready === null || typeof ready === 'number')
    throw new Error(`Caravan did not start (${ready}):\n${output}`);
  const pid = (part: Part) => pidOf(folder, part);
  return {
    ...ready,
    output: () => output,
    pid,
    kill: (part) => void process.kill(pid(part), 'SIGKILL'),
    stop() {
      child.kill('SIGINT');
      return exit;
    },
  };
}

function readiness(child: ChildProcess): Promise<{ url: string; lines: string[] }> {
  return new Promise((resolve) => {
    child.on('message', (message: { type: string; url: string; lines: string[] }) => {
      if (message.type === 'ready') resolve({ url: message.url, lines: message.lines });
    });
  });
}

function pidOf(folder: string, part: Part): number {
  if (part === 'postgres') return readPidFile(join(folder, 'pg', 'data'))?.pid ?? 0;
  const holder = JSON.parse(readFileSync(join(folder, 'running.lock'), 'utf8')) as Holder;
  return part === 'supervisor' ? holder.pid : Number.parseInt(holder.children[part] ?? '', 10);
}
