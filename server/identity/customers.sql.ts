import { sql } from 'kysely';
import type { Db } from '../base/db.ts';
import { type List, mentions, type Page, page } from '../base/page.ts';
import type { Organization } from './organizations.rules.ts';

/** Which customers: one seller's, or these. */
export type CustomerFilter = { seller_id?: string | undefined; ids?: readonly string[] | undefined };

/** Customers the wall shows, of one seller or of all; `q` is part of a name or domain. */
export async function listCustomers(
  db: Db,
  list: List,
  { seller_id, ids }: CustomerFilter,
): Promise<Page<Organization>> {
  let query = db.selectFrom('identity.organization').selectAll().where('kind', '=', 'customer');
  if (seller_id) query = query.where('seller_id', '=', seller_id);
  if (ids) query = query.where(sql<boolean>`id = any (${[...ids]}::uuid[])`);
  if (list.q) query = query.where(mentions(['name', 'domain'], list.q));
  return page<Organization>(query, list, { created_at: 'created_at', name: 'name' }, 'id');
}

/**
 * A customer of the seller, other than `exceptId`, with the same name (whatever the case and spaces) or the same domain. Holds the seller's
 * list until the transaction ends, so that two who add the same customer at once do not both find none.
 */
export async function findCustomerLike(
  db: Db,
  sellerId: string,
  { name, domain, exceptId }: { name: string; domain: string | null; exceptId: string | null },
): Promise<Organization | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`customers:${sellerId}`}, 0))`.execute(db);
  return db
    .selectFrom('identity.organization')
    .selectAll()
    .where('seller_id', '=', sellerId)
    .where('kind', '=', 'customer')
    .where('state', '<>', 'closed')
    .where(sql<boolean>`id is distinct from ${exceptId}::uuid`)
    .where(sql<boolean>`(${bare(sql.ref('name'))} = ${bare(sql`${name}::text`)} or domain = ${domain}::text)`)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
}

function bare(text: ReturnType<typeof sql>) {
  return sql`lower(regexp_replace(btrim(${text}), '\\s+', ' ', 'g'))`;
}

/** Those of these ids that the wall shows. */
export async function findOrganizations(db: Db, ids: readonly string[]): Promise<Organization[]> {
  return db
    .selectFrom('identity.organization')
    .selectAll()
    .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
    .execute();
}
