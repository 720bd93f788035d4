import { audit } from '../../base/audit.ts';
import type { AuditAction } from '../../base/audit-actions.ts';
import { type Ctx, ensure } from '../../base/ctx.ts';
import { Fail, found } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { coveredBySpecialPrice } from '../../deals/index.ts';
import { getOrganization } from '../../identity/index.ts';
import type { Operation } from '../operations/operations.rules.ts';
import { insertOperations, moveWaiting } from '../operations/operations.sql.ts';
import { enqueueProvision } from '../operations/provision.task.ts';
import { stepOf, takeStep, tellOrder } from '../operations/settling.ts';
import { canCancelOrder, canRelease } from '../policy.ts';
import type { Subscription } from '../subscriptions/subscriptions.rules.ts';
import { insertSubscriptions, updateSubscriptions } from '../subscriptions/subscriptions.sql.ts';
import {
  type Considered,
  type ConsideredLine,
  considerOrder,
  holdAfterRelease,
  type WantedOrder,
} from './consider.ts';
import { type Order, type OrderLine, stateAfter } from './orders.rules.ts';
import * as store from './orders.sql.ts';

export type Placed = { order: Order; lines: OrderLine[]; operations: Operation[]; considered: Considered };

/**
 * Places an order of the acting reseller for its customer: a subscription and an operation for each line. It is provisioned at once, waits for its
 * payment, or is held for a special price, as `considered.outcome` says. Throws as `considerOrder`, and Fail conflict when the customer has
 * the same offer for the same domain already.
 */
export async function placeOrder(ctx: Ctx, wanted: WantedOrder): Promise<Placed> {
  const considered = await considerOrder(ctx, wanted);
  const order = await store.insertOrder(ctx.db, orderOf(ctx, considered));
  await store.insertMove(ctx.db, stepOf(ctx, order, 'place', order.state, null));
  const subscriptions = await newSubscriptions(ctx, order, considered);
  const lines = considered.lines.map((line, index) =>
    lineOf(order, line, index, subscriptions[index]?.id ?? null),
  );
  await store.insertLines(ctx.db, lines);
  const operations = considered.lines.map((line, index) =>
    operationOf(ctx, order, line, subscriptions[index]?.id ?? ''),
  );
  await insertOperations(ctx.db, operations);
  if (order.state === 'provisioning') for (const operation of operations) enqueueProvision(ctx, operation);
  tellOrder(ctx, order);
  record(ctx, order, 'order.placed', { state: order.state, lines: lines.length });
  return { order, lines, operations, considered };
}

function orderOf(ctx: Ctx, { customer, hold }: Considered): Omit<Order, 'number'> {
  return {
    reseller_id: customer.reseller_id,
    id: newId(),
    chain: customer.path,
    seller_id: customer.seller_id ?? '',
    customer_id: customer.id,
    state: stateAfter(hold),
    held_reason: hold === 'special_price' ? hold : null,
    placed_by: ctx.actor.personId,
    placed_at: ctx.now.toISOString(),
  };
}

async function newSubscriptions(
  ctx: Ctx,
  { reseller_id, chain, customer_id, placed_at }: Order,
  { lines }: Considered,
): Promise<Subscription[]> {
  const rows = lines.map(({ offer, domain }) => ({
    reseller_id,
    id: newId(),
    chain,
    customer_id,
    offer_id: offer.offer_id,
    domain,
    state: 'pending',
    ordered_at: placed_at,
    activated_on: null,
  }));
  const inserted = await insertSubscriptions(ctx.db, rows);
  if (inserted)
    return rows.map(({ id }) =>
      found(
        inserted.find((subscription) => subscription.id === id),
        'subscription',
      ),
    );
  throw new Fail(
    'conflict',
    'already_exists',
    'There is a subscription to one of these products for the same domain already: change its quantity instead.',
  );
}

function lineOf(
  { reseller_id, id, chain }: Order,
  { offer, quantity, domain }: ConsideredLine,
  index: number,
  subscription_id: string | null,
): OrderLine {
  return {
    reseller_id,
    order_id: id,
    line: index + 1,
    chain,
    offer_id: offer.offer_id,
    quantity,
    domain,
    subscription_id,
  };
}

function operationOf(
  ctx: Ctx,
  { reseller_id, id, chain, state }: Order,
  { quantity }: ConsideredLine,
  subscriptionId: string,
): Operation {
  return {
    reseller_id,
    id: newId(),
    subscription_id: subscriptionId,
    order_id: id,
    chain,
    kind: 'create',
    quantity,
    settlement: null,
    starts_on: null,
    state: state === 'provisioning' ? 'queued' : 'waiting',
    broker_operation: null,
    failure: null,
    attempts: 0,
    requested_by: ctx.actor.personId,
    requested_at: ctx.now.toISOString(),
    finished_at: null,
  };
}

function record(
  ctx: Ctx,
  { reseller_id, id, number }: Order,
  action: AuditAction,
  details: Record<string, unknown>,
): void {
  audit(ctx, {
    resellerId: reseller_id,
    action,
    subjectKind: 'order',
    subjectId: id,
    details: { number, ...details },
  });
}

/** An order with its lines, or 404 for what the wall hides. */
export async function getOrder(ctx: Ctx, id: string): Promise<Order & { lines: OrderLine[] }> {
  const order = found(await store.findOrder(ctx.db, id), 'order');
  return { ...order, lines: await store.listLines(ctx.db, [order]) };
}

/**
 * Lets an order go on whose payment has come. Runs as the system. An order that does not wait for a payment (any more) stays as it is, and false
 * is answered: it may be called twice, and money for a cancelled order remains on the account.
 */
export async function releaseOrder(
  ctx: Ctx,
  { orderId }: { resellerId: string; orderId: string },
): Promise<boolean> {
  const order = found(await store.lockOrder(ctx.db, orderId), 'order');
  if (order.state !== 'awaiting_payment') return false;
  await goOn(ctx, await takeStep(ctx, order, 'pay'));
  return true;
}

/**
 * Releases a held order once a special price that covers it is approved: it goes on at that price, or waits for its payment. By its seller or the
 * vendor's office. Throws 403, 404, Fail conflict `special_price_needed` before that.
 */
export async function releaseHeldOrder(ctx: Ctx, id: string, note: string | null): Promise<void> {
  const order = found(await store.lockOrder(ctx.db, id), 'order');
  ensure(canRelease(ctx.actor, order));
  const customer = await getOrganization(ctx, order.customer_id);
  const covered = await coveredBySpecialPrice(ctx, customer, await store.listLines(ctx.db, [order]));
  if (order.state === 'held' && covered !== true) throw new Fail('conflict', 'special_price_needed', covered);
  const hold = await holdAfterRelease(ctx, customer);
  const released = await takeStep(ctx, order, hold === 'prepay' ? 'ask_payment' : 'release', note);
  if (released.state === 'provisioning') await goOn(ctx, released);
  record(ctx, order, 'order.released', { note });
}

async function goOn(ctx: Ctx, order: Order): Promise<void> {
  for (const operation of await moveWaiting(ctx.db, order, { state: 'queued' }))
    enqueueProvision(ctx, operation);
}

/** Cancels an order that nothing was provisioned of yet. Throws 403, 404, Fail conflict. */
export async function cancelOrder(ctx: Ctx, id: string, note: string | null): Promise<void> {
  const order = found(await store.lockOrder(ctx.db, id), 'order');
  ensure(canCancelOrder(ctx.actor, order));
  await takeStep(ctx, order, 'cancel', note);
  const stopped = await moveWaiting(ctx.db, order, {
    state: 'cancelled',
    finished_at: ctx.now.toISOString(),
  });
  const ids = stopped.map((operation) => operation.subscription_id);
  if (ids.length > 0)
    await updateSubscriptions(ctx.db, { reseller_id: order.reseller_id, ids }, { state: 'cancelled' });
  record(ctx, order, 'order.cancelled', { note });
}
