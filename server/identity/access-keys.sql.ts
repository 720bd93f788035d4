import { type Selectable, sql } from 'kysely';
import type { IdentityAccessKey } from '../../db/types.ts';
import type { Db } from '../base/db.ts';
import { contains, type List, type Page, page } from '../base/page.ts';
import type { KeyHolder } from './sessions.rules.ts';

export type AccessKey = Selectable<IdentityAccessKey>;

/** Keeps a new key. */
export async function insertKey(db: Db, key: AccessKey): Promise<void> {
  await db.insertInto('identity.access_key').values(key).execute();
}

/** What the key acts as, if it is still good. */
export async function findKeyHolder(db: Db, tokenHash: string): Promise<KeyHolder | undefined> {
  const { rows } = await sql<KeyHolder>`
    select access_key.id as key_id, access_key.name as key_name, organization.id as organization_id,
      organization.kind as organization_kind, organization.state as organization_state, organization.seller_id,
      organization.reseller_id, access_key.roles
    from identity.access_key
    join identity.organization on organization.reseller_id = access_key.reseller_id and organization.id = access_key.organization_id
    where access_key.token_hash = ${tokenHash} and access_key.revoked_at is null and organization.state <> 'closed'`.execute(
    db,
  );
  return rows[0];
}

/** Notes that the key is in use, at most once a minute; never waits for another request with the same key. */
export async function touchKey(db: Db, { reseller_id, key_id }: KeyHolder, now: Date): Promise<void> {
  await sql`
    update identity.access_key set last_used_at = ${now} where (reseller_id, id) = (
      select reseller_id, id from identity.access_key
      where reseller_id = ${reseller_id} and id = ${key_id}
        and (last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute')
      for update skip locked)`.execute(db);
}

/** The keys that the wall shows, newest first; the revoked ones too. */
export async function listKeys(db: Db, organizationId: string, list: List): Promise<Page<AccessKey>> {
  let query = db.selectFrom('identity.access_key').selectAll().where('organization_id', '=', organizationId);
  if (list.q) query = query.where('name', 'ilike', contains(list.q));
  return page(query, list, { created_at: 'created_at', name: 'name' }, 'id');
}

export async function findKey(db: Db, id: string): Promise<AccessKey | undefined> {
  return db.selectFrom('identity.access_key').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function setRevoked(db: Db, { reseller_id, id }: AccessKey, now: Date): Promise<AccessKey> {
  return db
    .updateTable('identity.access_key')
    .set({ revoked_at: now })
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
