import { sql } from 'kysely';
import type { Db } from '../base/db.ts';

export type TermRevenue = { invoice_id: string; net: bigint; period_from: string; period_to: string };

/**
 * The revenue of terms on these documents, by the days it is for: cycles charged in advance, and what is given back of one, by a refund or by a
 * note that takes from a term's line.
 */
export async function termRevenue(
  db: Db,
  invoices: readonly { reseller_id: string; id: string }[],
): Promise<TermRevenue[]> {
  const [branches, ids] = [invoices.map(({ reseller_id }) => reseller_id), invoices.map(({ id }) => id)];
  const { rows } = await sql<TermRevenue>`
    select invoice_id, period_from, period_to, sum(net)::bigint as net from billing.line
    where (reseller_id, invoice_id) in (select * from unnest(${branches}::uuid[], ${ids}::uuid[]))
      and (component = 'term' or (component in ('refund', 'adjustment', 'credit') and origin_component = 'term'))
    group by invoice_id, period_from, period_to having sum(net) <> 0
    order by invoice_id, period_from, period_to`.execute(db);
  return rows;
}
