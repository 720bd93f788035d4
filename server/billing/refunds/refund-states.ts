import { audit } from '../../base/audit.ts';
import type { Ctx } from '../../base/ctx.ts';
import { type CivilDate, civilDate } from '../../base/dates.ts';
import { asSystem } from '../../base/door.ts';
import { found } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { newId } from '../../base/ids.ts';
import { enqueue } from '../../base/jobs.ts';
import { postTransfers } from '../../ledger/index.ts';
import { accountOf, useCredit } from '../payments/allocations.ts';
import { settleDisputesTask } from '../payments/disputes.ts';
import { ARRIVES_IN, type Payment } from '../payments/payments.rules.ts';
import { insertPayments } from '../payments/payments.sql.ts';
import { honourRequests } from '../payments/payments.ts';
import type { KnownPayment } from '../payments/reversals.rules.ts';
import { findPayment } from '../payments/reversals.sql.ts';
import { takeBack } from '../payments/reversals.ts';
import { follows, type Refund, type RefundState, type RefundWay } from './refunds.rules.ts';
import * as store from './refunds.sql.ts';
import { tellRefund } from './refunds.task.ts';

/** `refunded_on`: the civil day on which the money goes, in the seller's time zone. `gateway_id`: where it was made at the gateway itself. */
type Refunding = {
  way: RefundWay;
  amount: bigint;
  refunded_on: CivilDate;
  reference: string | null;
  note: string | null;
  gateway_id?: string;
};

/**
 * Books a refund at once, before anybody is asked to make it: from here on its money is no credit, whatever else looks for credit meanwhile. Its
 * payment's account must be held, and have so much left. Answers it in its first state.
 */
export async function bookRefund(ctx: Ctx, payment: KnownPayment, wanted: Refunding): Promise<Refund> {
  const { way, amount, refunded_on, reference, note, gateway_id = null } = wanted;
  const id = newId();
  const words = [reference, note].filter(Boolean).join(' · ') || null;
  const source = `refund:${gateway_id ?? id}`;
  await takeBack(ctx, payment, {
    ...{ id, source, amount, way, note: words, reason: 'refunded', reversed_on: refunded_on },
  });
  const { reseller_id, account_id, seller_id, buyer_id, currency } = payment;
  const refund: Refund = {
    ...{ reseller_id, id, account_id, seller_id, buyer_id, way, amount, currency, refunded_on, reference },
    ...{ payment_id: payment.id, gateway_id, asked_at: null, recorded_by: ctx.actor.personId },
    recorded_at: ctx.now.toISOString(),
    state: gateway_id === null ? 'requested' : 'pending',
    detail: null,
  };
  await store.insertRefund(ctx.db, refund);
  await writeState(ctx, refund, refund.state, null);
  return refund;
}

function writeState(ctx: Ctx, refund: Refund, state: RefundState, detail: string | null): Promise<boolean> {
  const recorded = { recorded_by: ctx.actor.personId, recorded_at: ctx.now.toISOString() };
  return store.insertState(ctx.db, refund, { state, detail, ...recorded });
}

/**
 * Writes down that a refund has come to a state, once; what it has behind it is passed over. One that failed is credit on the account again, of the
 * same payment, and is used like any credit. Its account must be held. Answers whether it was news.
 */
export async function reach(
  ctx: Ctx,
  refund: Refund,
  state: RefundState,
  detail: string | null = null,
): Promise<boolean> {
  if (!follows(refund.state, state) || !(await writeState(ctx, refund, state, detail))) return false;
  if (state === 'failed') await comeBack(ctx, refund, detail);
  if (state === 'succeeded' || state === 'failed') tell(ctx, refund, state);
  return true;
}

async function comeBack(ctx: Ctx, refund: Refund, detail: string | null): Promise<void> {
  const payment = found(await findPayment(ctx.db, refund.payment_id), 'payment');
  const today = civilDate(ctx.now, payment.seller_time_zone);
  const row = backRow(ctx, refund, payment.seller_time_zone, detail);
  await insertPayments(ctx.db, [row]);
  const { amount, currency, id: source_id } = row;
  await postTransfers(ctx, [
    {
      ...{ account: accountOf(row), debit: ARRIVES_IN[refund.way as RefundWay], credit: 'wallet' },
      ...{ amount, currency, kind: 'refund_failed', source_id, posted_on: today },
    },
  ]);
  await useCredit(ctx, [refund.account_id], today);
  await honourRequests(ctx, refund.account_id);
  // A dispute that found too little left because of this refund takes the rest now.
  if (refund.way === 'card')
    enqueue(ctx, settleDisputesTask, { checkoutId: payment.source.slice('card:'.length) });
}

function backRow(ctx: Ctx, refund: Refund, zone: string, detail: string | null): Payment {
  const { reseller_id, account_id, seller_id, buyer_id, amount, currency, way } = refund;
  return {
    ...{ reseller_id, account_id, seller_id, buyer_id, amount, currency, method: way },
    id: newId(),
    received_on: civilDate(ctx.now, zone),
    source: `refund:${refund.id}:failed`,
    note: detail?.slice(0, 200) ?? null,
    reverses_id: refund.payment_id,
    reason: 'refund_failed',
    recorded_by: ctx.actor.personId,
    recorded_at: ctx.now.toISOString(),
  };
}

function tell(ctx: Ctx, refund: Refund, state: 'succeeded' | 'failed'): void {
  const { reseller_id: resellerId, seller_id, buyer_id, payment_id: subjectId, way } = refund;
  const details = { amount: refund.amount.toString(), currency: refund.currency, way };
  const action = `refund.${state}` as const;
  emit(ctx, { resellerId, name: action, subjectId, payload: details, audience: [seller_id, buyer_id] });
  audit(ctx, { resellerId, action, subjectKind: 'payment', subjectId, details });
  enqueue(ctx, tellRefund, { resellerId, refundId: refund.id, state });
}

/** The gateway's name of a refund of ours, written down once it is known. */
export async function nameRefund(ctx: Ctx, refund: Refund, gatewayId: string): Promise<void> {
  if (refund.gateway_id === null) await asSystem(ctx, ({ db }) => store.setGateway(db, refund, gatewayId));
}
