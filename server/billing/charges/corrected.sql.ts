import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { Extent, Scope } from '../runs/runs.rules.ts';

/** Condition on a segment: it says that the past was otherwise, or that what was charged ahead is given back. */
export const CORRECTS = sql`(reason is not null or refunds)`;

/** Condition that the stream's timeline has such a segment: `s` has reseller_id and subscription_id. */
export function isCorrected({ resellerIds }: Pick<Scope, 'resellerIds'>) {
  return sql`(s.reseller_id, s.subscription_id) in (select reseller_id, subscription_id from orders.segment
    where ${CORRECTS} and reseller_id = any (${[...resellerIds]}::uuid[]))`;
}

/**
 * The first day in the past that this run may still have to price, of the extent: where a correction begins, or a month with
 * use that was told late. Null when there is none. Prices are frozen from there on.
 */
export async function firstRevisited(
  db: Db,
  now: Date | string,
  { accountId, resellerId }: Extent,
): Promise<string | null> {
  const own = resellerId
    ? sql`${resellerId}`
    : sql`(select reseller_id from identity.account where id = ${accountId})`;
  const branch = accountId || resellerId ? sql`reseller_id = ${own}` : sql`true`;
  // What was told since the month end before has not been seen by any, however long ago that was.
  const lastMonthEnd = sql`(select max(opened_at) from billing.run
    where kind = 'month_end' and state <> 'discarded' and opened_at < ${now}::timestamptz)`;
  const { rows } = await sql<{ first: string | null }>`
    select least(
      (select min(starts_on) from orders.segment where ${CORRECTS} and recorded_at > ${now}::timestamptz - interval '2 years' and ${branch}),
      (select date_trunc('month', min(used_on))::date from billing.usage_event
        where recorded_at > least(${now}::timestamptz, ${lastMonthEnd}) - interval '70 days' and ${branch})) as first`.execute(
    db,
  );
  return rows[0]?.first ?? null;
}
