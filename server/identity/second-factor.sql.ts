import { sql } from 'kysely';
import type { Db } from '../base/db.ts';

/** Keeps a sealed secret that is not in force before its first code has come back. */
export async function proposeSecret(db: Db, personId: string, secret: string): Promise<void> {
  await db
    .updateTable('identity.person_secret')
    .set({ totp_secret: secret, totp_confirmed_at: null, totp_last_step: null })
    .where('person_id', '=', personId)
    .execute();
}

export async function confirmSecret(db: Db, personId: string, now: Date): Promise<void> {
  await db
    .updateTable('identity.person_secret')
    .set({ totp_confirmed_at: now })
    .where('person_id', '=', personId)
    .execute();
}

export async function clearSecret(db: Db, personId: string): Promise<void> {
  await db
    .updateTable('identity.person_secret')
    .set({ totp_secret: null, totp_confirmed_at: null, totp_last_step: null })
    .where('person_id', '=', personId)
    .execute();
  await db.deleteFrom('identity.recovery_code').where('person_id', '=', personId).execute();
}

/** Takes the step of the clock; false when it, or a later one, was taken before: a code works once. */
export async function takeStep(db: Db, personId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('identity.person_secret')
    .set({ totp_last_step: step })
    .where('person_id', '=', personId)
    .where(sql<boolean>`coalesce(totp_last_step, -1) < ${step}`)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Replaces the person's recovery codes, used and unused. */
export async function putRecoveryCodes(db: Db, personId: string, hashes: string[]): Promise<void> {
  await db.deleteFrom('identity.recovery_code').where('person_id', '=', personId).execute();
  await db
    .insertInto('identity.recovery_code')
    .values(hashes.map((code_hash) => ({ person_id: personId, code_hash })))
    .execute();
}

/** Uses up a recovery code; false when there is no such unused one. */
export async function takeRecoveryCode(
  db: Db,
  personId: string,
  codeHash: string,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('identity.recovery_code')
    .set({ used_at: now })
    .where('person_id', '=', personId)
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function countRecoveryCodes(db: Db, personId: string): Promise<number> {
  const { count } = await db
    .selectFrom('identity.recovery_code')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}
