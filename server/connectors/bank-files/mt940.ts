import { majorUnits } from '../../base/money.ts';
import type { RawEntry } from './camt.entries.ts';
import { type DraftStatement, finishStatements } from './finish.ts';
import { readDetails } from './mt940.details.ts';
import {
  readBalance,
  readFloorCurrency,
  readReportDay,
  readStatementLine,
  readTotal,
} from './mt940.fields.ts';
import { type Field, type Message, readMessages } from './mt940.lines.ts';
import { BankFileError, type BankFileWarning, type BankStatement, tidyText } from './statement.ts';

/** The statements of an MT940, MT942 or MT950 file, one for each message. */
export function readMt940(text: string): BankStatement[] {
  const messages = readMessages(text);
  if (messages.length === 0)
    throw new BankFileError(
      'unknown_format',
      1,
      'this file holds no statement: an MT940 message begins with :20:.',
    );
  return finishStatements(messages.map(readMessage));
}

function readMessage(message: Message): DraftStatement {
  const interim = message.fields.some((each) => ['34F', '13D', '13', '90C', '90D'].includes(each.tag));
  return interim ? readInterim(message) : readStatement(message);
}

function readStatement(message: Message): DraftStatement {
  const warnings: BankFileWarning[] = [];
  const opening = readBalance(need(message, '60F', '60M'));
  const closingField = need(message, '62F', '62M');
  const { lenient, ...closing } = readBalance(closingField, opening.currency);
  if (lenient)
    warnings.push(
      leniency(closingField.line, `:${closingField.tag}: names no currency; read as ${opening.currency}.`),
    );
  const entries = readLines(message, opening.currency, false);
  const { lenient: _, ...opened } = opening;
  const days = [opening.date, closing.date].sort();
  return {
    ...heading(message, 'mt940', opening.currency),
    kind: 'statement',
    currency: opening.currency,
    from: days[0] ?? '',
    to: days[1] ?? '',
    opening: opened,
    closing,
    entries,
    warnings,
  };
}

/** An MT942 has no balances; its day is that of :13D: and its currency that of the floor limit. */
function readInterim(message: Message): DraftStatement {
  const currency = readFloorCurrency(need(message, '34F'));
  const day = readReportDay(need(message, '13D', '13'));
  const entries = readLines(message, currency, true);
  const days = [...entries.map((each) => each.bookedOn ?? day), day].sort();
  const warnings = ['90D', '90C'].flatMap((tag) => checkTotal(message, tag, entries));
  return {
    ...heading(message, 'mt942', currency),
    kind: 'interim',
    currency,
    from: days[0] ?? day,
    to: days.at(-1) ?? day,
    entries,
    warnings,
  };
}

function heading(
  message: Message,
  format: string,
  currency: string,
): Pick<DraftStatement, 'format' | 'id' | 'account' | 'line'> {
  const value = (...tags: string[]) => need(message, ...tags).lines[0]?.trim() ?? '';
  const id = [value('20'), value('28C', '28')].filter(Boolean).join(' ');
  // Some banks write the currency behind the number: 9223382012EUR, …002/HUF.
  const account = value('25', '25P')
    .replace(/\s+/g, '')
    .replace(new RegExp(`/?${currency}$`), '');
  if (!account)
    throw new BankFileError('missing', need(message, '25', '25P').line, ':25: names no account.', 1);
  return { format, id, account, line: message.line };
}

function need(message: Message, ...tags: string[]): Field {
  const field = message.fields.find((each) => tags.includes(each.tag));
  if (field) return field;
  const last = message.fields.at(-1) ?? { line: message.line };
  throw new BankFileError(
    'missing',
    last.line,
    `the statement that begins on line ${message.line} ends here without :${tags[0]}:. The file may be cut off.`,
  );
}

function readLines(message: Message, currency: string, interim: boolean): RawEntry[] {
  return message.fields.flatMap((field, index) => {
    if (field.tag !== '61') return [];
    return [readLine(field, informationAfter(message.fields, index), currency, interim)];
  });
}

/** The :86: lines (Rabobank writes several) or the :NS: that follow a :61:. */
function informationAfter(fields: readonly Field[], index: number): Field[] {
  const next = fields.findIndex((each, i) => i > index && !['86', 'NS'].includes(each.tag));
  return fields.slice(index + 1, next < 0 ? undefined : next);
}

function readLine(field: Field, information: Field[], currency: string, interim: boolean): RawEntry {
  const { supplement, ownReference, expected, ...line } = readStatementLine(field, currency);
  const [details, ...more] = information
    .filter((each) => each.tag === '86')
    .map((each) => readDetails(each.lines));
  const bank = information.filter((each) => each.tag === 'NS').map(purposeOf);
  const said = tidyText(
    [details?.remittance, ...more.map((each) => each.remittance), ...bank].filter(Boolean).join(' '),
  );
  return {
    ...line,
    currency,
    remittance: said || tidyText(supplement) || (ownReference ?? ''),
    mentions: tidyText([ownReference, supplement].filter(Boolean).join(' ')),
    endToEndId: details?.endToEndId,
    entryReference: ownReference,
    counterparty: details?.counterparty ?? {},
    pending: interim && expected,
    line: field.line,
  };
}

/** The purpose lines of an :NS:, numbered 01 to 14. */
function purposeOf(field: Field): string {
  const lines = field.lines.filter((each) => /^(?:0\d|1[0-4])/.test(each));
  return lines.map((each) => each.slice(2).trim()).join(' ');
}

function checkTotal(message: Message, tag: string, entries: RawEntry[]): BankFileWarning[] {
  const field = message.fields.find((each) => each.tag === tag);
  if (!field) return [];
  const { count, amount, currency } = readTotal(field);
  const counted = entries.filter((each) => each.direction === (tag === '90D' ? 'debit' : 'credit'));
  const sum = counted.reduce((total, each) => total + each.amount, 0n);
  if (counted.length === count && sum === amount) return [];
  const say = (minor: bigint) => `${currency} ${majorUnits({ amount: minor, currency })}`;
  const detail = `:${tag}: counts ${count} entries of ${say(amount)}, but the file holds ${counted.length} of ${say(sum)}. Entries may be missing.`;
  return [{ code: 'unbalanced', line: field.line, message: `Line ${field.line}: ${detail}` }];
}

function leniency(line: number, detail: string): BankFileWarning {
  return { code: 'lenient_reading', line, message: `Line ${line}: ${detail}` };
}
