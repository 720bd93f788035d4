import { audit } from '../../base/audit.ts';
import { publicUrl } from '../../base/config.ts';
import { type Ctx, permit } from '../../base/ctx.ts';
import { addDays, type CivilDate, civilDate } from '../../base/dates.ts';
import { asSystem } from '../../base/door.ts';
import { Fail } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { newId } from '../../base/ids.ts';
import {
  type Account,
  accountsById,
  getOrganization,
  membersWithRole,
  type Organization,
} from '../../identity/index.ts';
import { holdAccounts, paymentsWithCredit } from '../payments/payments.sql.ts';
import { holdsOf } from './holds.sql.ts';
import { beginHold, sellersAccount } from './holds.ts';
import { pausesOf } from './pauses.sql.ts';
import { earliest, holdingFrom, type Step } from './policies.rules.ts';
import { policyOf } from './policies.ts';
import { type Recipient, sendReminderMail } from './reminders.mail.ts';
import {
  afterCredit,
  holding,
  type Letter,
  letterFor,
  nextLetter,
  type OwedInvoice,
} from './reminders.rules.ts';
import * as store from './reminders.sql.ts';

type Owed = OwedInvoice;

/** The seller's accounts that are to get a letter, or a hold, today: none where it has no policy in force. In the order of their ids. */
export async function accountsDue(ctx: Ctx, sellerId: string): Promise<string[]> {
  const { enabled, steps } = await policyOf(ctx, sellerId);
  if (!enabled) return [];
  const { time_zone } = await getOrganization(ctx, sellerId);
  const today = civilDate(ctx.now, time_zone);
  const dueBy = lookAhead(today, steps);
  const owed = Map.groupBy(
    await store.owedInvoices(ctx.db, sellerId, { dueBy }),
    ({ account_id }) => account_id,
  );
  const from = holdingFrom(steps);
  return [...owed]
    .filter(
      ([, all]) => letterFor(steps, all, today) || (from !== null && holding(all, from, today).length > 0),
    )
    .map(([id]) => id)
    .sort();
}

function lookAhead(today: CivilDate, steps: readonly Step[]): CivilDate {
  return addDays(today, -earliest(steps));
}

/**
 * Goes through these accounts of a seller: each that is not paused is held where its policy says so, and gets its letter of today, once. What is
 * open is read anew once they are held from other settling, so that nobody is reminded of what has just been paid. Runs as the system.
 */
export async function remindAccounts(
  ctx: Ctx,
  sellerId: string,
  accountIds: readonly string[],
): Promise<void> {
  await holdAccounts(ctx.db, accountIds);
  const { enabled, steps } = await policyOf(ctx, sellerId);
  if (!enabled) return;
  const seller = await getOrganization(ctx, sellerId);
  const today = civilDate(ctx.now, seller.time_zone);
  const pauses = await pausesOf(ctx.db, accountIds, today);
  const owed = await owedOf(ctx, sellerId, accountIds);
  for (const account of (await accountsById(ctx, accountIds)).values()) {
    if (pauses.has(account.id)) continue;
    const open = owed.get(account.id) ?? [];
    const held = await beginHold(ctx, account, seller, open, holdingFrom(steps));
    const letter = letterFor(steps, open, today);
    if (letter) await write(ctx, { account, seller, letter, held, today });
  }
}

/** What is open on each of these accounts once the credit that waits there has paid. */
async function owedOf(
  ctx: Ctx,
  sellerId: string,
  accountIds: readonly string[],
): Promise<Map<string, Owed[]>> {
  const owed = Map.groupBy(
    await store.owedInvoices(ctx.db, sellerId, { accountIds }),
    ({ account_id }) => account_id,
  );
  const credits = new Map<string, bigint>();
  for (const { account_id, credit } of await paymentsWithCredit(ctx.db, accountIds))
    credits.set(account_id, (credits.get(account_id) ?? 0n) + credit);
  return new Map([...owed].map(([id, all]) => [id, afterCredit(all, credits.get(id) ?? 0n)]));
}

type Writing = {
  account: Account;
  seller: Organization;
  letter: Letter<Owed>;
  held: boolean;
  today: CivilDate;
};

/** Writes the letter to whoever handles the buyer's money. False where nobody can be written to, or one of today was written already. */
async function write(ctx: Ctx, { account, seller, letter, held, today }: Writing): Promise<boolean> {
  const people = await readers(ctx, account);
  if (people.length === 0) return false;
  const { reseller_id, seller_id, buyer_id, currency, id: account_id } = account;
  const id = newId();
  const { step, total } = letter;
  const fresh = await store.insertReminder(ctx.db, {
    ...{ reseller_id, id, account_id, seller_id, buyer_id, step, sent_on: today, total, currency },
    recipients: people.map(({ email }) => email),
    sent_by: ctx.actor.personId,
    recorded_at: ctx.now.toISOString(),
  });
  if (!fresh) return false;
  const rows = letter.reached.map(({ invoice, step: reached }) => ({
    ...{ reseller_id, account_id, invoice_id: invoice.id, step: reached, reminder_id: id },
    ...{ seller_id, buyer_id, open: invoice.open },
  }));
  await store.insertReminded(ctx.db, rows);
  for (const person of people)
    await sendReminderMail(ctx, { letter, seller, resellerId: reseller_id, held }, person, publicUrl());
  for (const { invoice, step: reached } of letter.reached)
    emit(ctx, {
      resellerId: reseller_id,
      name: 'invoice.reminded',
      subjectId: invoice.id,
      payload: { number: invoice.number, step: reached, reminder_id: id },
      audience: [seller_id, buyer_id],
    });
  return true;
}

const HANDLING_MONEY = ['owner', 'billing', 'administrator'];

/** Whom a letter about an account goes to. */
export async function readers(ctx: Ctx, { buyer_id }: Account): Promise<Recipient[]> {
  return asSystem(ctx, (system) => membersWithRole(system, buyer_id, HANDLING_MONEY));
}

/**
 * Sends the next letter of an account now: that of today where one is due, else the one after the furthest that was sent. By the acting seller's
 * policy, or the proposed one where it has none. Throws 403, 404, Fail conflict where nothing is overdue, the last letter was sent, one was
 * sent today, reminding is paused, or nobody can be written to.
 */
export async function remindNow(ctx: Ctx, accountId: string): Promise<void> {
  permit(ctx, 'reminder.send');
  const account = await sellersAccount(ctx, accountId);
  await holdAccounts(ctx.db, [accountId]);
  const seller = await getOrganization(ctx, account.seller_id);
  const today = civilDate(ctx.now, seller.time_zone);
  const able = await canRemindNow(ctx, account, today);
  if (typeof able === 'string') throw new Fail('conflict', 'illegal_move', able);
  const held = (await holdsOf(ctx.db, [accountId])).has(accountId);
  await write(ctx, { account, seller, letter: able, held, today });
  audit(ctx, {
    resellerId: account.reseller_id,
    action: 'reminder.sent',
    subjectKind: 'account',
    subjectId: accountId,
    details: { step: able.step, total: able.total.toString(), currency: account.currency },
  });
}

/** The letter that can be sent of an account today, or the sentence that says why none can. */
export async function canRemindNow(
  ctx: Ctx,
  account: Account,
  today: CivilDate,
): Promise<Letter<Owed> | string> {
  const { steps } = await policyOf(ctx, account.seller_id);
  if ((await pausesOf(ctx.db, [account.id], today)).size > 0)
    return 'Reminders of this account are paused; end the pause first.';
  const letter = nextLetter(
    steps,
    (await owedOf(ctx, account.seller_id, [account.id])).get(account.id) ?? [],
    today,
  );
  if (typeof letter === 'string') return letter;
  const last = (await store.lastReminders(ctx.db, [account.id])).get(account.id);
  if (last && last.sent_on >= today) return 'A letter has gone out today already.';
  if ((await readers(ctx, account)).length === 0)
    return 'There is nobody to write to: invite somebody of this buyer first.';
  return letter;
}
