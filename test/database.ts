import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { withLock } from '../bin/lib/lock.ts';
import { type PostgresServer, startPostgres } from '../server/base/postgres/postgres.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, '.caravan');
const LOCK = join(FOLDER, 'test-pg.lock');
const LOCK_LIMIT_MS = 120_000;
/** The connection each test run holds while it lasts; the last run to end stops the server. */
const RUN = 'caravan test run';
const URL_KEY = 'CARAVAN_TEST_DATABASE';
/** Databases are made and dropped by the superuser: another may not end an autovacuum that is at work in one. */
const ADMIN_KEY = 'CARAVAN_TEST_ADMIN';
const TEMPLATE_KEY = 'CARAVAN_TEST_TEMPLATE';
const FAILURE_KEY = 'CARAVAN_TEST_DATABASE_FAILURE';
/** What the template is made of. */
const SOURCES = ['db/migrations', 'server/base/migrate.ts', 'server/base/jobs.ts', 'package-lock.json'];

export type FreshDatabase = {
  /** Connects as the owner of the database, as DATABASE_URL does in a running Caravan. */
  url: string;
  /** Removes the database, closing what is still connected. */
  drop(): Promise<void>;
};

/**
 * The set-up of a whole test run (Vitest's and Playwright's): one PostgreSQL, shared by the runs on this folder, and a
 * template database with the migrations applied, built anew when they change. Returns what undoes it.
 */
export default async function setUpDatabase(): Promise<() => Promise<void>> {
  mkdirSync(FOLDER, { recursive: true });
  const { server, run } = await withLock(LOCK, LOCK_LIMIT_MS, async () => {
    const server = await startPostgres({
      dir: join(FOLDER, 'test-pg'),
      log: join(FOLDER, 'test-pg.log'),
      durable: false,
    });
    const run = await connect(server.adminUrl, RUN);
    await dropAbandoned(run);
    process.env[URL_KEY] = server.url;
    process.env[ADMIN_KEY] = server.adminUrl;
    await prepareTemplate(run, server.url);
    return { server, run };
  });
  return () => withLock(LOCK, LOCK_LIMIT_MS, () => tearDown(server, run));
}

let made = 0;

/** A database of its own for a test file, with every migration applied and no rows. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { [URL_KEY]: server, [ADMIN_KEY]: admin, [TEMPLATE_KEY]: template } = process.env;
  if (process.env[FAILURE_KEY]) throw new Error(process.env[FAILURE_KEY]);
  if (!server || !admin || !template)
    throw new Error('There is no test database: is test/database.ts the globalSetup of this run?');
  made += 1;
  const name = `test_${process.pid}_${made}`;
  await once(admin, `create database ${name} template ${template} owner caravan strategy file_copy`);
  return {
    url: databaseUrl(server, name),
    drop: () => once(admin, `drop database if exists ${name} with (force)`),
  };
}

async function tearDown(server: PostgresServer, run: pg.Client): Promise<void> {
  const { rows } = await run.query(
    'select from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
    [RUN],
  );
  await run.end();
  if (rows.length === 0) await server.stop();
}

/** A migration that fails must fail the tests that need a database, and let the others run. */
async function prepareTemplate(run: pg.Client, url: string): Promise<void> {
  try {
    process.env[TEMPLATE_KEY] = await ensureTemplate(run, url);
    delete process.env[FAILURE_KEY];
  } catch (error) {
    process.env[FAILURE_KEY] = error instanceof Error ? error.message : String(error);
  }
}

/** Named by the migrations' hash, so that runs on either side of a change don't disturb each other. */
async function ensureTemplate(run: pg.Client, url: string): Promise<string> {
  const name = templateName();
  const { rows } = await run.query('select datistemplate from pg_database where datname = $1', [name]);
  if (rows[0]?.datistemplate) return name;
  await run.query(`drop database if exists ${name} with (force)`);
  await run.query(`create database ${name} owner caravan`);
  const { migrate } = await import('../server/base/migrate.ts');
  await migrate(databaseUrl(url, name));
  // Marks it as complete, and keeps connections out: a database in use can't be copied.
  await run.query(`alter database ${name} is_template true allow_connections false`);
  return name;
}

/** Drops what killed runs left: databases of processes that are gone; templates of old migrations if no other run is on. */
async function dropAbandoned(run: pg.Client): Promise<void> {
  const { rows } = await run.query<{ datname: string }>(
    `select datname from pg_database where datname ~ '^test_[0-9]+_[0-9]+$'
     union all
     select datname from pg_database where datname like 'caravan_template_%' and datname <> $1
       and not exists (select from pg_stat_activity where application_name = $2 and pid <> pg_backend_pid())`,
    [templateName(), RUN],
  );
  for (const { datname } of rows) {
    if (datname.startsWith('test_') && isAlive(Number(datname.split('_')[1]))) continue;
    if (!datname.startsWith('test_')) await run.query(`alter database ${datname} is_template false`);
    await run.query(`drop database if exists ${datname} with (force)`);
  }
}

function templateName(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesOf(join(ROOT, source))) hash.update(`${file}\0`).update(readFileSync(file));
  }
  return `caravan_template_${hash.digest('hex').slice(0, 12)}`;
}

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .map((name) => join(path, name));
}

function databaseUrl(server: string, name: string): string {
  return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function once(url: string, sql: string): Promise<void> {
  const client = await connect(url, 'caravan test file');
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function connect(url: string, name: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: name });
  client.on('error', () => {});
  await client.connect();
  return client;
}
