import { audit } from '../../base/audit.ts';
import { acting, type Ctx, permit } from '../../base/ctx.ts';
import { addDays, type CivilDate, civilDate, instant } from '../../base/dates.ts';
import { asSystem } from '../../base/door.ts';
import { Fail } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { type Account, getAccount, getOrganization, type Organization } from '../../identity/index.ts';
import type { PurchaseHold } from '../../orders/index.ts';
import { holdAccounts } from '../payments/payments.sql.ts';
import type { AccountHold } from './holds.sql.ts';
import * as store from './holds.sql.ts';
import { holding, type OwedInvoice } from './reminders.rules.ts';
import { owedInvoices } from './reminders.sql.ts';

type Sides = Pick<Account, 'reseller_id' | 'seller_id' | 'buyer_id'> & { account_id: string };
type Change = Pick<AccountHold, 'held' | 'cause' | 'from_days' | 'reason'>;

async function change(
  ctx: Ctx,
  { reseller_id, account_id, seller_id, buyer_id }: Sides,
  last: AccountHold | undefined,
  wanted: Change,
): Promise<void> {
  const by = { set_by: ctx.actor.personId, recorded_at: ctx.now.toISOString() };
  await store.insertChange(ctx.db, last, {
    reseller_id,
    account_id,
    seller_id,
    buyer_id,
    ...wanted,
    ...by,
  });
  const name = wanted.held ? 'account.held' : 'account.released';
  const { cause, reason } = wanted;
  const about = { resellerId: reseller_id, subjectId: account_id };
  emit(ctx, { ...about, name, payload: { cause }, audience: [seller_id, buyer_id] });
  audit(ctx, { ...about, action: name, subjectKind: 'account', details: { cause, reason } });
}

/** Holds a person's word against what a person said before: the day on which somebody lifted the hold. */
function liftedOn(last: AccountHold | undefined, timeZone: string): CivilDate | null {
  if (last?.cause !== 'person' || last.held) return null;
  return civilDate(instant(last.recorded_at), timeZone);
}

/**
 * Begins a hold on an account where one of its invoices has come to `fromDays` overdue. Answers whether the account is held now. The account must be
 * held from other settling. Runs as the system.
 */
export async function beginHold(
  ctx: Ctx,
  account: Account,
  seller: Organization,
  owed: readonly OwedInvoice[],
  fromDays: number | null,
): Promise<boolean> {
  const last = (await store.lastChanges(ctx.db, [account.id])).get(account.id);
  if (last?.held) return true;
  if (fromDays === null) return false;
  const today = civilDate(ctx.now, seller.time_zone);
  if (holding(owed, fromDays, today, liftedOn(last, seller.time_zone)).length === 0) return false;
  const wanted = { held: true, cause: 'overdue', from_days: fromDays, reason: null };
  await change(ctx, { ...account, account_id: account.id }, last, wanted);
  return true;
}

/** What keeps a hold that began by itself. */
async function keeping(ctx: Ctx, hold: AccountHold): Promise<OwedInvoice[]> {
  const { time_zone } = await getOrganization(ctx, hold.seller_id);
  const dueBy = addDays(civilDate(ctx.now, time_zone), -(hold.from_days ?? 0));
  return owedInvoices(ctx.db, hold.seller_id, { accountIds: [hold.account_id], dueBy });
}

/** Ends the holds among these accounts that began by themselves and that nothing keeps any more: what they are about has just been settled. */
export async function settleHolds(ctx: Ctx, accountIds: readonly string[]): Promise<void> {
  for (const hold of (await store.holdsOf(ctx.db, accountIds)).values()) {
    if (hold.cause !== 'overdue' || (await keeping(ctx, hold)).length > 0) continue;
    await change(ctx, hold, hold, { held: false, cause: 'settled', from_days: null, reason: null });
  }
}

/** Holds new purchases on an account of the acting seller, or lifts its hold, for a reason that its buyer reads. Throws 403, 404, Fail conflict. */
export async function holdByHand(
  ctx: Ctx,
  accountId: string,
  wanted: { held: boolean; reason: string },
): Promise<void> {
  permit(ctx, 'account.hold');
  const account = await sellersAccount(ctx, accountId);
  await holdAccounts(ctx.db, [account.id]);
  const last = (await store.lastChanges(ctx.db, [account.id])).get(account.id);
  if ((last?.held ?? false) === wanted.held)
    throw new Fail(
      'conflict',
      'illegal_move',
      wanted.held ? 'New purchases are held already.' : 'Nothing is held on this account.',
    );
  await change(ctx, { ...account, account_id: account.id }, last, {
    ...wanted,
    cause: 'person',
    from_days: null,
  });
}

/** An account that the acting organization sells on. Throws 404, and 403 for its buyer. */
export async function sellersAccount(ctx: Ctx, accountId: string): Promise<Account> {
  const account = await getAccount(ctx, accountId);
  if (account.seller_id !== acting(ctx).organizationId)
    throw new Fail('forbidden', 'not_allowed', 'Only the seller of this account does this.');
  return account;
}

/**
 * Which of these accounts are held, and what must be paid first. Read across the wall: the answer is for a sentence that tells each reader
 * what is its own to know.
 */
export async function purchaseHolds(ctx: Ctx, accounts: readonly Account[]): Promise<PurchaseHold[]> {
  return asSystem(ctx, async () => {
    const holds = await store.holdsOf(
      ctx.db,
      accounts.map(({ id }) => id),
    );
    const held = accounts.filter(({ id }) => holds.has(id));
    return Promise.all(held.map((account) => purchaseHold(ctx, account, holds.get(account.id))));
  });
}

async function purchaseHold(
  ctx: Ctx,
  account: Account,
  hold: AccountHold | undefined,
): Promise<PurchaseHold> {
  const seller = await getOrganization(ctx, account.seller_id);
  const buyer = await getOrganization(ctx, account.buyer_id);
  const owed = hold?.cause === 'overdue' ? await keeping(ctx, hold) : [];
  return {
    account,
    seller: seller.name,
    buyer: buyer.name,
    invoices: owed.map(({ number }) => number),
    reason: hold?.reason ?? null,
    contact: seller.support_email ?? seller.support_phone,
  };
}
