import { type Selectable, sql } from 'kysely';
import type { DealsDuplicate } from '../../../db/types.ts';
import { type Db, json } from '../../base/db.ts';
import type { Deal } from '../deals/deals.rules.ts';
import type { MatchKey, MatchReason } from './duplicates.rules.ts';
import { found, setLikeness } from './matches.sql.ts';

/** Two deals that may be for one customer: `deal_id` was registered after `other_deal_id`. */
export type Duplicate = Omit<Selectable<DealsDuplicate>, 'reasons'> & { reasons: MatchReason[] };

type Key = Pick<Deal, 'reseller_id' | 'id'>;

/**
 * Keeps every other comparison, and approval that rests on one, out until the transaction ends: two deals that are compared at once would not
 * see each other. To be called before a deal is held.
 */
export async function holdComparisons(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('deals:compare', 0))`.execute(db);
}

/** Replaces what the deal is recognised by. */
export async function putKeys(
  db: Db,
  { reseller_id, id, seller_id, country }: Deal,
  keys: readonly MatchKey[],
): Promise<void> {
  await db
    .deleteFrom('deals.match_key')
    .where('reseller_id', '=', reseller_id)
    .where('deal_id', '=', id)
    .execute();
  if (keys.length === 0) return;
  const edge = { reseller_id, deal_id: id, seller_id, country };
  await db
    .insertInto('deals.match_key')
    .values(keys.map((key) => ({ ...edge, ...key })))
    .execute();
}

/** A likeness as it was found: which deal, and one reason. */
export type Found = { other_reseller_id: string; other_deal_id: string } & MatchReason;

/** Every other deal in one of these states that has a key like one of the deal's. */
export async function findAlike(db: Db, deal: Key, states: readonly string[]): Promise<Found[]> {
  await setLikeness(db);
  const { rows } = await sql<Found>`
    with ${found(deal, 'deals')}
    select found.reseller_id as other_reseller_id, found.id as other_deal_id, kind, mine, theirs, likeness
    from found join deals.deal on deal.reseller_id = found.reseller_id and deal.id = found.id
    where found.id <> ${deal.id} and deal.state = any (${[...states]}::text[])`.execute(db);
  return rows;
}

/** Writes the likeness down, or its reasons anew; what somebody has judged stays judged. Answers its id: another than given if it was there. */
export async function upsertDuplicate(db: Db, duplicate: Duplicate): Promise<string> {
  const reasons = json(duplicate.reasons);
  const { score } = duplicate;
  const row = await db
    .insertInto('deals.duplicate')
    .values({ ...duplicate, reasons })
    .onConflict((conflict) =>
      conflict.columns(['reseller_id', 'deal_id', 'other_deal_id']).doUpdateSet({ reasons, score }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Whether the two are written down in either direction; in the other one it is the earlier deal that was changed. */
export async function findPair(db: Db, a: string, b: string): Promise<Duplicate | undefined> {
  return db
    .selectFrom('deals.duplicate')
    .selectAll()
    .where((where) =>
      where.or([
        where.and([where('deal_id', '=', a), where('other_deal_id', '=', b)]),
        where.and([where('deal_id', '=', b), where('other_deal_id', '=', a)]),
      ]),
    )
    .executeTakeFirst();
}

/** The likenesses of a deal, in either direction, strongest first. */
export async function listOf(db: Db, dealId: string): Promise<Duplicate[]> {
  return db
    .selectFrom('deals.duplicate')
    .selectAll()
    .where((where) => where.or([where('deal_id', '=', dealId), where('other_deal_id', '=', dealId)]))
    .orderBy('score', 'desc')
    .orderBy('id')
    .execute();
}

/** Takes back likenesses that nobody has judged and that are none any more. */
export async function dropUnjudged(db: Db, { id }: Key, except: readonly string[]): Promise<void> {
  await db
    .deleteFrom('deals.duplicate')
    .where('verdict', '=', 'open')
    .where((where) => where.or([where('deal_id', '=', id), where('other_deal_id', '=', id)]))
    .where('id', '<>', sql<string>`all(${[...except]}::uuid[])`)
    .execute();
}

/** The likeness, held until the transaction ends, if the wall shows it. */
export async function lockDuplicate(db: Db, id: string): Promise<Duplicate | undefined> {
  return db.selectFrom('deals.duplicate').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function judge(
  db: Db,
  { reseller_id, id }: Pick<Duplicate, 'reseller_id' | 'id'>,
  verdict: Pick<Duplicate, 'verdict' | 'note' | 'person_id' | 'person_name' | 'verdict_at'>,
): Promise<void> {
  await db
    .updateTable('deals.duplicate')
    .set(verdict)
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .execute();
}

/** How many likenesses of each deal, to deals and to customers, nobody has judged yet; deals without one are not in the map. */
export async function countOpen(db: Db, dealIds: readonly string[]): Promise<Map<string, number>> {
  if (dealIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; count: number }>`
    with asked as (select unnest(${[...dealIds]}::uuid[]) as id)
    select id, count(*)::int as count from (
      select asked.id from asked join deals.duplicate d on d.verdict = 'open' and (d.deal_id = asked.id or d.other_deal_id = asked.id)
      union all
      select asked.id from asked join deals.customer_likeness c on c.verdict = 'open' and c.deal_id = asked.id) one group by 1`.execute(
    db,
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}
