import pg from 'pg';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../test/database.ts';
import { migrate } from '../base/migrate.ts';
import { openMarker } from './marker.sql.ts';

const TABLES = `
  select format('%I.%I', schemaname, tablename) as name from pg_tables
  where schemaname not in ('pg_catalog', 'information_schema', 'pgboss') order by 1`;

/** How many rows each table of the product has. */
async function countRows(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(TABLES);
  const counts: Record<string, string> = {};
  for (const { name } of rows)
    counts[name] = (await client.query(`select count(*) as n from ${name}`)).rows[0].n;
  await client.end();
  return counts;
}

test('a load that was killed leaves nothing behind, and takes nothing away that the migrations brought', async () => {
  const { url, drop } = await freshDatabase();
  const fresh = await countRows(url);
  expect(fresh['deals.settings']).not.toBe('0');
  const marker = await openMarker(url);
  await marker.begin(new Date('2026-01-15T06:00:00.000Z'));
  expect(await marker.state()).toBe('loading');
  await marker.wipe();
  await migrate(url);
  expect(await countRows(url)).toEqual(fresh);
  expect(await marker.state()).toBe('none');
  await marker.close();
  await drop();
});
