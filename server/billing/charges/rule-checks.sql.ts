import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { Finding, Run } from '../runs/runs.rules.ts';
import { OF_INVOICE } from './lines.sql.ts';
import { within } from './scope.sql.ts';

/**
 * What of a run's drafts is taxed by another rule than it should be: a line that corrects an earlier one on a document of another rule than that
 * was charged by; and a document by an earlier rule whose tax is not its rate's. Lines are read of documents that may correct something alone:
 * those with days of earlier months, and those of terms.
 */
export async function wronglyRuled(db: Db, run: Run, resellerIds: readonly string[]): Promise<Finding[]> {
  const { rows } = await sql<Finding>`
    with i as materialized (
      select * from billing.invoice where run_id = ${run.id} and state = 'draft' and ${within(resellerIds, 'reseller_id')}
        and (earlier_rule or has_terms or period_from < date_trunc('month', ${run.cutoff}::date - 1))
    )
    (select i.reseller_id, 'tax' as rule, 'Line ' || l.component || ' from ' || l.period_from || ' of subscription ' || l.subscription_id ||
        ' takes from a document with ' || o.tax_note || ' ' || o.tax_rate || ', but its own has ' || i.tax_note || ' ' || i.tax_rate as detail
    from i
    cross join lateral (select * from billing.charge c where ${OF_INVOICE} and c.origin_invoice_id is not null offset 0) l
    join billing.invoice o on o.reseller_id = l.reseller_id and o.id = l.origin_invoice_id
    where (o.tax_rate, o.tax_note) is distinct from (i.tax_rate, i.tax_note)
    order by i.id limit 100)
    union all
    (select reseller_id, 'tax', 'Invoice ' || id || ' says a tax of ' || tax || ', which is not ' || tax_rate || ' of ' || net - untaxed
    from i where earlier_rule and tax <> round((net - untaxed) * tax_rate) order by id limit 100)`.execute(
    db,
  );
  return rows;
}
