import { sql } from 'kysely';
import type { Db } from '../base/db.ts';
import type { Organization } from './organizations.rules.ts';

/** How group names are compared: whatever the case, the spaces and the spelling of an Arabic letter. */
const bare = (name: ReturnType<typeof sql>) =>
  sql`lower(translate(regexp_replace(trim(${name}), '\\s+', ' ', 'g'), 'أإآةى', 'اااهي'))`;

/** The customers of a group, in every branch. */
export async function customersInGroup(db: Db, groupName: string): Promise<Organization[]> {
  return db
    .selectFrom('identity.organization')
    .selectAll()
    .where('kind', '=', 'customer')
    .where('state', '<>', 'closed')
    .where('group_name', 'is not', null)
    .where(sql<boolean>`${bare(sql`group_name`)} = ${bare(sql`${groupName}::text`)}`)
    .execute();
}

/**
 * The employees of all customers of a group. One company that several resellers serve counts once, by its registration number or domain, with
 * the most that is said of it.
 */
export async function groupHeadcount(db: Db, groupName: string): Promise<number> {
  const { rows } = await sql<{ headcount: string | null }>`
    select sum(headcount) as headcount from (
      select max(headcount) as headcount from identity.organization
      where kind = 'customer' and state <> 'closed' and group_name is not null
        and ${bare(sql`group_name`)} = ${bare(sql`${groupName}::text`)}
      group by coalesce(country || registration_number, domain, id::text)) company`.execute(db);
  return Number(rows[0]?.headcount ?? 0);
}
