import { audit } from '../../base/audit.ts';
import { type Ctx, ensure, permit } from '../../base/ctx.ts';
import { type CivilDate, civilDate } from '../../base/dates.ts';
import { assert, Fail, found, invalidField } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { derivedId, newId } from '../../base/ids.ts';
import { enqueue } from '../../base/jobs.ts';
import { postTransfers } from '../../ledger/index.ts';
import { freeEntry } from '../bank-files/bank-reversals.sql.ts';
import { canReversePayment } from '../policy.ts';
import { accountOf, useCredit } from './allocations.ts';
import type { Allocation, Payment } from './payments.rules.ts';
import { holdAccounts, insertAllocations, insertPayments } from './payments.sql.ts';
import {
  fallingParts,
  type KnownPayment,
  leftOf,
  type ReversalReason,
  reasonsFor,
  reversalMoves,
  type SettledPart,
  type TakingReason,
  waitingOf,
  wrongDay,
} from './reversals.rules.ts';
import * as store from './reversals.sql.ts';
import { tellReversal } from './reversals.task.ts';

/** `reversed_on`: the civil day on which the money went, in the seller's time zone. `note`: what the bank or the gateway said. */
export type Reversal = { reason: ReversalReason; reversed_on: CivilDate; note?: string | null };

/** The payment with what it settles now, or 404; of one that was reversed what it had settled. Either side may ask. */
export async function getPayment(
  ctx: Ctx,
  id: string,
): Promise<{ payment: KnownPayment; parts: SettledPart[] }> {
  const payment = found(await store.findPayment(ctx.db, id), 'payment');
  const gone = payment.reverses_id !== null || payment.reversal_id !== null;
  const parts = await (gone ? store.settledParts(ctx.db, payment) : store.heldParts(ctx.db, payment));
  return { payment, parts: parts.toSorted((a, b) => (inOrder(a) < inOrder(b) ? -1 : 1)) };
}

function inOrder({ issued_on, number }: SettledPart): string {
  return `${issued_on} ${number}`;
}

/**
 * Takes a payment back, once, with all that is left of it: a payment below zero that names it. All that it settled, at once or from the wallet
 * later, is open again, what of it waited is taken out of the wallet, and other credit of the account pays what is open again. What a paid
 * request released goes on; its invoice will find less credit. Answers the reversal. Throws 403, 404, Fail conflict when it is reversed already, Fail
 * invalid for a reason that does not fit how it came and a day before it came or after today.
 */
export async function reversePayment(ctx: Ctx, id: string, wanted: Reversal): Promise<Payment> {
  permit(ctx, 'payment.reverse');
  const { account_id } = found(await store.findPayment(ctx.db, id), 'payment');
  await holdAccounts(ctx.db, [account_id]);
  const payment = found(await store.findPayment(ctx.db, id), 'payment');
  if (payment.reversal_id !== null) throw reversedAlready();
  ensure(canReversePayment(ctx.actor, payment));
  if (!reasonsFor(payment.method).includes(wanted.reason))
    throw invalidField('#/reason', 'This reason does not fit how the money came.');
  const wrong = wrongDay(
    payment.received_on,
    wanted.reversed_on,
    civilDate(ctx.now, payment.seller_time_zone),
  );
  if (wrong) throw invalidField('#/reversed_on', wrong);
  if (wanted.reason === 'mistake') await freeEntry(ctx.db, payment.id);
  return takeBack(ctx, payment, wanted);
}

/**
 * What goes back of a payment. `amount`: a part; else all that is left. `way`: how it goes, where not as it came. `id` and `source` name the row,
 * where it is not the one reversal that a payment can have.
 */
export type Taking = {
  reason: TakingReason;
  reversed_on: CivilDate;
  note?: string | null;
  amount?: bigint;
  way?: 'card' | 'bank_transfer';
  id?: string;
  source?: string;
};

/**
 * The same of what the bank or the gateway has done already, so that nobody decides it, and of a part: what waits of the payment goes first, then
 * what it settles in the order of `heldParts`. The payment's account must be held. A day before the payment's own becomes the payment's. Other
 * credit of the account pays what is open again. Throws Fail conflict when it is reversed already or nothing is left.
 */
export async function takeBack(ctx: Ctx, payment: KnownPayment, taking: Taking): Promise<Payment> {
  const left = leftOf(payment);
  const amount = taking.amount ?? left;
  if (left <= 0n) throw reversedAlready();
  assert(amount > 0n && amount <= left, 'no more goes back than is left of a payment');
  const reversal = reversalOf(ctx, payment, amount, taking);
  const parts = fallingParts(amount, waitingOf(payment), await store.heldParts(ctx.db, payment));
  const fresh = await insertPayments(ctx.db, [reversal]);
  if (!fresh.has(reversal.source)) throw reversedAlready();
  await insertAllocations(
    ctx.db,
    parts.map((part) => openAgain(ctx, reversal, part)),
  );
  await postMoves(ctx, reversal, parts);
  await useCredit(ctx, [payment.account_id], reversal.received_on);
  tell(ctx, payment, reversal, parts);
  return reversal;
}

function reversedAlready(): Fail {
  return new Fail('conflict', 'illegal_move', 'This payment has been reversed already.');
}

function openAgain(ctx: Ctx, reversal: Payment, { invoice_id, amount }: SettledPart): Allocation {
  const { reseller_id, id, seller_id, buyer_id } = reversal;
  return {
    ...{ reseller_id, payment_id: id, invoice_id, seller_id, buyer_id },
    amount: -amount,
    revision: 1,
    recorded_at: ctx.now.toISOString(),
  };
}

async function postMoves(ctx: Ctx, reversal: Payment, parts: readonly SettledPart[]): Promise<void> {
  const { method, currency, id, received_on, reason } = reversal;
  const kind = reason === 'refunded' ? 'refund' : 'payment_reversal';
  const postings = reversalMoves({ method, amount: -reversal.amount }, received_on, parts).map(
    ({ invoice_id, ...move }) => ({
      ...move,
      ...({ account: accountOf(reversal), currency, kind } as const),
      source_id: invoice_id ? derivedId(id, invoice_id) : id,
    }),
  );
  await postTransfers(ctx, postings);
}

function reversalOf(ctx: Ctx, payment: KnownPayment, amount: bigint, taking: Taking): Payment {
  const { reseller_id, account_id, seller_id, buyer_id, currency } = payment;
  const { reason, reversed_on, note, way, id, source } = taking;
  return {
    ...{ reseller_id, account_id, seller_id, buyer_id, currency, reason },
    id: id ?? newId(),
    method: way ?? payment.method,
    amount: -amount,
    received_on: reversed_on < payment.received_on ? payment.received_on : reversed_on,
    source: source ?? `reversal:${payment.id}`,
    note: note ?? null,
    reverses_id: payment.id,
    recorded_by: ctx.actor.personId,
    recorded_at: ctx.now.toISOString(),
  };
}

function tell(ctx: Ctx, payment: Payment, reversal: Payment, parts: readonly SettledPart[]): void {
  const { reseller_id: resellerId, seller_id, buyer_id, id: subjectId, currency } = payment;
  const { reason, method } = reversal;
  const details = { amount: (-reversal.amount).toString(), currency, method, reason };
  const audience = [seller_id, buyer_id];
  const name = reason === 'refunded' ? 'payment.refunded' : 'payment.reversed';
  emit(ctx, { resellerId, name, subjectId, payload: details, audience });
  for (const { invoice_id, number } of parts)
    emit(ctx, { resellerId, name: 'invoice.reopened', subjectId: invoice_id, payload: { number }, audience });
  audit(ctx, { resellerId, action: name, subjectKind: 'payment', subjectId, details });
  // A refund's own letter goes out once it has been made.
  if (reason !== 'refunded')
    enqueue(ctx, tellReversal, { resellerId, paymentId: payment.id, reversalId: reversal.id });
}
