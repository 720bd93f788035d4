import { createHash } from 'node:crypto';
import { majorUnits } from '../../base/money.ts';
import type { RawEntry } from './camt.entries.ts';
import {
  type Balance,
  type BankEntry,
  BankFileError,
  type BankFileWarning,
  type BankStatement,
} from './statement.ts';

/** A statement as a format's reader leaves it: entries without their final reference. */
export type DraftStatement = Omit<BankStatement, 'entries'> & { entries: RawEntry[] };

/**
 * Gives every entry its date and its reference, unique within the file, then checks what every format owes: no
 * statement twice, and opening + entries = closing. A statement given twice is refused; the rest are warnings,
 * since banks do export statements whose pages or days are missing.
 */
export function finishStatements(drafts: readonly DraftStatement[]): BankStatement[] {
  const used = new Map<string, string>();
  const statements = drafts.map((draft) => {
    const warnings = [...draft.warnings];
    const entries = draft.entries.map((entry) => finishEntry(entry, draft, used, warnings));
    return { ...draft, entries, warnings: [...warnings, ...unbalanced(draft, entries)] };
  });
  refuseRepeats(statements);
  return statements;
}

function finishEntry(
  raw: RawEntry,
  draft: DraftStatement,
  used: Map<string, string>,
  warnings: BankFileWarning[],
): BankEntry {
  const { entryReference, ...entry } = { ...raw, bookedOn: raw.bookedOn ?? raw.valueOn ?? draft.to };
  const digest = digestOf(entry, draft.account);
  const plain = draft.format.startsWith('camt') ? plainName(entry) : undefined;
  const named = plain ?? [entry.bankReference ?? entryReference, digest].filter(Boolean).join('/');
  const repeated = used.get(named) === digest;
  const clash = used.has(named) && !repeated;
  const reference = unusedReference(clash ? `${named}/${digest}` : named, used);
  used.set(reference, digest);
  if (repeated && entry.bankReference) warnings.push(repeatWarning(entry, entry.bankReference));
  return { ...entry, reference };
}

/**
 * The bank's reference with the day, the side and the amount: banks repeat theirs on the charge of a transfer, on what undoes it, some on every
 * entry, and one that came alone in an earlier file must not hide the others. The same in every export, whatever stands beside it.
 */
function plainName({ bankReference, bookedOn, direction, amount }: Omit<BankEntry, 'reference'>) {
  if (!bankReference) return undefined;
  return `${bankReference}/${bookedOn}/${direction === 'credit' ? 'C' : 'D'}${amount}`;
}

function unusedReference(wanted: string, used: Map<string, string>): string {
  if (!used.has(wanted)) return wanted;
  let ordinal = 2;
  while (used.has(`${wanted}#${ordinal}`)) ordinal += 1;
  return `${wanted}#${ordinal}`;
}

function repeatWarning(entry: { line: number }, bankReference: string): BankFileWarning {
  const message = `Line ${entry.line}: the entry with the bank reference ${bankReference} is in this file twice, word for word.`;
  return { code: 'repeated_entry', line: entry.line, message };
}

/** 16 hexadecimal digits of what the entry says, the same in every export of it. */
function digestOf(entry: Omit<BankEntry, 'reference'>, account: string): string {
  const said = [
    account,
    entry.bookedOn,
    entry.valueOn,
    entry.direction,
    entry.amount,
    entry.currency,
    entry.reversal,
    entry.remittance,
    entry.endToEndId,
    entry.counterparty.name,
    entry.counterparty.account,
  ];
  return createHash('sha256')
    .update(JSON.stringify(said.map((each) => String(each ?? ''))))
    .digest('hex')
    .slice(0, 16);
}

function unbalanced(draft: DraftStatement, entries: BankEntry[]): BankFileWarning[] {
  const { opening, closing } = draft;
  const comparable = opening && closing && opening.currency === closing.currency;
  const booked = entries.filter((each) => !each.pending);
  if (!comparable || booked.some((each) => each.currency !== opening.currency)) return [];
  const sum = booked.reduce(
    (total, each) => total + (each.direction === 'credit' ? each.amount : -each.amount),
    0n,
  );
  return opening.amount + sum === closing.amount ? [] : [unbalancedWarning(opening, closing, sum)];
}

function unbalancedWarning(opening: Balance, closing: Balance, sum: bigint): BankFileWarning {
  const { currency, line } = closing;
  const say = (amount: bigint) => `${currency} ${majorUnits({ amount, currency })}`;
  const reckoned = `${say(opening.amount)} at the opening and ${say(sum)} of entries make ${say(opening.amount + sum)}`;
  const message = `Line ${line}: the closing balance is ${say(closing.amount)}, but ${reckoned}. Entries may be missing: ask the bank for the whole statement.`;
  return { code: 'unbalanced', line, message };
}

function refuseRepeats(statements: readonly BankStatement[]): void {
  const seen = new Map<string, number>();
  for (const statement of statements) {
    if (statement.entries.length === 0) continue;
    const key = fingerprint(statement);
    const first = seen.get(key);
    if (first !== undefined) {
      throw new BankFileError(
        'repeated_statement',
        statement.line,
        `statement ${statement.id} of account ${statement.account} is in this file twice; it also begins on line ${first}.`,
      );
    }
    seen.set(key, statement.line);
  }
}

function fingerprint({ id, account, from, to, opening, closing, entries }: BankStatement): string {
  const said = entries.map((each) =>
    [each.bankReference, each.direction, each.amount, each.bookedOn, each.remittance].join('|'),
  );
  return [id, account, from, to, opening?.amount, closing?.amount, ...said].join('\n');
}
