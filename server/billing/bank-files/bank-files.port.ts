import type { Selectable } from 'kysely';
import type { BillingBankFile } from '../../../db/types.ts';
import { assert } from '../../base/errors.ts';

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
  /** The bank's own name of it, where it gave one. */
  bankReference?: string | null;
  /** What else stands beside the entry, where a payment reference may be. */
  mentions?: string | null;
  counterparty?: { name?: string | null } | null;
  line: number;
  pending: boolean;
  /** Undoes an earlier entry: a credit that comes back, or one that is taken back. */
  reversal: boolean;
};

/** Reads a bank's file; `warnings` say what a person should look at, by line. Throws Fail invalid `bank_file_refused` naming the line. */
export type BankFileReader = (
  bytes: Uint8Array,
  name: string,
) => { account: string; entries: StatementEntry[]; warnings: { message: string }[] }[];

let reader: BankFileReader | undefined;

/** Wires the connector that reads bank files. */
export function useBankFileReader(given: BankFileReader): void {
  reader = given;
}

export const readBankFile: BankFileReader = (bytes, name) => {
  assert(reader, 'no connector reads bank files');
  return reader(bytes, name);
};
