import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../base/db.ts';
import { type List, type Page, page } from '../base/page.ts';
import type { Transfer } from './transfers.rules.ts';

/** Appends the transfers in one statement, however many; one that is there already is left as it is. */
export async function insertTransfers(db: Db, transfers: Transfer[]): Promise<void> {
  if (transfers.length === 0) return;
  const all = <Field extends keyof Transfer>(field: Field) => transfers.map((transfer) => transfer[field]);
  // Arrays, one parameter a column: a month end posts hundreds of thousands, and reading them from JSON took as long as writing them.
  await sql`insert into ledger.transfer (reseller_id, id, seller_id, buyer_id, account_id, debit, credit, amount, currency, kind, source_id,
      posted_on, recorded_at)
    select * from unnest(${all('reseller_id')}::uuid[], ${all('id')}::uuid[], ${all('seller_id')}::uuid[], ${all('buyer_id')}::uuid[],
      ${all('account_id')}::uuid[], ${all('debit')}::text[], ${all('credit')}::text[], ${all('amount')}::bigint[], ${all('currency')}::text[],
      ${all('kind')}::text[], ${all('source_id')}::uuid[], ${all('posted_on')}::date[], ${all('recorded_at')}::timestamptz[])
    on conflict (reseller_id, source_id, kind, debit, credit) do nothing`.execute(db);
}

/** What a lower statement answers as postings: the columns of a transfer without its id and instant; amounts above 0. */
export type PostingRows = RawBuilder<unknown>;

/** Appends what the relation `postings` answers, in one statement within the database. Throws where one is there already: its source was posted before. */
export async function insertPostings(db: Db, postings: PostingRows, now: Date): Promise<void> {
  await sql`insert into ledger.transfer (reseller_id, id, seller_id, buyer_id, account_id, debit, credit, amount, currency, kind, source_id,
      posted_on, recorded_at)
    select reseller_id, base.new_id(), seller_id, buyer_id, account_id, debit, credit, amount, currency, kind, source_id, posted_on,
      ${now}::timestamptz
    from (${postings}) posting`.execute(db);
}

/** The book's transfers, newest first, of one account between organizations if given. */
export async function listTransfers(
  db: Db,
  sellerId: string,
  accountId: string | undefined,
  list: List,
): Promise<Page<Transfer>> {
  let query = db.selectFrom('ledger.transfer').selectAll().where('seller_id', '=', sellerId);
  if (accountId) query = query.where('account_id', '=', accountId);
  return page<Transfer>(query, list, { posted_on: 'posted_on' }, 'id');
}

export type Balance = { ledger_account: string; currency: string; debit: string; credit: string };

/** Debits and credits by ledger account and currency, derived from the rows posted through a day, or from all. */
export async function trialBalance(
  db: Db,
  sellerId: string,
  through: string | undefined,
): Promise<Balance[]> {
  const until = through ? sql`posted_on <= ${through}::date` : sql`true`;
  const { rows } = await sql<Balance>`
    select ledger_account, currency, sum(debit)::text as debit, sum(credit)::text as credit from (
      select debit as ledger_account, currency, amount as debit, 0 as credit from ledger.transfer where seller_id = ${sellerId} and ${until}
      union all
      select credit, currency, 0, amount from ledger.transfer where seller_id = ${sellerId} and ${until}) side
    group by ledger_account, currency order by currency, ledger_account`.execute(db);
  return rows;
}

/** What one ledger account holds for one account between organizations, debits minus credits. */
export async function balanceOf(db: Db, accountId: string, ledgerAccount: string): Promise<bigint> {
  const { rows } = await sql<{ balance: bigint }>`
    select coalesce(sum(case when debit = ${ledgerAccount} then amount else -amount end), 0)::bigint as balance
    from ledger.transfer where account_id = ${accountId} and ${ledgerAccount} in (debit, credit)`.execute(db);
  return rows[0]?.balance ?? 0n;
}
