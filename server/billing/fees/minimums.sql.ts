import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import { within } from '../charges/scope.sql.ts';
import type { Run, Scope } from '../runs/runs.rules.ts';
import { taxRule } from '../tax/tax.sql.ts';

const WORDS = JSON.stringify({
  en: 'What lacks of the monthly minimum',
  ar: 'المتبقي لبلوغ الحد الأدنى الشهري',
});

export type Minimum = { valid_from: string; amount: bigint; currency: string };

/** What the account has promised to buy each month, latest first. */
export async function listMinimums(db: Db, accountId: string): Promise<Minimum[]> {
  const { rows } = await sql<Minimum>`
    select distinct on (valid_from) valid_from, amount, currency from billing.minimum_commitment
    where account_id = ${accountId} order by valid_from desc, revision desc`.execute(db);
  return rows;
}

export type NewMinimum = {
  reseller_id: string;
  account_id: string;
  seller_id: string;
  buyer_id: string;
  valid_from: string;
  amount: bigint;
  currency: string;
  recorded_by: string | null;
  recorded_at: string;
};

/** Appends a promise; a later one for the same month holds. */
export async function insertMinimum(db: Db, one: NewMinimum): Promise<void> {
  const revision = sql<number>`(select coalesce(max(m.revision), 0) + 1 from billing.minimum_commitment m where m.reseller_id = ${one.reseller_id}
    and m.account_id = ${one.account_id} and m.valid_from = ${one.valid_from})`;
  await db
    .insertInto('billing.minimum_commitment')
    .values({ ...one, revision })
    .execute();
}

/**
 * Of an account's drafts (documents.sql.ts) one by the month's own rule of tax, and of two such the invoice: what lacks on the credit note could turn
 * it into a second one.
 */
const NO_OTHER = sql`(not i.earlier_rule and (i.kind = 'invoice' or not exists (select from billing.invoice o where o.reseller_id = i.reseller_id
          and o.account_id = i.account_id and o.run_id = i.run_id and o.state = 'draft' and not o.earlier_rule and o.id <> i.id)))`;

/**
 * After the month is drafted: what an account's lines lack of its promise is one more line on the same draft (made where there was none), for
 * each month that the run settles. See `counts`. What lacks is taxed.
 */
export async function addShortfalls(db: Db, run: Run, scope: Scope): Promise<void> {
  if (scope.termOnly || run.kind === 'immediate') return;
  await draftMissing(db, run, scope);
  await sql`
    with ${shortfalls(run, scope)}, reached as (
      select s.*, i.id as invoice_id, i.tax, i.tax_rate, i.net - i.untaxed as taxable,
        sum(s.lacking) over (partition by i.reseller_id, i.id order by s.month_from) as added
      from short s join billing.invoice i on i.reseller_id = s.reseller_id and i.account_id = s.account_id and i.run_id = ${run.id}::uuid
        and i.state = 'draft' and ${NO_OTHER}
    ), taxed as (
      select r.*, lag(tax_after, 1, tax) over (partition by reseller_id, invoice_id order by month_from) as tax_before
      from (select r.*, (sign(r.taxable + r.added) * div(2 * abs(r.taxable + r.added) * r.tax_rate + 1, 2))::bigint as tax_after from reached r) r
    ), line as (
      insert into billing.charge (reseller_id, account_id, subscription_id, component, period_from, revision, period_to, seller_id, buyer_id,
        customer_id, offer_id, invoice_id, run_id, quantity, days, period_days, list_price, discount, unit_price, net, tax, currency, recorded_at, words)
      select reseller_id, account_id, account_id, 'minimum', month_from, 1, month_to, seller_id, buyer_id, buyer_id, null, invoice_id,
        ${run.id}::uuid, 1, 1, 1, lacking, 0, lacking, lacking, tax_after - tax_before, currency, ${run.opened_at}::timestamptz, ${WORDS}::jsonb
      from taxed
    )
    update billing.invoice i set net = i.net + t.lacking, tax = i.tax + t.tax, total = i.net + t.lacking + i.tax + t.tax,
      kind = case when i.net + t.lacking + i.tax + t.tax < 0 then 'credit_note' else 'invoice' end,
      period_from = least(i.period_from, t.month_from), period_to = greatest(i.period_to, t.month_to)
    from (select reseller_id, invoice_id, sum(lacking)::bigint as lacking, sum(tax_after - tax_before)::bigint as tax,
        min(month_from) as month_from, max(month_to) as month_to from taxed group by 1, 2) t
    where i.reseller_id = t.reseller_id and i.id = t.invoice_id`.execute(db);
}

/** A draft of nothing for each account that lacks something and has no draft by the month's own rule. */
async function draftMissing(db: Db, run: Run, scope: Scope): Promise<void> {
  await sql`
    with ${shortfalls(run, scope)}
    insert into billing.invoice (reseller_id, id, account_id, seller_id, buyer_id, run_id, kind, state, period_from, period_to, currency,
      net, tax, total, tax_rate, tax_note, created_at)
    select s.reseller_id, base.new_id(), s.account_id, s.seller_id, s.buyer_id, ${run.id}::uuid, 'invoice', 'draft', s.month_from, s.month_to,
      s.currency, 0, 0, 0, x.rate, x.note, ${run.opened_at}::timestamptz
    from (select reseller_id, account_id, seller_id, buyer_id, currency, min(month_from) as month_from, max(month_to) as month_to
      from short group by 1, 2, 3, 4, 5) s
    join identity.organization seller on seller.id = s.seller_id
    join identity.organization buyer on buyer.reseller_id = s.reseller_id and buyer.id = s.buyer_id
    ${taxRule(sql`${run.cutoff}::date - 1`)}
    where not exists (select from billing.invoice i where i.reseller_id = s.reseller_id and i.account_id = s.account_id
      and i.run_id = ${run.id}::uuid and i.state = 'draft' and not i.earlier_rule)`.execute(db);
}

/**
 * Each month that the run settles for an account and for which its lines lack something. A run settles its own month, and those before it that no
 * run has come to: in which the branch was set aside, or of which no month end was held.
 */
function shortfalls(run: Run, { resellerIds, accountId }: Scope) {
  const chosen = sql`${within(resellerIds, 'reseller_id')} and ${accountId ? sql`account_id = ${accountId}` : sql`true`}`;
  return sql`month as materialized (
    select b.reseller_id, b.settled_to, m::date as month, least((m + interval '1 month')::date, ${run.cutoff}::date) as month_to
    from (select b.reseller_id, least(date_trunc('month', ${run.cutoff}::date - interval '1 day')::date,
        coalesce(${settledTo(sql`b.reseller_id`, sql`${run.cutoff}::date`)}, ${leftFrom(sql`b.reseller_id`, run)})) as settled_to
      from unnest(${[...resellerIds]}::uuid[]) b (reseller_id)) b
    cross join lateral generate_series(date_trunc('month', b.settled_to), ${run.cutoff}::date - interval '1 day', interval '1 month') m
  ), ${promises(sql`month`, chosen)}, short as (
    select p.reseller_id, p.account_id, p.seller_id, p.buyer_id, p.currency, p.month as month_from, m.month_to,
      p.amount - coalesce(l.net, 0) as lacking
    from promise p join month m on m.reseller_id = p.reseller_id and m.month = p.month
    left join lateral (select sum(l.net)::bigint as net from billing.charge l
      join billing.invoice i on i.reseller_id = l.reseller_id and i.id = l.invoice_id
      where l.reseller_id = p.reseller_id and l.account_id = p.account_id and ${counts(sql`p.month`, sql`m.month_to`)}
        and case when l.period_from >= p.month then i.state = 'issued' or i.run_id = ${run.id}::uuid
          else i.run_id = ${run.id}::uuid and m.month_to = ${run.cutoff}::date and l.period_from < m.settled_to end) l on true
    where p.amount > coalesce(l.net, 0)
      and not exists (select from billing.charge l where l.reseller_id = p.reseller_id and l.account_id = p.account_id
        and l.component = 'minimum' and l.period_from = p.month))`;
}

type Sql = ReturnType<typeof sql>;

/** Up to where the branch was billed by the month ends before `cutoff`; null where there was none. */
function settledTo(reseller: Sql, cutoff: Sql): Sql {
  return sql`(select max(k.billed_through) from billing.branch_mark k where k.reseller_id = ${reseller} and k.billed_through < ${cutoff})`;
}

/** Up to where the month end went that was held before this run, or before the first one in which the branch was set aside; where none was, its month. */
function leftFrom(reseller: Sql, run: Run): Sql {
  return sql`(select coalesce(max(r.cutoff), date_trunc('month', first.cutoff - interval '1 day')::date)
        from (select least(min(r.cutoff), ${run.cutoff}::date) as cutoff from billing.run_task t join ${MONTH_ENDS} r on r.id = t.run_id
          where t.reseller_id = ${reseller} and t.state = 'quarantined') first
        left join ${MONTH_ENDS} r on r.cutoff < first.cutoff group by first.cutoff)`;
}

const MONTH_ENDS = sql.raw(
  `(select id, cutoff from billing.run where kind = 'month_end' and state <> 'discarded')`,
);

/**
 * Whether the line `l` can count towards what was promised for the month from `month` to `end`. Once, in the month in which it begins (as a fee's
 * period does, not that in which it is charged ahead), or in that of the run which comes to it later. What is given back of a line of an
 * earlier month takes nothing from this one: else the promise would charge again what a pause or a correction gave back. Credits by hand, debits
 * and corrections of days in arrears do not count.
 */
function counts(month: Sql, end: Sql) {
  return sql`l.component not in ('credit', 'debit', 'adjustment', 'minimum') and l.period_from < ${end}
        and (l.component <> 'refund' or l.origin_from >= ${month})`;
}

/**
 * What each of the chosen accounts has promised for months of its branch, as the relation `promise`: its own promise, else what the version of
 * its plan commits to that is in force on the first. `months`: a relation of branches and first days (`month`); it is joined once for a promise, for
 * the planner expects few of them.
 */
function promises(months: Sql, chosen: Sql) {
  const month = sql.raw('m.month');
  return sql`own as (
    select distinct on (p.reseller_id, p.account_id, ${month}) p.reseller_id, ${month}, p.account_id, p.seller_id, p.buyer_id, p.amount, p.currency, p.valid_from
    from (select * from billing.minimum_commitment where ${chosen}) p
    join ${months} m on m.reseller_id = p.reseller_id and p.valid_from <= ${month}
    order by p.reseller_id, p.account_id, ${month}, p.valid_from desc, p.revision desc
  ), planned as (
    select distinct on (p.reseller_id, p.account_id, ${month}) p.reseller_id, ${month}, p.account_id, p.seller_id, p.buyer_id, p.bundle_plan_id
    from (select * from program.account_plan where ${chosen}) p
    join ${months} m on m.reseller_id = p.reseller_id and p.valid_from <= ${month}
    order by p.reseller_id, p.account_id, ${month}, p.valid_from desc, p.revision desc
  ), promise as (
    select own.*, null::uuid as bundle_plan_id from own
    union all
    select p.reseller_id, p.month, p.account_id, p.seller_id, p.buyer_id, c.monthly_minimum, c.currency, v.valid_from, p.bundle_plan_id
    from planned p
    join identity.account a on a.reseller_id = p.reseller_id and a.id = p.account_id
    join lateral (select v.version, v.valid_from from catalog.bundle_plan_version v where v.bundle_plan_id = p.bundle_plan_id
      and v.valid_from <= p.month order by v.valid_from desc limit 1) v on true
    join catalog.plan_commitment c on c.bundle_plan_id = p.bundle_plan_id and c.version = v.version and c.currency = a.currency
    where not exists (select from own where own.reseller_id = p.reseller_id and own.account_id = p.account_id and own.month = p.month)
  )`;
}

/** A promise for one month, what was bought of it, and whether the month is billed. `plan_name`: it comes with the plan. */
export type Promised = {
  reseller_id: string;
  account_id: string;
  buyer_id: string;
  buyer_name: string;
  bundle_plan_id: string | null;
  plan_name: { en: string; ar: string } | null;
  valid_from: string;
  currency: string;
  amount: bigint;
  reached: bigint;
  charged: bigint;
};

/** Every promise of the seller's accounts for the month that begins on this day; those that lack most first. Promises of nothing are left out. */
export async function listPromises(db: Db, sellerId: string, month: string): Promise<Promised[]> {
  const first = sql`${month}::date`;
  const end = sql`(${first} + interval '1 month')::date`;
  const branches = sql`(select distinct reseller_id, ${first} as month from identity.account where seller_id = ${sellerId})`;
  const { rows } = await sql<Promised>`
    with ${promises(branches, sql`seller_id = ${sellerId}::uuid`)}
    select p.reseller_id, p.account_id, p.buyer_id, o.name as buyer_name, p.bundle_plan_id, b.name as plan_name, p.valid_from, p.currency, p.amount,
      coalesce(l.net, 0)::bigint as reached, coalesce(l.short, 0)::bigint as charged
    from promise p
    join identity.organization o on o.reseller_id = p.reseller_id and o.id = p.buyer_id
    left join catalog.bundle_plan b on b.id = p.bundle_plan_id
    cross join lateral (select least(${first}, ${settledTo(sql`p.reseller_id`, end)}) as settled_to) branch
    left join lateral (
      select sum(l.net) filter (where l.component <> 'minimum') as net,
        sum(l.net) filter (where l.component = 'minimum' and l.period_from = ${first}) as short
      from billing.charge l join billing.invoice i on i.reseller_id = l.reseller_id and i.id = l.invoice_id
      left join billing.run r on r.id = i.run_id and r.kind = 'month_end'
      where l.reseller_id = p.reseller_id and l.account_id = p.account_id and i.state <> 'discarded'
        and (l.component = 'minimum' or ${counts(first, end)})
        and case when l.period_from >= ${first} then i.state = 'issued' or r.cutoff >= ${end}
          else r.cutoff = ${end} and l.period_from < branch.settled_to end) l on true
    where p.amount > 0
    order by greatest(p.amount - coalesce(l.net, 0), 0) desc, o.name, p.account_id limit 1000`.execute(db);
  return rows;
}
