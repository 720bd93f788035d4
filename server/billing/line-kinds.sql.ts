import { sql } from 'kysely';
import type { Run, Scope } from './runs.rules.ts';

type Sql = ReturnType<typeof sql>;

/** What each relation of recurring lines answers; the origin columns follow. */
export const LINE_COLUMNS =
  sql.raw(`reseller_id, account_id, subscription_id, seller_id, buyer_id, customer_id, offer_id, currency,
  component, period_from, revision, period_to, quantity, days, period_days, list_price, discount, unit_price, net`);

/**
 * quantity × unit price × days ÷ period_days, rounded half away from zero. In whole 64-bit numbers where the frozen rate says that they
 * suffice (`exact_quantity`), else in decimals: the same digits either way. `r` is the run_rate row.
 */
function rounded(quantity: Sql, days: Sql, periodDays: Sql): Sql {
  const whole = sql`(2 * ${quantity}::bigint * r.unit_digits * ${days} + ${periodDays} * r.unit_divisor) / (2 * ${periodDays} * r.unit_divisor)`;
  const decimals = sql`div(2 * ${quantity}::numeric * r.unit_price * ${days} + ${periodDays}, 2 * ${periodDays})::bigint`;
  return sql`case when ${quantity} between 0 and r.exact_quantity then ${whole} else ${decimals} end`;
}

/** The frozen rate of a price source for a quantity: price books, special prices and bands come in through `price_source_id` alone. */
function rateOf(run: Run, of: { source: Sql; preference: Sql; quantity: Sql }): Sql {
  return sql`billing.run_rate r on r.run_id = ${run.id}::uuid and r.offer_id = s.offer_id and r.currency = s.currency
    and r.price_source_id = ${of.source} and r.billing_preference = ${of.preference}
    and r.quantity_from <= ${of.quantity} and ${of.quantity} < r.quantity_to`;
}

/**
 * Up to where a stream is charged in the days of a plan that is billed in arrears. Where the account pays ahead in other days, one watermark
 * cannot speak for both: what is paid ahead for cycles from before the plan, and what was charged in arrears, is read from the lines.
 */
const CHARGED_THROUGH =
  sql.raw(`case when s.prepays then greatest(s.starts_on, s.marked, (select max(l.period_to) from billing.charge l
  where l.reseller_id = s.reseller_id and l.account_id = s.account_id and l.subscription_id = s.subscription_id
    and (l.component = 'usage' or l.component = 'term' and l.period_from < plan.from_date))) else s.billed_through end`);

/**
 * In arrears (postpay, monthly): the days since the watermark, each at its own price, ÷ days of its calendar month. First the stretches
 * of days at one quantity and plan, then their prices: the planner would else pair plans with every price.
 */
export function usageLines(run: Run, scope: Scope) {
  return sql`stretch as materialized (
    select s.*, span.quantity, coalesce(s.own_source_id, plan.price_source_id) as price_source_id, d.from_date, d.to_date
    from stream s
    join span on span.reseller_id = s.reseller_id and span.subscription_id = s.subscription_id
    left join plan on plan.reseller_id = s.reseller_id and plan.account_id = s.account_id
    cross join lateral (select greatest(span.from_date, plan.from_date, ${CHARGED_THROUGH}) as from_date,
      least(span.to_date, plan.to_date, ${run.cutoff}::date) as to_date) d
    where s.cycle_months = 1 and span.quantity > 0 and d.from_date < d.to_date
      and coalesce(plan.billing_preference, 'postpay') = 'postpay' and ${scope.termOnly ? sql`false` : sql`true`}
  ), usage as (
    select s.reseller_id, s.account_id, s.subscription_id, s.seller_id, s.buyer_id, s.customer_id, s.offer_id, s.currency,
      'usage' as component, d.from_date as period_from, 1 as revision, d.to_date as period_to,
      s.quantity, d.to_date - d.from_date as days, r.month_days as period_days, r.list_price, r.discount, r.unit_price,
      ${rounded(sql`s.quantity`, sql`(d.to_date - d.from_date)`, sql`r.month_days`)} as net
    from stretch s
    join ${rateOf(run, { source: sql`coalesce(s.price_source_id, ${LIST_PRICE}::uuid)`, preference: sql`'postpay'`, quantity: sql`s.quantity` })}
      and r.from_date < s.to_date and s.from_date < r.to_date
    cross join lateral (select greatest(s.from_date, r.from_date) as from_date, least(s.to_date, r.to_date) as to_date) d)`;
}

/**
 * In advance (prepay, or a yearly cycle): cycles that begin in reach, the quantity each holds at its start, and each later step above
 * the highest so far for the rest of the cycle. Where the account turns to paying ahead within a monthly cycle, the rest of that cycle.
 */
export function termLines(run: Run) {
  return sql`cycle as (
    select k.*, case when k.cycle_months = 1 and k.from_date < k.turned_on and k.turned_on < k.to_date and k.billed_through <= k.turned_on
      then k.turned_on end as turn
    from (select s.*, (s.starts_on + make_interval(months => k * s.cycle_months))::date as from_date,
      (s.starts_on + make_interval(months => (k + 1) * s.cycle_months))::date as to_date
    from stream s cross join lateral generate_series(
      greatest(0, ${monthsBetween(sql`s.starts_on`, sql`s.billed_through`)} / s.cycle_months - 1),
      greatest(0, ${monthsBetween(sql`s.starts_on`, sql`${run.horizon}::date`)} / s.cycle_months)) k
    where s.starts_on < ${run.horizon}::date and (s.cycle_months > 1 or s.prepays) and not s.corrected) k
  ), step as (
    select c.*, greatest(span.from_date, c.from_date, c.turn) as period_from, span.quantity, max(span.quantity) over (
        partition by c.reseller_id, c.account_id, c.subscription_id, c.from_date order by span.from_date
        rows between unbounded preceding and 1 preceding) as held
    from cycle c join span on span.reseller_id = c.reseller_id and span.subscription_id = c.subscription_id
      and span.from_date < c.to_date and span.to_date > greatest(c.from_date, c.turn)
  ), due as (
    select s.*, coalesce(known.revision, 0) + 1 as revision, (s.quantity - coalesce(s.held, 0) - coalesce(known.quantity, 0))::int as more,
      s.to_date - s.period_from as days, s.to_date - s.from_date as period_days,
      coalesce(s.own_source_id, plan.price_source_id, ${LIST_PRICE}::uuid) as price_source_id, coalesce(plan.billing_preference, 'postpay') as billing_preference
    from step s
    left join plan on plan.reseller_id = s.reseller_id and plan.account_id = s.account_id
      and plan.from_date <= s.period_from and s.period_from < plan.to_date
    left join lateral (select max(revision) as revision, sum(quantity) as quantity from billing.charge l
      where l.reseller_id = s.reseller_id and l.account_id = s.account_id and l.subscription_id = s.subscription_id
        and l.component = 'term' and l.period_from = s.period_from) known on true
    where (coalesce(plan.billing_preference, 'postpay') = 'prepay' or s.cycle_months > 1)
      and s.period_from < case plan.billing_preference when 'prepay' then ${run.horizon}::date else ${run.cutoff}::date end
  ), term as (
    select s.reseller_id, s.account_id, s.subscription_id, s.seller_id, s.buyer_id, s.customer_id, s.offer_id, s.currency,
      'term' as component, s.period_from, s.revision, s.to_date as period_to, s.more as quantity, s.days, s.period_days,
      r.list_price, r.discount, r.unit_price, ${rounded(sql`s.more`, sql`s.days`, sql`s.period_days`)} as net
    from due s
    join ${rateOf(run, { source: sql`s.price_source_id`, preference: sql`s.billing_preference`, quantity: sql`s.quantity` })}
      and r.from_date <= s.period_from and s.period_from < r.to_date
    where s.more > 0)`;
}

/** Stands for "no price source of its own" in frozen rates: list price. */
export const LIST_PRICE = '00000000-0000-0000-0000-000000000000';

function monthsBetween(from: Sql, to: Sql) {
  return sql`((extract(year from ${to}) - extract(year from ${from})) * 12 + extract(month from ${to}) - extract(month from ${from}))::int`;
}
