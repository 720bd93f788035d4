import { audit } from '../base/audit.ts';
import type { Ctx } from '../base/ctx.ts';
import { asSystem } from '../base/door.ts';
import { invalidField } from '../base/errors.ts';
import { rolesFault } from './members.rules.ts';
import * as store from './members.sql.ts';
import type { Organization } from './organizations.rules.ts';
import { ensurePerson, type NewPerson, type Person } from './people.ts';

/**
 * Makes the person a member of the organization with these roles, and a person first if need be. The caller has checked
 * that this may be. Throws Fail invalid on a role that the organization's kind does not have.
 */
export async function addMember(ctx: Ctx, organization: Organization, wanted: NewPerson & { roles: readonly string[] }): Promise<Person> {
  const fault = rolesFault(organization.kind, wanted.roles);
  if (fault) throw invalidField('#/roles', fault);
  const person = await ensurePerson(ctx, wanted);
  const { reseller_id, id, seller_id } = organization;
  const membership = { reseller_id, organization_id: id, person_id: person.id, seller_id, roles: [...wanted.roles] };
  // Across the wall: who joins by a link acts for nobody yet.
  await asSystem(ctx, ({ db }) => store.putMembership(db, { ...membership, since: ctx.now.toISOString(), ended_at: null }));
  audit(ctx, {
    resellerId: reseller_id,
    action: 'member.joined',
    subjectKind: 'person',
    subjectId: person.id,
    details: { organization_id: id, name: person.name, roles: membership.roles },
  });
  return person;
}

/** The roles a person has at an organization the actor can see; none for someone who is no member (any more). */
export async function rolesOf(ctx: Ctx, organizationId: string, personId: string): Promise<readonly string[]> {
  return store.findRoles(ctx.db, organizationId, personId);
}
