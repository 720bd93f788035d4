import type pg from 'pg';
import type { Table } from './catalogue.ts';
import { type Edge, insert, keyOf, type Node, rowFor, valuesOf } from './seed.ts';

/** PostgreSQL's "no": the privilege is missing, or a row-level policy refuses the row. */
const REFUSED = '42501';

/** Runs `work` as an actor does, as an organization behind the wall (null: as nobody), and undoes all of it. */
export async function actAs<T>(client: pg.Client, actor: Node | null, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    await client.query('set local role caravan_app');
    await client.query(
      `select set_config('caravan.organization', $1, true), set_config('caravan.seller', $2, true), set_config('caravan.person', '', true),
       set_config('caravan.branch', $3, true)`,
      [actor?.id ?? '', actor?.seller?.id ?? '', actor?.seller ? actor.branch : ''],
    );
    return await work();
  } finally {
    await client.query('rollback');
  }
}

/** The keys of the rows that the actor reads. */
export async function read(client: pg.Client, table: Table): Promise<string[]> {
  return keys(client, `select ${keyOf(table)} as key from ${table.name}`);
}

/** The keys of the rows that a change without any condition reaches. */
export async function change(client: pg.Client, table: Table): Promise<string[]> {
  const column = table.columns.find(({ mayUpdate }) => mayUpdate)?.name ?? table.columns[0]?.name;
  return keys(client, `update ${table.name} set "${column}" = "${column}" returning ${keyOf(table)} as key`);
}

/** The keys of the rows that a removal without any condition reaches. */
export async function remove(client: pg.Client, table: Table): Promise<string[]> {
  return keys(client, `delete from ${table.name} returning ${keyOf(table)} as key`);
}

/** Whether a new row on this edge is let in. Anything but PostgreSQL's "no" means that the wall let it pass. */
export async function slipIn(client: pg.Client, table: Table, edge: Edge): Promise<boolean> {
  const row = rowFor(table, edge, 'slipped in');
  return attempt(
    client,
    async () => {
      await client.query(insert(table, row), valuesOf(row));
      return true;
    },
    (code) => code !== REFUSED,
  );
}

async function keys(client: pg.Client, sql: string): Promise<string[]> {
  return attempt(
    client,
    async () => (await client.query<{ key: string }>(sql)).rows.map(({ key }) => key),
    (code, error) => {
      if (code === REFUSED) return [];
      throw error;
    },
  );
}

async function attempt<T>(
  client: pg.Client,
  work: () => Promise<T>,
  otherwise: (code: string, error: unknown) => T,
): Promise<T> {
  await client.query('savepoint attempt');
  try {
    return await work();
  } catch (error) {
    return otherwise((error as { code: string }).code, error);
  } finally {
    await client.query('rollback to savepoint attempt');
  }
}
