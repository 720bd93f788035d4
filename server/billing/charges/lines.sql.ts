import { sql } from 'kysely';
import { type Db, setBased } from '../../base/db.ts';
import type { Run, Scope } from '../runs/runs.rules.ts';
import { taxRule } from '../tax/tax.sql.ts';
import { partiesOf, partingOf } from './documents.sql.ts';
import { type Due, isBeside } from './due.sql.ts';
import { dueLines, NO_ORIGIN, noRule, ORIGIN_COLUMNS } from './due-lines.sql.ts';
import { LINE_COLUMNS, markedStreams, termLines, usageLines } from './line-kinds.sql.ts';
import { within } from './scope.sql.ts';

export type Drafted = { reseller_id: string; lines: number; invoices: number };

/**
 * Condition that line `c` is of document `i`: by its account and days, as the key of lines is ordered, so that what other months hold is not
 * read. Everywhere else the view billing.line says it.
 */
export const OF_INVOICE =
  sql.raw(`c.reseller_id = i.reseller_id and c.account_id = i.account_id and c.period_from >= i.period_from
        and c.period_from < i.period_to and c.invoice_id = i.id`);

/**
 * Drafts the lines and invoices of the scope in one statement, on every account of the chains alike, and moves the watermarks.
 * Answers how many lines and invoices each branch got. Running it twice drafts nothing more: the watermark and the key of a line see to it.
 *
 * The recurring lines are made here (line-kinds.sql.ts); what else is due was left in `due_line` by the statements before and is taken
 * up. Each line is rounded half away from zero once; tax once per invoice, spread by largest remainder over the lines that bear it.
 */
export async function draftLines(db: Db, run: Run, scope: Scope, due: Due): Promise<Drafted[]> {
  const arrears = !scope.termOnly;
  const ahead = due.ahead || (arrears && due.apart) || due.corrected;
  const kinds = [
    ...(ahead ? [markedStreams(run, scope, due)] : []),
    spans(scope),
    ...(arrears ? [usageLines(run, scope, due)] : []),
    ...(due.ahead ? [termLines(run)] : []),
  ];
  const beside = besideColumns(due);
  const recurring = sql`select ${LINE_COLUMNS}${isBeside(due) ? sql`, ${NO_ORIGIN}` : sql``}${noRule(due)}`;
  const lines = [
    ...(arrears ? [sql`${recurring} from usage`] : []),
    ...(due.ahead ? [sql`${recurring} from term`] : []),
    ...(isBeside(due) ? [dueLines(run, scope, due)] : []),
  ];
  const statement = sql<Drafted>`
    with ${sql.join(kinds)},
    line as materialized (${sql.join(lines, sql` union all `)}),
    ${invoices(run, scope, due)}, ${taxedLines(due)},
    drafted as (
      insert into billing.charge (reseller_id, account_id, subscription_id, component, period_from, revision, period_to, seller_id,
        buyer_id, customer_id, offer_id, invoice_id, run_id, quantity, days, period_days, list_price, discount, unit_price, net, tax, currency,
        recorded_at${beside})
      select reseller_id, account_id, subscription_id, component, period_from, revision, period_to, seller_id,
        buyer_id, customer_id, offer_id, invoice_id, ${run.id}::uuid, quantity, days, period_days, list_price, discount, unit_price, net,
        tax, currency, ${run.opened_at}::timestamptz${beside}
      from ${scope.lines === undefined ? sql`taxed` : firstLines(scope, scope.lines)}
    )${arrears && !scope.accountId ? sql`, ${mark(run, scope)}` : sql``}${ahead ? sql`, ${watermarks(run, scope)}` : sql``}
    select reseller_id, sum(lines)::int as lines, count(*)::int as invoices from total group by reseller_id`;
  const { rows } = await setBased(db, due.streams, () => statement.execute(db));
  return rows;
}

/**
 * Each subscription's timeline of quantities as half-open ranges. Of two segments with the same start the later holds; one that changes
 * nothing does not begin a range, so that a line is never split for it and no total depends on how often the same was said.
 */
function spans({ resellerIds, accountId }: Scope) {
  return sql`span as (
    select reseller_id, subscription_id, quantity, from_date, lead(from_date, 1, 'infinity'::date) over timeline as to_date
    from (select *, lag(quantity) over (partition by reseller_id, subscription_id order by from_date) as before
      from (select reseller_id, subscription_id, quantity, starts_on as from_date,
          lead(starts_on) over (partition by reseller_id, subscription_id order by starts_on, seq) as next
        from orders.segment where ${within(resellerIds, 'reseller_id')} and ${
          accountId
            ? sql`subscription_id in (select subscription_id from billing.charge_stream
              where ${within(resellerIds, 'reseller_id')} and account_id = ${accountId})`
            : sql`true`
        }) said
      where next is distinct from from_date) held
    where before is distinct from quantity
    window timeline as (partition by reseller_id, subscription_id order by from_date))`;
}

/** One draft per account with lines: an invoice, or a credit note where less than nothing is due; see `partingOf`. The tax rule is one per document. */
function invoices(run: Run, scope: Scope, due: Due) {
  const ofTerm = isBeside(due)
    ? sql`component = 'term' or origin_component = 'term'`
    : sql`component = 'term'`;
  const terms = due.ahead || isBeside(due) ? sql`coalesce(bool_or(${ofTerm}), false)` : sql`false`;
  const untaxed = due.exempt ? sql`coalesce(sum(net) filter (where exemption is not null), 0)` : sql`0`;
  const parting = partingOf(due);
  return sql`${parting.with}total as materialized (
    select reseller_id, account_id, min(period_from) as period_from, max(period_to) as period_to,
      sum(net)::bigint as net, min(net) as least, max(net) as most, count(*) as lines,
      ${untaxed}::bigint as untaxed, ${terms} as has_terms${parting.named}
    from ${parting.lines} group by reseller_id, account_id${parting.by}
  ), invoiced as (
    insert into billing.invoice (reseller_id, id, account_id, seller_id, buyer_id, run_id, kind, state, period_from, period_to, currency,
      net, untaxed, tax, total, tax_rate, tax_note, has_terms, created_at${parting.earlier.column})
    select t.reseller_id, ${parting.id}, t.account_id, a.seller_id, a.buyer_id, ${run.id}::uuid,
      ${parting.kind}, 'draft', t.period_from, t.period_to, a.currency,
      t.net, t.untaxed, y.tax, t.net + y.tax, ${parting.rate}, ${parting.note}, t.has_terms, ${run.opened_at}::timestamptz${parting.earlier.value}
    from total t
    join identity.account a on a.reseller_id = t.reseller_id and a.id = t.account_id and ${within(scope.resellerIds, 'a.reseller_id')}
    ${partiesOf(scope, run, 'a')}
    ${taxRule(sql`${run.cutoff}::date - 1`)}
    cross join lateral (select t.net - t.untaxed as taxable) b
    cross join lateral (select (sign(b.taxable::numeric) * div(2 * abs(b.taxable) * ${parting.rate} + 1, 2))::bigint as tax) y
    order by t.reseller_id, t.account_id
    returning reseller_id, id, account_id, seller_id, buyer_id, currency, net, untaxed, tax)`;
}

/** The columns that only what is due beside the recurring lines fills; each costs as it is passed on, even empty. */
function besideColumns(due: Due) {
  if (!isBeside(due)) return sql``;
  return due.exempt ? sql`, ${ORIGIN_COLUMNS}, exemption` : sql`, ${ORIGIN_COLUMNS}`;
}

/** A line's columns but those that its invoice says as well: what is sorted is moved, and less of it is faster. */
const OWN_COLUMNS =
  sql.raw(`l.subscription_id, l.component, l.period_from, l.revision, l.period_to, l.customer_id, l.offer_id, l.quantity, l.days,
      l.period_days, l.list_price, l.discount, l.unit_price, l.net`);

/** Products of two amounts below this fit 64 bits; an invoice with greater ones, or with credits, is spread in decimals. */
const HALF_WORD = 3_000_000_000n;

/**
 * Each line's share of its invoice's tax, rounded down, and its place among those that get one of the spare halalas: what was cut off most
 * first. What is exempt has none. Invoice by invoice in the order of their accounts, which is that of the key the lines are written under.
 */
function taxedLines(due: Due) {
  const columns = sql`${OWN_COLUMNS}${besideColumns(due)}`;
  const taxable = due.exempt ? sql`case when l.exemption is null then l.net else 0 end` : sql`l.net`;
  const parting = partingOf(due);
  return sql`bill as materialized (
    select v.*, ${parting.kept}abs(v.tax) as levied, greatest(abs(v.net - v.untaxed), 1) as base, row_number() over (order by v.reseller_id, v.account_id) as nth,
      t.least >= 0 and t.most <= ${HALF_WORD}::bigint and abs(v.net) <= ${HALF_WORD}::bigint as plain
    from invoiced v join total t on t.reseller_id = v.reseller_id and ${parting.ofTotal}
  ), shared as (
    select i.nth, i.plain, i.levied, i.base, ${columns},
      case when i.plain then (${taxable}) * i.levied / i.base
        else div((${taxable})::numeric * i.levied - case when ${taxable} < 0 then i.base - 1 else 0 end, i.base)::bigint end as share
    from ${parting.lines} l join bill i on i.reseller_id = l.reseller_id and i.account_id = l.account_id${parting.ofDocument}
  ), ranked as (
    select nth, ${columns}, share, sum(share) over bill as shared, row_number() over bill as place
    from shared l
    window bill as (partition by nth order by case when plain then (${taxable}) * levied - share * base end desc,
      case when not plain then (${taxable})::numeric * levied - share::numeric * base end desc,
      subscription_id, component, period_from, revision rows between unbounded preceding and unbounded following)
  ), taxed as (
    select i.reseller_id, i.account_id, i.seller_id, i.buyer_id, i.id as invoice_id, i.currency, ${columns},
      share + case when place <= i.tax - shared then 1 else 0 end as tax
    from ranked l join bill i on i.nth = l.nth)`;
}

/** The first so many lines of all, in the order of `linesOf`. */
function firstLines({ resellerIds }: Scope, lines: number) {
  return sql`(select l.* from taxed l
      join identity.organization c on c.reseller_id = l.reseller_id and c.id = l.customer_id and ${within(resellerIds, 'c.reseller_id')}
      left join orders.subscription s on s.reseller_id = l.reseller_id and s.id = l.subscription_id and ${within(resellerIds, 's.reseller_id')}
      left join (select o.id, p.code from catalog.offer o join catalog.product p on p.id = o.product_id) p on p.id = l.offer_id
      order by c.name, p.code, s.number, l.period_from, l.revision, l.subscription_id, l.component limit ${lines}) first`;
}

/**
 * Everything before the watermark is on a line. Whole branches get one mark. (A single account in arrears is only ever a preview, rolled
 * back: it leaves no mark.)
 */
function mark(run: Run, scope: Scope) {
  return sql`marked as (
    insert into billing.branch_mark (reseller_id, run_id, seller_id, billed_through)
    select unnest(${[...scope.resellerIds]}::uuid[]), ${run.id}::uuid, ${run.seller_id}::uuid, ${run.cutoff}::date
    on conflict do nothing)`;
}

/** Streams in advance, and those that stand apart from their branch, have their own. One in arrears reaches the cutoff even when there was nothing to charge. */
function watermarks(run: Run, scope: Scope) {
  const arrears = !scope.termOnly;
  return sql`moved as (
    update billing.charge_stream c set billed_through = w.billed_through
    from (select s.reseller_id, s.account_id, s.subscription_id, s.billed_through as known, greatest(s.billed_through, l.period_to,
        case when s.apart and s.cycle_months = 1 and coalesce(plan.billing_preference, 'postpay') = 'postpay' and ${arrears ? sql`true` : sql`false`}
          then greatest(${run.cutoff}::date, s.starts_on) end) as billed_through
      from stream s
      left join (select reseller_id, account_id, subscription_id, max(period_to) as period_to from line
        where component = 'term' group by 1, 2, 3) l using (reseller_id, account_id, subscription_id)
      left join plan on plan.reseller_id = s.reseller_id and plan.account_id = s.account_id
        and plan.from_date < ${run.cutoff}::date and plan.to_date >= ${run.cutoff}::date
      where s.apart or l.period_to is not null) w
    where c.reseller_id = w.reseller_id and c.account_id = w.account_id and c.subscription_id = w.subscription_id
      and ${within(scope.resellerIds, 'c.reseller_id')} and w.known is distinct from w.billed_through)`;
}

/**
 * Takes the run's draft lines of these branches back: the marks fall to what other lines cover. What a reseller has issued of the run
 * already stays, and its streams stand apart from now on: the branch's mark goes, their own must not.
 */
export async function dropDraft(db: Db, runId: string, resellerIds: readonly string[] | null): Promise<void> {
  // Held first: a reseller may be issuing one of them, and an issued invoice must keep its lines.
  await sql`select from billing.invoice where run_id = ${runId} and state = 'draft' and ${within(resellerIds, 'reseller_id')}
    order by reseller_id, id for update`.execute(db);
  await sql`
    with gone as (
      delete from billing.charge c using billing.invoice i
      where i.run_id = ${runId} and i.state = 'draft' and ${within(resellerIds, 'i.reseller_id')} and ${OF_INVOICE}
      returning c.reseller_id, c.account_id, c.subscription_id, c.component, c.period_from
    ), first as (
      select reseller_id, account_id, subscription_id, min(period_from) as period_from from gone
      where component in ('usage', 'term') group by 1, 2, 3
    ), kept as (
      update billing.charge_stream c set apart = true, billed_through = greatest(c.billed_through, issued.period_to)
      from (select l.reseller_id, l.account_id, l.subscription_id, max(l.period_to) as period_to
        from billing.invoice i join billing.line l on l.reseller_id = i.reseller_id and l.invoice_id = i.id
        where i.run_id = ${runId} and i.state = 'issued' and l.component = 'usage' and ${within(resellerIds, 'i.reseller_id')}
        group by 1, 2, 3) issued
      where c.reseller_id = issued.reseller_id and c.account_id = issued.account_id and c.subscription_id = issued.subscription_id
    ), unmarked as (
      delete from billing.branch_mark where run_id = ${runId} and ${within(resellerIds, 'reseller_id')}
    )
    update billing.charge_stream c set billed_through = first.period_from from first
    where c.reseller_id = first.reseller_id and c.account_id = first.account_id and c.subscription_id = first.subscription_id
      and c.billed_through > first.period_from`.execute(db);
  await db
    .updateTable('billing.invoice')
    .set({ state: 'discarded' })
    .where('run_id', '=', runId)
    .where('state', '=', 'draft')
    .$if(resellerIds !== null, (query) => query.where('reseller_id', 'in', [...(resellerIds ?? [])]))
    .execute();
}
