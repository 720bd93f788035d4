import type { Selectable } from 'kysely';
import type { BillingBankFile } from '../../db/types.ts';
import { assert } from '../base/errors.ts';

export type BankFile = Selectable<BillingBankFile>;

/** One entry of a bank's statement. `amount` is positive minor units; `reference` tells entries of one bank account apart. */
export type StatementEntry = {
  reference: string;
  amount: bigint;
  currency: string;
  direction: 'credit' | 'debit';
  bookedOn: string;
  remittance: string;
  endToEndId?: string | null;
  counterparty?: { name?: string | null } | null;
  line: number;
  pending: boolean;
};

/** Reads a bank's file. Throws Fail invalid `bank_file_refused` naming the line. */
export type BankFileReader = (
  bytes: Uint8Array,
  name: string,
) => { account: string; entries: StatementEntry[] }[];

let reader: BankFileReader | undefined;

/** Wires the connector that reads bank files. */
export function useBankFileReader(given: BankFileReader): void {
  reader = given;
}

export const readBankFile: BankFileReader = (bytes, name) => {
  assert(reader, 'no connector reads bank files');
  return reader(bytes, name);
};
