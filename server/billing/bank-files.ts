import { audit } from '../base/audit.ts';
import { acting, type Ctx, permit } from '../base/ctx.ts';
import { assert, Fail, found, invalidField } from '../base/errors.ts';
import { emit } from '../base/events.ts';
import { newId, sha256 } from '../base/ids.ts';
import type { List, Page } from '../base/page.ts';
import { type Account, accountsById, getAccount } from '../identity/index.ts';
import { type BankFile, readBankFile, type StatementEntry } from './bank-files.port.ts';
import * as store from './bank-files.sql.ts';
import { referencesIn } from './invoices.rules.ts';
import { findByReferences, type Target } from './invoices.sql.ts';
import type { BankEntry } from './payments.rules.ts';
import { type Received, takePayment, takePayments } from './payments.ts';

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
  const entries = statements.flatMap(({ account, entries }) =>
    entries.map((entry) => ({ ...entry, bank_account: account })),
  );
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
    throw new Fail(
      'conflict',
      'already_exists',
      'This very file has been imported already; nothing was taken in twice.',
    );
  }
  const taken = await takeEntries(
    ctx,
    file,
    entries.filter((entry) => !entry.pending),
  );
  const matched = taken.filter((entry) => entry.state === 'matched').length;
  await store.setMatched(ctx.db, file, taken.length, matched);
  const details = { name, entries: taken.length, matched };
  audit(ctx, {
    resellerId: file.reseller_id,
    action: 'bank_file.imported',
    subjectKind: 'bank_file',
    subjectId: file.id,
    details,
  });
  emit(ctx, {
    resellerId: file.reseller_id,
    name: 'bank_file.imported',
    subjectId: file.id,
    payload: { matched },
    audience: [file.seller_id],
  });
  return { file: { ...file, entries: taken.length, matched }, entries: taken };
}

type NewEntry = StatementEntry & { bank_account: string };

/** Keeps the entries that no earlier file brought, matched where they say what they pay: a handful of statements however many entries. */
async function takeEntries(ctx: Ctx, file: BankFile, all: NewEntry[]): Promise<BankEntry[]> {
  const known = await store.knownEntries(ctx.db, file.seller_id, all);
  const fresh = all.filter((entry) => !known.has(`${entry.bank_account} ${entry.reference}`));
  const references = fresh.map((entry) => referencesIn(`${entry.remittance} ${entry.endToEndId ?? ''}`));
  const targets = new Map(
    (await findByReferences(ctx.db, file.seller_id, references.flat())).map((target) => [
      target.payment_reference,
      target,
    ]),
  );
  const accounts = await accountsById(
    ctx,
    [...targets.values()].map((target) => target.account_id),
  );
  const matches = fresh.map((entry, i) => matchOf(keptEntry(file, entry), references[i] ?? [], targets));
  const paying = matches.filter((match) => match.target !== null);
  const payments = await takePayments(
    ctx,
    paying.map(({ row, target }) => receivedFrom(row, accounts.get(target?.account_id ?? ''), target)),
  );
  for (const [i, { row }] of paying.entries()) {
    Object.assign(row, {
      state: 'matched',
      account_id: payments[i]?.account_id,
      payment_id: payments[i]?.id,
    });
  }
  const rows = matches.map(({ row }) => row);
  await store.insertEntries(ctx.db, rows);
  return rows;
}

function keptEntry(file: BankFile, entry: NewEntry): BankEntry {
  return {
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
}

/** What the entry pays; null with the cause on the row when a person must look. */
function matchOf(
  row: BankEntry,
  references: string[],
  targets: Map<string, Target>,
): { row: BankEntry; target: Target | null } {
  if (row.amount <= 0n) return { row: { ...row, state: 'ignored', cause: 'money_out' }, target: null };
  const target = references.map((reference) => targets.get(reference)).find((one) => one !== undefined);
  if (!target)
    return { row: { ...row, cause: references.length ? 'unknown_reference' : 'no_reference' }, target: null };
  if (target.currency !== row.currency) return { row: { ...row, cause: 'other_currency' }, target: null };
  return { row, target };
}

function receivedFrom(row: BankEntry, account: Account | undefined, target: Target | null): Received {
  assert(account, `the account of reference ${target?.payment_reference} is there`);
  return {
    account,
    method: 'bank_transfer',
    amount: row.amount,
    currency: row.currency,
    received_on: row.booked_on,
    source: `bank:${row.bank_account}:${row.reference}`,
    note: row.remittance.slice(0, 200),
    invoice_id: target?.is_invoice ? target.id : null,
  };
}

/** A person says whose money an unmatched entry is. Throws conflict when it is matched already. */
export async function matchByHand(
  ctx: Ctx,
  entryId: string,
  accountId: string,
  invoiceId: string | null,
): Promise<BankEntry> {
  permit(ctx, 'bank_file.import');
  const entry = found(await store.lockEntry(ctx.db, entryId), 'bank entry');
  if (entry.state === 'matched') throw new Fail('conflict', 'illegal_move', 'This entry is matched already.');
  if (entry.amount <= 0n) throw invalidField('#/account_id', 'Money that went out pays no invoice.');
  const account = await getAccount(ctx, accountId);
  const payment = await takePayment(ctx, { ...receivedFrom(entry, account, null), invoice_id: invoiceId });
  const outcome = { state: 'matched', cause: null, account_id: account.id, payment_id: payment.id };
  await store.updateEntry(ctx.db, entry, outcome);
  return { ...entry, ...outcome };
}

/** Files taken in, newest first. */
export async function listBankFiles(ctx: Ctx, list: List): Promise<Page<BankFile>> {
  return store.listFiles(ctx.db, list);
}

/** Entries taken in, newest first; of one state or file. */
export async function listBankEntries(
  ctx: Ctx,
  filter: { state?: string | undefined; bank_file_id?: string | undefined },
  list: List,
): Promise<Page<BankEntry>> {
  return store.listEntries(ctx.db, filter, list);
}
