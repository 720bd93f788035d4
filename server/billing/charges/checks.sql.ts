import { type RawBuilder, sql } from 'kysely';
import { type Db, FEW, setBased } from '../../base/db.ts';
import type { Finding, Run } from '../runs/runs.rules.ts';
import {
  anyAhead,
  anyCorrected,
  type Uncharged,
  unchargedAhead,
  unchargedCorrections,
} from './ahead-checks.sql.ts';
import { upTo } from './due.sql.ts';
import { OF_INVOICE } from './lines.sql.ts';
import { wronglyRuled } from './rule-checks.sql.ts';
import { within } from './scope.sql.ts';

/**
 * The independent check of what a run drafted for these branches, written another way than the drafting: the area under each
 * subscription's curve of quantities since the last mark = the unit-days charged; lines = their invoice's net and tax. Answers what does not hold.
 */
export async function verifyLines(db: Db, run: Run, resellerIds: readonly string[]): Promise<Finding[]> {
  const branches = sql`billing.charge_stream where ${within(resellerIds, 'reseller_id')}`;
  const exempt = sql`billing.fee where ${within(resellerIds, 'reseller_id')} and exemption is not null`;
  const { rows: size } = await sql<Size>`
    select ${upTo(FEW + 1, branches)} as streams, ${upTo(1, sql`${branches} and (apart or billed_through <> starts_on)`)} as odd,
      ${upTo(1, exempt)} as exempt, ${anyAhead(run, resellerIds)} as ahead, ${anyCorrected(resellerIds)} as corrected`.execute(
    db,
  );
  const { streams = 0, ahead, corrected } = size[0] ?? {};
  const odd = size[0]?.odd === 1;
  const uncharged = [
    ...(ahead ? await unchargedAhead(db, run, resellerIds, streams) : []),
    ...(corrected ? await unchargedCorrections(db, run, resellerIds) : []),
  ].map(finding);
  const exempted = size[0]?.exempt ? await taxedWrongly(run, resellerIds).execute(db) : { rows: [] };
  const taxes = [...exempted.rows, ...(await wronglyRuled(db, run, resellerIds))];
  if (!odd && !taxes[0] && (await unsorted(db, streams, () => agrees(db, run, resellerIds))))
    return uncharged;
  const { rows: twice } = odd ? await chargedTwice(run, resellerIds).execute(db) : { rows: [] };
  const { rows } = await unsorted(db, streams, () =>
    sql<Finding>`
      with ${runLines(run, resellerIds)}, ${lived(run, resellerIds, odd)}, ${odd ? chargedOdd(resellerIds) : CHARGED}
      (${unitDays(resellerIds, odd)}) union all (${sums(run, resellerIds)})`.execute(db),
  );
  return [...uncharged, ...twice, ...taxes, ...rows.sort((a, b) => (a.detail < b.detail ? -1 : 1))];
}

type Size = { streams: number; odd: number; exempt: number; ahead: boolean; corrected: boolean };

function finding({
  reseller_id,
  subscription_number,
  offer_code,
  currency,
  day,
  missing,
}: Uncharged): Finding {
  const detail = `Subscription ${subscription_number} holds units on ${day} that no line charges (${missing}). Is a price missing? See that ${offer_code} has a price in ${currency} on that day, then draft the branch again.`;
  return { reseller_id, rule: 'days', detail };
}

/** Set-based, and without sorts to group: the planner expects two rows and would sort forty thousand by three ids. */
async function unsorted<T>(db: Db, streams: number, work: () => Promise<T>): Promise<T> {
  await sql`set local enable_sort = off`.execute(db);
  const answer = await setBased(db, streams, work);
  await sql`set local enable_sort = on`.execute(db);
  return answer;
}

/** Unit-days by account: their sum, and their sum each times a hash of its subscription, so that no two errors make up for each other. */
const TALLY = sql.raw('sum(unit_days) as unit_days, sum(unit_days * uuid_hash(subscription_id)) as hashed');

/**
 * Whether all is as it should be, account by account (one may have several documents, see `partingOf`): the common case, in two passes that keep no
 * row. Where it is not, the statements that go subscription by subscription say what is wrong.
 */
export async function agrees(db: Db, run: Run, resellerIds: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ agrees: boolean }>`
    with ${lived(run, resellerIds, false)}, expected as (
      select account_id, ${TALLY} from lived group by account_id
    ), drafted as (
      select i.account_id, sum(l.unit_days) as unit_days, sum(l.hashed) as hashed, bool_and((i.net, i.tax) = (l.net, l.tax)) as sums
      from billing.invoice i cross join lateral (select coalesce(sum(net), 0) as net, coalesce(sum(tax), 0) as tax, ${TALLY}
        from (select net, tax, subscription_id, case when component = 'usage' then quantity::bigint * days end as unit_days
          from billing.charge c where ${OF_INVOICE}) line) l
      where i.run_id = ${run.id} and i.state = 'draft' and ${within(resellerIds, 'i.reseller_id')}
      group by i.account_id
    )
    select coalesce(bool_and(coalesce(d.sums, true) and coalesce(d.unit_days, 0) = coalesce(e.unit_days, 0)
      and coalesce(d.hashed, 0) = coalesce(e.hashed, 0)), true) as agrees
    from expected e full join drafted d on d.account_id = e.account_id`.execute(db);
  return rows[0]?.agrees ?? false;
}

/** The run's lines of these branches, found by way of their invoices: the work grows with the month, not with the years before. */
function runLines(run: Run, resellerIds: readonly string[]) {
  return sql`line as materialized (
    select i.reseller_id, l.account_id, l.subscription_id, i.id as invoice_id, l.component, l.net, l.tax,
      case when l.component = 'usage' then l.quantity::bigint * l.days end as unit_days
    from billing.invoice i cross join lateral (select * from billing.charge c
      where ${OF_INVOICE} offset 0) l
    where i.run_id = ${run.id} and i.state = 'draft' and ${within(resellerIds, 'i.reseller_id')})`;
}

/**
 * A curve's area from a to b is the sum over its steps of (rise × days from the step to b) − (rise × days from the step to a). Streams that
 * stand apart are checked over their whole life, the others from their branch's mark before this run. Those charged in advance have no
 * unit-days to compare.
 */
function lived(run: Run, resellerIds: readonly string[], odd: boolean) {
  const from = sql`greatest(c.starts_on, m.billed_through, p.from_date)`;
  const to = sql`least(${run.cutoff}::date, p.to_date)`;
  const days = odd
    ? sql`case when c.apart then greatest(c.starts_on, p.from_date) else ${from} end as from_date,
        case when c.apart then least(c.billed_through, p.to_date) else ${to} end as to_date`
    : sql`${from} as from_date, ${to} as to_date`;
  return sql`mark as (
      select reseller_id, max(billed_through) as billed_through from billing.branch_mark
      where run_id <> ${run.id} and ${within(resellerIds, 'reseller_id')} group by reseller_id
    ), rise as (
      select reseller_id, subscription_id, starts_on,
        quantity - lag(quantity, 1, 0) over (partition by reseller_id, subscription_id order by starts_on, seq) as units
      from orders.segment where ${within(resellerIds, 'reseller_id')}
    ), lived as (
      select c.reseller_id, c.account_id, c.subscription_id,
        rise.units::bigint * (greatest(w.to_date - rise.starts_on, 0) - greatest(w.from_date - rise.starts_on, 0)) as unit_days
      from billing.charge_stream c
      join catalog.offer o on o.id = c.offer_id and o.cycle_months = 1 and o.billing = 'recurring'
      left join mark m on m.reseller_id = c.reseller_id
      left join billing.run_source p on p.run_id = ${run.id} and p.reseller_id = c.reseller_id and p.account_id = c.account_id
        and ${within(resellerIds, 'p.reseller_id')}
      join rise on rise.reseller_id = c.reseller_id and rise.subscription_id = c.subscription_id
      cross join lateral (select ${days}) w
      where ${within(resellerIds, 'c.reseller_id')} and ${odd ? sql`(c.apart or c.billed_through = c.starts_on)` : sql`true`}
        and coalesce(p.billing_preference, 'postpay') = 'postpay' and w.from_date < w.to_date
    )`;
}

const CHARGED = sql`charged as (select account_id, subscription_id, unit_days from line where unit_days is not null)`;

/** Of a stream that stands apart every line ever counts, of the others those of the run; of one that is paid ahead none. */
function chargedOdd(resellerIds: readonly string[]) {
  return sql`odd as materialized (
      select s.reseller_id, s.account_id, s.subscription_id, s.apart and o.cycle_months = 1 and o.billing = 'recurring' as apart
      from billing.charge_stream s join catalog.offer o on o.id = s.offer_id
      where ${within(resellerIds, 's.reseller_id')} and (s.apart or s.billed_through <> s.starts_on)
    ), charged as materialized (
      select l.account_id, l.subscription_id, l.component, coalesce(l.unit_days, 0) as unit_days
      from line l left join odd s on s.reseller_id = l.reseller_id and s.account_id = l.account_id and s.subscription_id = l.subscription_id
      where s.reseller_id is null
      union all
      select c.account_id, c.subscription_id, c.component,
        case when c.component in ('usage', 'adjustment') then c.quantity::bigint * c.days else 0 end
      from odd s cross join lateral (select * from billing.charge l where l.reseller_id = s.reseller_id
        and l.account_id = s.account_id and l.subscription_id = s.subscription_id offset 0) c
      where s.apart
    )`;
}

/**
 * Where an account pays ahead on some days and after the month on others, no area tells what is due in arrears; but no day of such a stream
 * may be on a line in arrears and on another line as well.
 */
function chargedTwice(run: Run, resellerIds: readonly string[]) {
  return sql<Finding>`
    select l.reseller_id, 'days' as rule, 'Subscription ' || l.subscription_id || ' is charged twice for days from ' || l.period_from as detail
    from billing.invoice i cross join lateral (select * from billing.charge c
      where ${OF_INVOICE} offset 0) l
    where i.run_id = ${run.id} and i.state = 'draft' and ${within(resellerIds, 'i.reseller_id')} and l.component = 'usage'
      and exists (select from billing.charge_stream s where not s.apart and s.billed_through <> s.starts_on
        and s.reseller_id = l.reseller_id and s.account_id = l.account_id and s.subscription_id = l.subscription_id)
      and exists (select from billing.charge o where o.reseller_id = l.reseller_id and o.account_id = l.account_id
        and o.subscription_id = l.subscription_id and o.component in ('usage', 'term')
        and o.period_from < l.period_to and l.period_from < o.period_to
        and (o.component, o.period_from, o.revision) <> (l.component, l.period_from, l.revision))
    order by l.reseller_id, l.subscription_id limit 100`;
}

/** A sentence with its `{0}`, `{1}` put in by PostgreSQL; the reader's language has it by these words. */
function said(sentence: string, ...values: RawBuilder<unknown>[]) {
  const form = sql.lit(sentence.replace(/\{\d\}/g, '%s'));
  return sql<string>`format(${sql.join([form, ...values])})`;
}

/** What pays ahead has no unit-days to compare. */
const PAID_AHEAD = sql`(select from charged t where t.account_id = differs.account_id
      and t.subscription_id = differs.subscription_id and t.component = 'term')`;

function unitDays(resellerIds: readonly string[], odd: boolean) {
  const [id, days] = [sql.ref('subscription_id'), sql`abs(more)`];
  const tooFew = said(
    'Subscription {0} lived {1} unit-days in arrears more than are charged; is a price missing?',
    id,
    days,
  );
  const tooMany = said('Subscription {0} is charged {1} unit-days in arrears more than it lived.', id, days);
  return sql`select a.reseller_id, 'days' as rule, case when more > 0 then ${tooFew} else ${tooMany} end as detail
    from (select account_id, subscription_id, sum(unit_days) as more
      from (select account_id, subscription_id, unit_days from lived
        union all select account_id, subscription_id, -unit_days from charged) day
      group by account_id, subscription_id having sum(unit_days) <> 0) differs
    join identity.account a on a.id = differs.account_id and ${within(resellerIds, 'a.reseller_id')}
    where ${odd ? sql`not exists ${PAID_AHEAD}` : sql`true`} limit 100`;
}

function sums(run: Run, resellerIds: readonly string[]) {
  return sql`select i.reseller_id, 'sums' as rule, 'Invoice ' || i.id || ' says ' || i.net || ' + ' || i.tax || ', its lines ' ||
      coalesce(l.net, 0) || ' + ' || coalesce(l.tax, 0) as detail
    from billing.invoice i
    left join (select invoice_id, sum(net) as net, sum(tax) as tax from line group by invoice_id) l on l.invoice_id = i.id
    where i.run_id = ${run.id} and i.state = 'draft' and ${within(resellerIds, 'i.reseller_id')}
      and (i.net, i.tax) is distinct from (coalesce(l.net, 0), coalesce(l.tax, 0))
    limit 100`;
}

/** Where some fees bear no tax: their lines have none, the invoice knows what they come to, and its tax is the rate's of the rest. */
function taxedWrongly(run: Run, resellerIds: readonly string[]) {
  return sql<Finding>`
    select i.reseller_id, 'tax' as rule, 'Invoice ' || i.id || ' says that ' || i.untaxed || ' bear no tax and the rest ' || i.tax || ', its lines ' ||
      l.untaxed || ' with a tax of ' || l.tax as detail
    from billing.invoice i
    cross join lateral (select coalesce(sum(net), 0) as untaxed, coalesce(sum(abs(tax)), 0) as tax from billing.line
      where reseller_id = i.reseller_id and invoice_id = i.id and exemption is not null) l
    where i.run_id = ${run.id} and i.state = 'draft' and ${within(resellerIds, 'i.reseller_id')}
      and (i.untaxed <> l.untaxed or l.tax <> 0 or i.tax <> round((i.net - l.untaxed) * i.tax_rate))
    order by i.id limit 100`;
}

/** What the whole run must answer once every branch is done: each branch with something to bill was worked and left its mark. */
export async function verifyComplete(db: Db, run: Run): Promise<Finding[]> {
  const detail = said('This reseller was not billed; draft the month again.');
  const { rows } = await sql<Finding>`
    select c.reseller_id, 'branches' as rule, ${detail} as detail
    from (select o.id as reseller_id from identity.organization o where o.reseller_id = o.id and exists (
      select from billing.charge_stream s where s.reseller_id = o.id and s.starts_on < ${run.cutoff}::date)) c
    left join billing.run_task t on t.run_id = ${run.id} and t.reseller_id = c.reseller_id
    left join billing.branch_mark m on m.run_id = ${run.id} and m.reseller_id = c.reseller_id
    where t.state is distinct from 'quarantined' and (t.state is distinct from 'done' or m.run_id is null)
    order by c.reseller_id limit 100`.execute(db);
  return rows;
}
