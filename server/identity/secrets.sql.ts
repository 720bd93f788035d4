import type { Selectable } from 'kysely';
import type { IdentityPersonSecret } from '../../db/types.ts';
import type { Db } from '../base/db.ts';

/** What a person signs in with. Only the system role reaches this table. */
export type Secret = Selectable<IdentityPersonSecret>;

export async function findSecret(db: Db, personId: string): Promise<Secret | undefined> {
  return db
    .selectFrom('identity.person_secret')
    .selectAll()
    .where('person_id', '=', personId)
    .executeTakeFirst();
}

export async function setPassword(
  db: Db,
  personId: string,
  passwordHash: string | null,
  now: Date,
): Promise<void> {
  const fields = { password_hash: passwordHash, changed_at: now };
  await db
    .insertInto('identity.person_secret')
    .values({ person_id: personId, ...fields })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(fields))
    .execute();
}
