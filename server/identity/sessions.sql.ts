import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../base/db.ts';
import type { Session, SessionHolder } from './sessions.rules.ts';

/** Keeps a new sign-in. */
export async function insertSession(db: Db, session: Session): Promise<void> {
  await db.insertInto('identity.session').values(session).execute();
}

/**
 * Who holds the token, if it is still good. They act for the session's organization or, when that membership has ended,
 * for the one they have belonged to longest. Who belongs nowhere any more holds nothing.
 */
export async function findHolder(db: Db, tokenHash: string, now: Date): Promise<SessionHolder | undefined> {
  return holderWhere(
    db,
    sql`session.token_hash = ${tokenHash} and session.revoked_at is null and session.expires_at > ${now}`,
  );
}

/** The same of a session that is known to be good. */
export async function findHolderOf(db: Db, id: string): Promise<SessionHolder | undefined> {
  return holderWhere(db, sql`session.id = ${id}`);
}

async function holderWhere(db: Db, condition: RawBuilder<unknown>): Promise<SessionHolder | undefined> {
  const { rows } = await sql<SessionHolder>`
    select session.id as session_id, person.id as person_id, person.name as person_name, post.*
    from identity.session
    join identity.person on person.id = session.person_id
    cross join lateral (
      select organization.id as organization_id, organization.kind as organization_kind,
        organization.state as organization_state, organization.seller_id, organization.reseller_id, membership.roles
      from identity.membership
      join identity.organization on organization.reseller_id = membership.reseller_id and organization.id = membership.organization_id
      where membership.person_id = session.person_id and membership.ended_at is null and organization.state <> 'closed'
      order by (organization.id = session.organization_id) desc nulls last, membership.since, organization.id
      limit 1
    ) as post
    where ${condition}`.execute(db);
  return rows[0];
}

/** Notes that the session is in use, at most once a minute; never waits for another request of the same session. */
export async function touchSession(db: Db, id: string, now: Date): Promise<void> {
  await sql`
    update identity.session set last_seen_at = ${now} where id = (
      select id from identity.session where id = ${id} and last_seen_at < ${now}::timestamptz - interval '1 minute'
      for update skip locked)`.execute(db);
}

/** The person's sessions that are still good, the latest first. */
export async function listSessions(db: Db, personId: string, now: Date): Promise<Session[]> {
  return db
    .selectFrom('identity.session')
    .selectAll()
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .execute();
}

/** Ends one good session of the person; false when there is none of that id. */
export async function revokeSession(db: Db, personId: string, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('identity.session')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends all of the person's sessions but `keep`; answers how many. */
export async function revokeSessions(
  db: Db,
  personId: string,
  keep: string | null,
  now: Date,
): Promise<number> {
  let query = db
    .updateTable('identity.session')
    .set({ revoked_at: now })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null);
  if (keep) query = query.where('id', '<>', keep);
  const { numUpdatedRows } = await query.executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Has the session act for another organization from now on. */
export async function pointSession(db: Db, id: string, organizationId: string): Promise<void> {
  await db
    .updateTable('identity.session')
    .set({ organization_id: organizationId })
    .where('id', '=', id)
    .execute();
}
