import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../server/base/migrate.ts';
import { removePostgres, startPostgres } from '../server/base/postgres/postgres.ts';
import { commandOf } from '../server/base/process.ts';

const FOLDER = join(import.meta.dirname, '..', '.caravan');

export type BenchDatabase = {
  url: string;
  /** The pid of the server's first process, when it is ours: its CPU time is counted. */
  pid: number | null;
  drop(): Promise<void>;
};

/** A migrated database of its own: on a server of its own, or on that of DATABASE_URL. */
export async function openBench(): Promise<BenchDatabase> {
  const { DATABASE_URL } = process.env;
  if (DATABASE_URL) return onServer(DATABASE_URL);
  mkdirSync(FOLDER, { recursive: true });
  await removeAbandoned();
  const dir = join(FOLDER, `bench-pg-${process.pid}`);
  const server = await startPostgres({ dir, log: join(FOLDER, 'bench-pg.log') });
  const admin = await connect(server.adminUrl);
  await admin.query('grant set on parameter session_replication_role to caravan');
  await admin.end();
  await migrate(server.url);
  return {
    url: server.url,
    pid: server.pid,
    drop: async () => {
      await server.stop();
      await removePostgres(dir);
    },
  };
}

/** What a killed bench left behind. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(FOLDER)) {
    const pid = /^bench-pg-(\d+)$/.exec(name)?.[1];
    if (pid && commandOf(Number(pid)) === null) await removePostgres(join(FOLDER, name));
  }
}

async function onServer(server: string): Promise<BenchDatabase> {
  const name = `caravan_bench_${process.pid}`;
  const admin = await connect(server);
  await admin.query(`create database ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  await migrate(url);
  return {
    url,
    pid: null,
    drop: async () => {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

/** A connection as the owner of the tables. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'caravan bench' });
  client.on('error', () => {});
  await client.connect();
  return client;
}
