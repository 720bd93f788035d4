import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines } from '../server/base/postgres/postgres.files.ts';
import { removePostgres } from '../server/base/postgres/postgres.ts';
import { processIdentity } from '../server/base/process.ts';
import { buildWeb } from './lib/build-web.ts';
import { type Keeper, keepRunning, type Program, runOnce } from './lib/children.ts';
import { type Database, givenDatabase, keepDatabase } from './lib/database.ts';
import { ensureDataFolder, logFile, readSecret } from './lib/folder.ts';
import { Held, type Holder, type Lock, takeLock } from './lib/lock.ts';
import { readOptions, type StartOptions, USAGE } from './lib/options.ts';
import { freePort, isPortFree } from './lib/ports.ts';

/*
 * Runs all of Caravan: its PostgreSQL (unless DATABASE_URL), then the sandbox, the web and the worker as children, each started
 * again when it ends. A second one on the same folder is refused. Ctrl-C, SIGTERM, SIGHUP and the end of the process that
 * started this one stop all of it.
 */
const ROOT = join(import.meta.dirname, '..');
const FOLDER = process.env.CARAVAN_DATA ?? join(ROOT, '.caravan');
const DEFAULT_PORT = 4000;
const DEFAULT_SANDBOX_PORT = 4100;
/** How long what a killed Caravan left may take to end by itself. */
const LEFTOVER_LIMIT_MS = 1_500;
/** After that long, stopping is given up: the children are gone, and the next start adopts PostgreSQL. */
const STOP_LIMIT_MS = 15_000;

const stopped = new AbortController();
const keepers: Keeper[] = [];
/** The identities of the processes started here, by name. */
const children: Record<string, string> = {};
let lock: Lock | null = null;
let database: Database | null = null;

async function start(options: StartOptions): Promise<void> {
  ensureDataFolder(FOLDER);
  lock = lockFolder();
  if (lock.left) await endLeftovers(lock.left);
  if (options.reset) await reset();
  const env = settings(options);
  const url = await choosePorts(options, env);
  const opened = openDatabase(env);
  const prepared = prepare({ ...program('prepare', ['server/main.ts', 'prepare'], env), after: opened });
  prepared.catch(() => {});
  await opened;
  // Not before: making the database would take twice as long, and all else waits for it.
  const built = build(program('build', [], env));
  const sandbox = keep(program('sandbox', ['server/sandbox/main.ts'], env));
  const after = Promise.all([prepared, built]);
  after.catch(() => {});
  const served = ['web', 'worker'].map((name) => ({
    ...program(name, ['server/main.ts', name], env),
    after,
  }));
  // Its memory and its core are the build's as long as that runs.
  await Promise.race([built, prepared]);
  const serving = served.map(keep);
  await after;
  const lines = await Promise.all([sandbox, ...serving].map(({ ready }) => ready));
  lock.update({ url });
  announce(url, lines.flat());
}

function lockFolder(): Lock {
  try {
    return takeLock(join(FOLDER, 'running.lock'));
  } catch (error) {
    if (!(error instanceof Held)) throw error;
    const { pid, url } = error.holder;
    const where = url ? `at ${url}` : 'and still starting';
    throw new Error(`Caravan is already running here (process ${pid}) ${where}; stop it first.`);
  }
}

/** A killed Caravan's children end by themselves; one that doesn't would hold its port and work beside the new one. */
async function endLeftovers({ children }: Holder): Promise<void> {
  const end = performance.now() + LEFTOVER_LIMIT_MS;
  const alive = () =>
    Object.values(children)
      .map(alivePid)
      .filter((pid) => pid !== null);
  while (alive().length > 0 && performance.now() < end) await sleep(20);
  for (const pid of alive()) process.kill(pid, 'SIGKILL');
}

/** The sandbox remembers what was provisioned and paid for in the database that goes. */
async function reset(): Promise<void> {
  await removePostgres(join(FOLDER, 'pg'));
  rmSync(join(FOLDER, 'sandbox'), { recursive: true, force: true });
}

function alivePid(identity: string): number | null {
  const pid = Number.parseInt(identity, 10);
  return processIdentity(pid) === identity ? pid : null;
}

/** What the children are told. DATABASE_URL and the ports are added when they are known. */
function settings(options: StartOptions): NodeJS.ProcessEnv {
  return {
    NODE_ENV: 'production',
    ...process.env,
    CARAVAN_DATA: FOLDER,
    CARAVAN_DEMO: options.demo ? '1' : '0',
    CARAVAN_SECRET: process.env.CARAVAN_SECRET ?? readSecret(FOLDER),
  };
}

async function openDatabase(env: NodeJS.ProcessEnv): Promise<void> {
  const given = process.env.DATABASE_URL;
  const moved = (url: string) => {
    env.DATABASE_URL = url;
    for (const keeper of keepers) keeper.restart();
  };
  database = given ? givenDatabase(given) : await keepDatabase(FOLDER, say, moved);
  env.DATABASE_URL = database.url;
  stopped.signal.throwIfAborted();
}

async function choosePorts({ port }: StartOptions, env: NodeJS.ProcessEnv): Promise<string> {
  if (port && !(await isPortFree(port)))
    throw new Error(`Another program uses port ${port}; choose one with --port.`);
  env.PORT = String(port ?? (await freePort(DEFAULT_PORT)));
  env.SANDBOX_PORT ??= String(await freePort(DEFAULT_SANDBOX_PORT));
  env.SANDBOX_URL ??= `http://127.0.0.1:${env.SANDBOX_PORT}`;
  env.CARAVAN_URL ??= `http://localhost:${env.PORT}`;
  env.SANDBOX_WEBHOOK_URL ??= `http://127.0.0.1:${env.PORT}/v1/billing/webhooks/card`;
  return env.CARAVAN_URL;
}

/** Describes a child. Each that is started is written into the lock, for whoever finds this process dead. */
function program(name: string, args: string[], env: NodeJS.ProcessEnv): Program {
  const onStart = (pid: number) => {
    children[name] = processIdentity(pid) ?? '';
    lock?.update({ children });
  };
  return { name, args, env: () => env, cwd: ROOT, log: logFile(FOLDER, name), say, onStart };
}

function keep(child: Program): Keeper {
  stopped.signal.throwIfAborted();
  const keeper = keepRunning(child);
  keepers.push(keeper);
  return keeper;
}

async function build(child: Omit<Program, 'args'>): Promise<void> {
  await withLog(child.log, async () => {
    if (await buildWeb(ROOT, child, stopped.signal)) say('The pages are built.');
  });
}

/** Migrations, and the demo program's data the first time. */
function prepare(child: Program): Promise<void> {
  return withLog(child.log, () => runOnce(child, stopped.signal));
}

async function withLog(log: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new Error(`${(error as Error).message}. The end of ${short(log)}:\n${lastLines(log, 20)}`, {
      cause: error,
    });
  }
}

function announce(url: string, lines: string[]): void {
  say(`\nCaravan is at ${url}`);
  for (const line of lines) say(line);
  say(`Logs are in ${short(join(FOLDER, 'logs'))}; Ctrl-C stops it.`);
  say(`ready in ${(performance.now() / 1000).toFixed(1)} s`);
  process.send?.({ type: 'ready', url, lines });
}

function short(path: string): string {
  const within = relative(process.cwd(), path);
  return within.startsWith('..') ? path : within;
}

/** Ends the children, then PostgreSQL, then lets go of the folder. */
async function stop(starting: Promise<void>): Promise<void> {
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
  stopped.abort(new Error('Stopped while starting.'));
  await Promise.all(keepers.map((keeper) => keeper.stop()));
  await starting.catch(() => {});
  await Promise.all(keepers.map((keeper) => keeper.stop()));
  await database?.stop();
  lock?.release();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function run(options: StartOptions): void {
  // A terminal that was closed takes no more lines; that must not end what has to stop in order.
  process.stdout.on('error', () => {});
  const starting = start(options);
  const end = (status: number) => {
    if (stopped.signal.aborted) return;
    const failed = (error: Error) => process.stderr.write(`Could not stop cleanly: ${error.message}\n`);
    void stop(starting).then(
      () => process.exit(status),
      (error) => failed(error) && process.exit(1),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));
  if (process.channel) process.on('disconnect', () => end(0));
  starting.catch((error) => {
    if (!stopped.signal.aborted) process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    end(1);
  });
}

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options) run(options);
  else say(USAGE);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n\n${USAGE}\n`);
  process.exitCode = 1;
}
