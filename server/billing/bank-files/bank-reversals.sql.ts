import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { BankEntry } from '../payments/payments.rules.ts';
import type { KnownPayment } from '../payments/reversals.rules.ts';
import { knownPayments } from '../payments/reversals.sql.ts';
import type { Reversible } from './bank-reversals.rules.ts';

/**
 * The seller's payments that this entry may take back: of its amount and currency, within 400 days before it (a direct debit can be
 * recalled for 13 months), on its bank account where they came by file, with something left that was not refunded. Those that were reversed as returned are among them until a bank's
 * entry stands for it.
 */
export async function reversibleBy(db: Db, entry: BankEntry): Promise<Reversible[]> {
  const { rows } = await sql<Reversible>`
    select p.id as payment_id, p.account_id, p.received_on, r.id as reversal_id, e.end_to_end_id, e.bank_reference, e.counterparty,
      coalesce(e.remittance, p.note, '') as remittance
    from billing.payment p
    left join billing.payment r on r.reseller_id = p.reseller_id and r.source = 'reversal:' || p.id
    left join billing.bank_entry e on e.seller_id = p.seller_id and e.payment_id = p.id
    where p.seller_id = ${entry.seller_id} and p.reverses_id is null and p.method in ('bank_transfer', 'recorded')
      and p.amount = ${-entry.amount} and p.currency = ${entry.currency}
      and p.received_on between ${entry.booked_on}::date - 400 and ${entry.booked_on}::date
      and (e.id is null or e.bank_account = ${entry.bank_account})
      and (r.id is not null or p.amount > (select coalesce(-sum(x.amount), 0) from billing.payment x
        where x.reseller_id = p.reseller_id and x.reverses_id = p.id))
      and (r.id is null or (r.reason = 'returned'
        and not exists (select from billing.bank_entry x where x.seller_id = r.seller_id and x.payment_id = r.id)))
    order by p.received_on desc, p.id desc`.execute(db);
  return rows;
}

/** These payments as a list shows them, the newest first. */
export async function paymentsById(db: Db, ids: readonly string[]): Promise<KnownPayment[]> {
  if (ids.length === 0) return [];
  return knownPayments(db)
    .where('p.id', 'in', [...ids])
    .orderBy('p.received_on', 'desc')
    .orderBy('p.id', 'desc')
    .execute();
}

/** The entry that brought a payment waits again: its money came, but for somebody else. */
export async function freeEntry(db: Db, paymentId: string): Promise<void> {
  await db
    .updateTable('billing.bank_entry')
    .set({ state: 'unmatched', cause: 'mistaken', account_id: null })
    .where('payment_id', '=', paymentId)
    .where('amount', '>', 0n)
    .execute();
}
