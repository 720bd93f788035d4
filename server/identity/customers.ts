import type { Ctx } from '../base/ctx.ts';
import type { List, Page } from '../base/page.ts';
import * as store from './customers.sql.ts';
import type { Organization } from './organizations.rules.ts';

/** Customers at any depth below the actor, those of one seller, or some of them; newest first, or by name. */
export async function listCustomers(
  ctx: Ctx,
  list: List,
  filter: store.CustomerFilter,
): Promise<Page<Organization>> {
  return store.listCustomers(ctx.db, list, filter);
}

/** A customer of the seller that has this name or domain already, other than `exceptId`; for whoever is about to add or rename one. */
export async function customerLike(
  ctx: Ctx,
  sellerId: string,
  like: { name: string; domain: string | null; exceptId: string | null },
): Promise<Organization | undefined> {
  return store.findCustomerLike(ctx.db, sellerId, like);
}

/** Organizations by id; those the wall hides are not in the map. */
export async function organizationsById(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, Organization>> {
  if (ids.length === 0) return new Map();
  const organizations = await store.findOrganizations(ctx.db, [...new Set(ids)]);
  return new Map(organizations.map((organization) => [organization.id, organization]));
}
