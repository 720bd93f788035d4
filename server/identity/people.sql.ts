import type { Db } from '../base/db.ts';
import type { Person } from './people.rules.ts';

/** Keeps a new person; false when the e-mail address is taken already. */
export async function insertPerson(db: Db, person: Person): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('identity.person')
    .values(person)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findPerson(db: Db, id: string): Promise<Person | undefined> {
  return db.selectFrom('identity.person').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function findPersonByEmail(db: Db, email: string): Promise<Person | undefined> {
  return db.selectFrom('identity.person').selectAll().where('email', '=', email).executeTakeFirst();
}

export async function findPeople(db: Db, ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('identity.person')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
}

export async function updatePerson(
  db: Db,
  id: string,
  changes: Partial<Pick<Person, 'name' | 'language'>>,
): Promise<void> {
  if (Object.keys(changes).length === 0) return;
  await db.updateTable('identity.person').set(changes).where('id', '=', id).execute();
}
