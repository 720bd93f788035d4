import type { Ctx } from '../../base/ctx.ts';
import { addDays, civilDate, instant } from '../../base/dates.ts';
import { assert } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { offersOf } from '../../catalog/index.ts';
import { noteGrowth } from '../../deals/index.ts';
import { getVendor } from '../../identity/index.ts';
import { correctedSteps } from '../subscriptions/corrections.rules.ts';
import { renewsOn, type Subscription } from '../subscriptions/subscriptions.rules.ts';
import {
  findSubscription,
  insertSegment,
  listSegments,
  updateSubscriptions,
} from '../subscriptions/subscriptions.sql.ts';
import { isOpen, type Operation, type OperationKey, type OperationKind } from './operations.rules.ts';
import * as store from './operations.sql.ts';
import { settleOrder } from './settling.ts';

/**
 * Takes in that an operation succeeded: the timeline gets its segment from today on (the vendor's calendar), the subscription its state, and
 * an order whose operations are all done is fulfilled. Runs as the system, or across the wall once the caller has checked who may.
 * Answers false, and changes nothing, for an operation that is not open (any more): it may be called twice.
 */
export async function completeOperation(ctx: Ctx, key: OperationKey, description = 'Done'): Promise<boolean> {
  const operation = await store.lockOperation(ctx.db, key);
  if (!operation || !isOpen(operation)) return false;
  const subscription = await findSubscription(ctx.db, operation.subscription_id);
  assert(subscription, 'an operation has a subscription');
  const starts_on = civilDate(ctx.now, (await getVendor(ctx)).time_zone);
  await insertSegments(ctx, operation, subscription, starts_on);
  await store.updateOperation(ctx.db, operation, {
    state: 'succeeded',
    starts_on,
    failure: null,
    finished_at: ctx.now.toISOString(),
  });
  await store.insertStep(ctx.db, operation, description, ctx.now);
  const { reseller_id } = subscription;
  const kind = operation.kind as OperationKind;
  const activated = kind === 'create' ? await activation(ctx, subscription, starts_on) : {};
  const moved = { state: STATE_AFTER[kind], ...activated, ...(kind !== 'pause' && { resumes_on: null }) };
  await updateSubscriptions(ctx.db, { reseller_id, ids: [subscription.id] }, moved);
  tellSuccess(ctx, operation, subscription, starts_on);
  if (operation.order_id) await settleOrder(ctx, operation.order_id);
  const { offer_id, customer_id } = subscription;
  if (kind === 'create' || kind === 'update')
    await noteGrowth(ctx, customer_id, { offer_id, quantity: operation.quantity });
  return true;
}

const STATE_AFTER = {
  create: 'active',
  update: 'active',
  cancel: 'cancelled',
  pause: 'paused',
  resume: 'active',
} as const satisfies Record<OperationKind, string>;

/** A new subscription is active from today on; free for so many days as its offer says. */
async function activation(ctx: Ctx, { offer_id }: Subscription, today: string) {
  const trial = (await offersOf(ctx, [offer_id])).get(offer_id)?.trial_days ?? 0;
  return { activated_on: today, ...(trial > 0 && { free_until: addDays(today, trial) }) };
}

/** The timeline's next segment; a cancellation within its window undoes the whole of it. */
async function insertSegments(
  ctx: Ctx,
  operation: Operation,
  subscription: Subscription,
  today: string,
): Promise<void> {
  const segment = segmentOf(ctx, operation, today);
  const { settlement } = operation;
  if (settlement === 'undone' && subscription.activated_on) {
    const correction = { starts_on: subscription.activated_on, until: null, quantity: 0 };
    const [first, ...later] = correctedSteps(await listSegments(ctx.db, subscription), correction, true);
    const undone = { ...segment, reason: 'Cancelled within its window', refunds: true };
    await insertSegment(ctx.db, { ...undone, ...first });
    for (const step of later) await insertSegment(ctx.db, { ...undone, ...step, operation_id: null });
    return;
  }
  if (operation.kind === 'pause') {
    // What was charged ahead for these days is given back where the offer's pause is free; else the bills go on as they were.
    const refunds = settlement === 'refund';
    const quantity = refunds ? 0 : segment.quantity;
    await insertSegment(ctx.db, { ...segment, quantity, refunds, paused: true });
    return;
  }
  const renews_on = operation.kind === 'cancel' ? await renewalAsked(ctx, subscription, operation) : null;
  const promised_until = settlement === 'termination' ? renews_on : null;
  // Asked for in time and carried out late: of the term that began meanwhile only the days until now are charged.
  const late = renews_on !== null && renews_on < today;
  await insertSegment(ctx.db, { ...segment, refunds: settlement === 'refund' || late, promised_until });
}

/** The end of the term that ran when the end of the subscription was asked for: whoever carries it out may take longer than that. */
async function renewalAsked(
  ctx: Ctx,
  { offer_id, activated_on }: Subscription,
  { requested_at }: Operation,
): Promise<string | null> {
  const offer = (await offersOf(ctx, [offer_id])).get(offer_id);
  if (!offer || !activated_on || offer.billing !== 'recurring') return null;
  const asked_on = civilDate(instant(requested_at), (await getVendor(ctx)).time_zone);
  return renewsOn({ activated_on, term_months: offer.term_months }, asked_on);
}

function segmentOf(
  ctx: Ctx,
  { reseller_id, subscription_id, chain, quantity, id }: Operation,
  starts_on: string,
) {
  const recorded_at = ctx.now.toISOString();
  return { reseller_id, subscription_id, chain, starts_on, quantity, operation_id: id, recorded_at };
}

const NEWS = {
  create: 'subscription.activated',
  update: 'subscription.changed',
  cancel: 'subscription.changed',
  pause: 'subscription.paused',
  resume: 'subscription.resumed',
} as const satisfies Record<OperationKind, string>;

/** Tells that the operation succeeded, and what became of its subscription. */
export function tellSuccess(
  ctx: Ctx,
  operation: Operation,
  subscription: Subscription,
  starts_on: string,
): void {
  tell(ctx, operation, 'operation.succeeded');
  const { reseller_id: resellerId, id: subjectId, customer_id, offer_id, chain: audience } = subscription;
  const payload = {
    customer_id,
    offer_id,
    operation_id: operation.id,
    quantity: operation.quantity,
    starts_on,
  };
  const name = NEWS[operation.kind as OperationKind];
  emit(ctx, { resellerId, name, subjectId, payload, audience });
}

/**
 * Takes in that an operation failed for good, with the sentence that says why. A new subscription fails with it; what runs stays as it was.
 * Runs like `completeOperation`; answers false for an operation that is not open.
 */
export async function failOperation(ctx: Ctx, key: OperationKey, failure: string): Promise<boolean> {
  const operation = await store.lockOperation(ctx.db, key);
  if (!operation || !isOpen(operation)) return false;
  await store.updateOperation(ctx.db, operation, {
    state: 'failed',
    failure,
    finished_at: ctx.now.toISOString(),
  });
  await store.insertStep(ctx.db, operation, failure, ctx.now);
  if (operation.kind === 'create') {
    await updateSubscriptions(
      ctx.db,
      { reseller_id: operation.reseller_id, ids: [operation.subscription_id] },
      { state: 'failed' },
    );
  }
  tell(ctx, operation, 'operation.failed', { description: failure });
  if (operation.order_id) await settleOrder(ctx, operation.order_id);
  return true;
}

/** What the connector said on the way. `turn` is the count of answers it belongs to: false when that turn was taken in already, by another run. */
export async function noteProgress(
  ctx: Ctx,
  key: OperationKey,
  turn: number,
  {
    description,
    broker_operation,
  }: { description?: string | undefined; broker_operation?: string | undefined },
): Promise<boolean> {
  const operation = await store.lockOperation(ctx.db, key);
  if (!operation || !isOpen(operation) || operation.attempts !== turn) return false;
  await store.updateOperation(ctx.db, operation, {
    attempts: turn + 1,
    ...(broker_operation !== undefined && { broker_operation }),
  });
  if (description) await noteStep(ctx, operation, description);
  return true;
}

/** What stands in the way just now; the operation goes on. */
export async function noteTrouble(ctx: Ctx, key: OperationKey, description: string): Promise<void> {
  const operation = await store.lockOperation(ctx.db, key);
  if (operation && isOpen(operation)) await noteStep(ctx, operation, description);
}

/** Appends a step and tells it, unless it is what was said last. The operation must be locked. */
export async function noteStep(ctx: Ctx, operation: Operation, description: string): Promise<void> {
  const isNew = await store.insertStep(ctx.db, operation, description, ctx.now);
  if (isNew) tell(ctx, operation, 'operation.progressed', { description });
}

function tell(ctx: Ctx, operation: Operation, name: string, more: Record<string, unknown> = {}): void {
  const {
    reseller_id: resellerId,
    id: subjectId,
    subscription_id,
    order_id,
    kind,
    chain: audience,
  } = operation;
  emit(ctx, { resellerId, name, subjectId, payload: { subscription_id, order_id, kind, ...more }, audience });
}
