import type { Actor } from '../base/ctx.ts';
import { type Action, allows } from '../base/permissions.ts';
import type { Organization } from './organizations.rules.ts';

/** An organization is edited by its own keepers; a customer also by the one that sells to it. */
export function canEditOrganization(actor: Actor, organization: Organization): true | string {
  if (actor.kind === 'system') return true;
  if (organization.id === actor.organizationId) return allows(actor, 'organization.edit');
  if (organization.kind === 'customer' && organization.seller_id === actor.organizationId)
    return allows(actor, 'customer.edit');
  return 'Only the organization itself may change this.';
}

/** The people of an organization are seen by its own keepers and by those of its seller who look after it. */
export function canListMembers(actor: Actor, organization: Organization): true | string {
  if (actor.kind === 'system') return true;
  if (organization.id === actor.organizationId) return allows(actor, 'person.list');
  if (!sellsTo(actor, organization)) return STRANGER;
  if (organization.kind === 'customer') return allows(actor, 'customer.read');
  return either(allows(actor, 'reseller.read'), allows(actor, 'reseller.invite'));
}

/** People are invited by the organization's own keepers, or by those of its seller who look after it. */
export function canInvite(actor: Actor, organization: Organization): true | string {
  return asKeeperOrSeller(actor, organization, 'person.invite');
}

/** Roles are changed and memberships ended by the same. */
export function canManageMembers(actor: Actor, organization: Organization): true | string {
  return asKeeperOrSeller(actor, organization, 'person.remove');
}

/** Whoever may manage the members may end one's membership; and anyone their own. */
export function canEndMembership(actor: Actor, organization: Organization, personId: string): true | string {
  if (organization.id === actor.organizationId && personId === actor.personId) return true;
  return canManageMembers(actor, organization);
}

function asKeeperOrSeller(actor: Actor, organization: Organization, own: Action): true | string {
  if (actor.kind === 'system') return true;
  if (organization.id === actor.organizationId) return allows(actor, own);
  if (!sellsTo(actor, organization)) return STRANGER;
  return allows(actor, organization.kind === 'customer' ? 'customer.invite' : 'reseller.invite');
}

const STRANGER = 'Only the organization itself and the one that sells to it may do this.';

function sellsTo(actor: Actor, organization: Organization): boolean {
  return actor.organizationId !== null && organization.seller_id === actor.organizationId;
}

function either(first: true | string, second: true | string): true | string {
  return first === true ? true : second;
}
