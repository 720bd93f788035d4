import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { Run, Scope } from '../runs/runs.rules.ts';
import { taxRule } from '../tax/tax.sql.ts';
import { partiesOf } from './documents.sql.ts';
import type { Due } from './due.sql.ts';
import { within } from './scope.sql.ts';

type Sql = ReturnType<typeof sql>;

/**
 * Says of each due line that corrects an earlier supply by which rule of tax that was charged (rate and note), where it is another than the rule of
 * this pass: after a change of the rate, the end or begin of a certificate, a move of the buyer. Answers whether there is any; then they stand on
 * documents of their own, which name what they correct.
 *
 * A change of the price, the quantity or the fact of a supply changes *its* taxable amount, at *its* rate: Directive 2006/112/EC art. 90 (the taxable
 * amount of the supply is reduced), art. 93 (the rate is that of the chargeable event) and 219 (what amends an invoice refers to it, and counts as
 * one); GCC VAT agreement art. 57; KSA VAT Implementing Regulations art. 40 (the output tax that was declared is adjusted) and 54 (by a credit or
 * debit note that refers to the tax invoice; one note may do so to several).
 *
 * What takes from a line, or charges more at its price, names its document (`origin_invoice_id`); its rule may be an earlier one itself, so that
 * corrections of corrections keep to the first. What is charged late without taking from a line, of days that a month end has billed before (use that
 * was told late, more of a cycle that was paid ahead), goes by the document that charged the rest of that month or cycle; where nothing of it was
 * charged, and for days that were on no line, the law of that month's last day holds.
 */
export async function settleRules(db: Db, run: Run, scope: Scope): Promise<boolean> {
  const looked = await lookFor(db, run, scope);
  if (!looked.origins && looked.months.length === 0) return false;
  const own = sql`${run.cutoff}::date - 1`;
  const days = [own, ...looked.months.map((day) => sql`${day}::date`)];
  const pair = (row: string) => sql.raw(`${row}.seller_id = d.seller_id and ${row}.buyer_id = d.buyer_id`);
  const { numAffectedRows } = await sql`
    with due as materialized (
      select d.*, coalesce(d.origin_invoice_id, ${CHARGED_THE_REST}) as charged_by
      from (select d.*, ${LATE_ON} as late_on from ${dueLinesOf(run, scope)}) d where d.origin_invoice_id is not null or d.late_on is not null
    ), pair as materialized (
      select distinct seller_id, buyer_id from due
    ), law as materialized (
      ${sql.join(
        days.map((day) => lawOn(scope, run, day)),
        sql` union all `,
      )}
    ), rule as (
      select d.reseller_id, d.account_id, d.subscription_id, d.component, d.period_from, d.revision, r.rate, r.note
      from due d
      join law own on own.day = ${own} and ${pair('own')}
      left join billing.invoice o on o.reseller_id = d.reseller_id and o.id = d.charged_by
      left join law late on late.day = d.late_on and ${pair('late')}
      cross join lateral (select case when o.id is null then late.rate else o.tax_rate end as rate,
        case when o.id is null then late.note else o.tax_note end as note) r
      where r.note is not null and (r.rate, r.note) is distinct from (own.rate, own.note)
    )
    update billing.due_line d set tax_rate = r.rate, tax_note = r.note from rule r
    where d.run_id = ${run.id}::uuid and (d.reseller_id, d.account_id, d.subscription_id, d.component, d.period_from, d.revision)
      = (r.reseller_id, r.account_id, r.subscription_id, r.component, r.period_from, r.revision)`.execute(db);
  return Boolean(numAffectedRows);
}

/** Whether a due line names a document, and the last days of the months that others are late for. */
async function lookFor(db: Db, run: Run, scope: Scope): Promise<{ origins: boolean; months: string[] }> {
  const { rows } = await sql<{ origins: boolean | null; months: string[] | null }>`
    select bool_or(origin_invoice_id is not null) as origins, array_agg(distinct late_on::text) filter (where late_on is not null) as months
    from (select d.origin_invoice_id, ${LATE_ON} as late_on from ${dueLinesOf(run, scope)}) d`.execute(db);
  return { origins: rows[0]?.origins ?? false, months: rows[0]?.months ?? [] };
}

/** The pass's due lines, `d`, with up to where month ends before it have billed their branch. */
function dueLinesOf(run: Run, { resellerIds }: Scope): Sql {
  return sql`billing.due_line d
    left join (select reseller_id, max(billed_through) as billed_through from billing.branch_mark
      where run_id <> ${run.id}::uuid and ${within(resellerIds, 'reseller_id')} group by reseller_id) m on m.reseller_id = d.reseller_id
    where d.run_id = ${run.id}::uuid and ${within(resellerIds, 'd.reseller_id')}`;
}

/** The last day of the month that due line `d` is late for, if it names no document; an adjustment is always of days that were billed. */
const LATE_ON = sql`case when d.origin_invoice_id is null
    and (d.component = 'adjustment' or d.component in ('use', 'term') and d.period_from < m.billed_through)
  then (date_trunc('month', d.period_from) + interval '1 month')::date - 1 end`;

/** The document that first charged use of the month of due line `d`, or the cycle that it is more of. */
const CHARGED_THE_REST = sql`case when d.late_on is not null and d.component in ('use', 'term') then (select l.invoice_id from billing.charge l
  where l.reseller_id = d.reseller_id and l.account_id = d.account_id and l.subscription_id = d.subscription_id and l.component = d.component
    and l.period_from <= d.period_from and d.period_from < l.period_to
  order by l.period_from, l.revision limit 1) end`;

/** The rule of tax between the parties of each `pair` on a day. */
function lawOn(scope: Scope, run: Run, day: Sql): Sql {
  return sql`select ${day} as day, p.seller_id, p.buyer_id, x.rate, x.note from pair p ${partiesOf(scope, run, 'p')} ${taxRule(day)}`;
}

/** Whether there may be due lines that correct something: only these statements leave any. */
export function mayCorrect({ corrected, shrunk, used, once }: Due): boolean {
  return corrected || shrunk || used || once;
}
