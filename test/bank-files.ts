import { expect } from 'vitest';
import { BankFileError, type BankStatement, readBankFile } from '../server/connectors/bank-files.ts';

/** A text as the bytes of a file. */
export function bytes(text: string, encoding: BufferEncoding = 'utf8'): Uint8Array {
  return new Uint8Array(Buffer.from(text, encoding));
}

/** The first statement of a file. */
export function only(text: string): BankStatement {
  return readBankFile(bytes(text))[0] ?? expect.fail('no statement');
}

/** What a refused file says: its code, line and message. */
export function refusal(content: string | Uint8Array, name?: string): BankFileError {
  try {
    readBankFile(typeof content === 'string' ? bytes(content) : content, name);
  } catch (error) {
    if (error instanceof BankFileError) return error;
    throw error;
  }
  return expect.fail('the file was read');
}
