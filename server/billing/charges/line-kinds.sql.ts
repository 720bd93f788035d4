import { sql } from 'kysely';
import type { Run, Scope } from '../runs/runs.rules.ts';
import { isCorrected } from './corrected.sql.ts';
import type { Due } from './due.sql.ts';
import { arrearsThrough, paidAhead, turns } from './paid-ahead.sql.ts';
import { inScope, marksOf, monthsBetween, ownSource } from './scope.sql.ts';

type Sql = ReturnType<typeof sql>;

/** What each relation of recurring lines answers; the origin columns follow. */
export const LINE_COLUMNS =
  sql.raw(`reseller_id, account_id, net, subscription_id, customer_id, offer_id, component, period_from,
  revision, period_to, quantity, days, period_days, list_price, discount, unit_price`);

/**
 * quantity × unit price × days ÷ period_days, rounded half away from zero. In whole 64-bit numbers where the frozen rate says that they
 * suffice (`exact_quantity`), else in decimals: the same digits either way. `r` is the run_rate row.
 */
function rounded(quantity: Sql, days: Sql, periodDays: Sql): Sql {
  const whole = sql`(2 * ${quantity}::bigint * r.unit_digits * ${days} + ${periodDays} * r.unit_divisor) / (2 * ${periodDays} * r.unit_divisor)`;
  const decimals = sql`div(2 * ${quantity}::numeric * r.unit_price * ${days} + ${periodDays}, 2 * ${periodDays})::bigint`;
  return sql`case when ${quantity} between 0 and r.exact_quantity then ${whole} else ${decimals} end`;
}

/** The join of a stream `s` with its customer's own price source, where the run has any. */
function ownPrices(run: Run, { own }: Due): { join: Sql; id: Sql } {
  if (!own) return { join: sql``, id: sql`null::uuid` };
  return { join: sql`left join ${ownSource(run)}`, id: sql`own.price_source_id` };
}

/**
 * In arrears (postpay, monthly): the days that are not billed, each at its own price, ÷ days of its calendar month. An account stands in
 * `seat` once for each stretch of days on one plan; those that pay ahead on other days are charged by a branch of their own, so that the others
 * pay nothing for them. The joins are made in the order in which they are written (see `draftLines`).
 */
export function usageLines(run: Run, scope: Scope, due: Due) {
  const own = ownPrices(run, due);
  const marked = due.apart
    ? sql`case when s.apart then s.billed_through else greatest(s.billed_through, seat.billed_through) end`
    : sql`greatest(s.billed_through, seat.billed_through)`;
  const until = sql`least(span.to_date, seat.to_date, r.to_date, ${run.cutoff}::date)`;
  const steady = usageOf(scope, own, {
    seats: sql`billing.charge_stream s ${own.join}
    join seat on seat.reseller_id = s.reseller_id and seat.account_id = s.account_id${due.ahead ? sql` and not seat.turns` : sql``}`,
    days: sql`select greatest(span.from_date, seat.from_date, r.from_date, ${marked}) as from_date, ${until} as to_date`,
  });
  const turning = usageOf(scope, own, {
    seats: sql`seat join billing.charge_stream s on s.reseller_id = seat.reseller_id and s.account_id = seat.account_id and seat.turns ${own.join}
    cross join lateral (select unnest(${arrearsOf(run)}) as days) part`,
    days: sql`select greatest(span.from_date, seat.from_date, r.from_date, lower(part.days)) as from_date, least(${until}, upper(part.days)) as to_date`,
  });
  return sql`seat as materialized (
    select a.reseller_id, a.id as account_id, a.currency, m.billed_through, coalesce(p.from_date, '-infinity') as from_date,
      coalesce(p.to_date, 'infinity') as to_date, coalesce(p.price_source_id, ${LIST_PRICE}::uuid) as price_source_id,
      ${due.ahead ? turns(run, 'a', 'id') : sql`false`} as turns
    from identity.account a
    left join billing.run_source p on p.run_id = ${run.id}::uuid and p.reseller_id = a.reseller_id and p.account_id = a.id
      and ${inScope(scope, 'p')}
    left join ${marksOf(scope)} m on m.reseller_id = a.reseller_id
    where ${inScope(scope, 'a', 'id')} and coalesce(p.billing_preference, 'postpay') = 'postpay'
  ), rate as materialized (
    select r.offer_id, r.currency, r.price_source_id, r.quantity_from, r.quantity_to, r.from_date, r.to_date, r.month_days, r.list_price,
      r.discount, r.unit_price, r.unit_digits, r.unit_divisor, r.exact_quantity
    from billing.run_rate r join catalog.offer o on o.id = r.offer_id and o.billing = 'recurring' and o.cycle_months = 1
    where r.run_id = ${run.id}::uuid and r.billing_preference = 'postpay' and r.from_date < ${run.cutoff}::date
  ), usage as (${due.ahead ? sql`${steady} union all ${turning}` : steady})`;
}

/** The days of stream `s` that are not charged in arrears before the cutoff and not paid ahead, as a multirange. */
function arrearsOf(run: Run): Sql {
  const from = arrearsThrough('s', 'seat.billed_through');
  return sql`(select datemultirange(daterange(b.day, greatest(b.day, ${run.cutoff}::date))) - ${paidAhead(run, 's')} from (select ${from} as day) b)`;
}

/** Lines in arrears: the joins that lead to the streams `s` with their `seat`, and the days to charge of each. */
function usageOf(scope: Scope, own: { id: Sql }, { seats, days }: { seats: Sql; days: Sql }): Sql {
  return sql`
    select s.reseller_id, s.account_id, ${rounded(sql`span.quantity`, sql`(d.to_date - d.from_date)`, sql`r.month_days`)} as net,
      s.subscription_id, s.customer_id, s.offer_id, 'usage' as component, d.from_date as period_from, 1 as revision, d.to_date as period_to,
      span.quantity, d.to_date - d.from_date as days, r.month_days as period_days, r.list_price, r.discount, r.unit_price
    from ${seats}
    join span on span.reseller_id = s.reseller_id and span.subscription_id = s.subscription_id
    join rate r on r.offer_id = s.offer_id and r.currency = seat.currency and r.price_source_id = coalesce(${own.id}, seat.price_source_id)
    cross join lateral (${days}) d
    where ${inScope(scope, 's')}
      and span.quantity > 0 and r.quantity_from <= span.quantity and span.quantity < r.quantity_to and d.from_date < d.to_date`;
}

/** Whether the cycle is charged from its first day on, as one that is paid ahead is, though its account may have turned since. */
const CHARGED_WHOLE = (cycle: string) =>
  sql.raw(`exists (select from billing.charge l where l.reseller_id = ${cycle}.reseller_id and l.account_id = ${cycle}.account_id
          and l.subscription_id = ${cycle}.subscription_id and l.component = 'term' and l.period_from = ${cycle}.from_date)`);

/**
 * In advance (prepay, or a yearly cycle): cycles that begin in reach, the quantity each holds at its start, and each later step above
 * the highest so far for the rest of the cycle. Where the account turns to paying ahead within a monthly cycle, the rest of that cycle. A cycle
 * that is paid ahead stays so to its end: what is more from a day on which the account pays afterwards again is for the rest of it too, also
 * where it was charged before the account decided to turn. Looked at are the cycles since `grown_from`: two may be charged ahead at once, the one that
 * runs and the next, and the quantity may have grown in both since.
 */
export function termLines(run: Run) {
  return sql`cycle as (
    select k.*, case when k.cycle_months = 1 and k.turned_on is not null and not k.ahead @> k.from_date then (select min(t.turned_on)
        from unnest(k.turned_on) t (turned_on)
        where k.from_date < t.turned_on and t.turned_on < k.to_date and not ${CHARGED_WHOLE('k')}) end as turn
    from (select s.*, (s.starts_on + make_interval(months => k * s.cycle_months))::date as from_date,
      (s.starts_on + make_interval(months => (k + 1) * s.cycle_months))::date as to_date
    from stream s cross join lateral generate_series(
      greatest(0, ${monthsBetween(sql`s.starts_on`, sql`s.grown_from`)} / s.cycle_months - 1),
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
    left join lateral (select max(revision) filter (where l.component = 'term') as revision, sum(quantity) as quantity from billing.charge l
      where l.reseller_id = s.reseller_id and l.account_id = s.account_id and l.subscription_id = s.subscription_id
        and l.component in ('term', 'refund') and l.period_from = s.period_from) known on true
    where (coalesce(plan.billing_preference, 'postpay') = 'prepay' or s.cycle_months > 1
        or s.ahead @> s.from_date or s.ahead && daterange(s.from_date, s.period_from)
        or ${CHARGED_WHOLE('s')})
      and s.period_from < case plan.billing_preference when 'prepay' then ${run.horizon}::date else ${run.cutoff}::date end
  ), term as (
    select s.reseller_id, s.account_id, ${rounded(sql`s.more`, sql`s.days`, sql`s.period_days`)} as net, s.subscription_id, s.customer_id,
      s.offer_id, 'term' as component, s.period_from, s.revision, s.to_date as period_to, s.more as quantity, s.days, s.period_days,
      r.list_price, r.discount, r.unit_price
    from due s
    join billing.run_rate r on r.run_id = ${run.id}::uuid and r.offer_id = s.offer_id and r.currency = s.currency
      and r.price_source_id = s.price_source_id and r.billing_preference = s.billing_preference
      and r.quantity_from <= s.quantity and s.quantity < r.quantity_to
      and r.from_date <= s.period_from and s.period_from < r.to_date
    where s.more > 0)`;
}

/**
 * The streams that may be charged in advance or go by a watermark of their own, with the account's currency, the cycle, and up to where they
 * are billed; and the price sources and preferences that the run froze (accounts without one pay list price, postpay).
 */
export function markedStreams(run: Run, scope: Scope, due: Due) {
  const own = ownPrices(run, due);
  return sql`plan as materialized (
    select reseller_id, account_id, from_date, to_date, price_source_id, billing_preference,
      lag(billing_preference) over (partition by reseller_id, account_id order by from_date) as before
    from billing.run_source p where run_id = ${run.id}::uuid and ${inScope(scope, 'p')}
  ), stream as materialized (
    select s.reseller_id, s.account_id, s.subscription_id, s.customer_id, s.offer_id, s.starts_on, s.apart,
      case when s.apart then s.billed_through else greatest(s.billed_through, m.billed_through) end as billed_through,
      least(s.billed_through, m.billed_through) as grown_from, a.currency, o.cycle_months,
      p.ahead is not null as prepays, p.ahead, p.turned_on, ${own.id} as own_source_id, ${due.corrected ? isCorrected(scope) : sql`false`} as corrected
    from billing.charge_stream s
    join identity.account a on a.reseller_id = s.reseller_id and a.id = s.account_id
    join catalog.offer o on o.id = s.offer_id and o.billing = 'recurring'
    left join ${marksOf(scope)} m on m.reseller_id = s.reseller_id
    left join (select reseller_id, account_id, range_agg(daterange(from_date, to_date)) filter (where billing_preference = 'prepay') as ahead,
        array_agg(from_date) filter (where billing_preference = 'prepay' and before = 'postpay') as turned_on
      from plan group by reseller_id, account_id) p on p.reseller_id = s.reseller_id and p.account_id = s.account_id
    ${own.join}
    where ${inScope(scope, 's')}
      and (s.apart or o.cycle_months > 1 or p.ahead is not null))`;
}

/** Stands for "no price source of its own" in frozen rates: list price. */
export const LIST_PRICE = '00000000-0000-0000-0000-000000000000';
