import { sql } from 'kysely';
import { type Db, json } from '../../base/db.ts';
import { contains, type List, type Page, page } from '../../base/page.ts';
import type { Approval } from './approvals.rules.ts';
import type { GrantedPrice } from './customer-prices.sql.ts';
import type { SpecialPrice, SpecialPriceLine, SpecialPriceMove } from './special-prices.rules.ts';

type Key = Pick<SpecialPrice, 'reseller_id' | 'id'>;

export async function nextNumber(db: Db): Promise<string> {
  const { rows } = await sql<{ number: string }>`
    select 'SP' || nextval('deals.special_price_number') as number`.execute(db);
  return rows[0]?.number ?? '';
}

/** Keeps every other new request for the customer out until the transaction ends. */
export async function holdCustomer(db: Db, customerId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`special_price:${customerId}`}, 0))`.execute(db);
}

export async function insertSpecialPrice(db: Db, row: SpecialPrice): Promise<void> {
  await db.insertInto('deals.special_price').values(row).execute();
}

/** Changes one request and answers it anew. */
export async function updateSpecialPrice(
  db: Db,
  { reseller_id, id }: Key,
  changes: Partial<Omit<SpecialPrice, 'reseller_id' | 'id'>>,
): Promise<SpecialPrice> {
  return db
    .updateTable('deals.special_price')
    .set(changes)
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The request, if the wall shows it. */
export async function findSpecialPrice(db: Db, id: string): Promise<SpecialPrice | undefined> {
  return db.selectFrom('deals.special_price').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The request, held until the transaction ends. */
export async function lockSpecialPrice(db: Db, id: string): Promise<SpecialPrice | undefined> {
  return db.selectFrom('deals.special_price').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export type SpecialPriceFilter = {
  states?: readonly string[] | undefined;
  customer_id?: string | undefined;
  order_id?: string | undefined;
  mine?: string | undefined;
};

/** Those the wall shows, newest first. `q` is part of a number or a customer's name; `mine`: of resellers this person looks after. */
export async function listSpecialPrices(
  db: Db,
  list: List,
  { states, customer_id, order_id }: SpecialPriceFilter,
): Promise<Page<SpecialPrice>> {
  let query = db.selectFrom('deals.special_price').selectAll();
  if (states) query = query.where('state', 'in', [...states]);
  if (customer_id) query = query.where('customer_id', '=', customer_id);
  if (order_id) query = query.where('order_id', '=', order_id);
  if (list.q)
    query = query.where((where) =>
      where.or([
        where('number', 'ilike', contains(list.q ?? '')),
        where('customer_name', 'ilike', contains(list.q ?? '')),
      ]),
    );
  return page<SpecialPrice>(query, list, { requested_at: 'requested_at', number: 'number' }, 'id');
}

/** The customer's requests in these states, held; for what happens to a customer later. Runs as the system. */
export async function lockOfCustomer(
  db: Db,
  customerId: string,
  states: readonly string[],
): Promise<SpecialPrice[]> {
  return db
    .selectFrom('deals.special_price')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('state', 'in', [...states])
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function insertLines(db: Db, rows: readonly SpecialPriceLine[]): Promise<void> {
  await db
    .insertInto('deals.special_price_line')
    .values([...rows])
    .execute();
}

/** The lines of each request's own revision, in order. */
export async function listLines(db: Db, requests: readonly SpecialPrice[]): Promise<SpecialPriceLine[]> {
  if (requests.length === 0) return [];
  const { rows } = await sql<SpecialPriceLine>`
    select l.* from deals.special_price_line l
    join deals.special_price s on s.reseller_id = l.reseller_id and s.id = l.special_price_id and s.revision = l.revision
    where s.id = any (${requests.map(({ id }) => id)}::uuid[]) order by l.special_price_id, l.line`.execute(
    db,
  );
  return rows;
}

/** Appends a step; its number follows the last. */
export async function insertMove(db: Db, move: Omit<SpecialPriceMove, 'seq'>): Promise<void> {
  const seq = sql<number>`(select coalesce(max(m.seq), 0) + 1 from deals.special_price_move m
    where m.reseller_id = ${move.reseller_id} and m.special_price_id = ${move.special_price_id})`;
  await db
    .insertInto('deals.special_price_move')
    .values({ ...move, seq })
    .execute();
}

export async function listMoves(db: Db, { reseller_id, id }: Key): Promise<SpecialPriceMove[]> {
  return db
    .selectFrom('deals.special_price_move')
    .selectAll()
    .where('reseller_id', '=', reseller_id)
    .where('special_price_id', '=', id)
    .orderBy('seq')
    .execute();
}

export async function insertApprovals(db: Db, rows: readonly Approval[]): Promise<void> {
  const values = rows.map(({ level, because, terms, ...row }) => ({
    ...row,
    level: json(level),
    because: json(because),
    terms: terms && json(terms),
  }));
  await db.insertInto('deals.approval').values(values).execute();
}

/** The levels of a request, every round, in order. */
export async function listApprovals(db: Db, { reseller_id, id }: Key): Promise<Approval[]> {
  const rows = await db
    .selectFrom('deals.approval')
    .selectAll()
    .where('reseller_id', '=', reseller_id)
    .where('special_price_id', '=', id)
    .orderBy('round')
    .orderBy('place')
    .execute();
  return rows as Approval[];
}

export async function updateApproval(
  db: Db,
  { reseller_id, special_price_id, round, place }: Approval,
  { terms, ...changes }: Partial<Omit<Approval, 'level' | 'because'>>,
): Promise<void> {
  await db
    .updateTable('deals.approval')
    .set({ ...changes, ...(terms !== undefined && { terms: terms && json(terms) }) })
    .where('reseller_id', '=', reseller_id)
    .where('special_price_id', '=', special_price_id)
    .where('round', '=', round)
    .where('place', '=', place)
    .execute();
}

/** Levels that wait for somebody and whose reminder or deadline has passed; held. Runs as the system. */
export async function takeDueApprovals(db: Db, at: string, limit: number): Promise<Approval[]> {
  const { rows } = await sql<Approval>`
    select * from deals.approval where state = 'open'
      and ((reminded_at is null and remind_at <= ${at}) or (escalated_at is null and due_at <= ${at}))
    order by due_at limit ${limit} for update skip locked`.execute(db);
  return rows;
}

/** Approved requests whose last day has passed; held. Runs as the system. */
export async function takeEnded(db: Db, today: string, limit: number): Promise<SpecialPrice[]> {
  return db
    .selectFrom('deals.special_price')
    .selectAll()
    .where('state', '=', 'approved')
    .where('valid_to', '<=', today)
    .orderBy('valid_to')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Grants prices. */
export async function insertGranted(db: Db, rows: readonly GrantedPrice[]): Promise<void> {
  await db
    .insertInto('deals.granted_price')
    .values([...rows])
    .execute();
}

/** What a request was granted, the last first. */
export async function listGranted(db: Db, { reseller_id, id }: Key): Promise<GrantedPrice[]> {
  return db
    .selectFrom('deals.granted_price')
    .selectAll()
    .where('reseller_id', '=', reseller_id)
    .where('special_price_id', '=', id)
    .orderBy('id', 'desc')
    .execute();
}
