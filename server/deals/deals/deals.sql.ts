import { sql } from 'kysely';
import { type Db, json } from '../../base/db.ts';
import { contains, type List, type Page, page } from '../../base/page.ts';
import type { ForecastRow } from './deal-forecast.rules.ts';
import type { Deal, DealLine, DealMove, WantedLine } from './deals.rules.ts';

type Key = Pick<Deal, 'reseller_id' | 'id'>;
type Edge = Pick<Deal, 'reseller_id' | 'id' | 'seller_id' | 'buyer_id'>;

export async function insertDeal(db: Db, deal: Deal): Promise<void> {
  await db.insertInto('deals.deal').values(deal).execute();
}

/** Changes one deal and answers it anew. */
export async function updateDeal(
  db: Db,
  { reseller_id, id }: Key,
  changes: Partial<Omit<Deal, 'reseller_id' | 'id'>>,
): Promise<Deal> {
  return db
    .updateTable('deals.deal')
    .set(changes)
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The deal, if the wall shows it. */
export async function findDeal(db: Db, id: string): Promise<Deal | undefined> {
  return db.selectFrom('deals.deal').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Deals by id, those the wall shows. */
export async function findDeals(db: Db, ids: readonly string[]): Promise<Deal[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('deals.deal')
    .selectAll()
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
}

/** The deal, held until the transaction ends: two who decide at once decide one after the other. */
export async function lockDeal(db: Db, id: string): Promise<Deal | undefined> {
  return db.selectFrom('deals.deal').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** A reseller's deals for a customer in these states, held; oldest first. */
export async function lockDealsFor(
  db: Db,
  { buyer_id, customer_id }: { buyer_id: string; customer_id: string },
  states: readonly string[],
): Promise<Deal[]> {
  return db
    .selectFrom('deals.deal')
    .selectAll()
    .where('customer_id', '=', customer_id)
    .where('buyer_id', '=', buyer_id)
    .where('state', 'in', [...states])
    .orderBy('created_at')
    .forUpdate()
    .execute();
}

/** Which of the deals a list shows. `alike`: those with a likeness that nobody has judged (the vendor's question). */
export type DealFilter = {
  states?: readonly string[] | undefined;
  stage?: string | undefined;
  buyer_id?: string | undefined;
  overdue_at?: string | undefined;
  alike?: boolean | undefined;
};

const SORTS = { created_at: 'created_at', closes_on: 'closes_on', name: 'name', staged_at: 'staged_at' };
// Everything the vendor sees has been registered; a reseller's drafts have not.
const VENDOR_SORTS = { registered_at: 'registered_at', ...SORTS };

/** One page of the deals that the wall shows, newest first; `registered`: all of them are. `q` is part of a name in either script, a number, a domain or a registration number. */
export async function listDeals(
  db: Db,
  list: List,
  filter: DealFilter,
  registered: boolean,
): Promise<Page<Deal>> {
  let query = db.selectFrom('deals.deal').selectAll();
  if (filter.states) query = query.where('state', 'in', [...filter.states]);
  if (filter.stage) query = query.where('stage', '=', filter.stage);
  if (filter.buyer_id) query = query.where('buyer_id', '=', filter.buyer_id);
  if (filter.overdue_at)
    query = query.where('state', '=', 'submitted').where('decide_by', '<', filter.overdue_at);
  if (filter.alike) query = query.where(hasLikeness);
  if (list.q) {
    const text = contains(list.q);
    query = query.where((where) =>
      where.or(
        (['name', 'name_other', 'number', 'domain', 'registration_number'] as const).map((column) =>
          where(column, 'ilike', text),
        ),
      ),
    );
  }
  return page<Deal>(query, list, registered ? VENDOR_SORTS : SORTS, 'id');
}

const hasLikeness = sql<boolean>`(exists (select from deals.duplicate where verdict = 'open'
    and (duplicate.deal_id = deal.id or duplicate.other_deal_id = deal.id))
  or exists (select from deals.customer_likeness where verdict = 'open' and customer_likeness.deal_id = deal.id))`;

/** How many deals there are in each state that the wall shows. */
export async function countByState(db: Db): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('deals.deal')
    .select(['state', sql<number>`count(*)::int`.as('count')])
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/** Replaces the products of a deal. */
export async function putLines(
  db: Db,
  { reseller_id, id, seller_id, buyer_id }: Edge,
  lines: readonly WantedLine[],
) {
  await db
    .deleteFrom('deals.deal_line')
    .where('reseller_id', '=', reseller_id)
    .where('deal_id', '=', id)
    .execute();
  if (lines.length === 0) return;
  const edge = { reseller_id, deal_id: id, seller_id, buyer_id };
  await db
    .insertInto('deals.deal_line')
    .values(
      lines.map(({ product_id, quantity }, index) => ({ ...edge, line: index + 1, product_id, quantity })),
    )
    .execute();
}

/** The products of these deals, in their order. */
export async function listLines(db: Db, deals: readonly Key[]): Promise<DealLine[]> {
  if (deals.length === 0) return [];
  return db
    .selectFrom('deals.deal_line')
    .selectAll()
    .where(
      'reseller_id',
      '=',
      sql<string>`any(${[...new Set(deals.map((deal) => deal.reseller_id))]}::uuid[])`,
    )
    .where('deal_id', '=', sql<string>`any(${deals.map(({ id }) => id)}::uuid[])`)
    .orderBy('deal_id')
    .orderBy('line')
    .execute();
}

/** Appends a step to the history; the deal must be held. */
export async function insertMove(db: Db, { changes, ...row }: Omit<DealMove, 'seq'>): Promise<void> {
  const seq = sql<number>`(select coalesce(max(m.seq), 0) + 1 from deals.deal_move m
    where m.reseller_id = ${row.reseller_id} and m.deal_id = ${row.deal_id})`;
  await db
    .insertInto('deals.deal_move')
    .values({ ...row, changes: json(changes), seq })
    .execute();
}

/** The deal's steps, oldest first. */
export async function listMoves(db: Db, { reseller_id, id }: Key): Promise<DealMove[]> {
  return db
    .selectFrom('deals.deal_move')
    .selectAll()
    .where('reseller_id', '=', reseller_id)
    .where('deal_id', '=', id)
    .orderBy('seq')
    .execute();
}

/** What the open deals of these states, and those won, are worth by the month they are to close (or were won) in, from `since` on. */
export async function sumForecast(db: Db, states: readonly string[], since: string): Promise<ForecastRow[]> {
  const { rows } = await sql<ForecastRow>`
    select to_char(closes_on, 'YYYY-MM') as month, currency, buyer_id, probability,
      count(*) filter (where state <> 'won')::int as deals,
      coalesce(sum(value) filter (where state <> 'won'), 0)::bigint as value,
      coalesce(sum(value) filter (where state = 'won'), 0)::bigint as won
    from deals.deal
    where state = any (${[...states, 'won']}::text[]) and (state <> 'won' or closes_on >= ${since}::date)
    group by 1, 2, 3, 4 order by 1, 2`.execute(db);
  return rows;
}

/** How many open deals of these states are how old, and what they are worth, by currency; `age` in days at `now`. */
export async function sumAges(
  db: Db,
  states: readonly string[],
  now: string,
): Promise<{ bucket: number; currency: string; deals: number; value: bigint }[]> {
  const { rows } = await sql<{ bucket: number; currency: string; deals: number; value: bigint }>`
    select width_bucket(extract(epoch from ${now}::timestamptz - created_at) / 86400, array[30, 60, 90]::numeric[]) as bucket,
      currency, count(*)::int as deals, sum(value)::bigint as value
    from deals.deal where state = any (${[...states]}::text[]) group by 1, 2 order by 1, 2`.execute(db);
  return rows;
}
