import type pg from 'pg';
import { connect } from './database.ts';
import { seconds } from './meter.ts';

/** The rows that a run writes, and how fast they could be written at all: a plain INSERT…SELECT of the same rows on two connections. */
const TABLES = ['billing.charge', 'billing.invoice', 'ledger.transfer'];

/**
 * Seconds to write every line, invoice and transfer once more, half of the rows on each connection, committed: into bare tables, or into
 * tables with the keys, indexes and checks of the real ones. The middle one of three times: what else the disk does makes a single one a
 * third longer or shorter.
 */
export async function floorSeconds(url: string, tables: 'bare' | 'indexed'): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 3; i += 1) times.push(await onceMore(url, tables));
  return times.sort((a, b) => a - b)[1] ?? 0;
}

async function onceMore(url: string, tables: 'bare' | 'indexed'): Promise<number> {
  const [one, two] = [await connect(url), await connect(url)];
  for (const table of TABLES) {
    await one.query(`drop table if exists ${copyOf(table)}`);
    await one.query(
      `create table ${copyOf(table)} (like ${table} ${tables === 'indexed' ? 'including all' : ''})`,
    );
  }
  const halves: [string, string][] = [];
  for (const table of TABLES) halves.push(await halvesOf(one, table));
  const write = async (client: pg.Client, side: 0 | 1) => {
    for (const [i, table] of TABLES.entries())
      await client.query(`insert into ${copyOf(table)} select * from ${table} where ${halves[i]?.[side]}`);
  };
  const took = await seconds(() => Promise.all([write(one, 0), write(two, 1)]));
  for (const table of TABLES) await one.query(`drop table ${copyOf(table)}`);
  await Promise.all([one.end(), two.end()]);
  return took;
}

function copyOf(table: string): string {
  return `bench.floor_${table.split('.')[1]}`;
}

/** Each connection reads its own half of the pages. */
async function halvesOf(client: pg.Client, table: string): Promise<[string, string]> {
  const { rows } = await client.query<{ pages: number }>(
    `select (pg_relation_size($1::regclass) / current_setting('block_size')::int / 2)::int as pages`,
    [table],
  );
  const middle = `'(${rows[0]?.pages ?? 0},0)'::tid`;
  return [`ctid < ${middle}`, `ctid >= ${middle}`];
}
