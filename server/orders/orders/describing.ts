import { type Ctx, every } from '../../base/ctx.ts';
import { found } from '../../base/errors.ts';
import type { List, Page } from '../../base/page.ts';
import { getProduct, type OfferRow, offersOf } from '../../catalog/index.ts';
import { coveredBySpecialPrice } from '../../deals/index.ts';
import { getOrganization, organizationsById } from '../../identity/index.ts';
import { changeableNow, type Operation, type OperationStep } from '../operations/operations.rules.ts';
import { findOperation, listOfOrder, listOfSubscription, listSteps } from '../operations/operations.sql.ts';
import { MANUAL } from '../operations/provisioner.port.ts';
import { canChangeSubscription, canCorrect, operationCan, orderCan } from '../policy.ts';
import { unitsHeld } from '../subscriptions/corrections.rules.ts';
import { mayPause, mayResume, type Pausing, pausingOf } from '../subscriptions/pauses.rules.ts';
import { type SubscriptionPrice, subscriptionPrices } from '../subscriptions/subscription-prices.ts';
import {
  cancelConsequence,
  mayCancel,
  mayChange,
  renewsOn,
  type Segment,
} from '../subscriptions/subscriptions.rules.ts';
import * as subscriptions from '../subscriptions/subscriptions.sql.ts';
import { commitmentOf, getSubscription } from '../subscriptions/subscriptions.ts';
import { type Outcome, outcomeOfOrder, todayAtVendor } from './consider.ts';
import type { Order, OrderLine, OrderMove, OrderState } from './orders.rules.ts';
import * as orders from './orders.sql.ts';

export type Named = { id: string; name: string };
type Side = { customer: Named; seller: Named };

export type DescribedLine = OrderLine & { offer: OfferRow };
export type DescribedOrder = Order & Side & { lines: DescribedLine[]; can: ReturnType<typeof orderCan> };

/** One page of orders the actor sees, with their lines; `q` is part of a number or domain. */
export async function listOrders(
  ctx: Ctx,
  list: List,
  filter: Omit<orders.OrderFilter, 'branch'>,
): Promise<Page<DescribedOrder>> {
  const { items, next_cursor } = await orders.listOrders(ctx.db, list, { ...filter, branch: branchOf(ctx) });
  return { items: await describeOrders(ctx, items), next_cursor };
}

/** The one branch the actor can see anything of; undefined for those who see all. */
function branchOf({ actor }: Ctx): string | undefined {
  return actor.organizationKind === 'vendor' ? undefined : (actor.resellerId ?? undefined);
}

async function describeOrders(ctx: Ctx, rows: Order[]): Promise<DescribedOrder[]> {
  if (rows.length === 0) return [];
  const lines = await orders.listLines(ctx.db, rows);
  const offers = await offersOf(
    ctx,
    lines.map(({ offer_id }) => offer_id),
  );
  const described = lines.map((line) => ({ ...line, offer: found(offers.get(line.offer_id), 'offer') }));
  const byOrder = Map.groupBy(described, (line) => line.order_id);
  const sides = await sidesOf(
    ctx,
    rows.map(({ customer_id, seller_id }) => ({ customer_id, seller_id })),
  );
  return rows.map((order) => ({
    ...order,
    ...sides(order),
    lines: byOrder.get(order.id) ?? [],
    can: orderCan(ctx.actor, order),
  }));
}

type Sided = { customer_id: string; seller_id: string };

/** Reads the names of many sides at once; the answered function names one pair. A side the wall hides has no name. */
async function sidesOf(ctx: Ctx, pairs: readonly Sided[]): Promise<(pair: Sided) => Side> {
  const known = await organizationsById(
    ctx,
    pairs.flatMap(({ customer_id, seller_id }) => [customer_id, seller_id]),
  );
  const named = (id: string) => ({ id, name: known.get(id)?.name ?? '' });
  return ({ customer_id, seller_id }) => ({ customer: named(customer_id), seller: named(seller_id) });
}

export type OrderDetail = DescribedOrder & {
  moves: OrderMove[];
  operations: DescribedOperation[];
  outcome: Outcome;
};

/** One order with its steps, its operations, and what happens next. Throws 404. */
export async function describeOrder(ctx: Ctx, id: string): Promise<OrderDetail> {
  const order = found(await orders.findOrder(ctx.db, id), 'order');
  const [described] = await describeOrders(ctx, [order]);
  const moves = await orders.listMoves(ctx.db, [order]);
  const operations = await describeOperations(
    ctx,
    order.reseller_id,
    await listOfOrder(ctx.db, order),
    byHandOf(described?.lines ?? []),
  );
  const customer = await getOrganization(ctx, order.customer_id);
  const outcome = await outcomeOfOrder(ctx, customer, order.state as OrderState);
  const shown = found(described, 'order');
  const covered = order.state === 'held' ? await coveredBySpecialPrice(ctx, customer, shown.lines) : true;
  const can = { ...shown.can, release: every(shown.can.release, covered) };
  return { ...shown, can, moves, operations, outcome };
}

/** The subscriptions of these lines that are provisioned by hand. */
function byHandOf(lines: readonly DescribedLine[]): ReadonlySet<string> {
  return new Set(
    lines
      .filter(({ offer }) => offer.connector === MANUAL)
      .flatMap(({ subscription_id }) => subscription_id ?? []),
  );
}

export type DescribedOperation = Operation & { steps: OperationStep[]; can: ReturnType<typeof operationCan> };

async function describeOperations(
  ctx: Ctx,
  resellerId: string,
  operations: Operation[],
  byHand: ReadonlySet<string>,
): Promise<DescribedOperation[]> {
  const steps = await listSteps(
    ctx.db,
    resellerId,
    operations.map(({ id }) => id),
  );
  const byOperation = Map.groupBy(steps, (step) => step.operation_id);
  return operations.map((operation) => ({
    ...operation,
    steps: byOperation.get(operation.id) ?? [],
    can: operationCan(ctx.actor, operation, byHand.has(operation.subscription_id)),
  }));
}

export type DescribedSubscription = subscriptions.ListedRow & Side & { seller_id: string; offer: OfferRow };

/** One operation with its steps. Throws 404. */
export async function describeOperation(ctx: Ctx, id: string): Promise<DescribedOperation> {
  const operation = found(await findOperation(ctx.db, id), 'operation');
  const { offer_id } = await getSubscription(ctx, operation.subscription_id);
  const isManual = (await offersOf(ctx, [offer_id])).get(offer_id)?.connector === MANUAL;
  const [described] = await describeOperations(
    ctx,
    operation.reseller_id,
    [operation],
    new Set(isManual ? [operation.subscription_id] : []),
  );
  return found(described, 'operation');
}

/** What narrows a list of subscriptions. */
export type SubscriptionQuery = Record<
  'customer_id' | 'state' | 'seller_id' | 'product_id',
  string | undefined
>;

/** One page of subscriptions the actor sees; `q` is part of a number or domain. */
export async function listSubscriptions(
  ctx: Ctx,
  list: List,
  { product_id, ...query }: SubscriptionQuery,
): Promise<Page<DescribedSubscription>> {
  const offer_ids = product_id ? (await getProduct(ctx, product_id)).offers.map(({ id }) => id) : undefined;
  const filter = { ...query, offer_ids, branch: branchOf(ctx) };
  const { items, next_cursor } = await subscriptions.listSubscriptions(ctx.db, list, filter);
  return { items: await describeSubscriptions(ctx, items), next_cursor };
}

async function describeSubscriptions(
  ctx: Ctx,
  rows: subscriptions.ListedRow[],
): Promise<DescribedSubscription[]> {
  if (rows.length === 0) return [];
  const offers = await offersOf(
    ctx,
    rows.map(({ offer_id }) => offer_id),
  );
  const seated = rows.map((row) => ({ ...row, seller_id: row.chain.at(-2) ?? '' }));
  const sides = await sidesOf(ctx, seated);
  return seated.map((row) => ({ ...row, ...sides(row), offer: found(offers.get(row.offer_id), 'offer') }));
}

export type SubscriptionDetail = DescribedSubscription & {
  segments: Segment[];
  operations: DescribedOperation[];
  prices: SubscriptionPrice[];
  /** The day on which the next term begins; null while it is not active. */
  renews_on: string | null;
  /** What cancelling today means, for those who may. */
  cancel_consequence: string | null;
  /** What a pause means for money. */
  pausing: Pausing;
  can: Record<
    'change_quantity' | 'decrease_quantity' | 'cancel' | 'correct' | 'pause' | 'resume',
    true | string
  >;
};

/** One subscription with its timeline and its changes, newest first. Throws 404. */
export async function describeSubscription(ctx: Ctx, id: string): Promise<SubscriptionDetail> {
  const row = await getSubscription(ctx, id);
  const segments = await subscriptions.listSegments(ctx.db, row);
  const changes = await listOfSubscription(ctx.db, row);
  const quantity = segments.length ? unitsHeld(segments) : (changes.at(-1)?.quantity ?? 0);
  const [described] = await describeSubscriptions(ctx, [
    { ...row, quantity, operation_state: changes[0]?.state ?? null },
  ]);
  const subscription = found(described, 'subscription');
  const byHand = new Set(subscription.offer.connector === MANUAL ? [id] : []);
  const operations = await describeOperations(ctx, row.reseller_id, changes, byHand);
  const prices = await subscriptionPrices(ctx, row, quantity);
  return { ...subscription, segments, operations, prices, ...(await prospects(ctx, subscription, changes)) };
}

async function prospects(ctx: Ctx, subscription: DescribedSubscription, changes: Operation[]) {
  const today = await todayAtVendor(ctx);
  const commitment = await commitmentOf(ctx, subscription, subscription.offer);
  const mine = canChangeSubscription(ctx.actor, subscription);
  const may = every(mine, changeableNow(subscription, changes));
  const mayEnd = every(mine, changeableNow(subscription, changes, ['active', 'paused']));
  const pausing = pausingOf(subscription.offer);
  return {
    renews_on: ['active', 'paused'].includes(subscription.state) ? renewsOn(commitment, today) : null,
    cancel_consequence: mayEnd === true ? cancelConsequence(commitment, today, ctx.now) : null,
    pausing,
    can: {
      change_quantity: may,
      decrease_quantity: every(may, mayChange(commitment, today, 1, 0)),
      cancel: every(mayEnd, mayCancel(commitment, today, ctx.now)),
      pause: every(may, mayPause(pausing)),
      resume: every(mine, mayResume(subscription), changeableNow(subscription, changes, ['paused'])),
      correct: every(
        canCorrect(ctx.actor),
        subscription.activated_on !== null || 'It was never active.',
        subscription.state === 'cancelled' || changeableNow(subscription, changes),
      ),
    },
  };
}
