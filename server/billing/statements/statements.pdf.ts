import type { CivilDate } from '../../base/dates.ts';
import { assert } from '../../base/errors.ts';
import { formatMoney } from '../../base/money.ts';
import type { PdfLanguage } from '../../base/pdf.ts';
import { renderPdf } from '../../base/pdf.ts';
import { countryName, longDate } from '../../base/pdf.words.ts';
import type { InvoiceParty } from '../invoices/invoices.pdf.ts';
import type { Statement, StatementRow } from './statements.rules.ts';

/** Everything a statement of account shows. Amounts are minor units of `currency`. */
export type StatementDocument = {
  language: PdfLanguage;
  brand: { name: string; colour: string };
  seller: InvoiceParty;
  buyer: InvoiceParty;
  account: string;
  currency: string;
  issueDate: CivilDate;
  statement: Statement;
  sandbox: boolean;
};

/** The statement as PDF/A-3. The same document always gives the same bytes. Throws when its rows do not lead from opening to closing. */
export function statementPdf(document: StatementDocument): Promise<Uint8Array> {
  const { opening, closing, rows } = document.statement;
  const reached = rows.reduce((sum, { amount }) => sum + amount, opening);
  assert(reached === closing, `statement of ${document.account}: rows do not lead to the closing balance`);
  return renderPdf({
    template: new URL('./statements.typ', import.meta.url),
    data: statementData(document),
    language: document.language,
    createdAt: document.issueDate,
  });
}

function statementData({
  language,
  statement,
  currency,
  seller,
  buyer,
  issueDate,
  ...rest
}: StatementDocument) {
  const figure = (amount: bigint) =>
    formatMoney({ amount, currency })
      .slice(currency.length + 1)
      .replace('-', '\u2212');
  const party = (it: InvoiceParty) => ({ ...it, country: countryName(it.country, language) });
  return {
    ...rest,
    currency,
    seller: party(seller),
    buyer: party(buyer),
    issueDate: longDate(issueDate, language),
    from: longDate(statement.from, language),
    through: longDate(statement.through, language),
    opening: figure(statement.opening),
    billed: figure(statement.billed),
    settled: figure(statement.settled),
    closing: figure(statement.closing),
    credit: statement.closing < 0n,
    rows: statement.rows.map((row) => rowData(row, language, figure)),
  };
}

function rowData(row: StatementRow, language: PdfLanguage, figure: (amount: bigint) => string) {
  return {
    on: longDate(row.on, language),
    kind: row.kind,
    reference: row.reference,
    due: row.due_on && longDate(row.due_on, language),
    // What is open again is said in words, not by a sign.
    parts: row.parts.map(({ number, amount }) => ({
      number,
      amount: figure(amount < 0n ? -amount : amount),
    })),
    amount: figure(row.amount),
    balance: figure(row.balance),
  };
}
