import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { Run } from './runs.rules.ts';

export type Change = {
  reseller_id: string;
  buyer_id: string;
  buyer_name: string;
  currency: string;
  change: 'new' | 'gone' | 'more' | 'less';
  before: bigint | null;
  now: bigint | null;
};

/** The month end before this one, if there is one. */
export async function runBefore(db: Db, run: Run): Promise<string | null> {
  const row = await db
    .selectFrom('billing.run')
    .select('id')
    .where('kind', '=', 'month_end')
    .where('seller_id', '=', run.seller_id)
    .where('state', '<>', 'discarded')
    .where('cutoff', '<', run.cutoff)
    .orderBy('cutoff', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The seller's accounts whose net differs between two runs: new, gone, or by `threshold` percent and more. The greatest difference first. */
export async function changesBetween(
  db: Db,
  run: Run,
  beforeId: string,
  threshold: number,
): Promise<Change[]> {
  const netOf = (
    runId: string,
  ) => sql`(select reseller_id, account_id, buyer_id, currency, sum(net)::bigint as net from billing.invoice
    where run_id = ${runId} and seller_id = ${run.seller_id} and state <> 'discarded' group by reseller_id, account_id, buyer_id, currency)`;
  const { rows } = await sql<Change>`
    select d.*, o.name as buyer_name from (
      select reseller_id, buyer_id, currency, b.net as before, n.net as now,
        case when b.net is null then 'new' when n.net is null then 'gone' when n.net > b.net then 'more' else 'less' end as change
      from ${netOf(run.id)} n full join ${netOf(beforeId)} b using (reseller_id, account_id, buyer_id, currency)
      where b.net is null or n.net is null or (n.net <> b.net and abs(n.net - b.net) * 100 >= abs(b.net) * ${threshold}::int)) d
    join identity.organization o on o.reseller_id = d.reseller_id and o.id = d.buyer_id
    order by abs(coalesce(d.now, 0) - coalesce(d.before, 0)) desc, d.buyer_id limit 500`.execute(db);
  return rows;
}
