import { audit } from '../base/audit.ts';
import { acting, type Ctx, ensure } from '../base/ctx.ts';
import { isTimeZone } from '../base/dates.ts';
import type { Db } from '../base/db.ts';
import { asSystem } from '../base/door.ts';
import { found, invalidField } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { List, Page } from '../base/page.ts';
import { checkedTaxNumber } from '../base/tax-numbers.ts';
import {
  type Among,
  type NewOrganization,
  type Organization,
  type OrganizationEdit,
  placeUnder,
} from './organizations.rules.ts';
import * as store from './organizations.sql.ts';
import { canEditOrganization } from './policy.ts';

/** The organization, or 404 for what the wall hides. */
export async function getOrganization(ctx: Ctx, id: string): Promise<Organization> {
  return found(await store.findOrganization(ctx.db, id), 'organization');
}

// Most verbs ask for the vendor, some of them several times: once in a transaction is enough.
const vendors = new WeakMap<Db, Organization>();

/** The program's vendor, whoever asks. Throws 404 on a database without a program. */
export async function getVendor(ctx: Ctx): Promise<Organization> {
  const known = vendors.get(ctx.db);
  if (known) return known;
  const vendor = found(await asSystem(ctx, ({ db }) => store.findVendor(db)), 'vendor');
  vendors.set(ctx.db, vendor);
  return vendor;
}

/** Customers (or resellers) that buy from the acting organization; of `states` and among `ids` alone, where given. */
export async function listBuyers(
  ctx: Ctx,
  kind: 'reseller' | 'customer',
  list: List,
  only: Among = {},
): Promise<Page<Organization>> {
  return store.listBuyers(ctx.db, acting(ctx).organizationId, kind, list, only);
}

/** How many customers each of these branches has, at any depth, that the actor can see. Branches without one are not in the map. */
export async function countCustomers(ctx: Ctx, resellerIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await store.countCustomers(ctx.db, resellerIds);
  return new Map(rows.map(({ reseller_id, count }) => [reseller_id, count]));
}

/** A new node of the tree under `seller` (null: the vendor itself). Throws Fail invalid on an unknown time zone. */
export async function createOrganization(
  ctx: Ctx,
  seller: Organization | null,
  wanted: NewOrganization,
): Promise<Organization> {
  checkTimeZone(wanted.time_zone);
  const id = wanted.id ?? newId();
  const organization: Organization = {
    ...EMPTY,
    ...wanted,
    id,
    ...placeUnder(seller, id),
    created_at: ctx.now.toISOString(),
  };
  await store.insertOrganization(ctx.db, organization);
  audit(ctx, {
    resellerId: organization.reseller_id,
    action: 'organization.created',
    subjectKind: 'organization',
    subjectId: id,
    details: { name: wanted.name, kind: wanted.kind },
  });
  return organization;
}

/** Changes what its keepers, or its seller for a customer, may change. Throws 403 for others, Fail invalid on a bad field. */
export async function editOrganization(
  ctx: Ctx,
  id: string,
  changes: OrganizationEdit,
): Promise<Organization> {
  const organization = await getOrganization(ctx, id);
  ensure(canEditOrganization(ctx.actor, organization));
  if (changes.time_zone) checkTimeZone(changes.time_zone);
  const kept = changes.tax_number
    ? { ...changes, tax_number: checkedTaxNumber(organization.country, changes.tax_number) }
    : changes;
  audit(ctx, {
    resellerId: organization.reseller_id,
    action: 'organization.edited',
    subjectKind: 'organization',
    subjectId: id,
    details: kept,
  });
  vendors.delete(ctx.db);
  return store.updateOrganization(ctx.db, organization, kept);
}

/** Moves an organization to another state; the caller's module knows which moves are legal. */
export async function setOrganizationState(
  ctx: Ctx,
  organization: Organization,
  state: string,
): Promise<Organization> {
  return store.updateOrganization(ctx.db, organization, { state });
}

function checkTimeZone(name: string): void {
  if (!isTimeZone(name))
    throw invalidField('#/time_zone', `"${name}" is not a time zone; use one like Asia/Riyadh.`);
}

const EMPTY = {
  registration_number: null,
  tax_number: null,
  address: null,
  domain: null,
  headcount: null,
  body_kind: 'business',
  group_name: null,
  support_email: null,
  support_phone: null,
  support_url: null,
  brand_color: null,
  bank_name: null,
  iban: null,
  bic: null,
};
