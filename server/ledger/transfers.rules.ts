import type { Selectable } from 'kysely';
import type { LedgerTransfer } from '../../db/types.ts';

/** One row of a seller's book: `amount` minor units move to `debit` from `credit`. Never changed; a correction is another row. */
export type Transfer = Selectable<LedgerTransfer>;

/** The ledger accounts of every book. `wallet` is money received ahead of invoices: the seller owes it. */
export const LEDGER_ACCOUNTS = [
  'receivable',
  'revenue',
  'deferred_revenue',
  'tax',
  'bank',
  'card_clearing',
  'wallet',
  'bad_debt',
  'unmatched',
] as const;
export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number];

/** A transfer as a verb asks for it. The same (source_id, kind, debit, credit) is posted once. */
export type Posting = {
  account: { reseller_id: string; id: string; seller_id: string; buyer_id: string };
  debit: LedgerAccount;
  credit: LedgerAccount;
  amount: bigint;
  currency: string;
  kind:
    | 'invoice'
    | 'payment'
    | 'payment_reversal'
    | 'refund'
    | 'refund_failed'
    | 'credit_applied'
    | 'credit_note'
    | 'write_off'
    | 'recognition';
  source_id: string;
  posted_on: string;
};
