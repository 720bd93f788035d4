import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import { contains, type List, type Page, page } from '../../base/page.ts';
import type { Order, OrderLine, OrderMove } from './orders.rules.ts';

/** Inserts the order under the next number; answers it. */
export async function insertOrder(db: Db, order: Omit<Order, 'number'>): Promise<Order> {
  const number = sql<string>`'O-' || nextval('orders.order_number')`;
  return db
    .insertInto('orders.order')
    .values({ ...order, number })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Inserts the lines of an order. */
export async function insertLines(db: Db, lines: OrderLine[]): Promise<void> {
  await db.insertInto('orders.order_line').values(lines).execute();
}

/** The order, if the wall shows it. */
export async function findOrder(db: Db, id: string): Promise<Order | undefined> {
  return db.selectFrom('orders.order').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The order, held against every other transaction that would move it. */
export async function lockOrder(db: Db, id: string): Promise<Order | undefined> {
  return db.selectFrom('orders.order').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Moves the order and writes the step down. */
export async function moveOrder(db: Db, order: Order, step: Omit<OrderMove, 'seq'>): Promise<void> {
  await db
    .updateTable('orders.order')
    .set({ state: step.state })
    .where('reseller_id', '=', order.reseller_id)
    .where('id', '=', order.id)
    .execute();
  await insertMove(db, step);
}

/** Appends a step of an order. */
export async function insertMove(db: Db, step: Omit<OrderMove, 'seq'>): Promise<void> {
  const seq = sql<number>`(select coalesce(max(m.seq), 0) + 1 from orders.order_move m
    where m.reseller_id = ${step.reseller_id} and m.order_id = ${step.order_id})`;
  await db
    .insertInto('orders.order_move')
    .values({ ...step, seq })
    .execute();
}

/** `branch`: the reseller_id the actor is in, which finds its rows by index; the wall holds without it. */
export type OrderFilter = {
  branch?: string | undefined;
  state?: string;
  customer_id?: string;
  seller_id?: string;
};

/** One page of orders, newest first; `q` is part of a number or of a line's domain. */
export async function listOrders(
  db: Db,
  list: List,
  { branch, state, customer_id, seller_id }: OrderFilter,
): Promise<Page<Order>> {
  let query = db.selectFrom('orders.order as o').selectAll();
  if (branch) query = query.where('reseller_id', '=', branch);
  if (state) query = query.where('state', '=', state);
  if (customer_id) query = query.where('customer_id', '=', customer_id);
  if (seller_id) query = query.where('seller_id', '=', seller_id);
  if (list.q) query = query.where(mentions(contains(list.q)));
  return page<Order>(query, list, { placed_at: 'placed_at', number: 'number' }, 'id');
}

function mentions(text: string) {
  return sql<boolean>`(number ilike ${text} or exists (select from orders.order_line l
    where l.reseller_id = o.reseller_id and l.order_id = o.id and l.domain ilike ${text}))`;
}

type Key = Pick<Order, 'reseller_id' | 'id'>;

/** The lines of these orders, in their order. */
export async function listLines(db: Db, orders: readonly Key[]): Promise<OrderLine[]> {
  const { rows } =
    await sql<OrderLine>`select * from orders.order_line where ${amongOrders(orders)} order by order_id, line`.execute(
      db,
    );
  return rows;
}

/** The steps of these orders, oldest first. */
export async function listMoves(db: Db, orders: readonly Key[]): Promise<OrderMove[]> {
  const { rows } =
    await sql<OrderMove>`select * from orders.order_move where ${amongOrders(orders)} order by order_id, seq`.execute(
      db,
    );
  return rows;
}

function amongOrders(orders: readonly Key[]) {
  const branches = [...new Set(orders.map((order) => order.reseller_id))];
  const ids = orders.map(({ id }) => id);
  return sql`reseller_id = any (${branches}::uuid[]) and order_id = any (${ids}::uuid[])`;
}
