import { audit } from '../../base/audit.ts';
import { type Ctx, permit } from '../../base/ctx.ts';
import { addDays, addMinutes, civilDate, instant, startOfDay } from '../../base/dates.ts';
import type { Door } from '../../base/door.ts';
import { assert, found } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { newId } from '../../base/ids.ts';
import { enqueue, type Task, task } from '../../base/jobs.ts';
import type { Tick } from '../../base/ticks.ts';
import { getAccount, getOrganization } from '../../identity/index.ts';
import { describeInvoice } from '../invoices/invoices.sql.ts';
import * as store from './card-charges.sql.ts';
import {
  BY_HAND_MINUTES,
  CALL_MINUTES,
  type Card,
  type CardAttempt,
  type CardCharge,
  daysToNextTry,
  reasonOf,
} from './cards.rules.ts';
import { currentCard, findCard } from './cards.sql.ts';
import { tellDeclined } from './cards.task.ts';
import { insertCheckout } from './checkouts.sql.ts';
import { cardKeeper, type GatewayCharge } from './gateway.port.ts';
import { findRequest, holdAccounts } from './payments.sql.ts';
import { accountMeans, takePayment } from './payments.ts';

/** So many charges are begun by a job, and so many of them are asked of the gateway at once. */
const BATCH = 80;
const AT_ONCE = 8;

// What others call their payments may be anything; a try is named by its id.
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Key = Pick<CardCharge, 'reseller_id' | 'id' | 'account_id'>;
/** A try that may be made now. `again`: it began before, and how it ended is not known. */
type Call = { attempt: CardAttempt; card: Card; number: string; again: boolean };

/** What is planned for an invoice by card, or null; both sides may know. Throws 404 for an invoice that is not theirs. */
export async function chargeOfInvoice(ctx: Ctx, invoiceId: string): Promise<store.KnownCharge | null> {
  permit(ctx, 'invoice.read');
  const invoice = found(await describeInvoice(ctx.db, invoiceId), 'invoice');
  const [charge] = await store.listCharges(ctx.db, invoice, 1);
  return charge ?? null;
}

/** Asks for the work when a charge is due. While the gateway is being asked already, that work goes on by itself. */
export const chargeCards: Tick = task('billing.charge_cards', async (door) => {
  await door.system(async (ctx) => {
    const [due] = await store.dueCharges(ctx.db, ctx.now, 1);
    if (due && !(await store.underWay(ctx.db, addMinutes(ctx.now, -CALL_MINUTES))))
      enqueue(ctx, chargeDue, {});
  });
});

/**
 * Begins what is due, asks the gateway for it and books what it says; asks for itself again while there is more. Several may run at once: a
 * charge is begun with its account held, by a row that the next one sees.
 */
export const chargeDue: Task<object> = task('billing.charge_due', async (door) => {
  const { calls, more } = await door.system(begin);
  const failed = await inPool(calls, (call) => settleCall(door, call));
  if (more) await door.system(async (ctx) => enqueue(ctx, chargeDue, {}));
  if (failed) throw failed;
});

async function begin(ctx: Ctx): Promise<{ calls: Call[]; more: boolean }> {
  const due = await store.dueCharges(ctx.db, ctx.now, BATCH);
  await holdAccounts(
    ctx.db,
    due.map(({ account_id }) => account_id),
  );
  const calls: Call[] = [];
  for (const key of due) {
    const call = await beginOne(ctx, key);
    if (call) calls.push(call);
  }
  return { calls, more: due.length === BATCH };
}

/** Does all of it, so many at once; answers the first failure, after all were tried. */
async function inPool<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<unknown> {
  const waiting = [...all];
  let failed: unknown;
  const lane = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift())
      await work(one).catch((error) => {
        failed ??= error;
      });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return failed;
}

/** The state row of a try, written before the gateway is asked; null where nothing is to be charged, or not now. The account is held. */
async function beginOne(ctx: Ctx, key: Key): Promise<Call | null> {
  const charge = await store.lockCharge(ctx.db, key);
  const last = await store.lastAttempt(ctx.db, key);
  if (charge?.state === 'trying') return last ? takeUp(ctx, charge, last) : null;
  if (charge?.state !== 'waiting' || instant(charge.due_at) > ctx.now) return null;
  const { amount, currency, number } = await openOf(ctx, charge);
  const card = await chargeable(ctx, charge);
  if (!card || amount <= 0n) return drop(ctx, charge);
  if (await store.paidByHandSince(ctx.db, charge, addMinutes(ctx.now, -BY_HAND_MINUTES))) {
    await store.updateCharge(ctx.db, charge, { due_at: addMinutes(ctx.now, BY_HAND_MINUTES).toISOString() });
    return null;
  }
  const attempt = attemptOf(ctx, charge, card, (last?.number ?? 0) + 1, { amount, currency });
  await store.insertAttempt(ctx.db, attempt);
  await store.updateCharge(ctx.db, charge, { state: 'trying', tries: charge.tries + 1 });
  return { attempt, card, number, again: false };
}

async function drop(ctx: Ctx, charge: CardCharge): Promise<null> {
  await store.updateCharge(ctx.db, charge, { state: 'dropped' });
  return null;
}

/** The card that may be charged for this, or undefined. */
async function chargeable(ctx: Ctx, charge: CardCharge): Promise<Card | undefined> {
  const card = await currentCard(ctx.db, charge.account_id);
  return card?.automatic && (charge.invoice_id !== null || card.prepaid) ? card : undefined;
}

/** What is open of it now, after credit on the account. */
async function openOf(ctx: Ctx, charge: CardCharge) {
  if (charge.payment_request_id) {
    const request = found(await findRequest(ctx.db, charge.payment_request_id), 'payment request');
    const { free } = await accountMeans(ctx, charge.account_id);
    const lacking = request.total - free;
    const amount = request.state === 'open' ? lacking : 0n;
    return { amount, currency: request.currency, number: request.payment_reference };
  }
  const invoice = found(await describeInvoice(ctx.db, charge.id), 'invoice');
  const amount = invoice.state === 'issued' ? invoice.total - invoice.paid : 0n;
  return { amount, currency: invoice.currency, number: invoice.number ?? '' };
}

function attemptOf(
  ctx: Ctx,
  { reseller_id, id, account_id, seller_id, buyer_id }: CardCharge,
  card: Card,
  number: number,
  money: { amount: bigint; currency: string },
): CardAttempt {
  return {
    ...{ reseller_id, account_id, seller_id, buyer_id, number, ...money },
    id: newId(),
    charge_id: id,
    card_id: card.id,
    state: 'calling',
    reason: null,
    payment_ref: null,
    begun_at: ctx.now.toISOString(),
    called_at: ctx.now.toISOString(),
    ended_at: null,
  };
}

/** A try of which nothing was heard for a while, so that who began it is gone: taken up by one. */
async function takeUp(ctx: Ctx, charge: CardCharge, attempt: CardAttempt): Promise<Call | null> {
  if (attempt.ended_at !== null || instant(attempt.called_at) > addMinutes(ctx.now, -CALL_MINUTES))
    return null;
  await store.updateAttempt(ctx.db, attempt, { called_at: ctx.now.toISOString() });
  const card = found(await findCard(ctx.db, attempt.card_id), 'card');
  return { attempt, card, number: (await openOf(ctx, charge)).number, again: true };
}

/** Asks the gateway and books what it says. A try that began before is asked after first, and made only if the gateway has never heard of it. */
async function settleCall(door: Door, { attempt, card, number, again }: Call): Promise<void> {
  const reference = attempt.id;
  const customerRef = card.customer_ref;
  const known = again ? await cardKeeper().findCharge({ reference, customerRef }) : null;
  if (known) return book(door, attempt.id, known);
  if (again && !(await door.system((ctx) => stillWanted(ctx, attempt)))) return;
  const answer = await cardKeeper().charge({
    ...{ reference, customerRef, methodRef: card.method_ref, description: number },
    amount: { amount: attempt.amount, currency: attempt.currency },
  });
  await book(door, attempt.id, answer);
}

/** Whether a try that never reached the gateway may be made now. One that may not is withdrawn, and the charge looked at anew. */
async function stillWanted(
  ctx: Ctx,
  { id, account_id, charge_id, reseller_id }: CardAttempt,
): Promise<boolean> {
  await holdAccounts(ctx.db, [account_id]);
  const attempt = await store.findAttempt(ctx.db, id);
  const charge = await store.lockCharge(ctx.db, { reseller_id, id: charge_id });
  if (!attempt || !charge || attempt.ended_at !== null) return false;
  const card = await chargeable(ctx, charge);
  const { amount } = await openOf(ctx, charge);
  if (card?.id === attempt.card_id && amount === attempt.amount) return true;
  await store.updateAttempt(ctx.db, attempt, { state: 'withdrawn', ended_at: ctx.now.toISOString() });
  await store.updateCharge(ctx.db, charge, { state: 'waiting', tries: charge.tries - 1 });
  return false;
}

/** How a try stands at the gateway: asked after by its news, and after a restart. One of which it knows nothing is left to `chargeDue`. */
export const settleAttempt = task<{ id: string }>('billing.settle_card_attempt', async (door, { id }) => {
  const found = await door.system(async ({ db }) => {
    const attempt = await store.findAttempt(db, id);
    const card = attempt?.ended_at === null ? await findCard(db, attempt.card_id) : undefined;
    return card && { reference: id, customerRef: card.customer_ref };
  });
  const seen = found && (await cardKeeper().findCharge(found));
  if (seen) await book(door, id, seen);
});

/** News of a payment that has our name for it; of what is no try on a kept card others hear. */
export async function hearOfCharge(ctx: Ctx, reference: string): Promise<void> {
  const attempt = UUID.test(reference) && (await store.findAttempt(ctx.db, reference));
  if (attempt) enqueue(ctx, settleAttempt, { id: attempt.id });
}

/** Tries that nobody has heard the end of, asked after once more. */
export async function resumeCardAttempts(ctx: Ctx): Promise<void> {
  for (const id of await store.openAttempts(ctx.db)) enqueue(ctx, settleAttempt, { id });
}

/** Books how a try ended, once, whoever says so first: answer, news or who asks after a crash. */
async function book(door: Door, attemptId: string, answer: GatewayCharge): Promise<void> {
  if (answer.state === 'pending') return;
  await door.system(async (ctx) => {
    const { account_id } = found(await store.findAttempt(ctx.db, attemptId), 'attempt');
    await holdAccounts(ctx.db, [account_id]);
    const attempt = found(await store.findAttempt(ctx.db, attemptId), 'attempt');
    const charge = await store.lockCharge(ctx.db, {
      reseller_id: attempt.reseller_id,
      id: attempt.charge_id,
    });
    assert(charge, 'an attempt is of a charge');
    if (attempt.ended_at !== null) return;
    if (answer.state === 'paid') await bookPaid(ctx, charge, attempt, answer);
    else await bookRefused(ctx, charge, attempt, answer);
  });
}

/** The money has come: a checkout that was paid without a page, so that its disputes and refunds are found like any other's. */
async function bookPaid(
  ctx: Ctx,
  charge: CardCharge,
  attempt: CardAttempt,
  { paymentRef, amount }: GatewayCharge & { state: 'paid' },
): Promise<void> {
  await endAttempt(ctx, attempt, { state: 'paid', payment_ref: paymentRef });
  await store.updateCharge(ctx.db, charge, { state: 'paid' });
  const { reseller_id, account_id, seller_id, buyer_id, invoice_id, payment_request_id } = charge;
  await insertCheckout(ctx.db, {
    ...{ reseller_id, account_id, seller_id, buyer_id, invoice_id, payment_request_id, amount },
    id: attempt.id,
    gateway_id: paymentRef,
    url: null,
    currency: attempt.currency,
    state: 'paid',
    created_at: ctx.now.toISOString(),
    asked_at: null,
  });
  const seller = await getOrganization(ctx, seller_id);
  await takePayment(ctx, {
    account: await getAccount(ctx, account_id),
    method: 'card',
    amount,
    currency: attempt.currency,
    received_on: civilDate(ctx.now, seller.time_zone),
    source: `card:${paymentRef}`,
    invoice_id,
    request_id: payment_request_id,
  });
}

async function endAttempt(
  ctx: Ctx,
  attempt: CardAttempt,
  ended: { state: 'paid' | 'declined'; payment_ref: string | null; reason?: string },
): Promise<void> {
  await store.updateAttempt(ctx.db, attempt, { ...ended, ended_at: ctx.now.toISOString() });
}

async function bookRefused(
  ctx: Ctx,
  charge: CardCharge,
  attempt: CardAttempt,
  { paymentRef, code }: GatewayCharge & { state: 'refused' },
): Promise<void> {
  const reason = reasonOf(code);
  await endAttempt(ctx, attempt, { state: 'declined', payment_ref: paymentRef, reason });
  const days = daysToNextTry(reason, charge.tries);
  const { time_zone } = await getOrganization(ctx, charge.seller_id);
  const next = days === null ? null : addDays(civilDate(ctx.now, time_zone), days);
  await store.updateCharge(
    ctx.db,
    charge,
    next === null
      ? { state: 'stopped' }
      : { state: 'waiting', due_at: startOfDay(next, time_zone).toISOString() },
  );
  const { reseller_id: resellerId, id: subjectId, seller_id, buyer_id } = charge;
  const details = { reason, code, amount: attempt.amount.toString(), currency: attempt.currency };
  const audience = [seller_id, buyer_id];
  emit(ctx, { resellerId, name: 'card_charge.declined', subjectId, payload: { reason }, audience });
  audit(ctx, {
    resellerId,
    action: 'card.declined',
    subjectKind: 'card',
    subjectId: attempt.card_id,
    details,
  });
  enqueue(ctx, tellDeclined, { resellerId, chargeId: charge.id, next });
}
