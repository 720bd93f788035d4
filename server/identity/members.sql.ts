import type { Db } from '../base/db.ts';
import type { Membership } from './members.rules.ts';

/** Joins or rejoins the person with these roles. A membership that still stands keeps its `since`. */
export async function putMembership(db: Db, membership: Membership): Promise<void> {
  const { roles, since } = membership;
  await db
    .insertInto('identity.membership')
    .values(membership)
    .onConflict((conflict) =>
      conflict.columns(['reseller_id', 'organization_id', 'person_id']).doUpdateSet({ roles, since, ended_at: null }),
    )
    .execute();
}

/** One of the organizations a person can act for. */
export type MyPlace = { id: string; name: string; kind: string; roles: string[] };

/** Where the person belongs, the longest first. */
export async function listPlaces(db: Db, personId: string): Promise<MyPlace[]> {
  return db
    .selectFrom('identity.membership as membership')
    .innerJoin('identity.organization as organization', (join) =>
      join
        .onRef('organization.reseller_id', '=', 'membership.reseller_id')
        .onRef('organization.id', '=', 'membership.organization_id'),
    )
    .select(['organization.id', 'organization.name', 'organization.kind', 'membership.roles'])
    .where('membership.person_id', '=', personId)
    .where('membership.ended_at', 'is', null)
    .where('organization.state', '<>', 'closed')
    .orderBy('membership.since')
    .orderBy('organization.id')
    .execute();
}

/** The roles of a membership that stands; none without one. */
export async function findRoles(db: Db, organizationId: string, personId: string): Promise<string[]> {
  const row = await db
    .selectFrom('identity.membership')
    .select('roles')
    .where('organization_id', '=', organizationId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row?.roles ?? [];
}
