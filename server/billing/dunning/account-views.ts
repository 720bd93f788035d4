import { type Can, type Ctx, every } from '../../base/ctx.ts';
import { type CivilDate, civilDate } from '../../base/dates.ts';
import { allows } from '../../base/permissions.ts';
import {
  type Account,
  getAccountBetween,
  getOrganization,
  type Organization,
  peopleById,
} from '../../identity/index.ts';
import { accountCredit } from '../payments/payments.ts';
import { type AccountState, statesOf } from './account-states.ts';
import { type AccountHold, listChanges } from './holds.sql.ts';
import { purchaseHolds, sellersAccount } from './holds.ts';
import type { OwedInvoice } from './reminders.rules.ts';
import * as store from './reminders.sql.ts';
import { canRemindNow, readers } from './reminders.ts';

const LETTERS = 50;

export type Reminded = Awaited<ReturnType<typeof store.listReminded>>[number];

/** An account as its seller reminds it: what is open, what was sent when, its pause and its hold, and what can be done. */
export type AccountView = AccountState & {
  account: Account;
  buyer: Organization;
  today: CivilDate;
  credit: bigint;
  invoices: OwedInvoice[];
  reminders: store.Reminder[];
  reminded: Reminded[];
  changes: AccountHold[];
  readers: { name: string; email: string }[];
  names: Map<string, string>;
  can: Can & { remind: true | string; pause: true | string; end_pause: true | string };
};

/** The acting seller's account with everything about reminding it. Throws 404, and 403 for its buyer. */
export async function accountView(ctx: Ctx, accountId: string): Promise<AccountView> {
  const account = await sellersAccount(ctx, accountId);
  const { time_zone } = await getOrganization(ctx, account.seller_id);
  const today = civilDate(ctx.now, time_zone);
  const state = (await statesOf(ctx, [accountId], today))(accountId);
  const reminders = await store.listReminders(ctx.db, accountId, LETTERS);
  const changes = await listChanges(ctx.db, accountId);
  return {
    ...state,
    account,
    buyer: await getOrganization(ctx, account.buyer_id),
    today,
    credit: (await accountCredit(ctx, accountId)).amount,
    invoices: await store.owedInvoices(ctx.db, account.seller_id, { accountIds: [accountId] }),
    reminders,
    reminded: await store.listReminded(ctx.db, accountId),
    changes,
    readers: await readers(ctx, account),
    names: await namesOf(ctx, [
      ...reminders.map(({ sent_by }) => sent_by),
      ...changes.map((one) => one.set_by),
    ]),
    can: await canOf(ctx, account, state, today),
  };
}

async function namesOf(ctx: Ctx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const people = await peopleById(
    ctx,
    ids.filter((id) => id !== null),
  );
  return new Map([...people].map(([id, { name }]) => [id, name]));
}

async function canOf(ctx: Ctx, account: Account, { pause, hold }: AccountState, today: CivilDate) {
  const letter = await canRemindNow(ctx, account, today);
  const send = allows(ctx.actor, 'reminder.send');
  const holds = allows(ctx.actor, 'account.hold');
  return {
    remind: every(send, typeof letter === 'string' ? letter : true),
    pause: send,
    end_pause: every(send, pause ? true : 'Reminders of this account are not paused.'),
    hold: every(holds, hold ? 'New purchases are held already.' : true),
    release: every(holds, hold ? true : 'Nothing is held on this account.'),
  };
}

/** Whether new purchases of the acting organization are held by the one that sells to it, and what must be paid; null where they are not. */
export async function ownHold(ctx: Ctx) {
  const { organizationId, sellerId } = ctx.actor;
  if (!organizationId || !sellerId) return null;
  const account = await getAccountBetween(ctx, sellerId, organizationId);
  const [hold] = await purchaseHolds(ctx, [account]);
  return hold ?? null;
}
