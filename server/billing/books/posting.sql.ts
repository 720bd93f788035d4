import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../base/db.ts';

type Key = { reseller_id: string; id: string };

function keys(invoices: readonly Key[]) {
  const branches = invoices.map(({ reseller_id }) => reseller_id);
  return sql`unnest(${branches}::uuid[], ${invoices.map(({ id }) => id)}::uuid[])`;
}

/** A line of a term, or what is given back of one by a refund or by a note that takes from a term's line. */
const OF_TERMS = sql`(component = 'term' or origin_component = 'term') and component in ('term', 'refund', 'adjustment', 'credit')`;

/** The net of terms on document `i`; most have none, and their lines are not read. */
const DEFERRED = sql`case when i.has_terms then (select coalesce(sum(net), 0)::bigint from billing.line
      where reseller_id = i.reseller_id and invoice_id = i.id and ${OF_TERMS}) else 0 end`;

/**
 * What issued documents post, as the ledger takes it. An invoice's totals are owed; a credit note takes them back, and its sum waits in the
 * wallet until it is used. The part of the net that is for terms is deferred: it is earned month by month. Less than nothing goes the other
 * way, nothing is left out.
 */
export function postingsOf(invoices: readonly Key[]): RawBuilder<unknown> {
  return sql`
    select i.reseller_id, i.seller_id, i.buyer_id, i.account_id, case when v.amount > 0 then owed.place else v.place end as debit,
      case when v.amount > 0 then v.place else owed.place end as credit, abs(v.amount) as amount, i.currency,
      case i.kind when 'credit_note' then 'credit_note' else 'invoice' end as kind, i.id as source_id, i.issued_on as posted_on
    from ${keys(invoices)} with ordinality wanted (reseller_id, id, nth)
    join billing.invoice i on i.reseller_id = wanted.reseller_id and i.id = wanted.id
    cross join lateral (select ${DEFERRED} as deferred offset 0) terms
    cross join lateral (select case i.kind when 'credit_note' then 'wallet' else 'receivable' end as place) owed
    cross join lateral (values (1, 'revenue', i.net - terms.deferred), (2, 'deferred_revenue', terms.deferred), (3, 'tax', i.tax))
      v (part, place, amount)
    where v.amount <> 0 order by wanted.nth, v.part`;
}

export type TermRevenue = { invoice_id: string; net: bigint; period_from: string; period_to: string };

/** The revenue of terms on these documents, by the days it is for: cycles charged in advance, and what is given back of one. */
export async function termRevenue(
  db: Db,
  invoices: readonly (Key & { has_terms: boolean })[],
): Promise<TermRevenue[]> {
  const wanted = invoices.filter(({ has_terms }) => has_terms);
  if (wanted.length === 0) return [];
  const { rows } = await sql<TermRevenue>`
    select wanted.id as invoice_id, l.period_from, l.period_to, sum(l.net)::bigint as net from ${keys(wanted)} wanted (reseller_id, id)
    cross join lateral (select period_from, period_to, net from billing.line
      where reseller_id = wanted.reseller_id and invoice_id = wanted.id and ${OF_TERMS} offset 0) l
    group by wanted.id, l.period_from, l.period_to having sum(l.net) <> 0
    order by wanted.id, l.period_from, l.period_to`.execute(db);
  return rows;
}
