import type { Selectable } from 'kysely';
import type { IdentityOrganization } from '../../db/types.ts';

/** A node of the tree: the vendor, a reseller of any depth, or a customer. `path` runs from the vendor to itself. */
export type Organization = Selectable<IdentityOrganization>;

export const ORGANIZATION_STATES = ['applying', 'active', 'suspended', 'closed'] as const;
export const BODY_KINDS = ['business', 'government', 'nonprofit', 'education'] as const;

/** What a new organization is told to be; its place in the tree follows from its seller. */
export type NewOrganization = Pick<
  Organization,
  'kind' | 'name' | 'country' | 'currency' | 'time_zone' | 'language' | 'state'
> &
  OrganizationEdit & { id?: string };

/** What its keepers may change later. */
export type OrganizationEdit = Partial<
  Pick<
    Organization,
    | 'name'
    | 'language'
    | 'time_zone'
    | 'registration_number'
    | 'tax_number'
    | 'address'
    | 'domain'
    | 'headcount'
    | 'body_kind'
    | 'group_name'
    | 'support_email'
    | 'support_phone'
    | 'support_url'
    | 'brand_color'
    | 'bank_name'
    | 'iban'
    | 'bic'
  >
>;

/** Narrows a list of organizations. */
export type Among = { states?: readonly string[]; ids?: readonly string[] };

type Place = Pick<Organization, 'reseller_id' | 'seller_id' | 'path'>;

/**
 * Where a new organization stands: the branch's key is the top reseller's own id, and the path grows by one.
 * A child of the vendor starts a branch of its own; nothing here counts levels.
 */
export function placeUnder(seller: Organization | null, id: string): Place {
  if (!seller) return { reseller_id: id, seller_id: null, path: [id] };
  const reseller_id = seller.kind === 'vendor' ? id : seller.reseller_id;
  return { reseller_id, seller_id: seller.id, path: [...seller.path, id] };
}

/** Up to so many employees a customer is sold to at the plan’s price (program FAQ, "Program Basics"). */
const MOST_EMPLOYEES = 750;

/**
 * More than 750 employees or a government body: channel supervisor and special price are needed (program FAQ, "Program Basics"). `inGroup`: how
 * many its whole group of companies has, as far as it is known.
 */
export function isBig(customer: Pick<Organization, 'headcount' | 'body_kind'>, inGroup = 0): boolean {
  return customer.body_kind === 'government' || Math.max(customer.headcount ?? 0, inGroup) > MOST_EMPLOYEES;
}
