import { sql } from 'kysely';
import type { Db } from '../base/db.ts';
import { contains, type List, type Page, page } from '../base/page.ts';
import { DEMO_DOMAIN, type DemoSignIn } from './demo-sign-ins.rules.ts';
import type { Membership } from './members.rules.ts';

/** Joins or rejoins the person with these roles. A membership that still stands keeps its `since`. */
export async function putMembership(db: Db, membership: Membership): Promise<void> {
  const { roles, since } = membership;
  await db
    .insertInto('identity.membership')
    .values(membership)
    .onConflict((conflict) =>
      conflict
        .columns(['reseller_id', 'organization_id', 'person_id'])
        .doUpdateSet({ roles, since, ended_at: null }),
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

/** Somebody to write to. */
export type Recipient = {
  id: string;
  email: string;
  name: string;
  language: string;
  organization_kind: string;
};

/** The members of the organization who hold one of the roles, as far as the wall shows them. */
export async function listWithRole(
  db: Db,
  organizationId: string,
  roles: readonly string[],
): Promise<Recipient[]> {
  return db
    .selectFrom('identity.membership as membership')
    .innerJoin('identity.organization as organization', (join) =>
      join
        .onRef('organization.reseller_id', '=', 'membership.reseller_id')
        .onRef('organization.id', '=', 'membership.organization_id'),
    )
    .innerJoin('identity.person as person', 'person.id', 'membership.person_id')
    .select([
      'person.id',
      'person.email',
      'person.name',
      'person.language',
      'organization.kind as organization_kind',
    ])
    .where('membership.organization_id', '=', organizationId)
    .where('membership.ended_at', 'is', null)
    .where('membership.roles', '&&', sql<string[]>`${[...roles]}::text[]`)
    .orderBy('membership.since')
    .orderBy('person.id')
    .execute();
}

/** A member as a list shows them; `id` is the person's. */
export type Member = {
  id: string;
  name: string;
  email: string;
  language: string;
  roles: string[];
  since: string;
};

function members(db: Db, organizationId: string) {
  return db
    .selectFrom('identity.membership as membership')
    .innerJoin('identity.person as person', 'person.id', 'membership.person_id')
    .select([
      'person.id',
      'person.name',
      'person.email',
      'person.language',
      'membership.roles',
      'membership.since',
    ])
    .where('membership.organization_id', '=', organizationId)
    .where('membership.ended_at', 'is', null);
}

/** Those who belong to the organization now; `q` is part of a name or an e-mail address. */
export async function listMembers(db: Db, organizationId: string, list: List): Promise<Page<Member>> {
  let query = members(db, organizationId);
  if (list.q) {
    const text = contains(list.q);
    query = query.where((where) =>
      where.or([where('person.name', 'ilike', text), where('person.email', 'ilike', text)]),
    );
  }
  return page(
    query,
    list,
    { since: 'membership.since', name: 'person.name', email: 'person.email' },
    'person.id',
  );
}

export async function findMember(
  db: Db,
  organizationId: string,
  personId: string,
): Promise<Member | undefined> {
  return members(db, organizationId).where('person.id', '=', personId).executeTakeFirst();
}

export async function findMemberByEmail(
  db: Db,
  organizationId: string,
  email: string,
): Promise<Member | undefined> {
  return members(db, organizationId).where('person.email', '=', email).executeTakeFirst();
}

/** The people who hold the role now. Locks their rows, so that two of them cannot remove each other at once. */
export async function lockHolders(db: Db, organizationId: string, role: string): Promise<string[]> {
  const rows = await db
    .selectFrom('identity.membership')
    .select('person_id')
    .where('organization_id', '=', organizationId)
    .where('ended_at', 'is', null)
    .where('roles', '@>', sql<string[]>`${[role]}::text[]`)
    .orderBy('person_id')
    .forUpdate()
    .execute();
  return rows.map(({ person_id }) => person_id);
}

/** Changes one membership that stands. */
export async function updateMembership(
  db: Db,
  { reseller_id, id }: { reseller_id: string; id: string },
  personId: string,
  changes: { roles: string[] } | { ended_at: Date },
): Promise<void> {
  await db
    .updateTable('identity.membership')
    .set(changes)
    .where('reseller_id', '=', reseller_id)
    .where('organization_id', '=', id)
    .where('person_id', '=', personId)
    .execute();
}

/** For each role of each kind of organization, the demo's person who has held it longest. */
export async function listExamples(db: Db): Promise<Omit<DemoSignIn, 'password'>[]> {
  const { rows } = await sql<Omit<DemoSignIn, 'password'>>`
    select distinct on (organization.kind, role) person.email, person.name, role, organization.name as organization, organization.kind
    from identity.membership
    join identity.organization on organization.reseller_id = membership.reseller_id and organization.id = membership.organization_id
    join identity.person on person.id = membership.person_id
    cross join unnest(membership.roles) as role
    where membership.ended_at is null and organization.state = 'active' and person.email like ${`%${DEMO_DOMAIN}`}
    order by organization.kind, role, membership.since, person.id`.execute(db);
  return rows;
}
