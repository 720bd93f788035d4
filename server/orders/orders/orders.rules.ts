import type { Selectable } from 'kysely';
import type { OrdersOrder, OrdersOrderLine, OrdersOrderMove } from '../../../db/types.ts';
import type { Moves } from '../../base/states.ts';

/** Products for one customer, ordered by its seller. `chain` runs from the vendor to the customer; no price stands here. */
export type Order = Selectable<OrdersOrder>;
export type OrderLine = Selectable<OrdersOrderLine>;
/** A step of an order: who took it, when, and their words. */
export type OrderMove = Selectable<OrdersOrderMove>;

export const ORDER_STATES = [
  'held',
  'awaiting_payment',
  'provisioning',
  'fulfilled',
  'failed',
  'cancelled',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export const ORDER_MOVES: Moves<OrderState> = {
  held: { release: 'provisioning', ask_payment: 'awaiting_payment', cancel: 'cancelled' },
  awaiting_payment: { pay: 'provisioning', cancel: 'cancelled' },
  provisioning: { fulfil: 'fulfilled', fail: 'failed' },
  failed: { retry: 'provisioning' },
  fulfilled: {},
  cancelled: {},
};

/** The news each move makes. */
export const ORDER_NEWS: Record<OrderState, string> = {
  held: 'order.held',
  awaiting_payment: 'order.awaiting_payment',
  provisioning: 'order.provisioning',
  fulfilled: 'order.fulfilled',
  failed: 'order.failed',
  cancelled: 'order.cancelled',
};

/** Why an order waits before it is provisioned; null when it goes on at once. */
export type Hold = 'special_price' | 'prepay' | null;

/** The state a new (or released) order begins in, and the move that leads there. */
export function stateAfter(hold: Hold): OrderState {
  if (hold === 'special_price') return 'held';
  return hold === 'prepay' ? 'awaiting_payment' : 'provisioning';
}

type Bounds = { minimum_quantity: number; maximum_quantity: number };

/** Why so many cannot be ordered; undefined when they can. */
export function quantityFault(
  { minimum_quantity: least, maximum_quantity: most }: Bounds,
  quantity: number,
): string | undefined {
  if (quantity >= least && quantity <= most) return undefined;
  return least === most ? `This is sold by ${least} only.` : `This is sold from ${least} to ${most}.`;
}

type Finished = { state: string };

/** How an order stands that is being provisioned, by its operations: undefined while one is still open. */
export function outcomeOf(operations: readonly Finished[]): 'fulfil' | 'fail' | undefined {
  if (operations.some(({ state }) => ['waiting', 'queued', 'running'].includes(state))) return undefined;
  return operations.some(({ state }) => state === 'failed') ? 'fail' : 'fulfil';
}
