import { sql } from 'kysely';
import type { Db } from '../base/db.ts';
import type { Keepers, Reseller } from './resellers.rules.ts';

/** Adds the reseller, in the lowest tier. */
export async function insertReseller(db: Db, reseller: Omit<Reseller, 'tier'>): Promise<void> {
  await db.insertInto('program.reseller').values(reseller).execute();
}

// A reseller of the program is the top of its branch: its own id is the branch's key, which is what the table is kept by.
/** The reseller, if the wall shows it. */
export async function findReseller(db: Db, id: string): Promise<Reseller | undefined> {
  return db
    .selectFrom('program.reseller')
    .selectAll()
    .where('reseller_id', '=', id)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Resellers by id. */
export async function findResellers(db: Db, ids: readonly string[]): Promise<Reseller[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('program.reseller')
    .selectAll()
    .where('reseller_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
}

/** The ids of the resellers somebody looks after, as channel manager or supervisor. */
export async function listKeptBy(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('program.reseller')
    .select('id')
    .where((where) =>
      where.or([where('channel_manager_id', '=', personId), where('channel_supervisor_id', '=', personId)]),
    )
    .execute();
  return rows.map(({ id }) => id);
}

/** Changes who looks after the reseller, or its tier. */
export async function updateReseller(
  db: Db,
  { reseller_id, id }: Reseller,
  changes: Keepers | Pick<Reseller, 'tier'>,
): Promise<Reseller> {
  return db
    .updateTable('program.reseller')
    .set(changes)
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
