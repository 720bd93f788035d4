/** `statement`: final and safe to book. `interim` and `notification`: previews of entries that a statement will carry. */
export type StatementKind = 'statement' | 'interim' | 'notification';

/** What the bank says stood on the account: minor units, negative when overdrawn. */
export type Balance = { amount: bigint; currency: string; date: string; line: number };

export type BankEntry = {
  /** Unique within the file, and the same when the bank exports the same entry again. */
  reference: string;
  /** The bank's own reference, as printed, if it gave one. */
  bankReference?: string;
  /** Minor units, never negative: `direction` says which way the money went. */
  amount: bigint;
  currency: string;
  direction: 'credit' | 'debit';
  /** Civil dates. `bookedOn` falls back to the value date, then to the statement's date. */
  bookedOn: string;
  valueOn?: string;
  /** Everything that the payer wrote, structured references included, joined by single spaces. */
  remittance: string;
  endToEndId?: string;
  /** What else was written beside the entry, by the bank or the payer: a payment reference may stand there. */
  mentions?: string;
  counterparty: { name?: string; account?: string };
  /** True if the entry undoes an earlier one. `direction` is already the direction of this entry. */
  reversal: boolean;
  /** True if the bank has not booked it: it may still vanish. */
  pending: boolean;
  line: number;
};

/** Something a person should look at before booking; the entries were all read. */
export type BankFileWarning = {
  code: 'unbalanced' | 'repeated_entry' | 'lenient_reading';
  line: number;
  message: string;
};

export type BankStatement = {
  /** `camt.053.001.08`, `mt940`, `mt942`. */
  format: string;
  kind: StatementKind;
  id: string;
  /** IBAN without spaces, or the bank's own account number. */
  account: string;
  currency: string;
  /** Civil dates, both inclusive: the days that the statement speaks of. */
  from: string;
  to: string;
  opening?: Balance;
  closing?: Balance;
  entries: BankEntry[];
  warnings: BankFileWarning[];
  line: number;
};

export type BankFileErrorCode =
  | 'too_large'
  | 'empty'
  | 'encoding'
  | 'unknown_format'
  | 'not_well_formed'
  | 'doctype'
  | 'missing'
  | 'unexpected'
  | 'bad_value'
  | 'repeated_statement';

/** A file that was refused whole. `message` is a sentence a person can act on and names the line. */
export class BankFileError extends Error {
  readonly code: BankFileErrorCode;
  readonly line: number;
  readonly column: number | undefined;

  constructor(code: BankFileErrorCode, line: number, detail: string, column?: number) {
    super(`Line ${line}: ${detail}`);
    this.name = 'BankFileError';
    this.code = code;
    this.line = line;
    this.column = column;
  }
}

/** One space between words, none at the ends: how every text of a bank file is kept. */
export function tidyText(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Joins fixed-width pieces: a piece that fills its width was cut mid-word, a shorter one ended by itself. */
export function joinPieces(pieces: readonly string[], width: number): string {
  const joined = pieces.map((piece, i) =>
    i === pieces.length - 1 || piece.length >= width ? piece : `${piece} `,
  );
  return tidyText(joined.join(''));
}
