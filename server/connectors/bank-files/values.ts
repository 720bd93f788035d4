import { isCivilDate } from '../../base/dates.ts';
import { minorUnits } from '../../base/money.ts';
import { BankFileError } from './statement.ts';

/** The most minor units that the API's JSON carries exactly. */
const MOST = BigInt(Number.MAX_SAFE_INTEGER);

/** Where a value stands, for the refusal. */
export type Place = { line: number; column?: number };

/**
 * Minor units of an unsigned amount in a file: `8.850`, `380115,1`, `0,`, `+5`. More decimals than the currency has
 * are read if they are zeros, and refused if not: no bank can mean half a halala.
 */
export function readAmount(text: string, currency: string, place: Place): bigint {
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw new BankFileError(
      'bad_value',
      place.line,
      `"${currency}" is not a currency code of three capital letters.`,
      place.column,
    );
  }
  if (!isUnsignedDecimal(text)) {
    throw new BankFileError(
      'bad_value',
      place.line,
      `"${text}" is not an amount. An amount is digits without a sign.`,
      place.column,
    );
  }
  let amount: bigint;
  try {
    amount = minorUnits(plain(text), currency);
  } catch {
    throw new BankFileError(
      'bad_value',
      place.line,
      `${text} cannot be paid in ${currency}: it has too many decimals.`,
      place.column,
    );
  }
  if (amount <= MOST) return amount;
  throw new BankFileError(
    'bad_value',
    place.line,
    `${text} ${currency} is more than any account holds. Ask the bank for the file again.`,
    place.column,
  );
}

/** True for digits with at most one decimal point or comma. */
function isUnsignedDecimal(text: string): boolean {
  return /^\+?(?:\d+(?:[.,]\d*)?|[.,]\d+)$/.test(text) && text.length <= 24;
}

function plain(text: string): string {
  const [whole = '', fraction = ''] = text.replace(/^\+/, '').replace(',', '.').split('.');
  return fraction ? `${whole || '0'}.${fraction}` : whole || '0';
}

/** The civil date of an XML date or date-time, as the bank wrote it (its own offset). */
export function readXmlDate(text: string, place: Place): string {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?$/.exec(
    text,
  );
  const [, date = '', hour = '0', minute = '0', second = '0'] = match ?? [];
  const inDay = Number(hour) <= 24 && Number(minute) < 60 && Number(second) < 61;
  if (!match || !isCivilDate(date) || !inDay) {
    throw new BankFileError('bad_value', place.line, `"${text}" is not a date that exists.`, place.column);
  }
  return date;
}

/**
 * The civil date of MT940's YYMMDD. German banks book interest months of 30 days, so 29 and 30 February are read as
 * the last day of February.
 */
export function readShortDate(text: string, place: Place): string {
  const date = `20${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4, 6)}`;
  const day = /-02-(?:29|30)$/.test(date) && !isCivilDate(date) ? lastOfFebruary(date) : date;
  if (!isCivilDate(day))
    throw new BankFileError(
      'bad_value',
      place.line,
      `"${text}" is not a date (YYMMDD) that exists.`,
      place.column,
    );
  return day;
}

function lastOfFebruary(date: string): string {
  const leap = `${date.slice(0, 8)}29`;
  return isCivilDate(leap) ? leap : `${date.slice(0, 8)}28`;
}
