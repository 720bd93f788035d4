import { sql } from 'kysely';
import { type Db, rowsJson } from '../base/db.ts';
import type { Recognition } from './recognitions.rules.ts';

/** Keeps the schedule in one statement; a month of a document that is there already stays as it is. */
export async function insertRecognitions(db: Db, rows: Recognition[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into ledger.recognition select * from jsonb_populate_recordset(null::ledger.recognition, ${rowsJson(rows)}::jsonb)
    on conflict (reseller_id, source_id, month) do nothing`.execute(db);
}

/**
 * Posts every month before `before` that is not posted yet, of one seller or of all: from deferred revenue to revenue, on the month's last day
 * or, where the document came later, on its own. The transfer's key lets a month stand once. Answers how many.
 */
export async function postEarned(
  db: Db,
  before: string,
  sellerId: string | null,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with posted as (
      insert into ledger.transfer (reseller_id, id, seller_id, buyer_id, account_id, debit, credit, amount, currency, kind, source_id, posted_on, recorded_at)
      select r.reseller_id, base.new_id(), r.seller_id, r.buyer_id, r.account_id,
        case when r.amount > 0 then 'deferred_revenue' else 'revenue' end, case when r.amount > 0 then 'revenue' else 'deferred_revenue' end,
        abs(r.amount), r.currency, 'recognition', r.id, greatest((r.month + interval '1 month')::date - 1, r.deferred_on), ${now}::timestamptz
      from ledger.recognition r
      where r.month < date_trunc('month', ${before}::date::timestamp)::date and ${sellerId ? sql`r.seller_id = ${sellerId}` : sql`true`}
        and not exists (select from ledger.transfer t where t.reseller_id = r.reseller_id and t.source_id = r.id and t.kind = 'recognition')
      on conflict (reseller_id, source_id, kind, debit, credit) do nothing
      returning 1)
    select count(*)::int as count from posted`.execute(db);
  return rows[0]?.count ?? 0;
}

export type ScheduledMonth = { month: string; currency: string; amount: bigint; earned: bigint };

/** The seller's schedule by month and currency: what falls into the month, and what of it is posted. */
export async function scheduleOf(db: Db, sellerId: string): Promise<ScheduledMonth[]> {
  const { rows } = await sql<ScheduledMonth>`
    select r.month, r.currency, sum(r.amount)::bigint as amount, coalesce(sum(r.amount) filter (where t.id is not null), 0)::bigint as earned
    from ledger.recognition r
    left join ledger.transfer t on t.reseller_id = r.reseller_id and t.source_id = r.id and t.kind = 'recognition'
    where r.seller_id = ${sellerId} group by r.month, r.currency order by r.month, r.currency`.execute(db);
  return rows;
}
