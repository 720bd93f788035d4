import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { Run, Scope } from '../runs/runs.rules.ts';
import type { Due } from './due.sql.ts';
import { LINE_COLUMNS } from './line-kinds.sql.ts';
import { within } from './scope.sql.ts';

/** What a line comes from and takes from, as columns of every relation of lines. */
export const ORIGIN_COLUMNS = sql.raw(
  'source_id, words, origin_invoice_id, origin_component, origin_from, origin_revision',
);
/** A line of its own making: the recurring one. */
export const NO_ORIGIN = sql.raw(
  'null::uuid as source_id, null::jsonb as words, null::uuid as origin_invoice_id, null::text as origin_component, null::date as origin_from, null::int as origin_revision',
);

/** A line that is taxed as its pass's documents are, as those are that the recurring statement makes. */
export function noRule({ exempt, ruled }: Due) {
  return sql`${exempt ? sql`, null::jsonb as exemption` : sql``}${ruled ? sql`, null::numeric as tax_rate, null::text as tax_note` : sql``}`;
}

/** What the statements beside the recurring one have found due in this pass, as lines of the drafting statement. */
export function dueLines(run: Run, scope: Scope, { exempt, ruled }: Due) {
  return sql`
    select ${LINE_COLUMNS}, ${ORIGIN_COLUMNS}${exempt ? sql`, exemption` : sql``}${ruled ? sql`, tax_rate, tax_note` : sql``}
    from billing.due_line where run_id = ${run.id}::uuid and ${within(scope.resellerIds, 'reseller_id')}`;
}

/** Forgets what was taken up. */
export async function dropDueLines(db: Db, run: Run, scope: Scope): Promise<void> {
  await sql`delete from billing.due_line where run_id = ${run.id}::uuid and ${within(scope.resellerIds, 'reseller_id')}`.execute(
    db,
  );
}
