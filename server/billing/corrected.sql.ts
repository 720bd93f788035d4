import { sql } from 'kysely';
import type { Db } from '../base/db.ts';
import type { Scope } from './runs.rules.ts';

/** Condition on a segment: it says that the past was otherwise, or that what was charged ahead is given back. */
export const CORRECTS = sql`(reason is not null or refunds)`;

/** Condition that the stream's timeline has such a segment: `s` has reseller_id and subscription_id. */
export function isCorrected({ resellerIds }: Pick<Scope, 'resellerIds'>) {
  return sql`(s.reseller_id, s.subscription_id) in (select reseller_id, subscription_id from orders.segment
    where ${CORRECTS} and reseller_id = any (${[...resellerIds]}::uuid[]))`;
}

/**
 * The first day that a correction of the last two years begins on, of everything or one account; null when there is none. Prices are frozen
 * from there on, so that a day that was not charged at all can be.
 */
export async function firstCorrected(
  db: Db,
  now: Date | string,
  accountId: string | null,
): Promise<string | null> {
  const { rows } = await sql<{ first: string | null }>`
    select min(g.starts_on) as first from orders.segment g
    where (g.reason is not null or g.refunds) and g.recorded_at > ${now}::timestamptz - interval '2 years'
      and ${accountId ? sql`g.reseller_id = (select reseller_id from identity.account where id = ${accountId})` : sql`true`}`.execute(
    db,
  );
  return rows[0]?.first ?? null;
}
