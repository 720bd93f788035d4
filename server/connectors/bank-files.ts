import { readCamt } from './bank-files/camt.ts';
import { decodeBankFile } from './bank-files/decode.ts';
import { readMt940 } from './bank-files/mt940.ts';
import { BankFileError, type BankStatement } from './bank-files/statement.ts';

export { BankFileError, type BankStatement } from './bank-files/statement.ts';
export { type WritableStatement, writeCamt053 } from './bank-files/write-camt053.ts';

/**
 * The statements in a bank's file: camt.053 (also .052 and .054) of any version, or MT940, MT942, MT950. Amounts are
 * bigint minor units. The format is told by the content; `filename` only by what the refusal says.
 * A file is read whole or refused whole: throws BankFileError with the line and a sentence a person can act on.
 * Book only entries of a `kind: 'statement'` that are not `pending`, and show `warnings` before booking.
 */
export function readBankFile(bytes: Uint8Array, filename?: string): BankStatement[] {
  const text = decodeBankFile(bytes);
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (start.startsWith('<')) return readCamt(text);
  if (/^:\d{2}[A-Z]?:/m.test(text) || /\{1:[A-Z]\d{2}/.test(start)) return readMt940(text);
  const named = filename ? `"${filename}" is` : 'this is';
  throw new BankFileError(
    'unknown_format',
    1,
    `${named} neither camt.053 nor MT940. Ask the bank for one of these formats.`,
  );
}
