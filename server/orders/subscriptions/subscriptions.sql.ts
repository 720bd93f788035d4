import { sql } from 'kysely';
import { type Db, sqlState } from '../../base/db.ts';
import { contains, type List, type Page, page } from '../../base/page.ts';
import type { Segment, Subscription } from './subscriptions.rules.ts';

type Later = 'free_until' | 'resumes_on';

/** Inserts subscriptions under the next numbers; answers them. False when one of them has the same offer for the same domain as one that stands. */
export async function insertSubscriptions(
  db: Db,
  subscriptions: (Omit<Subscription, 'number' | Later> & Partial<Pick<Subscription, Later>>)[],
): Promise<Subscription[] | false> {
  const number = sql<string>`'S-' || nextval('orders.subscription_number')`;
  try {
    return await db
      .insertInto('orders.subscription')
      .values(subscriptions.map((subscription) => ({ ...subscription, number })))
      .returningAll()
      .execute();
  } catch (error) {
    if (sqlState(error) === '23505') return false;
    throw error;
  }
}

/** The subscription, if the wall shows it. */
export async function findSubscription(db: Db, id: string): Promise<Subscription | undefined> {
  return db.selectFrom('orders.subscription').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Those of these ids that the wall shows, by id. */
export async function findSubscriptions(db: Db, ids: readonly string[]): Promise<Map<string, Subscription>> {
  const rows = await db
    .selectFrom('orders.subscription')
    .selectAll()
    .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** The subscription, held against every other transaction that would change it. */
export async function lockSubscription(db: Db, id: string): Promise<Subscription | undefined> {
  return db.selectFrom('orders.subscription').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

type Key = { reseller_id: string; id: string };

/** Moves subscriptions to another state; `activated_on` is kept once it is set. */
export async function updateSubscriptions(
  db: Db,
  { reseller_id, ids }: { reseller_id: string; ids: readonly string[] },
  {
    state,
    activated_on,
    free_until,
    resumes_on,
  }: {
    state: string;
    activated_on?: string;
    free_until?: string;
    resumes_on?: string | null;
  },
): Promise<void> {
  await db
    .updateTable('orders.subscription')
    .set({
      state,
      ...(resumes_on !== undefined && { resumes_on }),
      ...(activated_on && { activated_on: sql<string>`coalesce(activated_on, ${activated_on}::date)` }),
      ...(free_until && { free_until: sql<string>`coalesce(free_until, ${free_until}::date)` }),
    })
    .where('reseller_id', '=', reseller_id)
    .where('id', 'in', [...ids])
    .execute();
}

export type NewSegment = Omit<Segment, 'seq' | Settling> & Partial<Pick<Segment, Settling>>;
type Settling = 'reason' | 'refunds' | 'promised_until' | 'paused';

/** Appends the segment; the same operation appends only once. */
export async function insertSegment(db: Db, segment: NewSegment): Promise<void> {
  const seq = sql<number>`(select coalesce(max(s.seq), 0) + 1 from orders.segment s
    where s.reseller_id = ${segment.reseller_id} and s.subscription_id = ${segment.subscription_id})`;
  await db
    .insertInto('orders.segment')
    .values({ ...segment, seq })
    .onConflict((conflict) => conflict.columns(['reseller_id', 'operation_id']).doNothing())
    .execute();
}

/** The timeline of a subscription, oldest first. */
export async function listSegments(db: Db, { reseller_id, id }: Key): Promise<Segment[]> {
  return db
    .selectFrom('orders.segment')
    .selectAll()
    .where('reseller_id', '=', reseller_id)
    .where('subscription_id', '=', id)
    .orderBy('seq')
    .execute();
}

/** Paused subscriptions whose day to resume has come by `today`, earliest first; none that has a change under way. */
export async function listResuming(db: Db, today: string, limit: number): Promise<Subscription[]> {
  return db
    .selectFrom('orders.subscription as s')
    .selectAll('s')
    .where('state', '=', 'paused')
    .where('resumes_on', '<=', today)
    .where(sql<boolean>`not exists (select from orders.operation p where p.reseller_id = s.reseller_id and p.subscription_id = s.id
      and p.state in ('waiting', 'queued', 'running'))`)
    .orderBy('resumes_on')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** `branch`: the reseller_id the actor is in, which finds its rows by index; the wall holds without it. */
export type SubscriptionFilter = {
  branch?: string | undefined;
  customer_id?: string | undefined;
  state?: string | undefined;
  offer_ids?: readonly string[] | undefined;
  seller_id?: string | undefined;
};
/** `quantity`: of now, or what is ordered while pending. `operation_state`: of the latest change. */
export type ListedRow = Subscription & { quantity: number; operation_state: string | null };

/** One page of subscriptions, newest first; `q` is part of a number or domain. */
export async function listSubscriptions(
  db: Db,
  list: List,
  filter: SubscriptionFilter,
): Promise<Page<ListedRow>> {
  const { branch, customer_id, state, offer_ids, seller_id } = filter;
  let query = db
    .selectFrom('orders.subscription as s')
    .selectAll('s')
    .select([quantityNow(), latestOperation()]);
  if (branch) query = query.where('reseller_id', '=', branch);
  if (customer_id) query = query.where('customer_id', '=', customer_id);
  if (state) query = query.where('state', '=', state);
  if (seller_id) query = query.where(sql<boolean>`chain[cardinality(chain) - 1] = ${seller_id}::uuid`);
  if (offer_ids) query = query.where(sql<boolean>`offer_id = any (${[...offer_ids]}::uuid[])`);
  if (list.q)
    query = query.where(sql<boolean>`(number ilike ${contains(list.q)} or domain ilike ${contains(list.q)})`);
  return page<ListedRow>(query, list, { ordered_at: 'ordered_at', number: 'number' }, 'id');
}

function quantityNow() {
  return sql<number>`coalesce(
    (select g.quantity from orders.segment g where g.reseller_id = s.reseller_id and g.subscription_id = s.id and not g.paused order by g.starts_on desc, g.seq desc limit 1),
    (select p.quantity from orders.operation p where p.reseller_id = s.reseller_id and p.subscription_id = s.id and p.kind = 'create' limit 1),
    0)`.as('quantity');
}

function latestOperation() {
  return sql<
    string | null
  >`(select p.state from orders.operation p where p.reseller_id = s.reseller_id and p.subscription_id = s.id
    order by p.requested_at desc, p.id desc limit 1)`.as('operation_state');
}

/** How many subscriptions each of these customers has that are active, and that are on the way. */
export async function countByCustomer(
  db: Db,
  customers: readonly Key[],
): Promise<{ customer_id: string; active: number; pending: number }[]> {
  const { rows } = await sql<{ customer_id: string; active: number; pending: number }>`
    select customer_id, count(*) filter (where state = 'active')::int as active, count(*) filter (where state = 'pending')::int as pending
    from orders.subscription
    where reseller_id = any (${[...new Set(customers.map((customer) => customer.reseller_id))]}::uuid[])
      and customer_id = any (${customers.map(({ id }) => id)}::uuid[])
    group by customer_id`.execute(db);
  return rows;
}

/** The offers that a customer's open subscriptions are of. */
export async function offersHadBy(
  db: Db,
  { reseller_id, id }: { reseller_id: string; id: string },
): Promise<string[]> {
  const rows = await db
    .selectFrom('orders.subscription')
    .select('offer_id')
    .distinct()
    .where('reseller_id', '=', reseller_id)
    .where('customer_id', '=', id)
    .where('state', 'in', ['pending', 'active', 'paused'])
    .execute();
  return rows.map(({ offer_id }) => offer_id);
}
