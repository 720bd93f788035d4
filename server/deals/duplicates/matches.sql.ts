import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { Deal } from '../deals/deals.rules.ts';
import { ALIKE } from './duplicates.rules.ts';

/** Lets names count as alike from `ALIKE` on, until the transaction ends. */
export async function setLikeness(db: Db): Promise<void> {
  await sql`select set_config('pg_trgm.similarity_threshold', ${ALIKE}, true)`.execute(db);
}

/** Whose keys the deal's are compared with. */
const THEIRS = {
  deals: { keys: sql.table('deals.match_key'), id: sql.ref('theirs.deal_id') },
  customers: { keys: sql.table('deals.customer_key'), id: sql.ref('theirs.customer_id') },
};

/**
 * Each key of `whose` that is like one of the deal's, as the relation `found` (reseller_id, id, kind, mine, theirs, likeness): domains and
 * registration numbers exactly, names and groups by trigrams, all but domains within one country.
 */
export function found({ reseller_id, id }: Pick<Deal, 'reseller_id' | 'id'>, whose: keyof typeof THEIRS) {
  const theirs = THEIRS[whose];
  return sql`mine as (select * from deals.match_key where reseller_id = ${reseller_id} and deal_id = ${id}),
    pair as (
      select theirs.reseller_id, ${theirs.id} as id, mine.kind, mine.shown as mine, theirs.shown as theirs, 1::float8 as likeness
      from mine join ${theirs.keys} theirs on theirs.kind = mine.kind and theirs.value = mine.value
      where mine.kind = 'domain' or theirs.country = mine.country
      union all
      select theirs.reseller_id, ${theirs.id}, mine.kind, mine.shown, theirs.shown, similarity(theirs.value, mine.value)
      from mine join ${theirs.keys} theirs on theirs.kind = mine.kind and theirs.value % mine.value and theirs.value <> mine.value
      where mine.kind in ('name', 'spelling', 'group') and theirs.kind in ('name', 'spelling', 'group') and theirs.country = mine.country),
    found as (select reseller_id, id, kind, mine, theirs, round(likeness::numeric, 2)::float8 as likeness from pair)`;
}
