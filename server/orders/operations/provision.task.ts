import type { Ctx } from '../../base/ctx.ts';
import { addMinutes, systemNow } from '../../base/dates.ts';
import type { Door } from '../../base/door.ts';
import { enqueue, type Task, task } from '../../base/jobs.ts';
import { offersOf } from '../../catalog/index.ts';
import { findSubscription } from '../subscriptions/subscriptions.sql.ts';
import { isOpen, type Operation, type OperationKey, waitSeconds } from './operations.rules.ts';
import { listOpen, lockOperation, updateOperation } from './operations.sql.ts';
import { completeOperation, failOperation, noteProgress, noteStep, noteTrouble } from './operations.ts';
import { isRetryable, MANUAL, type ProvisioningOrder, provisionerOf } from './provisioner.port.ts';

/** `turn`: how many answers had been taken in when it was asked for. */
export type ProvisionData = OperationKey & { turn: number };

type Answer =
  | { state: 'succeeded'; description?: string | undefined }
  | { state: 'in_progress'; description?: string | undefined; broker_operation?: string | undefined }
  | { state: 'failed'; description: string }
  | { state: 'unanswered'; description: string };

/**
 * Takes an operation one turn further: begins it at its connector, or asks how it stands, outside any transaction; then takes the answer in.
 * Killed anywhere, it runs again and finds what it began; run twice, the second changes nothing.
 */
export const provision: Task<ProvisionData> = task('orders.provision', async (door, data, attempt) => {
  const work = await door.system((ctx) => takeUp(ctx, data));
  if (!work) return;
  const answer = await ask(work);
  if (answer.state === 'unanswered' && !attempt.last) return tryAgain(door, data, answer.description);
  await door.system((ctx) => takeIn(ctx, data, answer));
});

type Work = { connector: string; order: ProvisioningOrder; broker_operation: string | null };

/** What is to be asked of which connector; undefined when there is nothing to do, or nothing for a connector. */
async function takeUp(ctx: Ctx, data: ProvisionData): Promise<Work | undefined> {
  const operation = await lockOperation(ctx.db, data);
  if (!operation || !isOpen(operation) || operation.attempts !== data.turn) return undefined;
  const work = await describe(ctx, operation);
  if (operation.state === 'queued') await updateOperation(ctx.db, operation, { state: 'running' });
  if (work.connector !== MANUAL) return work;
  await noteStep(ctx, operation, 'The program office does this by hand');
  return undefined;
}

async function describe(
  ctx: Ctx,
  { subscription_id, kind, quantity, broker_operation }: Operation,
): Promise<Work> {
  const subscription = await findSubscription(ctx.db, subscription_id);
  const offer = subscription && (await offersOf(ctx, [subscription.offer_id])).get(subscription.offer_id);
  if (!offer) throw new Error(`operation of subscription ${subscription_id}: its offer is not there`);
  const order: ProvisioningOrder = {
    instanceId: subscription.id,
    kind: kind as ProvisioningOrder['kind'],
    service: offer.product_code,
    plan: offer.offer_code,
    quantity,
    ...(subscription.domain && { domain: subscription.domain }),
    parameters: {},
  };
  return { connector: offer.connector, order, broker_operation };
}

async function ask({ connector, order, broker_operation }: Work): Promise<Answer> {
  const provisioner = provisionerOf(connector);
  if (!provisioner)
    return { state: 'failed', description: `No connector is set up by the name ${connector}` };
  try {
    if (broker_operation !== null) {
      const { description, ...progress } = await provisioner.poll({ ...order, operation: broker_operation });
      if (progress.state === 'failed')
        return { state: 'failed', description: description ?? 'The provider refused it' };
      return { state: progress.state, description };
    }
    const begun = await provisioner.start(order);
    return begun.state === 'succeeded'
      ? begun
      : { state: 'in_progress', broker_operation: begun.operation, description: 'Begun' };
  } catch (error) {
    const description = error instanceof Error ? error.message : String(error);
    return { state: isRetryable(error) ? 'unanswered' : 'failed', description };
  }
}

/** Says what stands in the way and throws, so that the task is run again after a growing while. */
async function tryAgain(door: Door, data: ProvisionData, description: string): Promise<never> {
  await door.system((ctx) => noteTrouble(ctx, data, `${description} Trying again.`));
  throw new Error(description);
}

async function takeIn(ctx: Ctx, data: ProvisionData, answer: Answer): Promise<void> {
  if (answer.state === 'succeeded') await completeOperation(ctx, data, answer.description);
  else if (answer.state === 'failed') await failOperation(ctx, data, answer.description);
  else if (answer.state === 'unanswered')
    await failOperation(ctx, data, `${answer.description} It was tried many times; try again later.`);
  else if (await noteProgress(ctx, data, data.turn, answer)) {
    // The machine's clock, not ctx.now: the wait is for the provider, and a moved clock does not make it faster.
    const startAfter = addMinutes(systemNow(), waitSeconds(data.turn) / 60);
    enqueue(
      ctx,
      provision,
      { resellerId: data.resellerId, operationId: data.operationId, turn: data.turn + 1 },
      { startAfter },
    );
  }
}

/** Asks for the operation's next turn, once the transaction has committed. */
export function enqueueProvision(
  ctx: Ctx,
  { reseller_id, id, attempts }: Pick<Operation, 'reseller_id' | 'id' | 'attempts'>,
): void {
  enqueue(ctx, provision, { resellerId: reseller_id, operationId: id, turn: attempts });
}

const SWEEP = 1000;

/**
 * Asks again for every operation that is open, in case its job was lost with a killed process; those whose job still waits are not
 * taken further twice. Runs as the system when a worker starts. Answers how many.
 */
export async function resumeOperations(ctx: Ctx): Promise<number> {
  const open = await listOpen(ctx.db, SWEEP);
  for (const operation of open) enqueueProvision(ctx, operation);
  return open.length;
}
