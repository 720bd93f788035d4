import { audit } from '../base/audit.ts';
import type { Ctx } from '../base/ctx.ts';
import { asSystem } from '../base/door.ts';
import { found } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { Account } from './accounts.sql.ts';
import * as store from './accounts.sql.ts';
import type { Organization } from './organizations.rules.ts';

export type { Account } from './accounts.sql.ts';

/** Opens the seller's account for the buyer: the edge that agreements, prices, invoices and payments hang on. */
export async function openAccount(
  ctx: Ctx,
  seller: Organization,
  buyer: Organization,
  currency: string,
): Promise<Account> {
  const count = await store.countAccounts(ctx.db, seller.id);
  const account: Account = {
    reseller_id: buyer.reseller_id,
    id: newId(),
    seller_id: seller.id,
    buyer_id: buyer.id,
    number: `A${(count + 1001).toString()}`,
    currency,
    opened_at: ctx.now.toISOString(),
  };
  await store.insertAccount(ctx.db, account);
  audit(ctx, {
    resellerId: buyer.reseller_id,
    action: 'account.opened',
    subjectKind: 'account',
    subjectId: account.id,
    details: { currency },
  });
  return account;
}

/** The account, or 404. */
export async function getAccount(ctx: Ctx, id: string): Promise<Account> {
  return found(await store.findAccount(ctx.db, id), 'account');
}

/** The seller's account for the buyer, or 404. */
export async function getAccountBetween(ctx: Ctx, sellerId: string, buyerId: string): Promise<Account> {
  return found(await store.findAccountBetween(ctx.db, sellerId, buyerId), 'account');
}

/** Every account along a subscription's chain, vendor first; runs across the wall, so its answer must stay inside the product. */
export async function accountsAlong(ctx: Ctx, chain: readonly string[]): Promise<Account[]> {
  return asSystem(ctx, ({ db }) => store.accountsAlong(db, chain));
}

/** Accounts by id; those the wall hides are not in the map. */
export async function accountsById(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Account>> {
  const accounts = await store.findAccounts(ctx.db, [...new Set(ids)]);
  return new Map(accounts.map((account) => [account.id, account]));
}
