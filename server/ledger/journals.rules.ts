import { addDays, type CivilDate } from '../base/dates.ts';
import { currencyDecimals, majorUnits } from '../base/money.ts';
import type { LedgerAccount, Transfer } from './transfers.rules.ts';

/** Where a journal can be read: hledger, beancount, or any spreadsheet. */
export const JOURNAL_FORMATS = ['hledger', 'beancount', 'csv'] as const;
export type JournalFormat = (typeof JOURNAL_FORMATS)[number];

/** A transfer with the buyer and account it is about. */
export type Entry = Transfer & { buyer_name: string; account_number: string };

/** What an account of the journal holds at its end: debits minus credits. `first_on` is the day of its first transfer. */
export type Closing = {
  ledger_account: string;
  account_number: string | null;
  currency: string;
  balance: bigint;
  first_on: CivilDate;
};

/** The book a journal is of, and the last day that it holds. */
export type Book = { name: string; currency: string; through: CivilDate };

/** How the accounts of the book are called in a plain-text ledger, and which are kept for each buyer. */
const PLACES: Record<LedgerAccount, { path: string; by_buyer: boolean }> = {
  receivable: { path: 'Assets:Receivable', by_buyer: true },
  bank: { path: 'Assets:Bank', by_buyer: false },
  card_clearing: { path: 'Assets:CardClearing', by_buyer: false },
  wallet: { path: 'Liabilities:CustomerCredit', by_buyer: true },
  deferred_revenue: { path: 'Liabilities:DeferredRevenue', by_buyer: false },
  tax: { path: 'Liabilities:VAT', by_buyer: false },
  unmatched: { path: 'Liabilities:Unmatched', by_buyer: false },
  revenue: { path: 'Income:Revenue', by_buyer: false },
  bad_debt: { path: 'Expenses:BadDebt', by_buyer: false },
};

/** Whether the account is kept for each buyer. */
export const BY_BUYER: readonly string[] = Object.entries(PLACES)
  .filter(([, { by_buyer }]) => by_buyer)
  .map(([name]) => name);

/** `receivable` of account A1001 → `Assets:Receivable:A1001`. Letters that beancount has no place for become hyphens. */
export function journalAccount(ledger_account: string, account_number: string | null): string {
  const { path, by_buyer } = PLACES[ledger_account as LedgerAccount];
  const number = (account_number ?? '').replace(/[^A-Za-z0-9-]/g, '-');
  // A part of a name begins with a capital or a digit.
  return by_buyer ? `${path}:${/^[A-Z0-9]/.test(number) ? number : `A${number}`}` : path;
}

const TITLES: Record<string, string> = {
  invoice: 'Invoice',
  payment: 'Payment',
  payment_reversal: 'Payment reversed',
  refund: 'Refund',
  refund_failed: 'Refund came back',
  credit_applied: 'Credit used',
  credit_note: 'Credit note',
  write_off: 'Written off',
  recognition: 'Revenue earned',
};

function titleOf({ kind }: Entry): string {
  return TITLES[kind] ?? kind;
}

/** A text on one line, without what would end or split it there. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** The parts of a journal: what stands before the entries, each group of transfers posted together, and the balances that it ends with. */
export type Journal = {
  opening: (book: Book, closings: readonly Closing[]) => string;
  entry: (group: readonly Entry[]) => string;
  closing: (book: Book, closings: readonly Closing[]) => string;
};

/** The journal of each format. */
export const JOURNALS: Record<JournalFormat, Journal> = {
  hledger: { opening: hledgerOpening, entry: hledgerEntry, closing: hledgerClosing },
  beancount: { opening: beancountOpening, entry: beancountEntry, closing: beancountClosing },
  csv: { opening: () => `\uFEFF${row(CSV_COLUMNS)}`, entry: csvEntry, closing: () => '' },
};

function currenciesOf(closings: readonly Closing[]): string[] {
  return [...new Set(closings.map(({ currency }) => currency))].toSorted();
}

/** Each account of the journal once, with the day of its first transfer. */
function accountsOf(closings: readonly Closing[]): [name: string, first: CivilDate][] {
  const first = new Map<string, CivilDate>();
  for (const { ledger_account, account_number, first_on } of closings) {
    const name = journalAccount(ledger_account, account_number);
    const known = first.get(name);
    if (!known || first_on < known) first.set(name, first_on);
  }
  return [...first].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Debit and credit as postings: (`Assets:Bank`, 12.50), (`Assets:Receivable:A1001`, −12.50); those of one account and currency together. */
function postingsOf(group: readonly Entry[]): { account: string; amount: bigint; currency: string }[] {
  const sums = new Map<string, { account: string; amount: bigint; currency: string }>();
  const add = (account: string, amount: bigint, currency: string) => {
    const known = sums.get(`${account} ${currency}`);
    sums.set(`${account} ${currency}`, { account, currency, amount: (known?.amount ?? 0n) + amount });
  };
  for (const { debit, credit, account_number, amount, currency } of group) {
    add(journalAccount(debit, account_number), amount, currency);
    add(journalAccount(credit, account_number), -amount, currency);
  }
  return [...sums.values()];
}

function hledgerOpening({ name, through }: Book, closings: readonly Closing[]): string {
  const commodities = currenciesOf(closings).map(
    (currency) => `commodity ${currency} 1000.${'0'.repeat(currencyDecimals(currency))}`,
  );
  const accounts = accountsOf(closings).map(([account]) => `account ${account}`);
  return `; ${oneLine(name)}: the book through ${through}\n\n${[...commodities, '', ...accounts].join('\n')}\n`;
}

function hledgerMoney(amount: bigint, currency: string): string {
  return `${currency} ${majorUnits({ amount, currency })}`;
}

function hledgerEntry(group: readonly Entry[]): string {
  const [first] = group;
  if (!first) return '';
  // `;` begins a comment, `|` divides payee and note, an opening bracket a code.
  const payee = oneLine(first.buyer_name)
    .replace(/[;|]/g, ',')
    .replace(/^[(*!]+/, '');
  const postings = postingsOf(group).map(
    ({ account, amount, currency }) => `    ${account}  ${hledgerMoney(amount, currency)}\n`,
  );
  return `\n${first.posted_on} * ${payee} | ${titleOf(first)}  ; source:${first.source_id}\n${postings.join('')}`;
}

function hledgerClosing({ through }: Book, closings: readonly Closing[]): string {
  const assertions = closings.map(
    ({ ledger_account, account_number, currency, balance }) =>
      `    ${journalAccount(ledger_account, account_number)}  ${hledgerMoney(0n, currency)} = ${hledgerMoney(balance, currency)}\n`,
  );
  return closings.length > 0 ? `\n${through} * What each account holds\n${assertions.join('')}` : '';
}

function quoted(text: string): string {
  return `"${oneLine(text).replace(/["\\]/g, (letter) => `\\${letter}`)}"`;
}

function beancountOpening({ name, currency }: Book, closings: readonly Closing[]): string {
  const opened = accountsOf(closings);
  const first = opened.map(([, day]) => day).toSorted()[0] ?? '1970-01-01';
  return [
    `option "title" ${quoted(name)}`,
    `option "operating_currency" "${currency}"`,
    '',
    ...currenciesOf(closings).map((each) => `${first} commodity ${each}`),
    ...opened.map(([account, day]) => `${day} open ${account}`),
    '',
  ].join('\n');
}

function beancountEntry(group: readonly Entry[]): string {
  const [first] = group;
  if (!first) return '';
  const head = `${first.posted_on} * ${quoted(first.buyer_name)} ${quoted(titleOf(first))}`;
  const postings = postingsOf(group).map(
    ({ account, amount, currency }) => `  ${account}  ${majorUnits({ amount, currency })} ${currency}\n`,
  );
  return `\n${head}\n  source: "${first.source_id}"\n${postings.join('')}`;
}

/** Beancount asserts a balance at a day's beginning. */
function beancountClosing({ through }: Book, closings: readonly Closing[]): string {
  const day = addDays(through, 1);
  const assertions = closings.map(
    ({ ledger_account, account_number, currency, balance }) =>
      `${day} balance ${journalAccount(ledger_account, account_number)}  ${majorUnits({ amount: balance, currency })} ${currency}\n`,
  );
  return `\n${assertions.join('')}`;
}

const CSV_COLUMNS = [
  'posted_on',
  'kind',
  'source_id',
  'transfer_id',
  'buyer',
  'account',
  'debit',
  'credit',
  'amount',
  'currency',
  'recorded_at',
];

function csvEntry(group: readonly Entry[]): string {
  return group
    .map((it) =>
      row([
        it.posted_on,
        it.kind,
        it.source_id,
        it.id,
        it.buyer_name,
        it.account_number,
        journalAccount(it.debit, it.account_number),
        journalAccount(it.credit, it.account_number),
        majorUnits(it),
        it.currency,
        it.recorded_at,
      ]),
    )
    .join('');
}

/** One row of CSV (RFC 4180); no cell can start a formula. */
function row(cells: readonly string[]): string {
  const safe = cells.map((text) =>
    /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text,
  );
  return `${safe.map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(',')}\r\n`;
}
