import { audit } from '../../base/audit.ts';
import { acting, type Ctx, permit } from '../../base/ctx.ts';
import { addMonths, type CivilDate, civilDate, firstOfMonth } from '../../base/dates.ts';
import { Fail, found, invalidField } from '../../base/errors.ts';
import { ensureExemptionFits } from '../../base/exemptions.ts';
import { newId } from '../../base/ids.ts';
import type { List, Page } from '../../base/page.ts';
import { type Account, getAccount, getOrganization } from '../../identity/index.ts';
import { holdBranches } from '../rates/rates.sql.ts';
import { lastCutoff } from '../runs/runs.sql.ts';
import { endFault, type Fee } from './fees.rules.ts';
import * as store from './fees.sql.ts';
import { insertMinimum, listMinimums, listPromises, type Minimum, type Promised } from './minimums.sql.ts';

export type NewFee = Pick<
  Fee,
  | 'account_id'
  | 'words'
  | 'quantity'
  | 'unit_price'
  | 'exemption'
  | 'every_months'
  | 'starts_on'
  | 'reference'
> & {
  customer_id: string | null;
};

/**
 * Charges something beside subscriptions on an account of the acting seller: once, or every so many months. It comes with the month's invoice.
 * Throws 403, 404, Fail invalid for a reason without tax that the seller's country does not know.
 */
export async function addFee(ctx: Ctx, { customer_id, ...wanted }: NewFee): Promise<store.ListedFee> {
  permit(ctx, 'fee.manage');
  const account = await ownAccount(ctx, wanted.account_id);
  ensureExemptionFits(wanted.exemption, await getOrganization(ctx, account.seller_id));
  if (customer_id) await getOrganization(ctx, customer_id);
  const { reseller_id, seller_id, buyer_id, currency } = account;
  const fee: Fee = {
    ...wanted,
    ...{ reseller_id, seller_id, buyer_id, currency },
    id: newId(),
    customer_id: customer_id ?? buyer_id,
    recorded_by: ctx.actor.personId,
    recorded_at: ctx.now.toISOString(),
  };
  await store.insertFee(ctx.db, fee);
  const details = {
    account: account.number,
    words: fee.words,
    unit_price: fee.unit_price.toString(),
    quantity: fee.quantity,
  };
  audit(ctx, {
    resellerId: reseller_id,
    action: 'fee.added',
    subjectKind: 'fee',
    subjectId: fee.id,
    details,
  });
  return getFee(ctx, fee.id);
}

async function ownAccount(ctx: Ctx, accountId: string): Promise<Account> {
  const account = await getAccount(ctx, accountId);
  if (account.seller_id !== acting(ctx).organizationId)
    throw new Fail('forbidden', 'not_allowed', 'Only the seller charges on this account.');
  return account;
}

/** From `ends_on` on the fee is charged no more; a single one that is not charged yet is taken back. Throws 403, 404, 409. */
export async function endFee(ctx: Ctx, id: string, ends_on: CivilDate): Promise<store.ListedFee> {
  permit(ctx, 'fee.manage');
  const { reseller_id } = await getFee(ctx, id);
  // A month end that is being drafted may charge it at this moment.
  await holdBranches(ctx.db, [reseller_id], 'crediting');
  const fee = await getFee(ctx, id);
  await ownAccount(ctx, fee.account_id);
  const fault = endFault(fee, ends_on, fee.charged);
  if (fault)
    throw fee.every_months === null
      ? new Fail('conflict', 'illegal_move', fault)
      : invalidField('#/ends_on', fault);
  const by = { recorded_by: ctx.actor.personId, recorded_at: ctx.now.toISOString() };
  const last = fee.every_months === null ? fee.starts_on : ends_on;
  if (!(await store.insertEnd(ctx.db, fee, last, by)))
    throw new Fail('conflict', 'illegal_move', `It ends on ${fee.ends_on ?? last} already.`);
  audit(ctx, {
    resellerId: fee.reseller_id,
    action: 'fee.ended',
    subjectKind: 'fee',
    subjectId: id,
    details: { ends_on: last },
  });
  return getFee(ctx, id);
}

/** The fee, or 404. */
async function getFee(ctx: Ctx, id: string): Promise<store.ListedFee> {
  return found(await store.findFee(ctx.db, id), 'fee');
}

/** What the acting organization charges beside subscriptions, on one account if given. */
export async function listFees(ctx: Ctx, list: List, accountId?: string): Promise<Page<store.ListedFee>> {
  permit(ctx, 'fee.read');
  return store.listFees(ctx.db, acting(ctx).organizationId, list, accountId);
}

/**
 * What the account promises to buy each calendar month from this month or a later one on, in minor units before tax; 0 ends it. Throws 403, 404,
 * Fail invalid for a day that begins no month or a month that is over.
 */
export async function setMinimum(
  ctx: Ctx,
  accountId: string,
  { valid_from, amount }: Pick<Minimum, 'valid_from' | 'amount'>,
): Promise<Minimum[]> {
  permit(ctx, 'fee.manage');
  const account = await ownAccount(ctx, accountId);
  const { time_zone } = await getOrganization(ctx, account.seller_id);
  const month = firstOfMonth(civilDate(ctx.now, time_zone));
  if (valid_from !== firstOfMonth(valid_from))
    throw invalidField('#/valid_from', `A promise begins with a month: ${firstOfMonth(valid_from)}.`);
  if (valid_from < month)
    throw invalidField('#/valid_from', `That month is over; begin with ${month} or later.`);
  const { reseller_id, seller_id, buyer_id, currency } = account;
  const by = { recorded_by: ctx.actor.personId, recorded_at: ctx.now.toISOString() };
  await insertMinimum(ctx.db, {
    ...{ reseller_id, account_id: accountId, seller_id, buyer_id, currency },
    valid_from,
    amount,
    ...by,
  });
  const details = { account: account.number, valid_from, amount: amount.toString() };
  audit(ctx, {
    resellerId: reseller_id,
    action: 'minimum.set',
    subjectKind: 'account',
    subjectId: accountId,
    details,
  });
  return listMinimums(ctx.db, accountId);
}

export type PromisesOfMonth = { month: CivilDate; billed: boolean; items: Promised[] };

/**
 * What everybody the acting organization sells to has promised for a calendar month, and what was bought of it. Unless said, the last month that was
 * closed, or today's where nothing was promised for that one. Throws 403.
 */
export async function promisesOf(ctx: Ctx, day: CivilDate | undefined): Promise<PromisesOfMonth> {
  permit(ctx, 'fee.read');
  const { organizationId } = acting(ctx);
  const { time_zone } = await getOrganization(ctx, organizationId);
  const today = firstOfMonth(civilDate(ctx.now, time_zone));
  const closed = await lastCutoff(ctx.db);
  const of = async (month: CivilDate): Promise<PromisesOfMonth> => {
    const billed = closed !== null && month < closed;
    return { month, billed, items: await listPromises(ctx.db, organizationId, month) };
  };
  if (day) return of(firstOfMonth(day));
  const last = await of(closed ? addMonths(closed, -1) : today);
  return last.items.length > 0 || last.month === today ? last : of(today);
}

/** What the account has promised, latest first; both its sides may ask. */
export async function minimumsOf(ctx: Ctx, accountId: string): Promise<Minimum[]> {
  await getAccount(ctx, accountId);
  return listMinimums(ctx.db, accountId);
}
