import { sql } from 'kysely';
import { type Db, rowsJson } from '../../base/db.ts';
import { contains, type List, type Page, page } from '../../base/page.ts';
import type { BankEntry } from '../payments/payments.rules.ts';
import type { BankFile } from './bank-files.port.ts';
import type { Earlier } from './bank-matches.rules.ts';

/** Lets one file of the seller in after the other, until the transaction ends: two may bring the same entry. */
export async function holdFiles(db: Db, sellerId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`bank_files:${sellerId}`}, 0))`.execute(db);
}

/** Inserts the file unless the same bytes are known; false when they were. */
export async function insertFile(db: Db, file: BankFile): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('billing.bank_file')
    .values(file)
    .onConflict((conflict) => conflict.columns(['reseller_id', 'seller_id', 'sha256']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function setMatched(db: Db, file: BankFile, entries: number, matched: number): Promise<void> {
  await db
    .updateTable('billing.bank_file')
    .set({ entries, matched })
    .where('reseller_id', '=', file.reseller_id)
    .where('id', '=', file.id)
    .execute();
}

/** Inserts the entries in one statement. */
export async function insertEntries(db: Db, entries: BankEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await sql`insert into billing.bank_entry select * from jsonb_populate_recordset(null::billing.bank_entry, ${rowsJson(entries)}::jsonb)`.execute(
    db,
  );
}

/** Which of the entries an earlier file brought, as `bank_account reference`. */
export async function knownEntries(
  db: Db,
  sellerId: string,
  entries: readonly { bank_account: string; reference: string }[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('billing.bank_entry')
    .select(['bank_account', 'reference'])
    .where('seller_id', '=', sellerId)
    .where(sql<boolean>`reference = any (${entries.map((entry) => entry.reference)})`)
    .execute();
  return new Set(rows.map((row) => `${row.bank_account} ${row.reference}`));
}

/** The seller's entries of these days that have paid something. */
export async function matchedOn(db: Db, sellerId: string, days: readonly string[]): Promise<Earlier[]> {
  return db
    .selectFrom('billing.bank_entry')
    .select(['account_id', 'amount', 'currency', 'booked_on', 'remittance'])
    .where('seller_id', '=', sellerId)
    .where('state', '=', 'matched')
    .where(sql<boolean>`booked_on = any (${[...days]}::date[])`)
    .execute();
}

export async function lockEntry(db: Db, id: string): Promise<BankEntry | undefined> {
  return db.selectFrom('billing.bank_entry').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function updateEntry(db: Db, entry: BankEntry, changes: Partial<BankEntry>): Promise<void> {
  await db
    .updateTable('billing.bank_entry')
    .set(changes)
    .where('reseller_id', '=', entry.reseller_id)
    .where('id', '=', entry.id)
    .execute();
}

export async function listFiles(db: Db, list: List): Promise<Page<BankFile>> {
  return page<BankFile>(
    db.selectFrom('billing.bank_file').selectAll(),
    list,
    { imported_at: 'imported_at' },
    'id',
  );
}

export async function listEntries(
  db: Db,
  filter: { state?: string | undefined; bank_file_id?: string | undefined },
  list: List,
): Promise<Page<BankEntry>> {
  let query = db.selectFrom('billing.bank_entry').selectAll();
  if (filter.state) query = query.where('state', '=', filter.state);
  if (filter.bank_file_id) query = query.where('bank_file_id', '=', filter.bank_file_id);
  if (list.q) query = query.where('remittance', 'ilike', contains(list.q));
  return page<BankEntry>(query, list, { booked_on: 'booked_on', amount: 'amount' }, 'id');
}
