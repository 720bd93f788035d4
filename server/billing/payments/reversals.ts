import { audit } from '../../base/audit.ts';
import { type Ctx, ensure, permit } from '../../base/ctx.ts';
import { type CivilDate, civilDate } from '../../base/dates.ts';
import { Fail, found, invalidField } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { derivedId, newId } from '../../base/ids.ts';
import { enqueue } from '../../base/jobs.ts';
import { postTransfers } from '../../ledger/index.ts';
import { canReversePayment } from '../policy.ts';
import { accountOf, useCredit } from './allocations.ts';
import { freeEntry } from './bank-reversals.sql.ts';
import type { Payment } from './payments.rules.ts';
import { holdAccounts, insertAllocations, insertPayments } from './payments.sql.ts';
import {
  type KnownPayment,
  type ReversalReason,
  reasonsFor,
  reversalMoves,
  type SettledPart,
  wrongDay,
} from './reversals.rules.ts';
import * as store from './reversals.sql.ts';
import { tellReversal } from './reversals.task.ts';

/** `reversed_on`: the civil day on which the money went, in the seller's time zone. `note`: what the bank or the gateway said. */
export type Reversal = { reason: ReversalReason; reversed_on: CivilDate; note?: string | null };

/** The payment with what it settles, or 404; either side may ask. */
export async function getPayment(
  ctx: Ctx,
  id: string,
): Promise<{ payment: KnownPayment; parts: SettledPart[] }> {
  const payment = found(await store.findPayment(ctx.db, id), 'payment');
  return { payment, parts: await store.settledParts(ctx.db, payment) };
}

/**
 * Takes a payment back, once and in whole: a payment below zero that names it. All that it settled, at once or from the wallet later, is
 * open again, what of it waited is taken out of the wallet, and other credit of the account pays what is open again. What a paid
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
 * The same of what the bank has done already, so that nobody decides it. The payment's account must be held. A day before the payment's own
 * becomes the payment's. Throws Fail conflict when it is reversed already.
 */
export async function takeBack(
  ctx: Ctx,
  payment: KnownPayment,
  { reason, reversed_on, note }: Reversal,
): Promise<Payment> {
  const parts = await store.settledParts(ctx.db, payment);
  const reversal = reversalOf(ctx, payment, { reason, reversed_on, note: note ?? null });
  const fresh = await insertPayments(ctx.db, [reversal]);
  if (!fresh.has(reversal.source)) throw reversedAlready();
  await insertAllocations(
    ctx.db,
    parts.map(({ invoice_id, amount }) => ({
      reseller_id: payment.reseller_id,
      payment_id: reversal.id,
      invoice_id,
      seller_id: payment.seller_id,
      buyer_id: payment.buyer_id,
      amount: -amount,
      revision: 1,
      recorded_at: ctx.now.toISOString(),
    })),
  );
  const more = { account: accountOf(payment), currency: payment.currency, kind: 'payment_reversal' as const };
  const postings = reversalMoves(payment, reversal.received_on, parts).map(({ invoice_id, ...move }) => ({
    ...move,
    ...more,
    source_id: invoice_id ? derivedId(reversal.id, invoice_id) : reversal.id,
  }));
  await postTransfers(ctx, postings);
  await useCredit(ctx, [payment.account_id], reversal.received_on);
  tell(ctx, payment, reversal, parts);
  return reversal;
}

function reversedAlready(): Fail {
  return new Fail('conflict', 'illegal_move', 'This payment has been reversed already.');
}

function reversalOf(
  ctx: Ctx,
  payment: KnownPayment,
  { reason, reversed_on, note }: Required<Reversal>,
): Payment {
  const { reseller_id, account_id, seller_id, buyer_id, method, currency } = payment;
  return {
    ...{ reseller_id, account_id, seller_id, buyer_id, method, currency },
    id: newId(),
    amount: -payment.amount,
    received_on: reversed_on < payment.received_on ? payment.received_on : reversed_on,
    source: `reversal:${payment.id}`,
    note,
    reverses_id: payment.id,
    reason,
    recorded_by: ctx.actor.personId,
    recorded_at: ctx.now.toISOString(),
  };
}

function tell(ctx: Ctx, payment: Payment, reversal: Payment, parts: readonly SettledPart[]): void {
  const { reseller_id: resellerId, seller_id, buyer_id, id: subjectId, currency, method } = payment;
  const { reason } = reversal;
  const details = { amount: payment.amount.toString(), currency, method, reason };
  const audience = [seller_id, buyer_id];
  emit(ctx, { resellerId, name: 'payment.reversed', subjectId, payload: details, audience });
  for (const { invoice_id, number } of parts)
    emit(ctx, { resellerId, name: 'invoice.reopened', subjectId: invoice_id, payload: { number }, audience });
  audit(ctx, { resellerId, action: 'payment.reversed', subjectKind: 'payment', subjectId, details });
  enqueue(ctx, tellReversal, { resellerId, paymentId: payment.id });
}
