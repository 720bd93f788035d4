import type { Selectable } from 'kysely';
import type { OrdersOperation, OrdersOperationStep } from '../../../db/types.ts';

/** One provisioning change of a subscription. */
export type Operation = Selectable<OrdersOperation>;
/** What the connector said on the way. */
export type OperationStep = Selectable<OrdersOperationStep>;

export const OPERATION_STATES = ['waiting', 'queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export const OPERATION_KINDS = ['create', 'update', 'cancel', 'pause', 'resume'] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];
export type OperationKey = { resellerId: string; operationId: string };

/** Whether the connector has it in hand: it can succeed or fail. */
export function isOpen({ state }: Pick<Operation, 'state'>): boolean {
  return state === 'queued' || state === 'running';
}

/** Whether a second change must wait for it. */
function isUnfinished({ state }: Pick<Operation, 'state'>): boolean {
  return state === 'waiting' || isOpen({ state });
}

const PATIENCE_SECONDS = [1, 1, 2, 3, 5];

/** How long to wait before asking the connector again, after so many answers. */
export function waitSeconds(attempts: number): number {
  return PATIENCE_SECONDS[Math.min(attempts, PATIENCE_SECONDS.length - 1)] ?? 5;
}

/**
 * Whether a subscription that is in one of these states can be changed just now: one change after another. True, or the sentence that says
 * why not.
 */
export function changeableNow(
  { state }: { state: string },
  operations: readonly Pick<Operation, 'state'>[],
  states: readonly string[] = ['active'],
): true | string {
  if (!states.includes(state))
    return state === 'paused'
      ? 'This subscription is paused; resume it first.'
      : `This subscription is ${state}.`;
  return operations.some(isUnfinished) ? BUSY : true;
}

export const BUSY = 'A change is being made; wait until it is done.';
