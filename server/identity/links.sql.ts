import { type Selectable, sql } from 'kysely';
import type { IdentityLink } from '../../db/types.ts';
import type { Db } from '../base/db.ts';

/** A one-time link. Only the system role reaches this table. */
export type Link = Selectable<IdentityLink>;

export async function insertLink(db: Db, link: Link): Promise<void> {
  await db.insertInto('identity.link').values(link).execute();
}

/** The link, if it is of the kind, unused and not too old. */
export async function findLink(
  db: Db,
  tokenHash: string,
  kind: string,
  now: Date,
): Promise<Link | undefined> {
  return db
    .selectFrom('identity.link')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();
}

/** Uses the link up, if it is still good; of two at once only one gets it. */
export async function takeLink(
  db: Db,
  tokenHash: string,
  kind: string,
  now: Date,
): Promise<Link | undefined> {
  return db
    .updateTable('identity.link')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .returningAll()
    .executeTakeFirst();
}

/** How many links of the kind the person was given since then. */
export async function countLinks(db: Db, personId: string, kind: string, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom('identity.link')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .where('recorded_at', '>', since.toISOString())
    .executeTakeFirstOrThrow();
  return count;
}

/** Uses up every link of the kind that the person still has. */
export async function takeLinks(db: Db, personId: string, kind: string, now: Date): Promise<void> {
  await db
    .updateTable('identity.link')
    .set({ used_at: now })
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .execute();
}
