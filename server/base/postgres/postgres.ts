import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { commandOf } from '../process.ts';
import { findHome, type Home, REFUGE, WAYS, type Way } from './postgres.account.ts';
import {
  ensureFolder,
  findPrograms,
  type Identity,
  lastLines,
  readIdentity,
  readPidFile,
  removeFiles,
  writeIdentity,
} from './postgres.files.ts';
import { isFree, isServer, nameOf, randomPort, stopAll, stopServer } from './postgres.processes.ts';

export type PostgresOptions = {
  /** The folder that holds the database and what is remembered about it. Made when missing. */
  dir: string;
  /** The log file that PostgreSQL's own words are appended to. */
  log: string;
  /** The TCP port on 127.0.0.1. Default: the one used last, or a free one. When taken, a free one. */
  port?: number;
  /** False trades safety from power cuts for speed: for tests, never for data that matter. Default true. */
  durable?: boolean;
  /** For tests of the root-only ways (see postgres.account.ts). */
  ways?: readonly Way[];
  refuge?: string;
};

export type PostgresServer = {
  /** Connects as `caravan`, who owns the database `caravan`, may create roles and databases, and is no superuser. */
  url: string;
  /** Connects as the superuser `postgres` to the database `postgres`. */
  adminUrl: string;
  port: number;
  pid: number;
  /** True when the server outlived the process that started it and was taken over as it ran. */
  adopted: boolean;
  /** Settles when the server has stopped, for whatever reason. */
  exited: Promise<void>;
  /** Stops it, cutting connections; what was committed is on disk. Returns when it is gone. */
  stop(): Promise<void>;
};

type Place = Home & { dir: string; log: string; durable: boolean; identity: Identity };
type Running = { pid: number; port: number; child: ChildProcess | null };

const PORT_TRIES = 8;

/**
 * Starts the built-in PostgreSQL on `dir`, or takes over the one that still runs there. Creates the database the first time;
 * recovers after a crash. The server outlives this process if this process is killed; the next call finds it.
 * The caller sees to it that only one process at a time does this on a folder (bin/lib/lock.ts). Throws with the end of the log.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const place = preparePlace(options);
  const survivor = await findSurvivor(place);
  if (!survivor) await createCluster(place);
  const running = survivor ?? (await launch(place, options.port));
  const server = describe(place, running, survivor !== null);
  await ensureDatabase(server);
  return server;
}

/** Stops whatever still runs on `dir` and deletes the database. */
export async function removePostgres(dir: string): Promise<void> {
  if (existsSync(join(dir, 'server.json'))) await stopAll(readIdentity(dir).id);
  removeFiles(dir);
}

function preparePlace({ dir, log, durable = true, ways = WAYS, refuge = REFUGE }: PostgresOptions): Place {
  const bin = findPrograms();
  const folder = ensureFolder(dir);
  const identity = readIdentity(dir);
  return { ...findHome(bin, folder, ways, refuge), dir, log, durable, identity };
}

/** The server that outlived its parent, once it is ready. One started with other settings or programs is stopped instead. */
async function findSurvivor(place: Place): Promise<Running | null> {
  const { id } = place.identity;
  for (let file = readPidFile(place.data); file; file = readPidFile(place.data)) {
    if (!isServer(file.pid, id)) break;
    if (file.ready && commandOf(file.pid) !== commandLine(place, file.port)) break;
    if (file.ready) return { ...file, child: null };
    await sleep(50);
  }
  // A killed postmaster's sessions may still be busy on the same files; a new one must not start beside them.
  await stopAll(id);
  rmSync(join(place.data, 'postmaster.pid'), { force: true });
  return null;
}

async function createCluster(place: Place): Promise<void> {
  const { dir, data, account, identity } = place;
  if (identity.created) return;
  for (const name of readdirSync(data)) rmSync(join(data, name), { recursive: true, force: true });
  const passwordFile = join(dirname(data), 'password.new');
  writeFileSync(passwordFile, identity.password, { mode: 0o600 });
  chownSync(passwordFile, account.uid, account.gid);
  chmodSync(dir, 0o755);
  const child = start(place, 'initdb', creation(place, passwordFile));
  const code = await new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
  rmSync(passwordFile, { force: true });
  if (code !== 0) throw failure(place, 'PostgreSQL could not create its database');
  identity.created = true;
  writeIdentity(dir, identity);
}

function creation({ data, durable }: Place, passwordFile: string): string[] {
  return [
    ...[
      '-D',
      data,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--no-instructions',
    ],
    ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
    // The letters of every script, not just Latin ones, must count as letters (trigram search).
    `--lc-ctype=${process.platform === 'linux' ? 'C.UTF-8' : 'en_US.UTF-8'}`,
    durable ? '--sync-method=fsync' : '--no-sync',
  ];
}

async function launch(place: Place, wanted: number | undefined): Promise<Running> {
  let port = wanted ?? place.identity.port ?? randomPort();
  for (let tries = 0; tries < PORT_TRIES; tries++) {
    while (!(await isFree(port))) port = randomPort();
    const child = start(place, 'postgres', settings(place, port));
    child.unref();
    if (await becomesReady(place, child)) {
      if (place.identity.port !== port) writeIdentity(place.dir, Object.assign(place.identity, { port }));
      return { pid: child.pid!, port, child };
    }
    // A session of a killed server is out of sight before it has let go of the memory they share: it takes a moment under load.
    if (/pre-existing shared memory block/.test(lastLines(place.log, 4))) await sleep(500);
    // Somebody may have taken the port between the look and the start; any other failure is told.
    else if (await isFree(port)) break;
  }
  throw failure(place, 'PostgreSQL could not start');
}

/** Recovery after a crash can take minutes, so there is no limit while the process lives. */
async function becomesReady(place: Place, child: ChildProcess): Promise<boolean> {
  let alive = true;
  child.once('exit', () => (alive = false)).once('error', () => (alive = false));
  while (alive) {
    const file = readPidFile(place.data);
    if (file && file.pid === child.pid && file.ready) return true;
    await sleep(15);
  }
  return false;
}

/** glibc gives a statement's hash tables back to the system and takes them anew for the next, page by page: a twentieth of a month end. */
const KEEPING = { MALLOC_MMAP_THRESHOLD_: `${32 << 20}`, MALLOC_TRIM_THRESHOLD_: `${128 << 20}` };

function start(place: Place, program: string, args: string[]): ChildProcess {
  const { file, args: all, options } = place.account.launch(join(place.bin, program), args);
  const log = openSync(place.log, 'a', 0o600);
  try {
    const env = { PATH: process.env.PATH, LC_MESSAGES: 'C', TZ: 'UTC', ...KEEPING };
    return spawn(file, all, { ...options, cwd: '/', env, detached: true, stdio: ['ignore', log, log] });
  } finally {
    closeSync(log);
  }
}

/** Sized for two cores and a few GB; all on the command line, so that a start always uses this version's. */
function settings(place: Place, port: number): string[] {
  const values: Record<string, string | number> = {
    cluster_name: nameOf(place.identity.id),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port,
    max_connections: 100,
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    // Two workers of a month end fill the default of 8 MB again and again, and wait for its writing.
    wal_buffers: '64MB',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    random_page_cost: 1.1,
    jit: 'off',
    lc_messages: 'C',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Recovery opens and syncs each of a thousand files otherwise: 3 s.
    ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
    ...(place.durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
  };
  return ['-D', place.data, ...Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

function commandLine(place: Place, port: number): string {
  return [join(place.bin, 'postgres'), ...settings(place, port)].join(' ').trim();
}

function describe({ identity }: Place, { pid, port, child }: Running, adopted: boolean): PostgresServer {
  const at = `${identity.password}@127.0.0.1:${port}`;
  return {
    url: `postgres://caravan:${at}/caravan`,
    adminUrl: `postgres://postgres:${at}/postgres`,
    port,
    pid,
    adopted,
    exited: child ? childExit(child) : survivorExit(pid, identity.id),
    stop: () => stopServer(pid, identity.id),
  };
}

/** Nobody is told of the end of a process that isn't a child, so this one is looked at; that keeps no process alive. */
async function survivorExit(pid: number, id: string): Promise<void> {
  while (isServer(pid, id)) await sleep(300, undefined, { ref: false });
}

function childExit(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
}

/** The owner and its database, made at the first start (or when that start was cut short). */
async function ensureDatabase({ url, adminUrl }: PostgresServer): Promise<void> {
  try {
    const client = await connect(url);
    return await client.end();
  } catch (error) {
    // 28P01: no such role or password; 3D000: no such database.
    if (!['28P01', '3D000'].includes((error as { code: string }).code)) throw error;
  }
  const password = new URL(url).password;
  const admin = await connect(adminUrl);
  try {
    const { rowCount } = await admin.query("select from pg_roles where rolname = 'caravan'");
    const verb = rowCount ? 'alter' : 'create';
    await admin.query(`${verb} role caravan login createdb createrole password '${password}'`);
    const { rowCount: there } = await admin.query("select from pg_database where datname = 'caravan'");
    if (!there) await admin.query('create database caravan owner caravan');
  } finally {
    await admin.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  await client.connect();
  return client;
}

function failure(place: Place, what: string): Error {
  return new Error(`${what}. The end of ${place.log}:\n${lastLines(place.log, 15)}`);
}
