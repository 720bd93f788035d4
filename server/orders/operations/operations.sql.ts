import { sql } from 'kysely';
import { type Db, sqlState } from '../../base/db.ts';
import type { Operation, OperationKey, OperationStep } from './operations.rules.ts';

/** Inserts operations. False when a subscription has an unfinished one already. */
export async function insertOperations(db: Db, operations: Operation[]): Promise<boolean> {
  try {
    await db.insertInto('orders.operation').values(operations).execute();
    return true;
  } catch (error) {
    if (sqlState(error) === '23505') return false;
    throw error;
  }
}

/** The operation, if the wall shows it. */
export async function findOperation(db: Db, id: string): Promise<Operation | undefined> {
  return db.selectFrom('orders.operation').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The operation, held against every other transaction that would finish it. */
export async function lockOperation(
  db: Db,
  { resellerId, operationId }: OperationKey,
): Promise<Operation | undefined> {
  return db
    .selectFrom('orders.operation')
    .selectAll()
    .where('reseller_id', '=', resellerId)
    .where('id', '=', operationId)
    .forUpdate()
    .executeTakeFirst();
}

/** Changes one operation. False when another of its subscription is unfinished and it cannot be opened again. */
export async function updateOperation(
  db: Db,
  { reseller_id, id }: Operation,
  changes: Partial<Operation>,
): Promise<boolean> {
  try {
    await db
      .updateTable('orders.operation')
      .set(changes)
      .where('reseller_id', '=', reseller_id)
      .where('id', '=', id)
      .execute();
    return true;
  } catch (error) {
    if (sqlState(error) === '23505') return false;
    throw error;
  }
}

type OrderKey = { reseller_id: string; id: string };

/** The operations of an order. */
export async function listOfOrder(db: Db, order: OrderKey): Promise<Operation[]> {
  return db
    .selectFrom('orders.operation')
    .selectAll()
    .where('reseller_id', '=', order.reseller_id)
    .where('order_id', '=', order.id)
    .orderBy('requested_at')
    .orderBy('id')
    .execute();
}

/** Moves the waiting operations of an order; answers them. */
export async function moveWaiting(
  db: Db,
  order: OrderKey,
  changes: Partial<Operation>,
): Promise<Operation[]> {
  return db
    .updateTable('orders.operation')
    .set(changes)
    .where('reseller_id', '=', order.reseller_id)
    .where('order_id', '=', order.id)
    .where('state', '=', 'waiting')
    .returningAll()
    .execute();
}

type SubscriptionKey = { reseller_id: string; id: string };

/** The changes of a subscription, newest first. */
export async function listOfSubscription(db: Db, { reseller_id, id }: SubscriptionKey): Promise<Operation[]> {
  return db
    .selectFrom('orders.operation')
    .selectAll()
    .where('reseller_id', '=', reseller_id)
    .where('subscription_id', '=', id)
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** The steps of these operations, oldest first. */
export async function listSteps(
  db: Db,
  resellerId: string,
  operationIds: readonly string[],
): Promise<OperationStep[]> {
  return db
    .selectFrom('orders.operation_step')
    .selectAll()
    .where('reseller_id', '=', resellerId)
    .where(sql<boolean>`operation_id = any (${[...operationIds]}::uuid[])`)
    .orderBy('operation_id')
    .orderBy('seq')
    .execute();
}

/** Appends what was said of the operation, unless it is what was said last. Answers whether it was new. The operation must be locked. */
export async function insertStep(
  db: Db,
  { reseller_id, id, chain }: Operation,
  description: string,
  at: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into orders.operation_step (reseller_id, operation_id, seq, chain, description, recorded_at)
    select ${reseller_id}::uuid, ${id}::uuid, coalesce(max(seq), 0) + 1, ${chain}::uuid[], ${description}, ${at}::timestamptz
    from orders.operation_step where reseller_id = ${reseller_id} and operation_id = ${id}
    having (array_agg(description order by seq desc))[1] is distinct from ${description}`.execute(db);
  return numAffectedRows === 1n;
}

/** Operations that a connector should have in hand, oldest first. */
export async function listOpen(db: Db, limit: number): Promise<Operation[]> {
  return db
    .selectFrom('orders.operation')
    .selectAll()
    .where('state', 'in', ['queued', 'running'])
    .orderBy('requested_at')
    .limit(limit)
    .execute();
}
