import type { Ctx } from '../../base/ctx.ts';
import { found } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { move } from '../../base/states.ts';
import {
  ORDER_MOVES,
  ORDER_NEWS,
  type Order,
  type OrderMove,
  type OrderState,
  outcomeOf,
} from '../orders/orders.rules.ts';
import * as store from '../orders/orders.sql.ts';
import { listOfOrder } from './operations.sql.ts';

/** Moves the order by the verb, writes the step down and tells the news. The order must be locked. Throws Fail conflict on an illegal move. */
export async function takeStep(
  ctx: Ctx,
  order: Order,
  verb: string,
  note: string | null = null,
): Promise<Order> {
  const state = move('order', ORDER_MOVES, order.state as OrderState, verb);
  await store.moveOrder(ctx.db, order, stepOf(ctx, order, verb, state, note));
  const moved = { ...order, state };
  tellOrder(ctx, moved);
  return moved;
}

/** The row of a step, taken now by the actor. */
export function stepOf(
  ctx: Ctx,
  order: Order,
  verb: string,
  state: string,
  note: string | null,
): Omit<OrderMove, 'seq'> {
  const { reseller_id, id, chain } = order;
  const { organizationId, personId, personName } = ctx.actor;
  return {
    reseller_id,
    order_id: id,
    chain,
    move: verb,
    state,
    note,
    organization_id: organizationId,
    person_id: personId,
    person_name: personName,
    moved_at: ctx.now.toISOString(),
  };
}

/** Tells the order's chain how it stands. */
export function tellOrder(
  ctx: Ctx,
  { reseller_id, id, number, state, customer_id, seller_id, chain }: Order,
): void {
  const payload = { number, state, customer_id, seller_id };
  emit(ctx, {
    resellerId: reseller_id,
    name: ORDER_NEWS[state as OrderState],
    subjectId: id,
    payload,
    audience: chain,
  });
}

/** Fulfils or fails an order once none of its operations is open. Two that finish at once wait for each other here. */
export async function settleOrder(ctx: Ctx, orderId: string): Promise<void> {
  const order = found(await store.lockOrder(ctx.db, orderId), 'order');
  if (order.state !== 'provisioning') return;
  const verb = outcomeOf(await listOfOrder(ctx.db, order));
  if (verb) await takeStep(ctx, order, verb);
}
