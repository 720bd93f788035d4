import { type Ctx, ensure, permit } from '../../base/ctx.ts';
import { civilDate } from '../../base/dates.ts';
import { Fail, found, invalidField } from '../../base/errors.ts';
import { enqueue } from '../../base/jobs.ts';
import { formatMoney } from '../../base/money.ts';
import { holdAccounts } from '../payments/payments.sql.ts';
import { accountMeans } from '../payments/payments.ts';
import { type KnownPayment, wrongDay } from '../payments/reversals.rules.ts';
import { findPayment } from '../payments/reversals.sql.ts';
import { canRefundPayment, canReturnRefund } from '../policy.ts';
import { sendRefund } from './gateway-refunds.ts';
import { bookRefund, reach } from './refund-states.ts';
import { type Refund, type RefundWay, refundable, refundWays } from './refunds.rules.ts';
import * as store from './refunds.sql.ts';

/** What a payment can be refunded of, by which ways, and what of it was refunded so far, newest first. */
export type RefundsOf = { refundable: bigint; ways: RefundWay[]; refunds: Refund[] };

/** See `RefundsOf`; as its account stands now. */
export async function refundsOfPayment(ctx: Ctx, payment: KnownPayment): Promise<RefundsOf> {
  return {
    refundable: refundable(payment, await accountMeans(ctx, payment.account_id)),
    ways: payment.reverses_id === null ? refundWays(payment) : [],
    refunds: await store.refundsOf(ctx.db, [payment.id]),
  };
}

/** The refund that each of these rows books, for lists of payments. */
export async function refundsBooked(ctx: Ctx, rows: readonly KnownPayment[]): Promise<Map<string, Refund>> {
  const paid = rows.flatMap(({ reverses_id, reason }) =>
    reason === 'refunded' && reverses_id ? [reverses_id] : [],
  );
  return new Map((await store.refundsOf(ctx.db, paid)).map((refund) => [refund.id, refund]));
}

/** `amount` in minor units. By bank transfer a person has made it: `refunded_on` and the bank's `reference` are then wanted. */
export type WantedRefund = {
  way: RefundWay;
  amount: bigint;
  refunded_on?: string | null | undefined;
  reference?: string | null | undefined;
  note?: string | null | undefined;
};

/**
 * Refunds an account what it has paid too much, of one payment, in whole or in part: to the card that it came from, which the gateway is asked for, or
 * by a bank transfer that was made, which is written down. The money is no credit from now on; where it had settled an invoice that a credit note
 * has since corrected, the note's credit settles that instead. Throws 403, 404, Fail invalid for more than is free, for another way than the payment
 * has, and for a day before the money came or after today.
 */
export async function refundPayment(ctx: Ctx, id: string, wanted: WantedRefund): Promise<Refund> {
  permit(ctx, 'payment.refund');
  const { account_id } = found(await findPayment(ctx.db, id), 'payment');
  await holdAccounts(ctx.db, [account_id]);
  const payment = found(await findPayment(ctx.db, id), 'payment');
  const free = refundable(payment, await accountMeans(ctx, account_id));
  ensure(canRefundPayment(ctx.actor, { ...payment, refundable: free }));
  if (!refundWays(payment).includes(wanted.way))
    throw invalidField('#/way', 'This payment did not come by a card; refund it by bank transfer.');
  if (wanted.amount > free)
    throw invalidField(
      '#/amount',
      `No more than ${formatMoney({ ...payment, amount: free })} of this payment is free to be refunded.`,
    );
  return wanted.way === 'card' ? toCard(ctx, payment, wanted) : byTransfer(ctx, payment, wanted);
}

async function toCard(ctx: Ctx, payment: KnownPayment, { amount, note }: WantedRefund): Promise<Refund> {
  const refund = await bookRefund(ctx, payment, {
    ...{ way: 'card', amount, reference: null, note: note ?? null },
    refunded_on: civilDate(ctx.now, payment.seller_time_zone),
  });
  enqueue(ctx, sendRefund, { id: refund.id });
  return refund;
}

async function byTransfer(ctx: Ctx, payment: KnownPayment, wanted: WantedRefund): Promise<Refund> {
  const { amount, note = null, refunded_on, reference } = wanted;
  if (!refunded_on) throw invalidField('#/refunded_on', 'Say on which day the transfer was made.');
  if (!reference) throw invalidField('#/reference', 'Say the bank’s reference of the transfer.');
  const wrong = wrongDay(payment.received_on, refunded_on, civilDate(ctx.now, payment.seller_time_zone));
  if (wrong) throw invalidField('#/refunded_on', wrong);
  const way = 'bank_transfer';
  const refund = await bookRefund(ctx, payment, { way, amount, refunded_on, reference, note });
  await reach(ctx, refund, 'succeeded');
  return { ...refund, state: 'succeeded' };
}

/**
 * A refund by bank transfer came back: the account was closed, or its number wrong. It is credit on the account again. Throws 403, 404, Fail conflict
 * when that is known already.
 */
export async function returnRefund(ctx: Ctx, id: string, note: string | null): Promise<void> {
  permit(ctx, 'payment.refund');
  const { account_id } = found(await store.findRefund(ctx.db, id), 'refund');
  await holdAccounts(ctx.db, [account_id]);
  const refund = found(await store.findRefund(ctx.db, id), 'refund');
  if (refund.state === 'failed')
    throw new Fail('conflict', 'illegal_move', 'This refund has come back already.');
  ensure(canReturnRefund(ctx.actor, refund));
  await reach(ctx, refund, 'failed', note);
}
