import type { Selectable } from 'kysely';
import type { IdentityMembership } from '../../db/types.ts';
import { type OrganizationKind, ROLES } from '../base/permissions.ts';

/** A person's place in an organization. */
export type Membership = Selectable<IdentityMembership>;

/** Who keeps an organization of each kind: at least one of them must always be there. */
export const KEEPER_ROLE: Record<OrganizationKind, string> = {
  vendor: 'administrator',
  reseller: 'owner',
  customer: 'administrator',
};

/** Why the roles do not fit an organization of this kind, or null when they do. */
export function rolesFault(kind: string, roles: readonly string[]): string | null {
  const known: readonly string[] = ROLES[kind as OrganizationKind] ?? [];
  const strange = roles.find((role) => !known.includes(role));
  if (strange)
    return `There is no role "${strange}" in a ${kind} organization; its roles are: ${known.join(', ')}.`;
  return roles.length > 0 ? null : 'Choose at least one role.';
}
