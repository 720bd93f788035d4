import { Fail } from '../base/errors.ts';
import { BankFileError, readBankFile } from './bank-files.ts';

type Read = ReturnType<typeof readBankFile>;

/**
 * Billing's BankFileReader: the booked statements of a bank's file. Previews (camt.052 and .054, MT942) hold nothing to book.
 * Throws Fail invalid `bank_file_refused`, whose sentence begins with the line.
 */
export function readStatements(bytes: Uint8Array, name: string): Read {
  const statements = orRefuse(bytes, name).filter((statement) => statement.kind === 'statement');
  if (statements.length > 0) return statements;
  throw new Fail(
    'invalid',
    'bank_file_refused',
    `"${name}" holds no booked statement, only previews; ask the bank for camt.053 or MT940.`,
  );
}

function orRefuse(bytes: Uint8Array, name: string): Read {
  try {
    return readBankFile(bytes, name);
  } catch (error) {
    if (error instanceof BankFileError) throw new Fail('invalid', 'bank_file_refused', error.message);
    throw error;
  }
}
