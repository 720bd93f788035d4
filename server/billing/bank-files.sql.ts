import type { Db } from '../base/db.ts';
import { contains, type List, type Page, page } from '../base/page.ts';
import type { BankFile } from './bank-files.port.ts';
import type { BankEntry } from './payments.rules.ts';

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

/** Inserts the entry unless this bank account's entry is known; false when it was. */
export async function insertEntry(db: Db, entry: BankEntry): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('billing.bank_entry')
    .values(entry)
    .onConflict((conflict) => conflict.columns(['reseller_id', 'seller_id', 'bank_account', 'reference']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function entryKnown(db: Db, entry: BankEntry): Promise<boolean> {
  const row = await db
    .selectFrom('billing.bank_entry')
    .select('id')
    .where('reseller_id', '=', entry.reseller_id)
    .where('seller_id', '=', entry.seller_id)
    .where('bank_account', '=', entry.bank_account)
    .where('reference', '=', entry.reference)
    .executeTakeFirst();
  return row !== undefined;
}

export async function lockEntry(db: Db, id: string): Promise<BankEntry | undefined> {
  return db.selectFrom('billing.bank_entry').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function updateEntry(db: Db, entry: BankEntry, changes: Partial<BankEntry>): Promise<void> {
  await db.updateTable('billing.bank_entry').set(changes).where('reseller_id', '=', entry.reseller_id).where('id', '=', entry.id).execute();
}

export async function listFiles(db: Db, list: List): Promise<Page<BankFile>> {
  return page<BankFile>(db.selectFrom('billing.bank_file').selectAll(), list, { imported_at: 'imported_at' }, 'id');
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
