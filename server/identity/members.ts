import { audit } from '../base/audit.ts';
import type { AuditAction } from '../base/audit-actions.ts';
import { acting, type Ctx, ensure } from '../base/ctx.ts';
import { asSystem } from '../base/door.ts';
import { Fail, found, invalidField } from '../base/errors.ts';
import type { List, Page } from '../base/page.ts';
import type { OrganizationKind } from '../base/permissions.ts';
import { KEEPER_ROLE, rolesFault } from './members.rules.ts';
import * as store from './members.sql.ts';
import type { Organization } from './organizations.rules.ts';
import { getOrganization } from './organizations.ts';
import { ensurePerson, type NewPerson, type Person } from './people.ts';
import { canEndMembership, canListMembers, canManageMembers } from './policy.ts';

/**
 * Makes the person a member of the organization with these roles, and a person first if need be. The caller has checked
 * that this may be. Throws Fail invalid on a role that the organization's kind does not have.
 */
export async function addMember(
  ctx: Ctx,
  organization: Organization,
  wanted: NewPerson & { roles: readonly string[] },
): Promise<Person> {
  const fault = rolesFault(organization.kind, wanted.roles);
  if (fault) throw invalidField('#/roles', fault);
  const person = await ensurePerson(ctx, wanted);
  const { reseller_id, id, seller_id } = organization;
  const membership = {
    reseller_id,
    organization_id: id,
    person_id: person.id,
    seller_id,
    roles: [...wanted.roles],
  };
  // Across the wall: who joins by a link acts for nobody yet.
  await asSystem(ctx, ({ db }) =>
    store.putMembership(db, { ...membership, since: ctx.now.toISOString(), ended_at: null }),
  );
  tell(ctx, organization, person.id, 'member.joined', { name: person.name, roles: membership.roles });
  return person;
}

/** The roles a person has at an organization the actor can see; none for someone who is no member (any more). */
export async function rolesOf(
  ctx: Ctx,
  organizationId: string,
  personId: string,
): Promise<readonly string[]> {
  return store.findRoles(ctx.db, organizationId, personId);
}

/** Who to write to in an organization: its members with one of the roles, as far as the ctx's actor sees them. */
export async function membersWithRole(
  ctx: Ctx,
  organizationId: string,
  roles: readonly string[],
): Promise<store.Recipient[]> {
  return store.listWithRole(ctx.db, organizationId, roles);
}

type In = { organization_id?: string | undefined };

/** A member, and what the actor can do about them. */
export type MemberView = store.Member & { can: { change_roles: true | string; end: true | string } };

/** The people of an organization: one's own unless `organization_id` says another. Throws 403 for those who may not see them. */
export async function listMembers(ctx: Ctx, { organization_id }: In, list: List): Promise<Page<MemberView>> {
  const organization = await organizationOr(ctx, organization_id);
  ensure(canListMembers(ctx.actor, organization));
  const { items, next_cursor } = await store.listMembers(ctx.db, organization.id, list);
  return { items: items.map((member) => viewOf(ctx, organization, member)), next_cursor };
}

/** Gives a member other roles. Throws Fail conflict when nobody would be left to keep the organization. */
export async function changeRoles(
  ctx: Ctx,
  { organization_id, id, roles }: In & { id: string; roles: string[] },
): Promise<MemberView> {
  const organization = await organizationOr(ctx, organization_id);
  const member = found(await store.findMember(ctx.db, organization.id, id), 'member');
  ensure(canManageMembers(ctx.actor, organization));
  const fault = rolesFault(organization.kind, roles);
  if (fault) throw invalidField('#/roles', fault);
  if (!roles.includes(keeperRole(organization))) await ensureOtherKeeper(ctx, organization, id);
  await store.updateMembership(ctx.db, organization, id, { roles });
  tell(ctx, organization, id, 'member.roles_changed', { from: member.roles, to: roles });
  return viewOf(ctx, organization, { ...member, roles });
}

/** Ends a membership: they act for the organization no more. Throws Fail conflict for the last of its keepers. */
export async function endMembership(ctx: Ctx, { organization_id, id }: In & { id: string }): Promise<void> {
  const organization = await organizationOr(ctx, organization_id);
  const member = found(await store.findMember(ctx.db, organization.id, id), 'member');
  ensure(canEndMembership(ctx.actor, organization, id));
  await ensureOtherKeeper(ctx, organization, id);
  await store.updateMembership(ctx.db, organization, id, { ended_at: ctx.now });
  tell(ctx, organization, id, 'member.left', { name: member.name });
}

/** The organization meant: the one named, or one's own. */
export async function organizationOr(ctx: Ctx, id: string | undefined): Promise<Organization> {
  return getOrganization(ctx, id ?? acting(ctx).organizationId);
}

function keeperRole({ kind }: Organization): string {
  return KEEPER_ROLE[kind as OrganizationKind];
}

async function ensureOtherKeeper(ctx: Ctx, organization: Organization, personId: string): Promise<void> {
  const keepers = await store.lockHolders(ctx.db, organization.id, keeperRole(organization));
  if (keepers.some((keeper) => keeper !== personId) || !keepers.includes(personId)) return;
  const role = keeperRole(organization);
  throw new Fail(
    'conflict',
    'illegal_move',
    `This is the last ${role} of ${organization.name}. Make somebody else ${role} first.`,
  );
}

function viewOf(ctx: Ctx, organization: Organization, member: store.Member): MemberView {
  const can = {
    change_roles: canManageMembers(ctx.actor, organization),
    end: canEndMembership(ctx.actor, organization, member.id),
  };
  return { ...member, can };
}

function tell(
  ctx: Ctx,
  organization: Organization,
  personId: string,
  action: AuditAction,
  details: Record<string, unknown>,
): void {
  const { reseller_id, id } = organization;
  audit(ctx, {
    resellerId: reseller_id,
    action,
    subjectKind: 'person',
    subjectId: personId,
    details: { organization_id: id, ...details },
  });
}
