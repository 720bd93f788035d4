import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { Refund, RefundState } from './refunds.rules.ts';

/** Refunds with the furthest state that each has come to. */
function refunds(db: Db) {
  return db
    .selectFrom('billing.refund as f')
    .innerJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('billing.refund_state as s')
          .select(['s.state', 's.detail'])
          .whereRef('s.reseller_id', '=', 'f.reseller_id')
          .whereRef('s.refund_id', '=', 'f.id')
          .orderBy(sql`array_position(array['requested', 'pending', 'succeeded', 'failed'], s.state)`, 'desc')
          .limit(1)
          .as('now'),
      (join) => join.onTrue(),
    )
    .selectAll('f')
    .select([sql<RefundState>`now.state`.as('state'), 'now.detail']);
}

export async function findRefund(db: Db, id: string): Promise<Refund | undefined> {
  return refunds(db).where('f.id', '=', id).executeTakeFirst();
}

/** The refund that the gateway calls so, in this branch. */
export async function findByGateway(
  db: Db,
  resellerId: string,
  gatewayId: string,
): Promise<Refund | undefined> {
  return refunds(db)
    .where('f.reseller_id', '=', resellerId)
    .where('f.gateway_id', '=', gatewayId)
    .executeTakeFirst();
}

/** Refunds of these payments, newest first. */
export async function refundsOf(db: Db, paymentIds: readonly string[]): Promise<Refund[]> {
  if (paymentIds.length === 0) return [];
  return refunds(db)
    .where('f.payment_id', 'in', [...paymentIds])
    .orderBy('f.recorded_at', 'desc')
    .orderBy('f.id', 'desc')
    .execute();
}

export async function insertRefund(db: Db, { state: _, detail: __, ...refund }: Refund): Promise<void> {
  await db.insertInto('billing.refund').values(refund).execute();
}

/** Writes down that a refund has come to a state; false when that was written before. */
export async function insertState(
  db: Db,
  { reseller_id, id, seller_id, buyer_id }: Refund,
  reached: { state: RefundState; detail: string | null; recorded_by: string | null; recorded_at: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('billing.refund_state')
    .values({ reseller_id, refund_id: id, seller_id, buyer_id, ...reached })
    .onConflict((conflict) => conflict.columns(['reseller_id', 'refund_id', 'state']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Whether the refund has come to this state, whatever came after it. */
export async function hasReached(db: Db, { reseller_id, id }: Refund, state: RefundState): Promise<boolean> {
  const row = await db
    .selectFrom('billing.refund_state')
    .select('state')
    .where('reseller_id', '=', reseller_id)
    .where('refund_id', '=', id)
    .where('state', '=', state)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether a refund of the payment is still to be asked for at the gateway. */
export async function anyRequested(db: Db, { id }: { id: string }): Promise<boolean> {
  return (await refundsOf(db, [id])).some(({ state, way }) => state === 'requested' && way === 'card');
}

export async function setGateway(db: Db, { reseller_id, id }: Refund, gatewayId: string): Promise<void> {
  await db
    .updateTable('billing.refund')
    .set({ gateway_id: gatewayId })
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .execute();
}

/**
 * Refunds to cards that are still under way, each asked after once it is three minutes old, and again whenever its age has doubled; marked as asked.
 */
export async function dueRefunds(db: Db, now: Date): Promise<Pick<Refund, 'id' | 'gateway_id'>[]> {
  const { rows } = await sql<Pick<Refund, 'id' | 'gateway_id'>>`
    update billing.refund f set asked_at = ${now}
    where f.way = 'card' and ${askedAgain(sql`f.recorded_at`, sql`f.asked_at`, now)}
      and not exists (select from billing.refund_state s where s.reseller_id = f.reseller_id and s.refund_id = f.id and s.state in ('succeeded', 'failed'))
    returning f.id, f.gateway_id`.execute(db);
  return rows;
}

/** Three minutes after it began, and then whenever its age is twice what it was at the last look: what hangs for days is asked after a dozen times. */
export function askedAgain(began: ReturnType<typeof sql>, asked: ReturnType<typeof sql>, now: Date) {
  return sql<boolean>`${began} + greatest(interval '3 minutes', 2 * (coalesce(${asked}, ${began}) - ${began})) <= ${now}`;
}
