import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { Extent, Run, Scope } from '../runs/runs.rules.ts';
import { within } from './scope.sql.ts';

type Sql = ReturnType<typeof sql>;

/** Condition on a segment: it says that the past was otherwise, or that what was charged ahead is given back. */
export const CORRECTS = sql`(reason is not null or refunds)`;

/**
 * Accounts that decided against paying ahead from a day on, after a month end may have looked ahead to it (`valid_from`): what that has charged
 * ahead stays so, between days that are charged afterwards. Their streams go by days, as corrected ones do.
 */
export function withdrawnTurns(where: Sql) {
  return sql`(select w.reseller_id, w.account_id, min(w.valid_from) as valid_from from program.account_plan w
    where ${where} and w.billing_preference = 'prepay' and exists (select from program.account_plan l where l.reseller_id = w.reseller_id
      and l.account_id = w.account_id and l.valid_from = w.valid_from and l.revision > w.revision and l.billing_preference = 'postpay')
    group by w.reseller_id, w.account_id)`;
}

/**
 * Changes that began before the cutoff of a month end which was opened just after it, and that may have been committed only when it had been
 * drafted: their transaction had begun before midnight. Looked at are those recorded in the hour before the opening; none where it came later.
 * `segments`: condition on them, as `g`.
 */
export function lateChanges({ reseller_id, seller_id, cutoff }: Run, segments: Sql) {
  return sql`(select g.reseller_id, g.subscription_id, g.starts_on, g.seq
    from (select r.cutoff, r.opened_at from billing.run r join identity.organization v on v.id = r.seller_id
      where r.reseller_id = ${reseller_id} and r.seller_id = ${seller_id} and r.kind = 'month_end' and r.state <> 'discarded'
        and r.cutoff < ${cutoff}::date and r.cutoff > ${cutoff}::date - 70
        and r.opened_at < (r.cutoff::timestamp at time zone v.time_zone) + interval '1 hour') r
    join orders.segment g on g.starts_on < r.cutoff and g.starts_on >= r.cutoff - 2 and g.recorded_at > r.opened_at - interval '1 hour'
      and not ${CORRECTS} and ${segments})`;
}

/** Condition that the stream goes by days: its timeline has such a segment, or its account thought better of paying ahead. */
export function isCorrected({ resellerIds }: Pick<Scope, 'resellerIds'>) {
  return sql`((s.reseller_id, s.subscription_id) in (select reseller_id, subscription_id from orders.segment
    where ${CORRECTS} and reseller_id = any (${[...resellerIds]}::uuid[]))
    or (s.reseller_id, s.account_id) in (select reseller_id, account_id from ${withdrawnTurns(within(resellerIds, 'w.reseller_id'))} w))`;
}

/**
 * The first day in the past that this run may still have to price, of the extent: where a correction or a late change begins, or a month with
 * use that was told late. Null when there is none. Prices are frozen from there on.
 */
export async function firstRevisited(
  db: Db,
  run: Run,
  { accountId, resellerId }: Extent,
): Promise<string | null> {
  const now = run.opened_at;
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
      (select min(starts_on) from ${lateChanges(run, branch)} g),
      (select date_trunc('month', min(used_on))::date from billing.usage_event
        where recorded_at > least(${now}::timestamptz, ${lastMonthEnd}) - interval '70 days' and ${branch})) as first`.execute(
    db,
  );
  return rows[0]?.first ?? null;
}
