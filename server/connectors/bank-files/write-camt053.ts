import { addDays } from '../../base/dates.ts';
import { majorUnits } from '../../base/money.ts';
import { type BankEntry, tidyText } from './statement.ts';

export type WritableEntry = Pick<BankEntry, 'amount' | 'direction' | 'bookedOn' | 'remittance'> &
  Partial<
    Pick<BankEntry, 'valueOn' | 'bankReference' | 'endToEndId' | 'counterparty' | 'reversal' | 'pending'>
  >;

export type WritableStatement = {
  id: string;
  /** IBAN, or the bank's own number. */
  account: string;
  currency: string;
  /** Civil dates, both inclusive. */
  from: string;
  to: string;
  /** Minor units, negative when overdrawn; the closing balance is reckoned from it and the booked entries. */
  opening: bigint;
  entries: WritableEntry[];
};

const REMITTANCE_WIDTH = 140;

/**
 * A camt.053.001.08 file as a bank would send it, in UTF-8, for one statement. Texts longer than the standard's
 * fields are cut to them, except the remittance, which is spread over several lines.
 */
export function writeCamt053(statement: WritableStatement): string {
  const created = `${statement.to}T23:59:59`;
  const header = tag('GrpHdr', leaf('MsgId', clip(statement.id, 35)), leaf('CreDtTm', created));
  const body = tag(
    'Stmt',
    leaf('Id', clip(statement.id, 35)),
    leaf('CreDtTm', created),
    tag('FrToDt', leaf('FrDtTm', `${statement.from}T00:00:00`), leaf('ToDtTm', created)),
    tag('Acct', account(statement.account), leaf('Ccy', statement.currency)),
    balance('OPBD', statement.opening, statement, addDays(statement.from, -1)),
    balance('CLBD', closingOf(statement), statement, statement.to),
    ...statement.entries.map((each) => entry(each, statement.currency)),
  );
  const document = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">${tag('BkToCstmrStmt', header, body)}</Document>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${document}\n`;
}

function closingOf({ opening, entries }: WritableStatement): bigint {
  const booked = entries.filter((each) => !each.pending);
  return booked.reduce(
    (sum, each) => sum + (each.direction === 'credit' ? each.amount : -each.amount),
    opening,
  );
}

function balance(code: string, amount: bigint, { currency }: WritableStatement, date: string): string {
  const magnitude = amount < 0n ? -amount : amount;
  const type = tag('Tp', tag('CdOrPrtry', leaf('Cd', code)));
  return tag(
    'Bal',
    type,
    money(magnitude, currency),
    leaf('CdtDbtInd', amount < 0n ? 'DBIT' : 'CRDT'),
    tag('Dt', leaf('Dt', date)),
  );
}

function entry(each: WritableEntry, currency: string): string {
  const credit = each.direction === 'credit';
  const family = tag('Fmly', leaf('Cd', credit ? 'RCDT' : 'ICDT'), leaf('SubFmlyCd', 'OTHR'));
  return tag(
    'Ntry',
    money(each.amount, currency),
    leaf('CdtDbtInd', credit ? 'CRDT' : 'DBIT'),
    each.reversal ? leaf('RvslInd', 'true') : '',
    tag('Sts', leaf('Cd', each.pending ? 'PDNG' : 'BOOK')),
    tag('BookgDt', leaf('Dt', each.bookedOn)),
    each.valueOn ? tag('ValDt', leaf('Dt', each.valueOn)) : '',
    each.bankReference ? leaf('AcctSvcrRef', clip(each.bankReference, 35)) : '',
    tag('BkTxCd', tag('Domn', leaf('Cd', 'PMNT'), family)),
    tag('NtryDtls', details(each)),
  );
}

function details(each: WritableEntry): string {
  const pieces = remittancePieces(tidyText(clean(each.remittance)));
  return tag(
    'TxDtls',
    tag('Refs', leaf('EndToEndId', clip(each.endToEndId ?? 'NOTPROVIDED', 35))),
    party(each),
    pieces.length > 0 ? tag('RmtInf', ...pieces.map((piece) => leaf('Ustrd', piece))) : '',
  );
}

/** The payer of a credit, the payee of a debit; a reversal names the parties of what it undoes. */
function party(each: WritableEntry): string {
  const { name, account: number } = each.counterparty ?? {};
  const role = (each.direction === 'credit') !== (each.reversal ?? false) ? 'Dbtr' : 'Cdtr';
  if (!name && !number) return '';
  const who = name ? tag(role, tag('Pty', leaf('Nm', clip(name, 140)))) : '';
  return tag('RltdPties', who, number ? tag(`${role}Acct`, account(number)) : '');
}

function account(number: string): string {
  const iban = /^[A-Z]{2}\d{2}[A-Z0-9]{1,30}$/.test(number);
  return tag('Id', iban ? leaf('IBAN', number) : tag('Othr', leaf('Id', clip(number, 34))));
}

/** Pieces of at most 140 characters, cut between words; one of exactly 140 says that a word was cut. */
function remittancePieces(text: string): string[] {
  if (text === '') return [];
  if (text.length < REMITTANCE_WIDTH) return [text];
  const space = text.lastIndexOf(' ', REMITTANCE_WIDTH - 1);
  const cut = space > 0 ? space : safeCut(text);
  return [text.slice(0, cut), ...remittancePieces(text.slice(space > 0 ? cut + 1 : cut))];
}

/** Not between the halves of a character outside the basic plane; the piece stays full width by the standard's count. */
function safeCut(text: string): number {
  return /[\uD800-\uDBFF]/.test(text[REMITTANCE_WIDTH - 1] ?? '') ? REMITTANCE_WIDTH - 1 : REMITTANCE_WIDTH;
}

function money(amount: bigint, currency: string): string {
  return `<Amt Ccy="${currency}">${majorUnits({ amount, currency })}</Amt>`;
}

function tag(name: string, ...inside: string[]): string {
  return `<${name}>${inside.join('')}</${name}>`;
}

function leaf(name: string, text: string): string {
  return `<${name}>${escapeXml(clean(text))}</${name}>`;
}

function clip(text: string, length: number): string {
  return tidyText(clean(text)).slice(0, length);
}

/** Without the characters that XML cannot hold. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML forbids.
  return text.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD');
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`);
}
