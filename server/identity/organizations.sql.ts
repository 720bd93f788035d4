import { sql } from 'kysely';
import type { Db } from '../base/db.ts';
import { type List, mentions, type Page, page } from '../base/page.ts';
import type { Among, Organization, OrganizationEdit } from './organizations.rules.ts';

/** Inserts the organization. */
export async function insertOrganization(db: Db, organization: Organization): Promise<void> {
  await db.insertInto('identity.organization').values(organization).execute();
}

/** Changes fields of one organization and answers it anew. */
export async function updateOrganization(
  db: Db,
  { reseller_id, id }: Pick<Organization, 'reseller_id' | 'id'>,
  changes: OrganizationEdit & { state?: string },
): Promise<Organization> {
  return db
    .updateTable('identity.organization')
    .set(changes)
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The organization, if the wall shows it. */
export async function findOrganization(db: Db, id: string): Promise<Organization | undefined> {
  return db.selectFrom('identity.organization').selectAll().where('id', '=', id).executeTakeFirst();
}

/** How many customers each of these branches has. */
export async function countCustomers(
  db: Db,
  resellerIds: readonly string[],
): Promise<{ reseller_id: string; count: number }[]> {
  return db
    .selectFrom('identity.organization')
    .select(['reseller_id', sql<number>`count(*)::int`.as('count')])
    .where(sql<boolean>`reseller_id = any (${[...resellerIds]}::uuid[])`)
    .where('kind', '=', 'customer')
    .groupBy('reseller_id')
    .execute();
}

/** The one vendor of this program, if the wall shows it. */
export async function findVendor(db: Db): Promise<Organization | undefined> {
  return db.selectFrom('identity.organization').selectAll().where('kind', '=', 'vendor').executeTakeFirst();
}

/** Those of one kind that buy from `sellerId`, newest first; `q` is part of a name or domain. */
export async function listBuyers(
  db: Db,
  sellerId: string,
  kind: string,
  list: List,
  { states, ids }: Among,
): Promise<Page<Organization>> {
  let query = db
    .selectFrom('identity.organization')
    .selectAll()
    .where('seller_id', '=', sellerId)
    .where('kind', '=', kind);
  if (states) query = query.where('state', 'in', [...states]);
  if (ids) query = query.where(sql<boolean>`id = any (${[...ids]}::uuid[])`);
  if (list.q) query = query.where(mentions(['name', 'domain'], list.q));
  return page(query, list, { created_at: 'created_at', name: 'name' }, 'id');
}
