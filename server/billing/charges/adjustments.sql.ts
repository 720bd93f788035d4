import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { Run, Scope } from '../runs/runs.rules.ts';
import { correctedStreams, days, heldDays, plansOf, spansOf } from './held-days.sql.ts';
import { ofStream } from './paid-ahead.sql.ts';
import { rateOf } from './scope.sql.ts';

/**
 * What corrections of timelines change in days that are charged already, as due lines: day by day, what was lived less what stored lines
 * charge. Less is taken back at the stored price of the line that charged it, and never more than is left of it; more is charged at that price
 * too, or at the run's where the day was not charged at all. Only corrected timelines are looked at: they are few, so days are counted.
 */
export async function dueAdjustments(db: Db, run: Run, scope: Scope): Promise<void> {
  if (scope.termOnly) return;
  await sql`
    insert into billing.due_line
    with ${correctedStreams(run, scope, { late: true })},
    day as (
      select s.*, d.date, span.quantity as lived, plan.price_source_id
      from stream s
      cross join lateral ${spansOf('s')}
      cross join lateral ${plansOf(run, 's')}
      cross join lateral ${days(
        sql`greatest(s.first_on, s.starts_on, span.from_date, plan.from_date)`,
        sql`least(s.arrears_through, span.to_date, plan.to_date)`,
      )}
      where s.cycle_months = 1 and plan.billing_preference = 'postpay' and not s.ahead @> d.date
    ), charged as (
      select day.*, coalesce(l.quantity, 0) as charged, l.base from day
      left join lateral (select sum(l.quantity)::int as quantity,
          (array_agg(l order by (l.component = 'usage') desc, l.period_from, l.revision))[1] as base
        from billing.charge l where ${ofStream('day')} and l.component in ('usage', 'adjustment')
          and l.period_from <= day.date and day.date < l.period_to) l on true
    ), changed as (
      select c.*, date_trunc('month', c.date)::date as part, c.lived - c.charged as quantity, (c.base).component as origin_component,
        (c.base).period_from as origin_from, (c.base).revision as origin_revision, (c.base).invoice_id as origin_invoice_id,
        (c.base).net as origin_net, coalesce((c.base).period_days, r.month_days) as period_days,
        coalesce((c.base).list_price, r.list_price) as list_price, coalesce((c.base).discount, r.discount) as discount,
        coalesce((c.base).unit_price, r.unit_price) as unit_price
      from charged c
      left join ${rateOf(run, 'c', {
        source: sql`coalesce(c.own_source_id, c.price_source_id)`,
        preference: sql`'postpay'`,
        on: sql`c.date`,
        quantity: sql`c.lived`,
      })} and (c.base).reseller_id is null
      where c.lived <> c.charged
    ), ${islands()}
    ${asDueLines(run, sql`'adjustment'`)}`.execute(db);
}

/**
 * What is given back of cycles charged ahead, as due lines: on each day of a cycle the units charged less those still held, taken from the
 * lines that charged them last. Only on timelines that were corrected or may shrink with money back.
 */
export async function dueRefunds(db: Db, run: Run, scope: Scope): Promise<void> {
  await sql`
    insert into billing.due_line
    with ${heldDays(run, scope)},
    cover as (
      select c.*, l.component as origin_component, l.period_from as origin_from, l.revision as origin_revision, l.invoice_id as origin_invoice_id,
        l.net as origin_net, l.list_price, l.discount, l.unit_price, rest.quantity as rest, sum(rest.quantity) over (
          partition by c.reseller_id, c.account_id, c.subscription_id, c.date order by l.period_from desc, l.revision desc) as reached
      from charged c
      join billing.charge l on ${ofStream('c')} and l.component = 'term' and l.period_from <= c.date and c.date < l.period_to
      cross join lateral (select (l.quantity + coalesce(sum(b.quantity), 0))::int as quantity from billing.charge b
        where b.reseller_id = l.reseller_id and b.account_id = l.account_id and b.subscription_id = l.subscription_id
          and b.component = 'refund' and b.origin_from = l.period_from and b.origin_revision = l.revision
          and b.period_from <= c.date and c.date < b.period_to) rest
      where c.held < c.charged
    ), changed as (
      select cover.*, cycle_from as part, cycle_to - cycle_from as period_days, -least(rest, charged - held - (reached - rest))::int as quantity
      from cover where rest > 0 and charged - held > reached - rest
    ), ${islands()}
    ${asDueLines(run, sql`'refund'`)}`.execute(db);
}

/** What is charged ahead on the same timelines, as due lines: the recurring statement leaves their cycles to this one. */
export async function dueTerms(db: Db, run: Run, scope: Scope): Promise<void> {
  await sql`
    insert into billing.due_line
    with ${heldDays(run, scope)},
    more as (
      select c.*, (c.date - row_number() over (partition by c.reseller_id, c.account_id, c.subscription_id, c.cycle_from, c.held - c.charged
        order by c.date)::int) as run from charged c where c.held > c.charged
    ), stretch as (
      select reseller_id, account_id, subscription_id, seller_id, buyer_id, customer_id, offer_id, currency, reason,
        own_source_id, cycle_from as part, cycle_to as part_to, cycle_to - cycle_from as period_days, held - charged as quantity, max(held) as held,
        min(date) as period_from, max(date) + 1 as period_to
      from more group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, run
    ), island as (
      select s.*, s.period_to - s.period_from as days, null::text as origin_component, null::date as origin_from, null::int as origin_revision,
        null::uuid as origin_invoice_id, null::bigint as origin_net, r.list_price, r.discount, r.unit_price
      from stretch s
      join lateral ${plansOf(run, 's')} on plan.from_date <= s.period_from and s.period_from < plan.to_date
      join ${rateOf(run, 's', {
        source: sql`coalesce(s.own_source_id, plan.price_source_id)`,
        preference: sql`plan.billing_preference`,
        on: sql`s.period_from`,
        quantity: sql`s.held`,
      })}
    )
    ${asTermLines(run)}`.execute(db);
}

type Sql = ReturnType<typeof sql>;

/** Days in a row that change by the same, from the same line at the same price, within one month or cycle. */
function islands() {
  return sql`island as (
    select reseller_id, account_id, subscription_id, seller_id, buyer_id, customer_id, offer_id, currency, reason, part, quantity,
      origin_component, origin_from, origin_revision, origin_invoice_id, origin_net, period_days, list_price, discount, unit_price,
      min(date) as period_from, max(date) + 1 as period_to, count(*)::int as days
    from (select c.*, c.date - row_number() over (partition by c.reseller_id, c.account_id, c.subscription_id, c.part, c.quantity,
      c.origin_component, c.origin_from, c.origin_revision, c.list_price, c.discount, c.unit_price order by c.date)::int as run from changed c) c
    where unit_price is not null
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, run)`;
}

/**
 * The relation `island` as due lines. What is given back and charged again of a line follows all that was ever changed of it: never more than
 * credits by hand have left of it, and back to where it was when nothing is changed any more. Each is rounded once.
 */
export function asDueLines(run: Run, component: Sql) {
  return sql`, ${AMOUNT}, reached as (
      select a.*, (case when a.origin_component is null then a.raw else greatest(o.raw + a.upto, o.least)
        - case when a.nth = 1 then o.net else greatest(o.raw + a.upto - a.raw, o.least) end end)::bigint as net
      from (select *, sum(raw) over origin as upto, row_number() over origin as nth from amount
        window origin as (partition by reseller_id, account_id, subscription_id, origin_component, origin_from, origin_revision
          order by period_from, quantity)) a
      left join lateral (select coalesce(sum(l.net) filter (where l.component <> 'credit'), 0) as net,
          coalesce(sum(${rawOf('l')}) filter (where l.component <> 'credit'), 0) as raw,
          -a.origin_net - coalesce(sum(l.net) filter (where l.component = 'credit'), 0) as least
        from billing.charge l where ${ofStream('a')} and l.origin_component = a.origin_component and l.origin_from = a.origin_from
          and l.origin_revision = a.origin_revision) o on true
    ) ${dueLinesOf(run, component)}`;
}

/**
 * The same of what is charged ahead, which names no line: where less was given back in its cycle than the units came to, because it had been
 * credited by hand, so much less is charged for them again.
 */
function asTermLines(run: Run) {
  return sql`, ${AMOUNT}, reached as (
      select a.*, (greatest(a.upto - f.given, 0) - greatest(a.upto - a.raw - f.given, 0))::bigint as net
      from (select *, sum(raw) over cycle as upto from amount
        window cycle as (partition by reseller_id, account_id, subscription_id, part order by period_from, quantity)) a
      cross join lateral (select greatest(coalesce(sum(l.net - ${rawOf('l')}), 0), 0) as given from billing.charge l where ${ofStream('a')}
        and (l.component = 'term' and l.period_from >= a.part and l.period_from < a.part_to
          or l.component = 'refund' and l.origin_from >= a.part and l.origin_from < a.part_to)) f
    ) ${dueLinesOf(run, sql`'term'`)}`;
}

/** What the units of a line come to for its days, rounded. */
function rawOf(row: string) {
  const [quantity, days, of] = ['quantity', 'days', 'period_days'].map((name) => sql.ref(`${row}.${name}`));
  return sql`(sign(${quantity}) * div(2 * abs(${quantity}) * ${sql.ref(`${row}.unit_price`)} * ${days} + ${of}, 2 * ${of}))`;
}

const AMOUNT = sql`amount as (select i.*, ${rawOf('i')} as raw from island i)`;

function dueLinesOf(run: Run, component: Sql) {
  return sql`
    select r.reseller_id, ${run.id}::uuid, r.account_id, r.subscription_id, ${component}, r.period_from,
      coalesce((select max(l.revision) from billing.charge l where ${ofStream('r')} and l.component = ${component} and l.period_from = r.period_from), 0)
        + row_number() over (partition by r.reseller_id, r.account_id, r.subscription_id, r.period_from
          order by r.origin_from desc, r.origin_revision desc)::int,
      r.period_to, r.seller_id, r.buyer_id, r.customer_id, r.offer_id, r.currency, r.quantity, r.days, r.period_days, r.list_price, r.discount,
      r.unit_price, r.net, null::uuid, case when r.reason is not null then jsonb_build_object('en', r.reason, 'ar', r.reason) end,
      r.origin_invoice_id, r.origin_component, r.origin_from, r.origin_revision
    from reached r`;
}
