import { sql } from 'kysely';
import type { Db } from '../base/db.ts';

/**
 * The employees of all customers of a group. One company that several resellers serve counts once, by its registration number or domain, with
 * the most that is said of it.
 */
export async function groupHeadcount(db: Db, groupName: string): Promise<number> {
  const { rows } = await sql<{ headcount: string | null }>`
    select sum(headcount) as headcount from (
      select max(headcount) as headcount from identity.organization
      where kind = 'customer' and state <> 'closed' and group_name is not null
        and lower(translate(regexp_replace(trim(group_name), '\\s+', ' ', 'g'), 'أإآةى', 'اااهي'))
          = lower(translate(regexp_replace(trim(${groupName}), '\\s+', ' ', 'g'), 'أإآةى', 'اااهي'))
      group by coalesce(country || registration_number, domain, id::text)) company`.execute(db);
  return Number(rows[0]?.headcount ?? 0);
}
