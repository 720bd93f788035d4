import type { Ctx } from '../../base/ctx.ts';
import { addDays, civilDate } from '../../base/dates.ts';
import { offersOf } from '../../catalog/index.ts';
import { getVendor } from '../../identity/index.ts';
import type { Order } from '../orders/orders.rules.ts';
import { findSubscriptions } from '../subscriptions/subscriptions.sql.ts';
import * as store from './completing.sql.ts';
import type { Operation } from './operations.rules.ts';
import { completeOperation, tellSuccess } from './operations.ts';
import { provision } from './provision.task.ts';
import { takeStep } from './settling.ts';

/** Operations that were just asked for, by whom and when; `order`: the order they are all of. */
export type Asked = { ctx: Ctx; operations: readonly Operation[]; order: Order | null };

/**
 * Takes operations as done in the transaction that asked for them, and sends no job for them: for a history that is told anew. The caller has
 * the connector carry the same changes out. All `ctx` are of one transaction, across the wall; who may ask was checked when they asked.
 */
export async function completeAtOnce(asked: readonly Asked[]): Promise<void> {
  const [first] = asked;
  if (!first) return;
  const { db } = first.ctx;
  const { time_zone } = await getVendor(first.ctx);
  const operations = asked.flatMap((one) => one.operations.map((operation) => ({ ctx: one.ctx, operation })));
  dropJobs(first.ctx, new Set(operations.map(({ operation }) => operation.id)));
  // What is settled in a way of its own is rare, and completed one by one.
  for (const { ctx, operation } of operations.filter(({ operation }) => isSpecial(operation)))
    await completeOperation(ctx, { resellerId: operation.reseller_id, operationId: operation.id });
  const plain = operations.filter(({ operation }) => !isSpecial(operation));
  const subscriptions = await findSubscriptions(
    db,
    plain.map(({ operation }) => operation.subscription_id),
  );
  const offers = await offersOf(first.ctx, [
    ...new Set([...subscriptions.values()].map(({ offer_id }) => offer_id)),
  ]);
  const trialOf = ({ subscription_id }: Operation) =>
    offers.get(subscriptions.get(subscription_id)?.offer_id ?? '')?.trial_days ?? 0;
  await store.completeAll(
    db,
    plain.map(({ ctx, operation }) => doneOf(ctx, operation, time_zone, trialOf(operation))),
    'Done',
  );
  for (const { ctx, operation } of plain) {
    const subscription = subscriptions.get(operation.subscription_id);
    if (subscription) tellSuccess(ctx, operation, subscription, civilDate(ctx.now, time_zone));
  }
  for (const { ctx, order } of asked)
    if (order?.state === 'provisioning') await takeStep(ctx, order, 'fulfil');
}

function isSpecial({ settlement, kind }: Operation): boolean {
  return settlement !== null || kind === 'pause' || kind === 'resume';
}

function doneOf(
  ctx: Ctx,
  { reseller_id, id, subscription_id, chain, kind, quantity }: Operation,
  timeZone: string,
  trial: number,
): store.Done {
  const at = ctx.now.toISOString();
  const starts_on = civilDate(ctx.now, timeZone);
  return {
    reseller_id,
    operation_id: id,
    subscription_id,
    chain,
    kind,
    quantity,
    starts_on,
    free_until: kind === 'create' && trial > 0 ? addDays(starts_on, trial) : null,
    at,
  };
}

function dropJobs({ effects }: Ctx, operationIds: ReadonlySet<string>): void {
  effects.jobs = effects.jobs.filter(({ task, data }) => {
    return task !== provision.name || !('operationId' in data) || !operationIds.has(String(data.operationId));
  });
}
