import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { Extent, Run, Scope } from '../runs/runs.rules.ts';
import { inScope, marksOf, monthsBetween } from './scope.sql.ts';

/** Condition on a segment: it says that the past was otherwise, or that what was charged ahead is given back. */
export const CORRECTS = sql`(reason is not null or refunds)`;

/** Condition that the stream's timeline has such a segment, or is one of the `shrunk`: `s` has reseller_id and subscription_id. */
export function isCorrected({ resellerIds }: Pick<Scope, 'resellerIds'>, shrunk: readonly Shrunk[]) {
  return sql`((s.reseller_id, s.subscription_id) in (select reseller_id, subscription_id from orders.segment
    where ${CORRECTS} and reseller_id = any (${[...resellerIds]}::uuid[]))
    or s.subscription_id = any (${shrunk.map(({ subscription_id }) => subscription_id)}::uuid[]))`;
}

/** A subscription of which less is held than was charged ahead, from the day `first_on` on. */
export type Shrunk = { reseller_id: string; subscription_id: string; first_on: string };

/**
 * Where less is held on the day on which a cycle begins than a month end has charged ahead for it: the subscription ended or shrank since. That
 * cycle was never in use, so it is given back; the one that ran stays paid. What a term that was ended early had promised is not given back.
 */
export async function findShrunk(db: Db, run: Run, scope: Scope): Promise<Shrunk[]> {
  const months = monthsBetween(sql`s.starts_on`, sql`l.period_from`);
  const { rows } = await sql<Shrunk>`
    select s.reseller_id, s.subscription_id, min(l.period_from) as first_on
    from (select distinct p.reseller_id, p.account_id from billing.run_source p
      where p.run_id = ${run.id}::uuid and p.billing_preference = 'prepay' and ${inScope(scope, 'p')}) a
    join ${marksOf(scope)} m on m.reseller_id = a.reseller_id
    cross join lateral (select c.subscription_id, c.period_from, sum(c.quantity) as quantity from billing.charge c
      where c.reseller_id = a.reseller_id and c.account_id = a.account_id and c.period_from >= m.billed_through
        and c.component in ('term', 'refund') group by c.subscription_id, c.period_from offset 0) l
    join billing.charge_stream s on s.reseller_id = a.reseller_id and s.account_id = a.account_id and s.subscription_id = l.subscription_id
    join catalog.offer o on o.id = s.offer_id
    cross join lateral (select g.quantity, g.promised_until from orders.segment g where g.reseller_id = s.reseller_id
      and g.subscription_id = s.subscription_id and g.starts_on <= l.period_from order by g.starts_on desc, g.seq desc limit 1) held
    where held.quantity < l.quantity and l.period_from >= coalesce(held.promised_until, '-infinity'::date)
      and s.starts_on < l.period_from and ${months} % o.cycle_months = 0
      and (s.starts_on + make_interval(months => ${months}))::date = l.period_from
    group by s.reseller_id, s.subscription_id order by s.reseller_id, s.subscription_id`.execute(db);
  return rows;
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
  const { rows } = await sql<{ first: string | null }>`
    select least(
      (select min(starts_on) from orders.segment where ${CORRECTS} and recorded_at > ${now}::timestamptz - interval '2 years' and ${branch}),
      (select date_trunc('month', min(used_on))::date from billing.usage_event
        where recorded_at > ${now}::timestamptz - interval '70 days' and ${branch})) as first`.execute(db);
  return rows[0]?.first ?? null;
}
