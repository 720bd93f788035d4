import { sql } from 'kysely';
import type { Db } from '../server/base/db.ts';

/** Copies one reseller with its organization, account and plan so many times: rows to measure lists on, no programme anybody joined. */
export async function multiply(db: Db, resellerId: string, times: number): Promise<void> {
  const copy = async (table: string, columns: Record<string, string>, where: string) => {
    const { rows } = await sql<{ name: string }>`select attname as name from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`.execute(db);
    const values = rows.map(({ name }) => sql.raw(columns[name] ?? `t.${name}`));
    await sql`insert into ${sql.raw(table)} select ${sql.join(values)} from ${sql.raw(table)} t, multiplied m
      where ${sql.raw(where)} = ${resellerId}`.execute(db);
  };
  await sql`create temporary table multiplied on commit drop as
    select base.new_id() as id, base.new_id() as account_id, n from generate_series(1, ${times}) n`.execute(
    db,
  );
  const me = { reseller_id: 'm.id', id: 'm.id' };
  const organization = {
    ...me,
    path: 'array[t.path[1], m.id]',
    name: `'Copy ' || m.n`,
    created_at: `t.created_at + m.n * interval '1 second'`,
  };
  await copy('identity.organization', organization, 't.id');
  await copy(
    'identity.account',
    { reseller_id: 'm.id', id: 'm.account_id', buyer_id: 'm.id', number: `'C' || m.n` },
    't.buyer_id',
  );
  await copy('program.reseller', { ...me, account_id: 'm.account_id', account_number: `'C' || m.n` }, 't.id');
  await copy(
    'program.account_plan',
    { reseller_id: 'm.id', account_id: 'm.account_id', buyer_id: 'm.id' },
    't.buyer_id',
  );
}
