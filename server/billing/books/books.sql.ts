import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { Invoice } from '../invoices/invoices.rules.ts';

/** What an account of a book should hold by the documents, and what its transfers come to: debits minus credits. */
export type Difference = {
  seller: string;
  account: string;
  ledger_account: string;
  currency: string;
  documents: bigint;
  book: bigint;
};

/**
 * Every balance reckoned from invoices, payments, allocations and schedules, beside the sum of its transfers: where the two differ. Revenue and
 * deferred revenue are looked at together, deferred revenue by its schedule as well.
 */
export async function differences(db: Db): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    with document as (
      select seller_id, account_id, currency, 'receivable' as place, total as amount from billing.invoice where state = 'issued' and kind <> 'credit_note'
      union all select seller_id, account_id, currency, 'revenue', -net from billing.invoice where state = 'issued'
      union all select seller_id, account_id, currency, 'tax', -tax from billing.invoice where state = 'issued'
      union all select p.seller_id, p.account_id, p.currency, 'receivable', -a.amount from billing.allocation a
        join billing.payment p on p.reseller_id = a.reseller_id and p.id = a.payment_id
      union all select p.seller_id, p.account_id, p.currency, 'wallet', a.amount from billing.allocation a
        join billing.payment p on p.reseller_id = a.reseller_id and p.id = a.payment_id
      union all select seller_id, account_id, currency, 'wallet', -amount from billing.payment
      union all select seller_id, account_id, currency, case method when 'card' then 'card_clearing' when 'write_off' then 'bad_debt' else 'bank' end, amount
        from billing.payment where method <> 'credit_note'
      union all select seller_id, account_id, currency, 'deferred', -amount from ledger.recognition
      union all select r.seller_id, r.account_id, r.currency, 'deferred', r.amount from ledger.recognition r
        where exists (select from ledger.transfer t where t.reseller_id = r.reseller_id and t.source_id = r.id and t.kind = 'recognition')
    ), side as (
      select seller_id, account_id, currency, debit as place, amount from ledger.transfer
      union all select seller_id, account_id, currency, credit, -amount from ledger.transfer
    ), book as (
      select seller_id, account_id, currency, case place when 'deferred_revenue' then 'revenue' else place end as place, amount from side
      union all select seller_id, account_id, currency, 'deferred', amount from side where place = 'deferred_revenue'
    )
    select s.name as seller, a.number as account, replace(place, 'deferred', 'deferred_revenue') as ledger_account, both_sides.currency,
      sum(documents)::bigint as documents, sum(book)::bigint as book
    from (select seller_id, account_id, currency, place, amount as documents, 0 as book from document
      union all select seller_id, account_id, currency, place, 0, amount from book) both_sides
    join identity.account a on a.id = both_sides.account_id
    join identity.organization s on s.id = both_sides.seller_id
    group by s.name, a.number, place, both_sides.currency
    having sum(documents) <> sum(book) order by 1, 2, 3, 4`.execute(db);
  return rows;
}

/** Issued documents of which no transfer stands: those that come to nothing have none to make. */
export async function unposted(db: Db, limit: number): Promise<Invoice[]> {
  const { rows } = await sql<Invoice>`
    select i.* from billing.invoice i where i.state = 'issued' and (i.net <> 0 or i.tax <> 0)
      and not exists (select from ledger.transfer t where t.reseller_id = i.reseller_id and t.source_id = i.id)
    order by i.issued_at, i.id limit ${limit}`.execute(db);
  return rows;
}

/** How many transfers the books hold, of how many sellers. */
export async function sizeOf(db: Db): Promise<{ transfers: number; books: number }> {
  const { rows } = await sql<{ transfers: number; books: number }>`
    select count(*)::int as transfers, count(distinct seller_id)::int as books from ledger.transfer`.execute(
    db,
  );
  return rows[0] ?? { transfers: 0, books: 0 };
}
