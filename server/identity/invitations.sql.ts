import { sql } from 'kysely';
import type { Db } from '../base/db.ts';
import { contains, type List, type Page, page } from '../base/page.ts';
import type { Invitation } from './invitations.rules.ts';

export async function insertInvitation(db: Db, invitation: Invitation): Promise<void> {
  await db.insertInto('identity.invitation').values(invitation).execute();
}

/** The invitation, locked: it may be accepted at this moment. */
export async function lockInvitation(db: Db, id: string): Promise<Invitation | undefined> {
  return db.selectFrom('identity.invitation').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Lets one invitation of the organization's be written after the other, until the transaction ends. */
export async function holdInvitations(db: Db, organizationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`invitations:${organizationId}`}, 0))`.execute(
    db,
  );
}

/** The invitation of a link, locked: of two who accept at once the second sees it accepted. */
export async function holdByToken(db: Db, tokenHash: string): Promise<Invitation | undefined> {
  return db
    .selectFrom('identity.invitation')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .forUpdate()
    .executeTakeFirst();
}

/** Invitations to the organization, newest first; `q` is part of a name or an e-mail address. */
export async function listInvitations(db: Db, organizationId: string, list: List): Promise<Page<Invitation>> {
  let query = db.selectFrom('identity.invitation').selectAll().where('organization_id', '=', organizationId);
  if (list.q) {
    const text = contains(list.q);
    query = query.where((where) => where.or([where('name', 'ilike', text), where('email', 'ilike', text)]));
  }
  return page(query, list, { invited_at: 'invited_at', name: 'name', email: 'email' }, 'id');
}

/** The invitation of this address to the organization that can still be accepted. */
export async function findOpen(
  db: Db,
  organizationId: string,
  email: string,
  now: Date,
): Promise<Invitation | undefined> {
  return db
    .selectFrom('identity.invitation')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('email', '=', email)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();
}

type Changes = Partial<Pick<Invitation, 'token_hash' | 'expires_at' | 'accepted_at' | 'revoked_at'>>;

export async function updateInvitation(
  db: Db,
  { reseller_id, id }: Invitation,
  changes: Changes,
): Promise<Invitation> {
  return db
    .updateTable('identity.invitation')
    .set(changes)
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
