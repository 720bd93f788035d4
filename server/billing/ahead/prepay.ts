import type { Ctx } from '../../base/ctx.ts';
import { type CivilDate, civilDate } from '../../base/dates.ts';
import { assert } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { derivedId, newId } from '../../base/ids.ts';
import { enqueue } from '../../base/jobs.ts';
import { portion } from '../../base/money.ts';
import { lineAmount, offersOf, pricedAt } from '../../catalog/index.ts';
import { customerPriceFacts } from '../../deals/index.ts';
import {
  type Account,
  accountsAlong,
  getAccount,
  getAccountBetween,
  getOrganization,
  getVendor,
  type Organization,
} from '../../identity/index.ts';
import { getOrder, getSubscription } from '../../orders/index.ts';
import { accountPlanAt } from '../../program/index.ts';
import { draftCharges } from '../charges/charging.sql.ts';
import { creditorReference } from '../invoices/invoices.rules.ts';
import { issueFor } from '../invoices/invoices.ts';
import { planRequest } from '../payments/card-charges.sql.ts';
import { chargeDue } from '../payments/card-charges.ts';
import type { PaymentRequest } from '../payments/payments.rules.ts';
import * as store from '../payments/payments.sql.ts';
import { honourRequests } from '../payments/payments.ts';
import { freezeRates, openStreams } from '../rates/rates.sql.ts';
import { immediate, newRun, type Run } from '../runs/runs.rules.ts';
import { firstUnbilled, insertRun, updateRun } from '../runs/runs.sql.ts';
import { taxRateFor } from '../tax/tax.sql.ts';
import { insertTimer } from './charge-timers.sql.ts';

/**
 * Asks for the money of a prepaid order: one full cycle of each line at today's prepaid price, and tax.
 * Idempotent by order; one that was cancelled meanwhile asks for nothing. Credit that waits on the account is used at once. Runs as the system.
 */
export async function requestPayment(ctx: Ctx, orderId: string): Promise<void> {
  const { order, account } = await holdForRequest(ctx, orderId);
  if (order.state === 'cancelled') return;
  const vendor = await getVendor(ctx);
  const today = civilDate(ctx.now, vendor.time_zone);
  const nets = await pricesOfOrder(ctx, account, order, today);
  const rate = await taxRateFor(ctx.db, vendor, await getOrganization(ctx, account.buyer_id), today);
  const { net, tax } = sumsOf(nets, rate);
  const request = requestOf(ctx, account, orderId, order.number, net, tax);
  if (!(await store.insertRequest(ctx.db, request))) return;
  const audience = [request.seller_id, request.buyer_id];
  emit(ctx, {
    resellerId: request.reseller_id,
    name: 'payment_request.opened',
    subjectId: request.id,
    payload: { order_id: orderId },
    audience,
  });
  await honourRequests(ctx, account.id);
  if (await planRequest(ctx.db, ctx.now, request.id)) enqueue(ctx, chargeDue, {});
}

/** An order was cancelled: nobody has to pay for it. Money that comes nevertheless is credit on the account. Runs as the system. */
export async function cancelRequest(ctx: Ctx, orderId: string): Promise<void> {
  await holdForRequest(ctx, orderId);
  const request = await store.findRequest(ctx.db, requestId(orderId));
  if (request?.state === 'open') await store.markRequest(ctx.db, request, 'cancelled', ctx.now);
}

/** The order and the vendor's account for it, once nothing else settles that: an order is not asked and cancelled for at once. */
async function holdForRequest(ctx: Ctx, orderId: string) {
  const { chain } = await getOrder(ctx, orderId);
  const account = await getAccountBetween(ctx, (await getVendor(ctx)).id, chain[1] ?? '');
  await store.holdAccounts(ctx.db, [account.id]);
  return { order: await getOrder(ctx, orderId), account };
}

function requestId(orderId: string): string {
  return derivedId('payment_request', orderId);
}

/** One full cycle of each line, net. What is paid by use costs nothing until it is used. */
async function pricesOfOrder(
  ctx: Ctx,
  account: Account,
  { customer_id, lines }: { customer_id: string; lines: { offer_id: string; quantity: number }[] },
  on: string,
): Promise<bigint[]> {
  const offerIds = lines.map((line) => line.offer_id);
  const offers = await offersOf(ctx, offerIds);
  const known = await customerPriceFacts(ctx, { account, customer_id, on, offerIds, paying: 'prepay' });
  return lines
    .filter(({ offer_id }) => offers.get(offer_id)?.billing !== 'per_use')
    .map(({ offer_id, quantity }) => {
      const facts = known.get(offer_id);
      // Refused before it was placed (`considerOrder`); asking nothing for it would give it away.
      assert(facts, 'an order that waits for its money has prices');
      const { unit_price } = pricedAt(facts, quantity);
      return lineAmount({ unit_price, quantity, days: 1, days_in_period: 1 });
    });
}

/** Whether the lines come with one invoice or, provisioned one after the other, each with its own: tax is rounded once for each, and all must be paid. */
function sumsOf(nets: readonly bigint[], rate: string): { net: bigint; tax: bigint } {
  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, each) => total + each, 0n);
  const net = sum(nets);
  const [together, apart] = [portion(net, rate), sum(nets.map((each) => portion(each, rate)))];
  return { net, tax: together > apart ? together : apart };
}

function requestOf(
  ctx: Ctx,
  account: Account,
  orderId: string,
  orderNumber: string,
  net: bigint,
  tax: bigint,
): PaymentRequest {
  return {
    reseller_id: account.reseller_id,
    id: requestId(orderId),
    account_id: account.id,
    seller_id: account.seller_id,
    buyer_id: account.buyer_id,
    order_id: orderId,
    net,
    tax,
    total: net + tax,
    currency: account.currency,
    payment_reference: creditorReference(
      `${account.number}${orderNumber}`.replace(/[^A-Za-z0-9]/g, '').slice(0, 21),
    ),
    state: 'open',
    created_at: ctx.now.toISOString(),
    paid_at: null,
  };
}

/**
 * Charges what the subscription's prepaid accounts owe as of today: its first cycle, or an increase for the rest of one. While its trial runs
 * there is nothing to charge; its accounts are charged on the day after. Runs as the system.
 */
export async function chargeNow(ctx: Ctx, subscriptionId: string): Promise<void> {
  const { chain, free_until } = await getSubscription(ctx, subscriptionId);
  const today = civilDate(ctx.now, (await getVendor(ctx)).time_zone);
  for (const account of await accountsAlong(ctx, chain)) {
    if (free_until && free_until > today) await chargeOn(ctx, account, free_until);
    await chargeIfAhead(ctx, account, today);
  }
}

/** Has the account be charged for what begins on that day by itself. Runs as the system. */
export async function chargeOn({ db }: Ctx, account: Account, due_on: CivilDate): Promise<void> {
  const { reseller_id, id: account_id, seller_id } = account;
  await insertTimer(db, { reseller_id, account_id, seller_id, due_on });
}

/** Charges what has begun on the account by today, where it pays ahead. Runs as the system. */
export async function chargeBegun(ctx: Ctx, accountId: string): Promise<void> {
  const today = civilDate(ctx.now, (await getVendor(ctx)).time_zone);
  await chargeIfAhead(ctx, await getAccount(ctx, accountId), today);
}

async function chargeIfAhead(ctx: Ctx, account: Account, today: CivilDate): Promise<void> {
  const { billing_preference } = await accountPlanAt(ctx, account.id, today);
  if (billing_preference !== 'prepay') return;
  await openStreams(ctx.db, [account.reseller_id], account.id);
  await chargeAccount(ctx, account, await getOrganization(ctx, account.seller_id), today);
}

async function chargeAccount(ctx: Ctx, account: Account, seller: Organization, today: string): Promise<void> {
  const run = immediateRun(ctx, seller, today);
  await insertRun(ctx.db, run);
  // What began by itself since the last month end is priced on its own first day.
  const since = await firstUnbilled(ctx.db, account.id);
  const rates_sha256 = await freezeRates(ctx.db, run, since && since < today ? since : today, account.id);
  const drafted = await draftCharges(ctx.db, run, {
    resellerIds: [account.reseller_id],
    accountId: account.id,
    termOnly: true,
  });
  await updateRun(ctx.db, run.id, {
    rates_sha256,
    state: drafted.length > 0 ? 'issued' : 'discarded',
    finished_at: ctx.now.toISOString(),
  });
  if (drafted.length > 0) await issueFor(ctx, { sellerId: seller.id, runId: run.id });
}

function immediateRun(ctx: Ctx, seller: Organization, today: string): Run {
  return newRun({
    reseller_id: seller.reseller_id,
    id: newId(),
    seller_id: seller.id,
    kind: 'immediate',
    ...immediate(today),
    opened_by: ctx.actor.personId,
    opened_at: ctx.now.toISOString(),
  });
}
