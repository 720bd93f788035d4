import { audit } from '../../base/audit.ts';
import type { AuditAction } from '../../base/audit-actions.ts';
import { type Ctx, ensure } from '../../base/ctx.ts';
import { asSystem } from '../../base/door.ts';
import { Fail, found, invalidField } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { newId } from '../../base/ids.ts';
import { type OfferRow, offersOf } from '../../catalog/index.ts';
import { accountsAlong } from '../../identity/index.ts';
import { accountPlanAt } from '../../program/index.ts';
import {
  BUSY,
  changeableNow,
  isOpen,
  type Operation,
  type OperationKind,
} from '../operations/operations.rules.ts';
import {
  findOperation,
  insertOperations,
  listOfSubscription,
  updateOperation,
} from '../operations/operations.sql.ts';
import { completeOperation, failOperation } from '../operations/operations.ts';
import { enqueueProvision } from '../operations/provision.task.ts';
import { MANUAL } from '../operations/provisioner.port.ts';
import { takeStep } from '../operations/settling.ts';
import { todayAtVendor } from '../orders/consider.ts';
import { quantityFault } from '../orders/orders.rules.ts';
import { lockOrder } from '../orders/orders.sql.ts';
import { ensureNotHeld } from '../orders/purchase-holds.port.ts';
import { canChangeSubscription, canReport, canRetry } from '../policy.ts';
import { unitsHeld } from './corrections.rules.ts';
import {
  type Commitment,
  mayCancel,
  mayChange,
  type Settlement,
  type Subscription,
  settlementOf,
} from './subscriptions.rules.ts';
import * as store from './subscriptions.sql.ts';

/** The subscription, or 404 for what the wall hides. */
export async function getSubscription(ctx: Ctx, id: string): Promise<Subscription> {
  return found(await store.findSubscription(ctx.db, id), 'subscription');
}

/**
 * Asks for another quantity: an operation that the connector carries out, after which the timeline and the bills follow. Throws 403, 404, Fail
 * invalid outside the offer's bounds, and Fail conflict while another change is being made, where the term allows no less, or for more on an
 * account that is held.
 */
export async function changeQuantity(ctx: Ctx, id: string, quantity: number): Promise<Operation> {
  const { subscription, offer } = await changeable(ctx, id);
  const fault = quantityFault(offer, quantity);
  if (fault)
    throw new Fail('invalid', 'quantity_out_of_bounds', fault, {
      errors: [{ pointer: '#/quantity', detail: fault }],
    });
  const current = unitsHeld(await store.listSegments(ctx.db, subscription));
  if (quantity === current) throw invalidField('#/quantity', `The quantity is ${current} already.`);
  if (quantity > current) await ensureNotHeld(ctx, await accountsAlong(ctx, subscription.chain));
  const commitment = await commitmentOf(ctx, subscription, offer);
  const today = await todayAtVendor(ctx);
  ensureNow(mayChange(commitment, today, current, quantity));
  record(ctx, subscription, 'subscription.quantity_changed', { from: current, to: quantity });
  const settlement = settlementOf(commitment, today, ctx.now, { from: current, to: quantity });
  return requestChange(ctx, subscription, 'update', quantity, settlement);
}

/** Asks for the end of a subscription, from today on. Throws 403, 404, and Fail conflict where the term is not over. */
export async function cancelSubscription(ctx: Ctx, id: string): Promise<Operation> {
  const { subscription, offer } = await changeable(ctx, id, ['active', 'paused']);
  const commitment = await commitmentOf(ctx, subscription, offer);
  const today = await todayAtVendor(ctx);
  ensureNow(mayCancel(commitment, today, ctx.now));
  record(ctx, subscription, 'subscription.cancelled', {});
  const settlement = settlementOf(commitment, today, ctx.now, { from: 1, to: 0 });
  return requestChange(ctx, subscription, 'cancel', 0, settlement);
}

/**
 * The subscription and its offer, held for a change by its own seller. Throws 403, 404, Fail conflict in another state than these, or while a
 * change is being made.
 */
export async function changeable(
  ctx: Ctx,
  id: string,
  states: readonly string[] = ['active'],
): Promise<{ subscription: Subscription; offer: OfferRow }> {
  const subscription = found(await store.lockSubscription(ctx.db, id), 'subscription');
  const operations = await listOfSubscription(ctx.db, subscription);
  ensure(canChangeSubscription(ctx.actor, subscription));
  ensureNow(changeableNow(subscription, operations, states));
  return { subscription, offer: await offerOf(ctx, subscription) };
}

/** Throws Fail conflict for what is allowed, but not at this time. */
export function ensureNow(answer: true | string): void {
  if (answer !== true) throw new Fail('conflict', 'illegal_move', answer);
}

async function offerOf(ctx: Ctx, { offer_id }: Subscription): Promise<OfferRow> {
  return found((await offersOf(ctx, [offer_id])).get(offer_id), 'offer');
}

/** What binds changes of the subscription today. `activated_on` is today while it is not active yet. */
export async function commitmentOf(
  ctx: Ctx,
  subscription: Subscription,
  offer: OfferRow,
): Promise<Commitment> {
  const today = await todayAtVendor(ctx);
  const sellerId = subscription.chain.at(-2);
  const account = found(
    (await accountsAlong(ctx, subscription.chain)).find(({ buyer_id }) => buyer_id === sellerId),
    'account',
  );
  const { billing_preference } = await accountPlanAt(ctx, account.id, today);
  const { ordered_at, activated_on } = subscription;
  return { ...offer, ordered_at, activated_on: activated_on ?? today, billing_preference };
}

/** Has the connector carry the change out; once it has, the timeline follows, and bills are settled as `settlement` says. */
export async function requestChange(
  ctx: Ctx,
  { reseller_id, id, chain }: Subscription,
  kind: OperationKind,
  quantity: number,
  settlement: Settlement | null = null,
): Promise<Operation> {
  const operation: Operation = {
    reseller_id,
    id: newId(),
    subscription_id: id,
    order_id: null,
    chain,
    kind,
    quantity,
    settlement,
    starts_on: null,
    state: 'queued',
    broker_operation: null,
    failure: null,
    attempts: 0,
    requested_by: ctx.actor.personId,
    requested_at: ctx.now.toISOString(),
    finished_at: null,
  };
  if (!(await insertOperations(ctx.db, [operation]))) throw new Fail('conflict', 'illegal_move', BUSY);
  tellRequested(ctx, operation);
  enqueueProvision(ctx, operation);
  return operation;
}

function tellRequested(
  ctx: Ctx,
  {
    reseller_id: resellerId,
    id: subjectId,
    subscription_id,
    order_id,
    kind,
    quantity,
    chain: audience,
  }: Operation,
): void {
  const payload = { subscription_id, order_id, kind, quantity };
  emit(ctx, { resellerId, name: 'operation.requested', subjectId, payload, audience });
}

/** Writes what was done to the subscription into the log. */
export function record(
  ctx: Ctx,
  { reseller_id, id, number }: Subscription,
  action: AuditAction,
  details: Record<string, unknown>,
): void {
  audit(ctx, {
    resellerId: reseller_id,
    action,
    subjectKind: 'subscription',
    subjectId: id,
    details: { number, ...details },
  });
}

/** Tries a failed operation again. Throws 403, 404, Fail conflict when another change is being made. */
export async function retryOperation(ctx: Ctx, id: string): Promise<Subscription> {
  const { subscription_id } = found(await findOperation(ctx.db, id), 'operation');
  const subscription = found(await store.lockSubscription(ctx.db, subscription_id), 'subscription');
  // Read once more now that it is held: somebody else may have had it tried again.
  const operation = found(await findOperation(ctx.db, id), 'operation');
  ensure(canRetry(ctx.actor, operation));
  ensureNow(operation.state === 'failed' || `This change is ${operation.state}.`);
  const opened = { ...operation, state: 'queued', broker_operation: null, failure: null, finished_at: null };
  if (!(await updateOperation(ctx.db, operation, opened))) throw new Fail('conflict', 'illegal_move', BUSY);
  if (operation.kind === 'create') {
    await store.updateSubscriptions(
      ctx.db,
      { reseller_id: operation.reseller_id, ids: [subscription.id] },
      { state: 'pending' },
    );
  }
  const order = operation.order_id ? await lockOrder(ctx.db, operation.order_id) : undefined;
  if (order?.state === 'failed') await takeStep(ctx, order, 'retry');
  tellRequested(ctx, opened);
  enqueueProvision(ctx, opened);
  record(ctx, subscription, 'operation.retried', { operation_id: id });
  return getSubscription(ctx, subscription.id);
}

export type Report = { outcome: 'succeeded' | 'failed'; note: string };

/** Takes in what the program office says of a change it makes by hand. Throws 403, 404, Fail conflict for one that is not open. */
export async function reportOperation(
  ctx: Ctx,
  id: string,
  { outcome, note }: Report,
): Promise<Subscription> {
  const operation = found(await findOperation(ctx.db, id), 'operation');
  const subscription = await getSubscription(ctx, operation.subscription_id);
  const offer = await offerOf(ctx, subscription);
  ensure(canReport(ctx.actor, offer.connector === MANUAL));
  ensureNow(isOpen(operation) || `This change is ${operation.state}.`);
  const key = { resellerId: operation.reseller_id, operationId: id };
  // Across the wall: what follows belongs to the whole chain, not to the office alone.
  await asSystem(ctx, (system) =>
    outcome === 'succeeded' ? completeOperation(system, key, note) : failOperation(system, key, note),
  );
  record(ctx, subscription, 'operation.reported', { operation_id: id, outcome, note });
  return getSubscription(ctx, subscription.id);
}
