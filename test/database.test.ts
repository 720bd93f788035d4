import pg from 'pg';
import { expect, test } from 'vitest';
import { freshDatabase } from './database.ts';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

test('each database has the whole schema and is nobody else’s', async () => {
  const [one, two] = await Promise.all([freshDatabase(), freshDatabase()]);
  expect(one.url).not.toBe(two.url);
  await query(one.url, 'create schema mine');
  const schemas = 'select nspname from pg_namespace where nspname in ($$mine$$, $$base$$) order by 1';
  expect(await query(one.url, schemas)).toEqual(['base', 'mine']);
  expect(await query(two.url, schemas)).toEqual(['base']);
  await one.drop();
  await two.drop();
});

test('it is dropped also while something is connected', async () => {
  const { url, drop } = await freshDatabase();
  const open = new pg.Client(url);
  const cut = new Promise<string>((resolve) => open.on('error', (error) => resolve(error.message)));
  await open.connect();
  await drop();
  expect(await cut).toContain('terminat');
  await expect(query(url, 'select 1')).rejects.toThrow('does not exist');
});
