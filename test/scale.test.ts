import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lineOf, type Place, placeOf } from '../tools/places.ts';
import { type FreshDatabase, freshDatabase } from './database.ts';
import { readCatalogue, type Table } from './wall/catalogue.ts';

const GUIDE = new URL('../docs/guide/scale.md', import.meta.url);
let database: FreshDatabase;
let tables: Table[];
beforeAll(async () => {
  database = await freshDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  tables = await readCatalogue(client);
  await client.end();
});
afterAll(() => database.drop());

const places = () => new Map(tables.map((table) => [table.name, placeOf(table)]));

/** What Citus would refuse of this table, by its rules for primary keys, unique constraints and foreign keys. */
function refusals(table: Table, places: Map<string, Place>): string[] {
  const place = placeOf(table);
  const keys = place === 'distributed' ? table.keys : [];
  return [
    ...keys
      .filter(({ columns }) => !columns.includes('reseller_id'))
      .map(({ name }) => `${table.name}: the unique key ${name} lacks the distribution column reseller_id`),
    ...table.references.flatMap((reference) => {
      const to = places.get(reference.to);
      const what = `${table.name}: ${reference.name} → ${reference.to}`;
      if (to === 'distributed' && place !== 'distributed')
        return [`${what}: a ${place} table may not refer to a distributed one`];
      if (to === 'coordinator' && place !== 'coordinator')
        return [`${what}: a ${place} table may not refer to a local one`];
      if (to !== 'distributed') return [];
      const at = reference.columns.indexOf('reseller_id');
      return at >= 0 && reference.toColumns[at] === 'reseller_id'
        ? []
        : [`${what}: reseller_id must refer to reseller_id`];
    }),
  ];
}

test('every primary key, unique constraint and foreign key would be accepted on tables distributed by reseller_id', () => {
  expect(tables.length).toBeGreaterThan(50);
  expect(tables.flatMap((table) => refusals(table, places()))).toEqual([]);
});

test('a key or a reference that Citus refuses is found', () => {
  const key = { name: 'wrong', columns: ['number'], primary: false };
  const reference = { name: 'astray', to: 'identity.account', columns: ['account_id'], toColumns: ['id'] };
  const distributed = tables.find(({ name }) => name === 'billing.invoice');
  const shared = tables.find(({ name }) => name === 'catalog.offer');
  if (!distributed || !shared) throw new Error('These tables are what the test is about.');
  expect(refusals({ ...distributed, keys: [key], references: [reference] }, places())).toHaveLength(2);
  expect(refusals({ ...shared, references: [reference] }, places())).toHaveLength(1);
});

test('the guide says of every table where it goes, parents before children', () => {
  const guide = readFileSync(GUIDE, 'utf8').replaceAll(`"`, '').split('\n');
  const missing = tables.map(lineOf).filter((line) => !guide.includes(line));
  expect(missing, 'lines that `npm run generate` adds to docs/guide/scale.md').toEqual([]);
  const known = new Set(tables.map(lineOf));
  const gone = guide.filter(
    (line) => /^select create_|stays on the coordinator$/.test(line) && !known.has(line),
  );
  expect(gone, 'lines about tables that are gone').toEqual([]);
  const at = new Map(tables.map((table) => [table.name, guide.indexOf(lineOf(table))]));
  const early = tables.flatMap((table) =>
    table.references
      .filter(
        ({ to }) =>
          placeOf(table) !== 'coordinator' &&
          to !== table.name &&
          (at.get(to) ?? 0) > (at.get(table.name) ?? 0),
      )
      .map(({ to }) => `${table.name} stands before ${to}, which it refers to`),
  );
  expect(early).toEqual([]);
});
