import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandOf, processesWhere } from '../process.ts';
import { type PostgresOptions, type PostgresServer, removePostgres, startPostgres } from './postgres.ts';

const isRoot = process.getuid?.() === 0;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'caravan-pg-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(name: string, more: Partial<PostgresOptions> = {}): Promise<PostgresServer> {
  return startPostgres({
    dir: join(folder, name),
    log: join(folder, `${name}.log`),
    durable: false,
    ...more,
  });
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const results = [await client.query({ text: sql, rowMode: 'array' })].flat();
    return results.at(-1)!.rows.flat();
  } finally {
    await client.end();
  }
}

describe('one database through its life', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await start('life');
    await query(server.url, 'create table kept (n int); insert into kept values (1)');
  });
  afterAll(() => server.stop());

  test('the owner is no superuser, may make roles, and the letters of all scripts are letters', async () => {
    const sql = 'select rolsuper, rolcreaterole, rolbypassrls from pg_roles where rolname = current_user';
    expect(await query(server.url, sql)).toEqual([false, true, false]);
    await query(server.url, 'create extension pg_trgm');
    expect(await query(server.url, "select similarity('شركة النور', 'النور') > 0.4")).toEqual([true]);
    expect(await query(server.url, 'show listen_addresses')).toEqual(['127.0.0.1']);
  });

  test('its secrets are for nobody else to read', () => {
    expect(statSync(join(folder, 'life', 'server.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'life', 'data')).mode & 0o777).toBe(0o700);
  });

  test('a live one is taken over as it runs', async () => {
    const again = await start('life');
    expect(again).toMatchObject({ adopted: true, pid: server.pid, url: server.url });
    expect(await query(again.url, 'select n from kept')).toEqual([1]);
  });

  test('one that runs with other settings is replaced', async () => {
    const before = server.pid;
    server = await start('life', { durable: true });
    expect(server.adopted).toBe(false);
    expect(commandOf(before)).toBeNull();
    expect(await query(server.url, 'show fsync')).toEqual(['on']);
  });

  test('data survive kill -9, and a session still busy on them is ended first', async () => {
    await query(server.url, 'insert into kept values (2)');
    const long =
      'select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b where random() < 0';
    const busy = query(server.url, long).catch(() => 'cut');
    await sleep(200);
    process.kill(server.pid, 'SIGKILL');
    await server.exited;
    server = await start('life', { durable: true });
    expect(server.adopted).toBe(false);
    expect(await busy).toBe('cut');
    expect(await query(server.url, 'select n from kept order by n')).toEqual([1, 2]);
    expect(readFileSync(join(folder, 'life.log'), 'utf8')).toContain('automatic recovery in progress');
  });

  test('a stale postmaster.pid whose pid is another process’s now is no obstacle', async () => {
    await server.stop();
    const pidFile = ['data', 'postmaster.pid'].reduce((path, part) => join(path, part), join(folder, 'life'));
    writeFileSync(
      pidFile,
      `${process.pid}\n${join(folder, 'life', 'data')}\n1\n${server.port}\n\n127.0.0.1\n0 0\nready\n`,
    );
    server = await start('life');
    expect(server).toMatchObject({ adopted: false });
    expect(await query(server.url, 'select count(*)::int from kept')).toEqual([2]);
  });

  test('a taken port is left for another, which is remembered', async () => {
    await server.stop();
    const squatter = createServer().listen(server.port, '127.0.0.1');
    await once(squatter, 'listening');
    const taken = server.port;
    server = await start('life');
    expect(server.port).not.toBe(taken);
    squatter.close();
    const { port } = server;
    await server.stop();
    server = await start('life');
    expect(server.port).toBe(port);
  });

  test('it outlives a killed parent and is found by the next one', async () => {
    await server.stop();
    const script = `import { startPostgres } from '${new URL('./postgres.ts', import.meta.url)}';
      await startPostgres({ dir: '${join(folder, 'life')}', log: '${join(folder, 'life.log')}', durable: false });
      console.log('up'); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(parent.stdout, 'data');
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    server = await start('life');
    expect(server.adopted).toBe(true);
    await server.stop();
    await server.exited;
    expect(commandOf(server.pid)).toBeNull();
    server = await start('life');
  });
});

test('a creation cut short is begun again; a database without its password is not touched', async () => {
  const first = await start('short');
  await first.stop();
  const file = join(folder, 'short', 'server.json');
  const identity = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...identity, created: false }));
  rmSync(join(folder, 'short', 'data', 'global'), { recursive: true });
  const second = await start('short');
  expect(await query(second.url, 'select 1')).toEqual([1]);
  await second.stop();
  rmSync(file);
  await expect(start('short')).rejects.toThrow('which holds its password, is missing');
  expect(existsSync(join(folder, 'short', 'data', 'PG_VERSION'))).toBe(true);
});

test('removal stops the server and deletes everything', async () => {
  const server = await start('gone');
  await removePostgres(join(folder, 'gone'));
  await server.exited;
  expect(existsSync(join(folder, 'gone'))).toBe(false);
  await removePostgres(join(folder, 'gone'));
});

test('a failed start tells the end of the log', async () => {
  const server = await start('broken');
  await server.stop();
  rmSync(join(folder, 'broken', 'data', 'global', 'pg_control'));
  await expect(start('broken')).rejects.toThrow(
    /PostgreSQL could not start\. The end of .*broken\.log:[\s\S]*pg_control/,
  );
});

describe.runIf(isRoot)('as root', () => {
  test.each(['dac_read_search', 'dac_override'] as const)('%s leads into a closed folder', async (way) => {
    const closed = mkdtempSync(join(folder, 'closed-'));
    const server = await startPostgres({
      dir: join(closed, 'pg'),
      log: `${closed}.log`,
      durable: false,
      ways: [way],
    });
    expect(await query(server.url, 'select 1')).toEqual([1]);
    expect(statSync(`/proc/${server.pid}`).uid).not.toBe(0);
    expect(realpathSync(join(closed, 'pg', 'data'))).toBe(join(realpathSync(closed), 'pg', 'data'));
    await server.stop();
  });

  test('where no way leads in, data and programs take refuge, and removal clears it', async () => {
    // An account must be able to reach the refuge, and mkdtemp closes its folders.
    const refuge = mkdtempSync(join(tmpdir(), 'caravan-refuge-'));
    const options = { ways: [], refuge, durable: true };
    const server = await start('moved', options);
    await query(server.url, 'create table kept (n int); insert into kept values (7)');
    expect(realpathSync(join(folder, 'moved', 'data'))).toContain(refuge);
    process.kill(server.pid, 'SIGKILL');
    await server.exited;
    const again = await start('moved', options);
    expect(await query(again.url, 'select n from kept')).toEqual([7]);
    await removePostgres(join(folder, 'moved'));
    expect(spawnSync('ls', [refuge], { encoding: 'utf8' }).stdout).toBe('');
    rmSync(refuge, { recursive: true });
  });
});

test('nothing of all this is left running', () => {
  expect(processesWhere((command) => command.includes(folder))).toEqual([]);
});
