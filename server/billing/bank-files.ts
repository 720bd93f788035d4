import { audit } from '../base/audit.ts';
import { acting, type Ctx, permit } from '../base/ctx.ts';
import { Fail, found, invalidField } from '../base/errors.ts';
import { emit } from '../base/events.ts';
import { newId, sha256 } from '../base/ids.ts';
import type { List, Page } from '../base/page.ts';
import { type Account, getAccount } from '../identity/index.ts';
import * as store from './bank-files.sql.ts';
import { type BankFile, readBankFile, type StatementEntry } from './bank-files.port.ts';
import { referencesIn } from './invoices.rules.ts';
import { findByReference } from './invoices.sql.ts';
import type { BankEntry } from './payments.rules.ts';
import { takePayment } from './payments.ts';
import { findRequestByReference } from './payments.sql.ts';

export type Imported = { file: BankFile; entries: BankEntry[] };

/**
 * Takes in a bank's statement file (camt.053, MT940): credits that carry a payment reference pay their invoice or payment request;
 * the others are kept for a person to match. All or nothing: a file that cannot be read whole is refused, naming the line.
 * The same file, or the same entry in a later file, is taken in once.
 */
export async function importBankFile(ctx: Ctx, name: string, bytes: Uint8Array): Promise<Imported> {
  permit(ctx, 'bank_file.import');
  const seller = acting(ctx);
  const statements = readBankFile(bytes, name);
  const entries = statements.flatMap(({ account, entries }) => entries.map((entry) => ({ ...entry, bank_account: account })));
  const file: BankFile = {
    reseller_id: seller.resellerId,
    id: newId(),
    seller_id: seller.organizationId,
    name,
    sha256: sha256(bytes),
    entries: entries.length,
    matched: 0,
    imported_by: ctx.actor.personId,
    imported_at: ctx.now.toISOString(),
  };
  if (!(await store.insertFile(ctx.db, file))) {
    throw new Fail('conflict', 'already_exists', 'This very file has been imported already; nothing was taken in twice.');
  }
  const taken: BankEntry[] = [];
  for (const entry of entries) taken.push(...(await takeEntry(ctx, file, entry)));
  const matched = taken.filter((entry) => entry.state === 'matched').length;
  await store.setMatched(ctx.db, file, taken.length, matched);
  audit(ctx, { resellerId: file.reseller_id, action: 'bank_file.imported', subjectKind: 'bank_file', subjectId: file.id, details: { name, entries: taken.length, matched } });
  emit(ctx, { resellerId: file.reseller_id, name: 'bank_file.imported', subjectId: file.id, payload: { matched }, audience: [file.seller_id] });
  return { file: { ...file, entries: taken.length, matched }, entries: taken };
}

type NewEntry = StatementEntry & { bank_account: string };

/** Keeps the entry, matched if it says what it pays; nothing when an earlier file brought it. */
async function takeEntry(ctx: Ctx, file: BankFile, entry: NewEntry): Promise<BankEntry[]> {
  if (entry.pending) return [];
  const kept: BankEntry = {
    reseller_id: file.reseller_id,
    id: newId(),
    bank_file_id: file.id,
    seller_id: file.seller_id,
    bank_account: entry.bank_account,
    reference: entry.reference,
    line: entry.line,
    amount: entry.direction === 'credit' ? entry.amount : -entry.amount,
    currency: entry.currency,
    booked_on: entry.bookedOn,
    remittance: entry.remittance,
    counterparty: entry.counterparty?.name ?? null,
    state: 'unmatched',
    cause: null,
    account_id: null,
    payment_id: null,
  };
  const outcome = await matchEntry(ctx, kept, entry.endToEndId);
  const row = { ...kept, ...outcome };
  return (await store.insertEntry(ctx.db, row)) ? [row] : [];
}

type Outcome = Pick<BankEntry, 'state' | 'cause' | 'account_id' | 'payment_id'>;
const left = (state: string, cause: string): Outcome => ({ state, cause, account_id: null, payment_id: null });

async function matchEntry(ctx: Ctx, entry: BankEntry, endToEndId: string | null | undefined): Promise<Outcome> {
  if (entry.amount <= 0n) return left('ignored', 'money_out');
  if (await store.entryKnown(ctx.db, entry)) return left('ignored', 'known');
  const references = referencesIn(`${entry.remittance} ${endToEndId ?? ''}`);
  const target =
    (await findByReference(ctx.db, entry.seller_id, references)) ?? (await findRequestByReference(ctx.db, entry.seller_id, references));
  if (!target) return left('unmatched', references.length ? 'unknown_reference' : 'no_reference');
  if (target.currency !== entry.currency) return left('unmatched', 'other_currency');
  const account = await getAccount(ctx, target.account_id);
  return settleEntry(ctx, entry, account, 'run_id' in target ? target.id : null);
}

async function settleEntry(ctx: Ctx, entry: BankEntry, account: Account, invoiceId: string | null): Promise<Outcome> {
  const payment = await takePayment(ctx, {
    account,
    method: 'bank_transfer',
    amount: entry.amount,
    currency: entry.currency,
    received_on: entry.booked_on,
    source: `bank:${entry.bank_account}:${entry.reference}`,
    note: entry.remittance.slice(0, 200),
    invoice_id: invoiceId,
  });
  return { state: 'matched', cause: null, account_id: account.id, payment_id: payment.id };
}

/** A person says whose money an unmatched entry is. Throws conflict when it is matched already. */
export async function matchByHand(ctx: Ctx, entryId: string, accountId: string, invoiceId: string | null): Promise<BankEntry> {
  permit(ctx, 'bank_file.import');
  const entry = found(await store.lockEntry(ctx.db, entryId), 'bank entry');
  if (entry.state === 'matched') throw new Fail('conflict', 'illegal_move', 'This entry is matched already.');
  if (entry.amount <= 0n) throw invalidField('#/account_id', 'Money that went out pays no invoice.');
  const account = await getAccount(ctx, accountId);
  const outcome = await settleEntry(ctx, entry, account, invoiceId);
  await store.updateEntry(ctx.db, entry, outcome);
  return { ...entry, ...outcome };
}

/** Files taken in, newest first. */
export async function listBankFiles(ctx: Ctx, list: List): Promise<Page<BankFile>> {
  return store.listFiles(ctx.db, list);
}

/** Entries taken in, newest first; of one state or file. */
export async function listBankEntries(ctx: Ctx, filter: { state?: string | undefined; bank_file_id?: string | undefined }, list: List): Promise<Page<BankEntry>> {
  return store.listEntries(ctx.db, filter, list);
}
