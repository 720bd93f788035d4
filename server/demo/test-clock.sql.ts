import { sql } from 'kysely';
import type { Db } from '../base/db.ts';

/** How many jobs are waiting or under way, but for those of this task: what a day still has to do. */
export async function jobsLeft(db: Db, besides: string): Promise<number> {
  const { rows } = await sql<{ left: number }>`
    select count(*)::int as left from pgboss.job
    where state in ('created', 'retry', 'active') and data ->> 'task' is distinct from ${besides}`.execute(
    db,
  );
  return rows[0]?.left ?? 0;
}
