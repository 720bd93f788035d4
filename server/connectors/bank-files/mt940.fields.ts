import type { Field } from './mt940.lines.ts';
import { type Balance, BankFileError, tidyText } from './statement.ts';
import { readAmount, readShortDate } from './values.ts';

/** What a :61: says, before its :86:. */
export type StatementLine = {
  amount: bigint;
  direction: 'credit' | 'debit';
  reversal: boolean;
  expected: boolean;
  valueOn: string;
  bookedOn: string;
  bankReference?: string;
  ownReference?: string;
  supplement: string;
};

// Value date, entry date, mark (C, D, RC, RD, EC, ED), third letter of the currency, amount, type, references.
const LINE = /^(\d{6})(\d{4})?\s?([RE]?[CD])([A-Z])?(\d{1,18}(?:,\d*)?)([A-Z][A-Z0-9 ]{3})(.*)$/;
const NO_REFERENCE = /^(?:NONREF|NOREF|)$/i;

/** Reads a :61:. `currency` is the account's. Throws BankFileError naming the line. */
export function readStatementLine(field: Field, currency: string): StatementLine {
  const [first = '', ...rest] = field.lines;
  const match = LINE.exec(first.trimEnd());
  if (!match) {
    throw new BankFileError(
      'bad_value',
      field.line,
      `":61:${first}" is not a statement line: it needs a date, C or D, an amount with a comma and a type.`,
      1,
    );
  }
  const [, valueDate = '', entryDate, mark = '', , amount = '', type = '', references = ''] = match;
  const valueOn = readShortDate(valueDate, field);
  const [own = '', bank = ''] = references.split(/\/\/(.*)/s).map(tidyText);
  return {
    amount: readAmount(amount, currency, field),
    ...marked(mark, type),
    valueOn,
    bookedOn: entryDate ? entryDay(entryDate, valueOn, field) : valueOn,
    bankReference: NO_REFERENCE.test(bank) ? undefined : bank,
    ownReference: NO_REFERENCE.test(own) ? undefined : own,
    supplement: rest
      .map((each) => each.trim())
      .join(' ')
      .trim(),
  };
}

/** A reversed credit takes the money back: its direction is debit. A returned item (type RTI) undoes an entry of before under a plain mark. */
function marked(mark: string, type: string): Pick<StatementLine, 'direction' | 'reversal' | 'expected'> {
  const reversed = mark.startsWith('R');
  const credit = mark.endsWith('C') !== reversed;
  const reversal = reversed || type.slice(1) === 'RTI';
  return { direction: credit ? 'credit' : 'debit', reversal, expected: mark.startsWith('E') };
}

/** The entry date has no year: it is the one nearest to the value date, so December may book into January. */
function entryDay(monthDay: string, valueOn: string, field: Field): string {
  const year = Number(valueOn.slice(2, 4));
  const month = Number(monthDay.slice(0, 2));
  const distance = month - Number(valueOn.slice(5, 7));
  const shifted = distance > 6 ? year - 1 : distance < -6 ? year + 1 : year;
  return readShortDate(`${String((shifted + 100) % 100).padStart(2, '0')}${monthDay}`, field);
}

/** A balance field (:60F:, :62F: …). Without a currency of its own it takes `fallback`, and says so. */
export function readBalance(field: Field, fallback?: string): Balance & { lenient: boolean } {
  const [text = ''] = field.lines;
  const match = /^([CD])(\d{6})([A-Z]{3})?(\d{1,18}(?:,\d*)?)$/.exec(text.trim());
  const currency = match?.[3] ?? fallback;
  if (!match || !currency) {
    throw new BankFileError(
      'bad_value',
      field.line,
      `":${field.tag}:${text}" is not a balance: it needs C or D, a date, a currency and an amount with a comma.`,
      1,
    );
  }
  const amount = readAmount(match[4] ?? '', currency, field);
  const date = readShortDate(match[2] ?? '', field);
  return {
    amount: match[1] === 'C' ? amount : -amount,
    currency,
    date,
    line: field.line,
    lenient: !match[3],
  };
}

/** The currency of a floor limit, :34F: (MT942). */
export function readFloorCurrency(field: Field): string {
  const match = /^([A-Z]{3})[CD]?\d{1,18}(?:,\d*)?$/.exec(field.lines[0]?.trim() ?? '');
  if (!match?.[1])
    throw new BankFileError(
      'bad_value',
      field.line,
      `":34F:${field.lines[0] ?? ''}" is not a floor limit: it needs a currency and an amount.`,
      1,
    );
  return match[1];
}

/** Count and sum of the debits (:90D:) or credits (:90C:) of an MT942. */
export function readTotal(field: Field): { count: number; amount: bigint; currency: string } {
  const match = /^(\d{1,5})([A-Z]{3})(\d{1,18}(?:,\d*)?)$/.exec(field.lines[0]?.trim() ?? '');
  if (!match)
    throw new BankFileError(
      'bad_value',
      field.line,
      `":${field.tag}:${field.lines[0] ?? ''}" is not a total: it needs a count, a currency and an amount.`,
      1,
    );
  return {
    count: Number(match[1]),
    amount: readAmount(match[3] ?? '', match[2] ?? '', field),
    currency: match[2] ?? '',
  };
}

/** The day of :13D: or :13: (MT942). */
export function readReportDay(field: Field): string {
  const text = field.lines[0]?.trim() ?? '';
  if (!/^\d{10}(?:[+-]\d{4})?$/.test(text))
    throw new BankFileError(
      'bad_value',
      field.line,
      `":${field.tag}:${text}" is not a date and time (YYMMDDhhmm).`,
      1,
    );
  return readShortDate(text.slice(0, 6), field);
}
