import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { Run, Scope } from '../runs/runs.rules.ts';
import { LIST_PRICE } from './line-kinds.sql.ts';
import { inScope, monthsBetween, ownSource, rateOf, within } from './scope.sql.ts';

/**
 * What is bought once, as due lines: the units of its first day that are on no line yet, at that day's price; units that were undone are given
 * back at the price they were charged, the last first, and never more than is left of their line after credits by hand.
 */
export async function dueOnce(db: Db, run: Run, scope: Scope): Promise<void> {
  await sql`
    insert into billing.due_line
    with ${pricedStreams(run, scope, { chosen: sql`o.billing = 'one_time'`, on: sql`s.starts_on` })},
    known as (
      select s.*, (select g.quantity from orders.segment g where g.reseller_id = s.reseller_id and g.subscription_id = s.subscription_id
          and g.starts_on <= s.starts_on order by g.starts_on desc, g.seq desc limit 1) as units, l.units as charged, l.first
      from stream s
      left join lateral (select sum(l.quantity)::int as units, (array_agg(l order by l.revision) filter (where l.component = 'fee'))[1] as first
        from billing.charge l where l.reseller_id = s.reseller_id and l.account_id = s.account_id and l.subscription_id = s.subscription_id
          and l.component in ('fee', 'refund')) l on true
    ), change as (
      select k.*, coalesce(k.units, 0) - coalesce(k.charged, 0) as more from known k where coalesce(k.units, 0) <> coalesce(k.charged, 0)
    ), part as (
      select c.*, c.more as quantity, coalesce((c.first).list_price, r.list_price) as list_price, coalesce((c.first).discount, r.discount) as discount,
        coalesce((c.first).unit_price, r.unit_price) as unit_price, null::uuid as invoice_id, null::date as origin_from, null::int as origin_revision,
        null::numeric as rest
      from change c left join ${rateAt(run, 'c', sql`c.starts_on`, sql`c.units`)}
      where c.more > 0
      union all
      select c.*, -least(l.units, -c.more - (l.reached - l.units))::int, l.list_price, l.discount, l.unit_price, l.invoice_id, l.period_from, l.revision,
        l.rest
      from change c cross join lateral (
        select l.*, l.quantity + back.units as units, sum(l.quantity + back.units) over (order by l.revision desc) as reached, l.net + back.net as rest
        from billing.charge l
        cross join lateral (select coalesce(sum(b.quantity) filter (where b.component = 'refund'), 0)::int as units, coalesce(sum(b.net), 0) as net
          from billing.charge b where b.reseller_id = l.reseller_id and b.account_id = l.account_id and b.subscription_id = l.subscription_id
            and b.origin_component = 'fee' and b.origin_from = l.period_from and b.origin_revision = l.revision) back
        where l.reseller_id = c.reseller_id and l.account_id = c.account_id and l.subscription_id = c.subscription_id and l.component = 'fee'
        offset 0) l
      where c.more < 0 and l.units > 0 and -c.more > l.reached - l.units
    )
    select p.reseller_id, ${run.id}::uuid, p.account_id, p.subscription_id, case when p.quantity > 0 then 'fee' else 'refund' end, p.starts_on,
      (select count(*) from billing.charge l where l.reseller_id = p.reseller_id and l.account_id = p.account_id
        and l.subscription_id = p.subscription_id and l.component in ('fee', 'refund'))::int
        + row_number() over (partition by p.reseller_id, p.account_id, p.subscription_id order by p.origin_revision desc)::int,
      p.starts_on + 1, p.seller_id, p.buyer_id, p.customer_id, p.offer_id, p.currency, p.quantity, 1, 1, p.list_price, p.discount, p.unit_price,
      greatest(sign(p.quantity) * div(2 * abs(p.quantity) * p.unit_price + 1, 2), -p.rest)::bigint, null, null,
      p.invoice_id, case when p.quantity < 0 then 'fee' end, p.origin_from, p.origin_revision
    from part p where p.unit_price is not null`.execute(db);
}

/**
 * What ending a promised term early costs, as due lines: the units that ended, at the offer's rate of their price for the days that are left of
 * the term and not paid ahead. Terms are counted from the first day, so that the 31st stays the 31st.
 */
export async function dueTerminations(db: Db, run: Run, scope: Scope): Promise<void> {
  await sql`
    insert into billing.due_line
    with ${pricedStreams(run, scope, {
      chosen: sql`o.billing = 'recurring' and o.early_termination_fee_rate > 0`,
      when: sql`join (select reseller_id, subscription_id, starts_on as ends_on, promised_until from orders.segment
        where promised_until is not null and ${within(scope.resellerIds, 'reseller_id')}) g
        on g.reseller_id = s.reseller_id and g.subscription_id = s.subscription_id`,
      on: sql`g.ends_on`,
    })},
    ended as (
      select s.*, before.quantity, greatest(s.ends_on, paid.period_to, running.ends_on) as left_from
      from stream s
      cross join lateral (select b.quantity from orders.segment b where b.reseller_id = s.reseller_id and b.subscription_id = s.subscription_id
        and b.starts_on < s.ends_on and not b.paused order by b.starts_on desc, b.seq desc limit 1) before
      left join lateral (select max(l.period_to) as period_to from billing.charge l where l.reseller_id = s.reseller_id
        and l.account_id = s.account_id and l.subscription_id = s.subscription_id and l.component = 'term') paid on true
      -- The cycle that ran is paid ahead to its end, also where its line is only drafted after this one.
      left join lateral (select min(c.ends_on) as ends_on from (select (s.starts_on + make_interval(months => (
            ${monthsBetween(sql`s.starts_on`, sql`s.ends_on`)} / s.cycle_months + k) * s.cycle_months))::date as ends_on
          from generate_series(0, 1) k) c
        where c.ends_on >= s.ends_on and (s.cycle_months > 1 or s.billing_preference = 'prepay')) running on true
      where s.ends_on < ${run.cutoff}::date
    )
    select e.reseller_id, ${run.id}::uuid, e.account_id, e.subscription_id, 'termination', e.left_from, 1, e.promised_until, e.seller_id,
      e.buyer_id, e.customer_id, e.offer_id, e.currency, e.quantity, x.days, x.term_days, x.list_price, r.discount, x.unit_price,
      div(2 * e.quantity * x.unit_price * x.days + x.term_days, 2 * x.term_days)::bigint, null, null, null, null, null, null
    from ended e
    join ${rateAt(run, 'e', sql`e.ends_on`, sql`e.quantity`)}
    join orders.subscription u on u.reseller_id = e.reseller_id and u.id = e.subscription_id
    cross join lateral (select e.promised_until - e.left_from as days, e.promised_until - (u.activated_on + make_interval(
        months => ${monthsBetween(sql`u.activated_on`, sql`e.promised_until`)} - e.term_months))::date as term_days,
      r.list_price * e.term_months / e.cycle_months * e.fee_rate as list_price,
      r.unit_price * e.term_months / e.cycle_months * e.fee_rate as unit_price) x
    where e.quantity > 0 and e.left_from < e.promised_until
      and not exists (select from billing.charge l where l.reseller_id = e.reseller_id and l.account_id = e.account_id
        and l.subscription_id = e.subscription_id and l.component = 'termination')`.execute(db);
}

type Sql = ReturnType<typeof sql>;

/** `when`: what joins the day that prices a stream, `on`. */
type Chosen = { chosen: Sql; when?: Sql; on: Sql };

/**
 * Streams of the scope with what prices them: their account's plan of that day, whatever it has turned to since. Only those that paid ahead on it
 * in a pass that bills nothing in arrears.
 */
function pricedStreams(run: Run, scope: Scope, { chosen, when, on }: Chosen) {
  return sql`stream as (
    select s.reseller_id, s.account_id, s.subscription_id, s.seller_id, s.buyer_id, s.customer_id, s.offer_id, s.starts_on, a.currency,
      o.term_months, o.cycle_months, o.early_termination_fee_rate as fee_rate, ${when ? sql`g.ends_on, g.promised_until, ` : sql``}own.price_source_id as own_source_id,
      coalesce(p.price_source_id, ${LIST_PRICE}::uuid) as price_source_id, coalesce(p.billing_preference, 'postpay') as billing_preference
    from billing.charge_stream s
    join identity.account a on a.reseller_id = s.reseller_id and a.id = s.account_id
    join catalog.offer o on o.id = s.offer_id
    ${when ?? sql``}
    left join billing.run_source p on p.run_id = ${run.id}::uuid and p.reseller_id = s.reseller_id and p.account_id = s.account_id
      and p.from_date <= ${on} and ${on} < p.to_date
    left join ${ownSource(run)}
    where ${inScope(scope, 's')} and ${chosen} and s.starts_on < ${run.cutoff}::date
      and ${scope.termOnly ? sql`coalesce(p.billing_preference, 'postpay') = 'prepay'` : sql`true`})`;
}

/** The run's rate of a stream on a day for a quantity. */
function rateAt(run: Run, row: string, on: Sql, quantity: Sql) {
  const source = sql.raw(`coalesce(${row}.own_source_id, ${row}.price_source_id)`);
  return rateOf(run, row, { source, preference: sql.ref(`${row}.billing_preference`), on, quantity });
}
