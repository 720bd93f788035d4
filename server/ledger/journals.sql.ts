import { sql } from 'kysely';
import type { Db } from '../base/db.ts';
import { BY_BUYER } from './journals.rules.ts';
import type { Transfer } from './transfers.rules.ts';

/** The book's transfers posted through a day, those of one source together, after `after`: one page. */
export async function transfersAfter(
  db: Db,
  sellerId: string,
  through: string,
  after: Transfer | undefined,
  limit: number,
): Promise<Transfer[]> {
  const { rows } = await sql<Transfer>`
    select * from ledger.transfer
    where seller_id = ${sellerId} and posted_on <= ${through}::date and ${
      after
        ? sql`(posted_on, source_id, kind, id) > (${after.posted_on}::date, ${after.source_id}::uuid, ${after.kind}, ${after.id}::uuid)`
        : sql`true`
    }
    order by posted_on, source_id, kind, id limit ${limit}`.execute(db);
  return rows;
}

export type ClosingRow = {
  ledger_account: string;
  account_id: string | null;
  currency: string;
  balance: bigint;
  first_on: string;
};

/** What each account of the book holds at the end of the day: receivables and credit by buyer, the others whole. */
export async function closings(db: Db, sellerId: string, through: string): Promise<ClosingRow[]> {
  const { rows } = await sql<ClosingRow>`
    select ledger_account, case when ledger_account = any (${[...BY_BUYER]}) then account_id end as account_id, currency,
      sum(amount)::bigint as balance, min(posted_on) as first_on
    from (
      select debit as ledger_account, account_id, currency, amount, posted_on from ledger.transfer
      where seller_id = ${sellerId} and posted_on <= ${through}::date
      union all
      select credit, account_id, currency, -amount, posted_on from ledger.transfer
      where seller_id = ${sellerId} and posted_on <= ${through}::date) side
    group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  return rows;
}
