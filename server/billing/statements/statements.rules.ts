import { addMonths, type CivilDate, firstOfMonth } from '../../base/dates.ts';

/**
 * What changes what is owed: documents add (a credit note takes), money and write-offs take, a reversal or a refund gives back what money took,
 * and a refund that failed takes it once more.
 */
export const STATEMENT_KINDS = [
  'invoice',
  'debit_note',
  'credit_note',
  'payment',
  'write_off',
  'payment_reversal',
  'refund',
  'refund_failed',
] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

/** What a payment or credit note paid of an invoice. */
export type StatementPart = { number: string; amount: bigint };

/**
 * One entry, in minor units: `amount` more owed, less when negative. `reference`: a document's number or a payment's note. `parts`: what a
 * payment or a credit note settled.
 */
export type StatementEntry = {
  id: string;
  on: CivilDate;
  kind: StatementKind;
  reference: string | null;
  due_on: CivilDate | null;
  amount: bigint;
  parts: StatementPart[];
};

/** An entry with what is owed after it. */
export type StatementRow = StatementEntry & { balance: bigint };

/** An account over days, both of `from` and `through` in. Below zero the seller owes: money waits as credit. */
export type Statement = {
  from: CivilDate;
  through: CivilDate;
  opening: bigint;
  rows: StatementRow[];
  billed: bigint;
  settled: bigint;
  closing: bigint;
};

/** The entries in the order of their days, documents of a day before its payments, each with what is owed after it. */
export function statementOf(
  range: { from: CivilDate; through: CivilDate },
  opening: bigint,
  entries: readonly StatementEntry[],
): Statement {
  let balance = opening;
  const rows = entries.toSorted(inOrder).map((entry) => {
    balance += entry.amount;
    return { ...entry, balance };
  });
  const sum = (of: readonly StatementEntry[]) => of.reduce((total, { amount }) => total + amount, 0n);
  const billed = sum(entries.filter(({ kind }) => kind === 'invoice' || kind === 'debit_note'));
  return { ...range, opening, rows, billed, settled: sum(entries) - billed, closing: balance };
}

function inOrder(a: StatementEntry, b: StatementEntry): number {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1;
  const [one, other] = [STATEMENT_KINDS.indexOf(a.kind), STATEMENT_KINDS.indexOf(b.kind)];
  if (one !== other) return one - other;
  const [first, second] = [a.reference ?? a.id, b.reference ?? b.id];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** The days of a statement that nobody chose: the three months before this one, and this one so far. */
export function usualRange(today: CivilDate): { from: CivilDate; through: CivilDate } {
  return { from: addMonths(firstOfMonth(today), -3), through: today };
}
