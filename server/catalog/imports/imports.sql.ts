import { sql } from 'kysely';
import { type Db, json } from '../../base/db.ts';
import { type List, type Page, page } from '../../base/page.ts';
import type { Change, Difference, Import, ImportChange, Subject } from './imports.rules.ts';

/** Columns of an import without the file itself. */
const COLUMNS = [
  ...([
    'reseller_id',
    'id',
    'seller_id',
    'file_name',
    'format',
    'sha256',
    'valid_from',
    'missing',
    'state',
  ] as const),
  ...(['base', 'row_count', 'faults', 'fault_count', 'summary', 'uploaded_by', 'uploaded_at'] as const),
  ...(['published_by', 'published_at'] as const),
] as const;

/** Keeps an import with its file. */
export async function insertImport(
  db: Db,
  { faults, summary, ...rest }: Import,
  content: Uint8Array,
): Promise<void> {
  await db
    .insertInto('catalog.import')
    .values({ ...rest, content: Buffer.from(content), faults: json(faults), summary: json(summary) })
    .execute();
}

/** Writes what a new look at the file came to, or how the import went on. */
export async function updateImport(
  db: Db,
  { reseller_id, id, faults, summary, ...rest }: Import,
): Promise<void> {
  const { valid_from, missing, state, base, row_count, fault_count, published_by, published_at } = rest;
  await db
    .updateTable('catalog.import')
    .set({
      ...{ valid_from, missing, state, base, row_count, fault_count, published_by, published_at },
      faults: json(faults),
      summary: json(summary),
    })
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .execute();
}

/** The import of this id, held until the transaction ends. */
export async function lockImport(db: Db, id: string): Promise<Import | undefined> {
  return db
    .selectFrom('catalog.import')
    .select(COLUMNS)
    .$castTo<Import>()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** The import of this id. */
export async function findImport(db: Db, id: string): Promise<Import | undefined> {
  return db
    .selectFrom('catalog.import')
    .select(COLUMNS)
    .$castTo<Import>()
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The file as it was handed in. */
export async function findContent(db: Db, id: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('catalog.import').select('content').where('id', '=', id).executeTakeFirst();
  return row?.content;
}

/** One page of imports, newest first. */
export async function listImports(db: Db, list: List): Promise<Page<Import>> {
  const query = db.selectFrom('catalog.import').select(COLUMNS).$castTo<Import>();
  return page<Import>(query, list, { uploaded_at: 'uploaded_at' }, 'id');
}

const ROWS_A_STATEMENT = 5000;

/** Writes the difference of an import in the place of what it had. */
export async function replaceChanges(
  db: Db,
  { reseller_id, id: import_id, seller_id }: Import,
  changes: readonly Difference[],
): Promise<void> {
  await db
    .deleteFrom('catalog.import_change')
    .where('reseller_id', '=', reseller_id)
    .where('import_id', '=', import_id)
    .execute();
  for (let from = 0; from < changes.length; from += ROWS_A_STATEMENT) {
    const rows = changes
      .slice(from, from + ROWS_A_STATEMENT)
      .map((change, index) => ({ reseller_id, import_id, seller_id, seq: from + index + 1, ...change }));
    await sql`insert into catalog.import_change (reseller_id, import_id, seller_id, seq, subject, change, code, name, before, after, moves)
      select reseller_id, import_id, seller_id, seq, subject, change, code, name, before, after, moves
      from jsonb_populate_recordset(null::catalog.import_change, ${JSON.stringify(rows)}::jsonb)`.execute(db);
  }
}

export type ChangeFilter = {
  subject?: Subject | undefined;
  change?: Change | undefined;
  /** Only what moves a price. */
  moves?: boolean | undefined;
};

/** One page of what an import changes, in its order. */
export async function listChanges(
  db: Db,
  importId: string,
  list: List,
  { subject, change, moves }: ChangeFilter,
): Promise<Page<ImportChange & { id: string }>> {
  let query = db
    .selectFrom('catalog.import_change')
    .selectAll()
    .select(sql<string>`seq::text`.as('id'))
    .$castTo<ImportChange & { id: string }>()
    .where('import_id', '=', importId);
  if (subject) query = query.where('subject', '=', subject);
  if (change) query = query.where('change', '=', change);
  if (moves) query = query.where(sql<boolean>`moves <> '[]'`);
  if (list.q) query = query.where('code', 'ilike', `%${list.q.replace(/[\\%_]/g, '\\$&')}%`);
  return page(query, { ...list, sort: list.sort ?? 'seq' }, { seq: 'seq' }, 'seq');
}
