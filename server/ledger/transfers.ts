import { acting, type Ctx } from '../base/ctx.ts';
import type { CivilDate } from '../base/dates.ts';
import { newId } from '../base/ids.ts';
import type { List, Page } from '../base/page.ts';
import type { LedgerAccount, Posting, Transfer } from './transfers.rules.ts';
import * as store from './transfers.sql.ts';

/** Posts to the seller's book. Zero amounts leave no row; a posting that is there already stays as it was. */
export async function postTransfers(ctx: Ctx, postings: Posting[]): Promise<void> {
  const rows = postings.filter((posting) => posting.amount !== 0n).map((posting) => transferOf(ctx, posting));
  await store.insertTransfers(ctx.db, rows);
}

/**
 * Posts what a statement of a higher module answers, without taking the rows out of the database: `postings` selects reseller_id, seller_id,
 * buyer_id, account_id, debit, credit, amount, currency, kind, source_id, posted_on. For sources that this transaction has brought about: one that was posted before is an error, and nothing is posted.
 */
export async function postSelected(ctx: Ctx, postings: store.PostingRows): Promise<void> {
  await store.insertPostings(ctx.db, postings, ctx.now);
}

function transferOf(ctx: Ctx, { account, ...posting }: Posting): Transfer {
  const { reseller_id, id, seller_id, buyer_id } = account;
  return {
    reseller_id,
    id: newId(),
    seller_id,
    buyer_id,
    account_id: id,
    ...posting,
    recorded_at: ctx.now.toISOString(),
  };
}

/** The acting seller's book, newest first. */
export async function listTransfers(
  ctx: Ctx,
  accountId: string | undefined,
  list: List,
): Promise<Page<Transfer>> {
  return store.listTransfers(ctx.db, acting(ctx).organizationId, accountId, list);
}

export type TrialBalance = {
  rows: { ledger_account: string; currency: string; debit: bigint; credit: bigint; balance: bigint }[];
  /** Debits equal credits in every currency. One-row transfers make it so; the check is there to be seen. */
  balanced: boolean;
};

/** Debits, credits and balance of every ledger account in the acting seller's book, at the end of the day `through` or as it stands. */
export async function trialBalance(ctx: Ctx, through?: CivilDate): Promise<TrialBalance> {
  const sides = await store.trialBalance(ctx.db, acting(ctx).organizationId, through);
  const rows = sides.map(({ debit, credit, ...row }) => ({
    ...row,
    debit: BigInt(debit),
    credit: BigInt(credit),
    balance: BigInt(debit) - BigInt(credit),
  }));
  const currencies = new Set(rows.map((row) => row.currency));
  const sum = (currency: string) =>
    rows.filter((row) => row.currency === currency).reduce((total, row) => total + row.balance, 0n);
  return { rows, balanced: [...currencies].every((currency) => sum(currency) === 0n) };
}

/** Debits minus credits of one ledger account for one account between organizations; both its sides may ask. */
export async function accountBalance(
  ctx: Ctx,
  accountId: string,
  ledgerAccount: LedgerAccount,
): Promise<bigint> {
  return store.balanceOf(ctx.db, accountId, ledgerAccount);
}
