import { sql } from 'kysely';
import type { Run } from '../runs/runs.rules.ts';
import { withdrawnTurns } from './corrected.sql.ts';
import { monthsBetween } from './scope.sql.ts';

type Sql = ReturnType<typeof sql>;

/** Condition that line `l` is of the stream of `row`. */
export function ofStream(row: string): Sql {
  return sql.raw(
    `l.reseller_id = ${row}.reseller_id and l.account_id = ${row}.account_id and l.subscription_id = ${row}.subscription_id`,
  );
}

/** Condition that the source or plan `p` that the run froze is of the account of `row`, and pays ahead. */
function aheadOf(run: Run, row: string): Sql {
  return sql`p.run_id = ${run.id}::uuid and p.billing_preference = 'prepay' and ${sql.raw(
    `p.reseller_id = ${row}.reseller_id and p.account_id = ${row}.account_id`,
  )}`;
}

/** Whether the account of `row` pays ahead on any day at all, or was about to: then no one watermark speaks for its streams. */
export function turns(run: Run, row: string, account = 'account_id'): Sql {
  const mine = (of: string) =>
    sql.raw(`${of}.reseller_id = ${row}.reseller_id and ${of}.account_id = ${row}.${account}`);
  return sql`(exists (select from billing.run_source o where o.run_id = ${run.id}::uuid and o.billing_preference = 'prepay' and ${mine('o')})
    or exists (select from ${withdrawnTurns(mine('w'))} w))`;
}

/** Condition that a pass charges ahead what begins on `day`: what has begun, and cycles to come where the account of `row` pays ahead on it. */
export function isInReach(run: Run, row: string, day: Sql): Sql {
  return sql`case when ${day} < ${run.cutoff}::date then true when ${day} < ${run.horizon}::date
    then exists (select from billing.run_source p where ${aheadOf(run, row)} and p.from_date <= ${day} and ${day} < p.to_date) else false end`;
}

/** The end of the monthly cycle of `row` that holds the day. */
function cycleEnd(row: string, day: Sql): Sql {
  const starts = sql.raw(`${row}.starts_on`);
  return sql`(select min(e.ends_on) from (select (${starts} + make_interval(months => ${monthsBetween(starts, day)} + k))::date as ends_on
    from generate_series(0, 1) k) e where e.ends_on > ${day})`;
}

/**
 * The days that a monthly stream pays ahead, as a multirange: those on which its account does, each to the end of its cycle; and what a line has
 * charged ahead, to the end of its cycle too, whatever the account decided after that. Within a cycle these are its last days, if any.
 */
export function paidAhead(run: Run, row: string): Sql {
  return sql`(select coalesce(range_agg(a.days), '{}') from (
      select daterange(greatest(p.from_date, ${sql.raw(`${row}.starts_on`)}),
        case when isfinite(p.to_date) then ${cycleEnd(row, sql`(p.to_date - 1)`)} end) as days
      from billing.run_source p where ${aheadOf(run, row)} and p.to_date > ${sql.raw(`${row}.starts_on`)}
      union all
      select daterange(l.period_from, ${cycleEnd(row, sql`l.period_from`)}) from billing.charge l where ${ofStream(row)} and l.component = 'term'
    ) a)`;
}

/** Up to where a monthly stream of an account that turns is charged in arrears: by its branch's mark, and by its own lines. */
export function arrearsThrough(row: string, mark: string): Sql {
  return sql`greatest(${sql.raw(`${row}.starts_on, case when not ${row}.apart then ${mark} end`)},
    (select max(l.period_to) from billing.charge l where ${ofStream(row)} and l.component = 'usage'))`;
}
