import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BeginMessage, ProgressMessage, ReadyMessage } from '../../server/base/process.ts';
import { openLog } from './folder.ts';

export type Program = {
  /** One word for a person: web, worker, sandbox. */
  name: string;
  /** The program and its arguments, for Node. */
  args: string[];
  env: () => NodeJS.ProcessEnv;
  cwd: string;
  /** The file its output is appended to. */
  log: string;
  /** Prints one line for the person at the terminal. */
  say: (line: string) => void;
  /** Called with each new process. */
  onStart: (pid: number) => void;
  /** What has to be done before it begins (`mayBegin` in server/base/process.ts); it is loaded meanwhile. It is then told DATABASE_URL anew. */
  after?: Promise<unknown>;
};

export type Keeper = {
  /** The lines of its first ready message. Rejects when it ended three times before being ready. */
  ready: Promise<string[]>;
  /** Ends the present process; a new one takes its place, with a new environment. */
  restart(): void;
  /** Ends it for good: asked first, killed after 2 s. */
  stop(): Promise<void>;
};

const STOP_LIMIT_MS = 2_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
/** One that ran this long was well: the next end is a new trouble and starts with the short delay. */
const STEADY_MS = 60_000;
const TRIES_TO_START = 3;

/** Runs a program once and waits for its end. Rejects when it fails, and when `signal` ends it. */
export async function runOnce(program: Program, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const child = start(program);
  const stop = () => void end(child);
  signal.addEventListener('abort', stop);
  const how = await ended(child);
  signal.removeEventListener('abort', stop);
  if (how !== null) throw new Error(`${program.name} failed (${how})`);
}

/** Keeps a program running until stopped: when it ends by itself it is started again, after a delay that grows. */
export function keepRunning(program: Program): Keeper {
  const stopped = new AbortController();
  const ready = Promise.withResolvers<string[]>();
  ready.promise.catch(() => {});
  let child: ChildProcess | null = null;
  let isReady = false;
  let wanted = false;

  async function run(): Promise<void> {
    let delay = FIRST_DELAY_MS;
    for (let tries = 1; !stopped.signal.aborted; tries++) {
      const began = performance.now();
      child = start(program, (message) => {
        isReady = true;
        ready.resolve(message.lines ?? []);
      });
      const how = (await ended(child)) ?? 'by itself';
      child = null;
      if (stopped.signal.aborted) return;
      if (!isReady && tries >= TRIES_TO_START)
        return ready.reject(new Error(`${program.name} can't start (${how})`));
      if (wanted) {
        wanted = false;
        continue;
      }
      if (performance.now() - began > STEADY_MS) delay = FIRST_DELAY_MS;
      program.say(`${program.name} ended (${how}); starting it again. Its log: ${program.log}`);
      await sleep(delay, undefined, { signal: stopped.signal }).catch(() => {});
      delay = Math.min(delay * 2, LONGEST_DELAY_MS);
    }
  }

  const running = run();
  return {
    ready: ready.promise,
    restart() {
      if (!child) return;
      wanted = true;
      void end(child);
    },
    async stop() {
      stopped.abort();
      ready.reject(new Error(`${program.name} was stopped`));
      if (child) await end(child);
      await running;
    },
  };
}

function start(program: Program, onReady: (message: ReadyMessage) => void = () => {}): ChildProcess {
  const { args, cwd, say, log, after } = program;
  const output = openLog(log);
  const env = { ...program.env(), CARAVAN_HELD: after ? '1' : '0' };
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', output, output, 'ipc'] });
  closeSync(output);
  const begin = () => {
    const { DATABASE_URL: databaseUrl } = program.env();
    if (child.connected)
      child.send({ type: 'begin', ...(databaseUrl && { databaseUrl }) } satisfies BeginMessage);
  };
  // Where that fails the whole start does, and ends its children.
  after?.then(begin, () => {});
  child.on('message', (message: ReadyMessage | ProgressMessage) => {
    if (message.type === 'ready') onReady(message);
    if (message.type === 'progress') say(message.text);
  });
  if (child.pid) program.onStart(child.pid);
  return child;
}

/** How it ended: null for exit code 0. */
function ended(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) =>
      resolve(code === 0 ? null : signal ? `signal ${signal}` : `exit code ${code}`),
    );
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await Promise.race([gone, sleep(STOP_LIMIT_MS, undefined, { ref: false })]);
  child.kill('SIGKILL');
  await gone;
}
