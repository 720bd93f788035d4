import { audit } from '../../base/audit.ts';
import { acting, type Ctx, permit } from '../../base/ctx.ts';
import { assert, Fail, found, invalidField } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { newId, sha256 } from '../../base/ids.ts';
import type { List, Page } from '../../base/page.ts';
import { type Account, accountsById, getAccount } from '../../identity/index.ts';
import { findByReferences, type Target } from '../invoices/invoices.sql.ts';
import type { BankEntry } from '../payments/payments.rules.ts';
import { type Received, takePayment, takePayments } from '../payments/payments.ts';
import { type BankFile, readBankFile, type StatementEntry } from './bank-files.port.ts';
import * as store from './bank-files.sql.ts';
import { matchOf, referencesOf } from './bank-matches.rules.ts';
import { settleReversals } from './bank-reversals.ts';

/** `warnings`: what a person should look at in the file, by line, such as a closing balance that its entries do not come to. */
export type Imported = { file: BankFile; entries: BankEntry[]; warnings: string[] };

/**
 * Takes in a bank's statement file (camt.053, MT940): credits that carry a payment reference pay their invoice or payment request;
 * the others are kept for a person to match. What the bank takes back reverses the payment that it names. All or nothing: a file that cannot be read whole is refused, naming the line.
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
  await store.holdFiles(ctx.db, file.seller_id);
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
  const warnings = statements.flatMap((statement) => statement.warnings.map(({ message }) => message));
  return { file: { ...file, entries: taken.length, matched }, entries: taken, warnings };
}

type NewEntry = StatementEntry & { bank_account: string };

/** Keeps the entries that no earlier file brought, matched where they say what they pay: a handful of statements however many entries. */
async function takeEntries(ctx: Ctx, file: BankFile, all: NewEntry[]): Promise<BankEntry[]> {
  const known = await store.knownEntries(ctx.db, file.seller_id, all);
  const fresh = all.filter((entry) => !known.has(`${entry.bank_account} ${entry.reference}`));
  const matches = await matchesOf(ctx, file, fresh);
  const paying = matches.flatMap(({ row, target, also }) => (target ? [{ row, target, also }] : []));
  const accounts = await accountsById(
    ctx,
    paying.map(({ target }) => target.account_id),
  );
  const payments = await takePayments(
    ctx,
    paying.map(({ row, target, also }) => ({
      ...receivedFrom(row, accounts.get(target.account_id), target),
      also: also.map(({ id }) => id),
    })),
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
  await settleReversals(
    ctx,
    rows.filter(({ cause }) => cause === 'taken_back'),
  );
  return rows;
}

async function matchesOf(
  ctx: Ctx,
  file: BankFile,
  fresh: NewEntry[],
): Promise<{ row: BankEntry; target: Target | null; also: Target[] }[]> {
  const targets = new Map(
    (await findByReferences(ctx.db, file.seller_id, fresh.flatMap(referencesOf))).map((target) => [
      target.payment_reference,
      target,
    ]),
  );
  const days = targets.size > 0 ? fresh.map(({ bookedOn }) => bookedOn) : [];
  const earlier = Map.groupBy(
    await store.matchedOn(ctx.db, file.seller_id, [...new Set(days)]),
    ({ booked_on, amount }) => `${booked_on} ${amount}`,
  );
  return fresh.map((entry) => {
    const match = matchOf(entry, targets, earlier.get(`${entry.bookedOn} ${entry.amount}`) ?? []);
    const row = keptEntry(file, entry);
    if (match.target) return { row, target: match.target, also: match.also };
    return { row: { ...row, state: match.state, cause: match.cause }, target: null, also: [] };
  });
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
    end_to_end_id: entry.endToEndId ?? null,
    bank_reference: entry.bankReference ?? null,
    proposed_payment_id: null,
    state: 'unmatched',
    cause: null,
    account_id: null,
    payment_id: null,
  };
}

function receivedFrom(row: BankEntry, account: Account | undefined, target: Target | null): Received {
  assert(account, `the account of reference ${target?.payment_reference} is there`);
  return {
    account,
    method: 'bank_transfer',
    amount: row.amount,
    currency: row.currency,
    received_on: row.booked_on,
    // An entry that was taken for somebody else's by mistake is paid in anew, once after each reversal.
    source: `bank:${row.bank_account}:${row.reference}${row.payment_id ? `:after:${row.payment_id}` : ''}`,
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
