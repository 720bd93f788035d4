import type { Actor } from '../base/ctx.ts';
import { allows } from '../base/permissions.ts';
import type { Organization } from './organizations.rules.ts';

/** An organization is edited by its own keepers; a customer also by the one that sells to it. */
export function canEditOrganization(actor: Actor, organization: Organization): true | string {
  if (actor.kind === 'system') return true;
  if (organization.id === actor.organizationId) return allows(actor, 'organization.edit');
  if (organization.kind === 'customer' && organization.seller_id === actor.organizationId) return allows(actor, 'customer.edit');
  return 'Only the organization itself may change this.';
}
