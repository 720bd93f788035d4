import { sql } from 'kysely';
import { type Db, json } from '../../base/db.ts';
import { contains, type List, type Page, page } from '../../base/page.ts';
import type {
  Quote,
  QuoteAcceptance,
  QuoteDraft,
  QuoteLine,
  QuoteLineCost,
  QuoteMove,
  QuoteVersion,
} from './quotes.rules.ts';

/** Inserts the quote under the next number; answers it. */
export async function insertQuote(db: Db, quote: Omit<Quote, 'number'>): Promise<Quote> {
  const number = sql<string>`'Q-' || nextval('orders.quote_number')`;
  const row = await db
    .insertInto('orders.quote')
    .values({ ...quote, prospect: quote.prospect && json(quote.prospect), number })
    .returningAll()
    .executeTakeFirstOrThrow();
  return row as unknown as Quote;
}

/** The quote, if the wall shows it. */
export async function findQuote(db: Db, id: string): Promise<Quote | undefined> {
  const row = await db.selectFrom('orders.quote').selectAll().where('id', '=', id).executeTakeFirst();
  return row as unknown as Quote | undefined;
}

/** The quote, held against every other transaction that would move it. */
export async function lockQuote(db: Db, id: string): Promise<Quote | undefined> {
  const row = await db
    .selectFrom('orders.quote')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row as unknown as Quote | undefined;
}

export type QuoteFilter = {
  seller_id: string;
  state?: string | undefined;
  buyer_id?: string | undefined;
  deal_id?: string | undefined;
};

/** One page of a seller's quotes, newest first; `q` is part of a number, a prospect's name or a contact. */
export async function listQuotes(db: Db, list: List, filter: QuoteFilter): Promise<Page<Quote>> {
  let query = db.selectFrom('orders.quote').selectAll().where('seller_id', '=', filter.seller_id);
  if (filter.state) query = query.where('state', '=', filter.state);
  if (filter.buyer_id) query = query.where('buyer_id', '=', filter.buyer_id);
  if (filter.deal_id) query = query.where('deal_id', '=', filter.deal_id);
  if (list.q) {
    const text = contains(list.q);
    query = query.where(
      sql<boolean>`(number || ' ' || contact_name || ' ' || contact_email || ' ' || coalesce(prospect ->> 'name', '')) ilike ${text}`,
    );
  }
  return page<Quote>(query as never, list, { created_at: 'created_at' }, 'id');
}

/** One page of the quotes sent to a customer, newest first; `q` is part of a number. */
export async function listReceived(db: Db, list: List, buyerId: string): Promise<Page<Quote>> {
  let query = db
    .selectFrom('orders.quote')
    .selectAll()
    .where('buyer_id', '=', buyerId)
    .where('version', '>', 0);
  if (list.q) query = query.where('number', 'ilike', contains(list.q));
  return page<Quote>(query as never, list, { created_at: 'created_at' }, 'id');
}

type Changes = Partial<
  Pick<
    Quote,
    | 'state'
    | 'version'
    | 'valid_until'
    | 'buyer_id'
    | 'order_id'
    | 'order_failure'
    | 'contact_name'
    | 'contact_email'
    | 'language'
  >
>;

/** Changes the quote's own row; answers it as it is now. */
export async function updateQuote(db: Db, { reseller_id, id }: Quote, changes: Changes): Promise<Quote> {
  const row = await db
    .updateTable('orders.quote')
    .set(changes)
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return row as unknown as Quote;
}

export type DraftRow = { content: QuoteDraft; edited_by: string | null; edited_at: string };

/** Keeps the next version while it is written. */
export async function keepDraft(db: Db, quote: Quote, { content, ...edited }: DraftRow): Promise<void> {
  const { reseller_id, id: quote_id, seller_id } = quote;
  const changes = { content: json(content), ...edited };
  await db
    .insertInto('orders.quote_draft')
    .values({ reseller_id, quote_id, seller_id, ...changes })
    .onConflict((conflict) => conflict.columns(['reseller_id', 'quote_id']).doUpdateSet(changes))
    .execute();
}

/** The version that is being written, if there is one. */
export async function findDraft(db: Db, { reseller_id, id }: Quote): Promise<DraftRow | undefined> {
  const row = await db
    .selectFrom('orders.quote_draft')
    .select(['content', 'edited_by', 'edited_at'])
    .where('reseller_id', '=', reseller_id)
    .where('quote_id', '=', id)
    .executeTakeFirst();
  return row as unknown as DraftRow | undefined;
}

/** The draft has been sent, or is given up. */
export async function dropDraft(db: Db, { reseller_id, id }: Quote): Promise<void> {
  await db
    .deleteFrom('orders.quote_draft')
    .where('reseller_id', '=', reseller_id)
    .where('quote_id', '=', id)
    .execute();
}

/** Appends a sent version: its lines, their costs, and the timer that ends it. */
export async function insertVersion(
  db: Db,
  version: QuoteVersion,
  lines: readonly QuoteLine[],
  costs: readonly QuoteLineCost[],
  dueAt: Date,
): Promise<void> {
  await db.insertInto('orders.quote_version').values(version).execute();
  await db
    .insertInto('orders.quote_line')
    .values(
      lines.map((line) => ({
        ...line,
        name: json(line.name),
        detail: json(line.detail),
        exemption: line.exemption && json(line.exemption),
      })),
    )
    .execute();
  await db
    .insertInto('orders.quote_line_cost')
    .values(
      costs.map((cost) => ({
        ...cost,
        cost_steps: json(cost.cost_steps),
        price_steps: json(cost.price_steps),
      })),
    )
    .execute();
  const { reseller_id, quote_id, seller_id } = version;
  await db
    .insertInto('orders.quote_timer')
    .values({ reseller_id, quote_id, version: version.version, seller_id, due_at: dueAt })
    .execute();
}

type Key = Pick<Quote, 'reseller_id' | 'id'>;

/** The sent versions of a quote, oldest first. */
export async function listVersions(db: Db, { reseller_id, id }: Key): Promise<QuoteVersion[]> {
  return db
    .selectFrom('orders.quote_version')
    .selectAll()
    .where('reseller_id', '=', reseller_id)
    .where('quote_id', '=', id)
    .orderBy('version')
    .execute();
}

/** Every line of every sent version, in order. */
export async function listLines(db: Db, { reseller_id, id }: Key): Promise<QuoteLine[]> {
  const rows = await db
    .selectFrom('orders.quote_line')
    .selectAll()
    .where('reseller_id', '=', reseller_id)
    .where('quote_id', '=', id)
    .orderBy('version')
    .orderBy('line')
    .execute();
  return rows as QuoteLine[];
}

/** What the lines cost their seller; nothing for anybody else. */
export async function listCosts(db: Db, { reseller_id, id }: Key): Promise<QuoteLineCost[]> {
  return db
    .selectFrom('orders.quote_line_cost')
    .selectAll()
    .where('reseller_id', '=', reseller_id)
    .where('quote_id', '=', id)
    .orderBy('version')
    .orderBy('line')
    .execute();
}

/** Each step of the quote, oldest first. */
export async function listMoves(db: Db, { reseller_id, id }: Key): Promise<QuoteMove[]> {
  return db
    .selectFrom('orders.quote_move')
    .selectAll()
    .where('reseller_id', '=', reseller_id)
    .where('quote_id', '=', id)
    .orderBy('seq')
    .execute();
}

/** Appends a step. */
export async function insertMove(db: Db, step: Omit<QuoteMove, 'seq'>): Promise<void> {
  const seq = sql<number>`(select coalesce(max(m.seq), 0) + 1 from orders.quote_move m
    where m.reseller_id = ${step.reseller_id} and m.quote_id = ${step.quote_id})`;
  await db
    .insertInto('orders.quote_move')
    .values({ ...step, seq })
    .execute();
}

/** The acceptance of the quote, if there is one. */
export async function findAcceptance(db: Db, { reseller_id, id }: Key): Promise<QuoteAcceptance | undefined> {
  return db
    .selectFrom('orders.quote_acceptance')
    .selectAll()
    .where('reseller_id', '=', reseller_id)
    .where('quote_id', '=', id)
    .executeTakeFirst();
}

/** Appends the acceptance; a second one of the same quote breaks the key. */
export async function insertAcceptance(db: Db, acceptance: QuoteAcceptance): Promise<void> {
  await db.insertInto('orders.quote_acceptance').values(acceptance).execute();
}

export type DocumentRow = { version: number; sha256: string; made_at: string };

/** The documents made of the quote, without their bytes. */
export async function listDocuments(db: Db, { reseller_id, id }: Key): Promise<DocumentRow[]> {
  return db
    .selectFrom('orders.quote_document')
    .select(['version', 'sha256', 'made_at'])
    .where('reseller_id', '=', reseller_id)
    .where('quote_id', '=', id)
    .orderBy('version')
    .execute();
}

/** The bytes of a version's document. */
export async function findPdf(
  db: Db,
  { reseller_id, id }: Key,
  version: number,
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('orders.quote_document')
    .select('pdf')
    .where('reseller_id', '=', reseller_id)
    .where('quote_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.pdf;
}

/** Keeps a version's document; false when it is kept already. */
export async function insertDocument(
  db: Db,
  { reseller_id, quote_id, version, seller_id }: QuoteVersion,
  document: { sha256: string; pdf: Buffer; made_at: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('orders.quote_document')
    .values({ reseller_id, quote_id, version, seller_id, ...document })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export type QuoteLink = {
  reseller_id: string;
  id: string;
  quote_id: string;
  version: number;
  seller_id: string;
  recipient: string;
  token_sha256: string;
  expires_at: string;
  recorded_at: string;
};

/** Keeps a link by its hash. Runs as the system. */
export async function insertLink(db: Db, link: QuoteLink): Promise<void> {
  await db.insertInto('orders.quote_link').values(link).execute();
}

/** The link of this hash. Runs as the system. */
export async function findLink(db: Db, tokenSha256: string): Promise<QuoteLink | undefined> {
  return db
    .selectFrom('orders.quote_link')
    .selectAll()
    .where('token_sha256', '=', tokenSha256)
    .executeTakeFirst();
}

/** Takes up to `limit` timers that are due, and marks them fired: the quotes and versions that run out. Runs as the system. */
export async function fireTimers(
  db: Db,
  now: Date,
  limit: number,
): Promise<{ reseller_id: string; quote_id: string; version: number }[]> {
  const { rows } = await sql<{ reseller_id: string; quote_id: string; version: number }>`
    update orders.quote_timer t set fired_at = ${now}
    from (select reseller_id, quote_id, version from orders.quote_timer
      where fired_at is null and due_at <= ${now} order by due_at limit ${limit} for update skip locked) due
    where t.reseller_id = due.reseller_id and t.quote_id = due.quote_id and t.version = due.version
    returning t.reseller_id, t.quote_id, t.version`.execute(db);
  return rows;
}
