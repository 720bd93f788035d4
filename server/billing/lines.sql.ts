import { sql } from 'kysely';
import { type Db, hashed } from '../base/db.ts';
import { dueLines, NO_ORIGIN, ORIGIN_COLUMNS } from './due-lines.sql.ts';
import { LIST_PRICE, within } from './rates.sql.ts';
import type { Run, Scope } from './runs.rules.ts';
import { taxRule } from './tax.sql.ts';

/**
 * Drafts the lines and invoices of the scope in one statement, on every account of the chains alike, and moves the watermarks.
 * Answers how many lines and invoices. Running it twice drafts nothing more: the watermark and the key of a line see to it.
 *
 * `usage` (postpay, monthly): the days since the watermark, each at its own price, ÷ days of its calendar month.
 * `term` (prepay, or a yearly cycle): a cycle from the subscription's first day, in advance; increases for the rest of it, decreases at the next.
 * Rounded half away from zero once per line (div of whole numbers: exact at every scale); tax once per invoice, spread by largest remainder.
 */
export async function draftLines(
  db: Db,
  run: Run,
  scope: Scope,
): Promise<{ lines: number; invoices: number }> {
  const statement = sql<{ lines: number; invoices: number }>`
    with ${streams(scope)}, ${plans(scope)}, ${spans(scope)}, ${usageLines(run, scope)}, ${termLines(run)},
    line as materialized (
      select l.*, div(2 * quantity * unit_price * days + period_days, 2 * period_days)::bigint as net, ${NO_ORIGIN}
      from (select * from usage union all select * from term) l
      union all ${dueLines(run, scope)}
    ), ${invoices(run)}, ${taxedLines()},
    drafted as (
      insert into billing.draft_charge (reseller_id, account_id, subscription_id, component, period_from, revision, period_to, seller_id,
        buyer_id, customer_id, offer_id, invoice_id, run_id, quantity, days, period_days, list_price, discount, unit_price, net, tax, currency,
        recorded_at, ${ORIGIN_COLUMNS})
      select reseller_id, account_id, subscription_id, component, period_from, revision, period_to, seller_id,
        buyer_id, customer_id, offer_id, invoice_id, ${run.id}::uuid, quantity, days, period_days, list_price, discount, unit_price, net,
        share + case when place <= spare then 1 else 0 end, currency, ${run.opened_at}::timestamptz, ${ORIGIN_COLUMNS}
      from taxed returning 1
    ), ${watermarks(run, scope)}
    select (select count(*) from drafted)::int as lines, (select count(*) from invoiced)::int as invoices`;
  const { rows } = await hashed(db, () => statement.execute(db));
  return rows[0] ?? { lines: 0, invoices: 0 };
}

function streams({ resellerIds, accountId }: Scope) {
  return sql`stream as materialized (
    select s.*, a.currency, o.cycle_months
    from billing.charge_stream s
    join identity.account a on a.reseller_id = s.reseller_id and a.id = s.account_id
    join catalog.offer o on o.id = s.offer_id and o.billing = 'recurring'
    where ${within(resellerIds, 's.reseller_id')} and ${accountId ? sql`s.account_id = ${accountId}` : sql`true`})`;
}

/** Each account's price source and preference as half-open ranges: its first from the beginning on, list price and postpay where none was set. */
function plans({ resellerIds }: Scope) {
  return sql`plan as materialized (
    select a.reseller_id, a.id as account_id, coalesce(p.bundle_plan_id, ${LIST_PRICE}::uuid) as bundle_plan_id,
      coalesce(p.billing_preference, 'postpay') as billing_preference,
      case when lag(p.valid_from) over account is null then '-infinity'::date else p.valid_from end as from_date,
      lead(p.valid_from, 1, 'infinity'::date) over account as to_date
    from identity.account a
    left join (select distinct on (reseller_id, account_id, valid_from) * from program.account_plan
      where ${within(resellerIds, 'reseller_id')} order by reseller_id, account_id, valid_from, revision desc) p
      on p.reseller_id = a.reseller_id and p.account_id = a.id
    where ${within(resellerIds, 'a.reseller_id')}
    window account as (partition by a.reseller_id, a.id order by p.valid_from))`;
}

/** Each subscription's timeline of quantities as half-open ranges. */
function spans({ resellerIds }: Scope) {
  return sql`span as materialized (
    select reseller_id, subscription_id, quantity, starts_on as from_date,
      lead(starts_on, 1, 'infinity'::date) over (partition by reseller_id, subscription_id order by starts_on) as to_date
    from (select distinct on (reseller_id, subscription_id, starts_on) * from orders.segment
      where ${within(resellerIds, 'reseller_id')} order by reseller_id, subscription_id, starts_on, seq desc) p)`;
}

/** First the stretches of days at one quantity and plan, then their prices: the planner would else pair plans with every price. */
function usageLines(run: Run, scope: Scope) {
  return sql`stretch as materialized (
    select s.*, span.quantity, plan.bundle_plan_id, d.from_date, d.to_date
    from stream s
    join span on span.reseller_id = s.reseller_id and span.subscription_id = s.subscription_id
    join plan on plan.reseller_id = s.reseller_id and plan.account_id = s.account_id and plan.billing_preference = 'postpay'
    cross join lateral (select greatest(span.from_date, plan.from_date, s.billed_through) as from_date,
      least(span.to_date, plan.to_date, ${run.cutoff}::date) as to_date) d
    where s.cycle_months = 1 and span.quantity > 0 and d.from_date < d.to_date and ${scope.termOnly ? sql`false` : sql`true`}
  ), usage as (
    select s.reseller_id, s.account_id, s.subscription_id, s.seller_id, s.buyer_id, s.customer_id, s.offer_id, s.currency,
      'usage' as component, greatest(s.from_date, r.from_date) as period_from, 1 as revision, least(s.to_date, r.to_date) as period_to,
      s.quantity, least(s.to_date, r.to_date) - greatest(s.from_date, r.from_date) as days, r.month_days as period_days,
      r.list_price, r.discount, r.unit_price
    from stretch s
    join billing.run_rate r on r.run_id = ${run.id}::uuid and r.offer_id = s.offer_id and r.currency = s.currency
      and r.bundle_plan_id = s.bundle_plan_id and r.billing_preference = 'postpay'
      and r.from_date < s.to_date and s.from_date < r.to_date)`;
}

/** Cycles that begin in reach, the quantity each holds at its start, and each later step above the highest so far. */
function termLines(run: Run) {
  return sql`cycle as (
    select s.*, (s.starts_on + make_interval(months => k * s.cycle_months))::date as from_date,
      (s.starts_on + make_interval(months => (k + 1) * s.cycle_months))::date as to_date
    from stream s cross join lateral generate_series(
      greatest(0, ${monthsBetween(sql`s.starts_on`, sql`s.billed_through`)} / s.cycle_months - 1),
      greatest(0, ${monthsBetween(sql`s.starts_on`, sql`${run.horizon}::date`)} / s.cycle_months)) k
    where s.starts_on < ${run.horizon}::date
  ), step as (
    select c.*, greatest(span.from_date, c.from_date) as period_from, span.quantity, max(span.quantity) over (
        partition by c.reseller_id, c.account_id, c.subscription_id, c.from_date order by span.from_date
        rows between unbounded preceding and 1 preceding) as held
    from cycle c join span on span.reseller_id = c.reseller_id and span.subscription_id = c.subscription_id
      and span.from_date < c.to_date and span.to_date > c.from_date
  ), term as (
    select s.reseller_id, s.account_id, s.subscription_id, s.seller_id, s.buyer_id, s.customer_id, s.offer_id, s.currency,
      'term' as component, s.period_from, coalesce(known.revision, 0) + 1 as revision, s.to_date as period_to,
      (s.quantity - coalesce(s.held, 0) - coalesce(known.quantity, 0))::int as quantity,
      s.to_date - s.period_from as days, s.to_date - s.from_date as period_days, r.list_price, r.discount, r.unit_price
    from step s
    join plan on plan.reseller_id = s.reseller_id and plan.account_id = s.account_id
      and plan.from_date <= s.period_from and s.period_from < plan.to_date
      and (plan.billing_preference = 'prepay' or s.cycle_months > 1)
      and s.period_from < case plan.billing_preference when 'prepay' then ${run.horizon}::date else ${run.cutoff}::date end
    join billing.run_rate r on r.run_id = ${run.id}::uuid and r.offer_id = s.offer_id and r.currency = s.currency
      and r.bundle_plan_id = plan.bundle_plan_id and r.billing_preference = plan.billing_preference
      and r.from_date <= s.period_from and s.period_from < r.to_date
    left join lateral (select max(revision) as revision, sum(quantity) as quantity from billing.line l
      where l.reseller_id = s.reseller_id and l.account_id = s.account_id and l.subscription_id = s.subscription_id
        and l.component = 'term' and l.period_from = s.period_from) known on true
    where s.quantity - coalesce(s.held, 0) - coalesce(known.quantity, 0) > 0)`;
}

type Sql = ReturnType<typeof sql>;
function monthsBetween(from: Sql, to: Sql) {
  return sql`((extract(year from ${to}) - extract(year from ${from})) * 12 + extract(month from ${to}) - extract(month from ${from}))::int`;
}

/** One draft per account with lines: an invoice, or a credit note where less than nothing is due. The tax rule is one per document. */
function invoices(run: Run) {
  return sql`total as (
    select reseller_id, account_id, seller_id, buyer_id, currency, min(period_from) as period_from, max(period_to) as period_to, sum(net)::bigint as net
    from line group by reseller_id, account_id, seller_id, buyer_id, currency
  ), invoiced as (
    insert into billing.invoice (reseller_id, id, account_id, seller_id, buyer_id, run_id, kind, state, period_from, period_to, currency,
      net, tax, total, tax_rate, tax_note, created_at)
    select t.reseller_id, base.new_id(), t.account_id, t.seller_id, t.buyer_id, ${run.id}::uuid,
      case when t.net < 0 then 'credit_note' else 'invoice' end, 'draft', t.period_from, t.period_to, t.currency,
      t.net, y.tax, t.net + y.tax, x.rate, x.note, ${run.opened_at}::timestamptz
    from total t
    join identity.organization seller on seller.id = t.seller_id
    join identity.organization buyer on buyer.reseller_id = t.reseller_id and buyer.id = t.buyer_id
    ${taxRule(sql`${run.cutoff}::date - 1`)}
    cross join lateral (select (sign(t.net) * div(2 * abs(t.net) * x.rate + 1, 2))::bigint as tax) y
    returning reseller_id, id, account_id, net, tax)`;
}

/** Each line's share of its document's tax: the whole part (towards less), and one more for the largest remainders. */
function taxedLines() {
  return sql`taxed as (
    select p.*, p.tax - sum(share) over invoice as spare,
      row_number() over (partition by p.reseller_id, p.invoice_id order by p.part - p.share * p.whole desc,
        p.subscription_id, p.component, p.period_from, p.revision) as place
    from (select q.*, (case when part >= 0 then div(part, whole) else -div(whole - 1 - part, whole) end)::bigint as share
      from (select l.*, i.id as invoice_id, i.tax, l.net::numeric * i.tax * case when i.net < 0 then -1 else 1 end as part,
          greatest(abs(i.net), 1)::numeric as whole
        from line l join invoiced i on i.reseller_id = l.reseller_id and i.account_id = l.account_id) q) p
    window invoice as (partition by p.reseller_id, p.invoice_id))`;
}

/** Everything before the watermark is on a line. A stream in arrears reaches the cutoff even when there was nothing to charge. */
function watermarks(run: Run, scope: Scope) {
  return sql`moved as (
    update billing.charge_stream c set billed_through = w.billed_through
    from (select s.reseller_id, s.account_id, s.subscription_id,
        greatest(s.billed_through, l.period_to, case when arrears.account_id is not null then greatest(${run.cutoff}::date, s.starts_on) end) as billed_through
      from stream s
      left join (select reseller_id, account_id, subscription_id, max(period_to) as period_to from line
        where component in ('usage', 'term') group by 1, 2, 3) l
        using (reseller_id, account_id, subscription_id)
      left join plan arrears on arrears.reseller_id = s.reseller_id and arrears.account_id = s.account_id
        and arrears.billing_preference = 'postpay' and s.cycle_months = 1 and ${scope.termOnly ? sql`false` : sql`true`}
        and arrears.from_date < ${run.cutoff}::date and arrears.to_date >= ${run.cutoff}::date) w
    where c.reseller_id = w.reseller_id and c.account_id = w.account_id and c.subscription_id = w.subscription_id
      and c.billed_through is distinct from w.billed_through)`;
}

/** Takes the run's lines of these branches back: the watermark falls to what other lines cover. */
export async function dropDraft(db: Db, runId: string, resellerIds: readonly string[] | null): Promise<void> {
  await sql`
    with gone as (
      delete from billing.draft_charge where run_id = ${runId} and ${within(resellerIds, 'reseller_id')}
      returning reseller_id, account_id, subscription_id, component, period_from
    ), first as (
      select reseller_id, account_id, subscription_id, min(period_from) as period_from from gone
      where component in ('usage', 'term') group by 1, 2, 3
    )
    update billing.charge_stream c set billed_through = first.period_from from first
    where c.reseller_id = first.reseller_id and c.account_id = first.account_id and c.subscription_id = first.subscription_id`.execute(
    db,
  );
  await db
    .updateTable('billing.invoice')
    .set({ state: 'discarded' })
    .where('run_id', '=', runId)
    .where('state', '=', 'draft')
    .$if(resellerIds !== null, (query) => query.where('reseller_id', 'in', [...(resellerIds ?? [])]))
    .execute();
}
