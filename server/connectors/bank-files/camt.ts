import {
  accountNumber,
  checkAmounts,
  type RawEntry,
  readChoiceDate,
  readDirection,
  readEntry,
  readMoney,
  required,
} from './camt.entries.ts';
import { type CamtVersion, checkShape } from './camt.shape.ts';
import { type DraftStatement, finishStatements } from './finish.ts';
import { type Balance, BankFileError, type BankStatement, type StatementKind } from './statement.ts';
import { readXmlDate } from './values.ts';
import { all, at, child, type Element, type OnEnd, readXml, text } from './xml.ts';

const REPORTS: Record<string, { element: string; message: string; kind: StatementKind }> = {
  '052': { element: 'Rpt', message: 'BkToCstmrAcctRpt', kind: 'interim' },
  '053': { element: 'Stmt', message: 'BkToCstmrStmt', kind: 'statement' },
  '054': { element: 'Ntfctn', message: 'BkToCstmrDbtCdtNtfctn', kind: 'notification' },
};

// Which balances open and close a statement, best first.
const OPENING = ['OPBD', 'PRCD'];
const CLOSING = ['CLBD'];
const REQUIRED_CREATION_UP_TO = 6;

type Reading = {
  open?: Element;
  version?: CamtVersion;
  documents: number;
  drafts: DraftStatement[];
  entries: RawEntry[];
};

/** The statements of a camt.052, .053 or .054 message of any version, alone or inside an envelope. */
export function readCamt(text: string): BankStatement[] {
  const reading: Reading = { documents: 0, drafts: [], entries: [] };
  readXml(text, readerOf(reading));
  if (reading.documents === 0) {
    throw new BankFileError(
      'unknown_format',
      1,
      'this XML is not a bank statement: it has no camt.053 <Document>.',
    );
  }
  return finishStatements(reading.drafts);
}

/** Takes each part as it ends: entries first, then their statement, then the message and the document around them. */
function readerOf(reading: Reading): OnEnd {
  return (element, path) => {
    const depth = path.findIndex((each) => each.name === 'Document');
    if (depth < 0 && element.name === 'Document') return endDocument(element, reading);
    if (path.length === 0 && reading.documents === 0) refuseRoot(element);
    const document = path[depth];
    if (!document) return false;
    if (reading.open !== document) Object.assign(reading, { open: document, version: versionOf(document) });
    const version = reading.version ?? versionOf(document);
    return endInside(element, path.slice(depth + 1), {
      reading,
      version,
      report: REPORTS[version.family]?.element,
    });
  };
}

type Inside = { reading: Reading; version: CamtVersion; report: string | undefined };

function endInside(
  element: Element,
  path: readonly Element[],
  { reading, version, report }: Inside,
): boolean {
  if (path.length === 0) return endMessage(element, version);
  const parent = path.at(-1)?.name;
  if (path.length === 1 && element.name === 'GrpHdr') endHeader(element, version);
  if (path.length === 1 && element.name === report)
    reading.drafts.push(endStatement(element, version, reading));
  if (parent !== report || path.length !== 2) return false;
  if (element.name === 'Bal') endBalance(element, version);
  if (element.name === 'Ntry') endEntry(element, version, reading);
  return element.name === 'Ntry';
}

function refuseRoot(element: Element): never {
  throw new BankFileError(
    'unknown_format',
    element.line,
    `this is not a bank statement: it begins with <${element.name}>, not <Document>.`,
    element.column,
  );
}

/** The message that the namespace of a `<Document>` names. */
function versionOf(document: Element): CamtVersion {
  const named = /([a-z]{4}\.(\d{3})\.\d{3}\.(\d{2}))(?:\.xsd)?$/.exec(document.namespace);
  const [, name = '', family = '', version = ''] = named ?? [];
  if (!name.startsWith('camt.') || !(family in REPORTS)) refuseNamespace(document, name);
  return { family: family as CamtVersion['family'], version: Number(version), name };
}

function refuseNamespace(document: Element, name: string): never {
  const what = name
    ? `a ${name} message`
    : document.namespace
      ? `of the kind "${document.namespace}"`
      : 'without a namespace';
  throw new BankFileError(
    'unknown_format',
    document.line,
    `this document is ${what}, not a bank statement (camt.053).`,
    document.column,
  );
}

function endDocument(document: Element, reading: Reading): boolean {
  const version = versionOf(document);
  const wanted = REPORTS[version.family]?.message ?? '';
  const [message, extra] = document.children;
  if (!message || !isMessage(message.name, wanted)) {
    throw new BankFileError(
      'missing',
      message?.line ?? document.line,
      `a ${version.name} <Document> must hold <${wanted}>.`,
    );
  }
  if (extra)
    throw new BankFileError(
      'unexpected',
      extra.line,
      `<${extra.name}> does not belong inside <Document>.`,
      extra.column,
    );
  reading.documents += 1;
  return true;
}

function isMessage(name: string, wanted: string): boolean {
  return name === wanted || name === `${wanted}V01`;
}

function endMessage(message: Element, version: CamtVersion): boolean {
  const report = REPORTS[version.family]?.element ?? '';
  const known = new Set(['GrpHdr', report, 'SplmtryData']);
  const stranger = message.children.find(
    (each) => !known.has(each.name) || each.namespace !== message.namespace,
  );
  if (stranger)
    throw new BankFileError(
      'unexpected',
      stranger.line,
      `<${stranger.name}> does not belong inside <${message.name}>.`,
      stranger.column,
    );
  if (message.children[0]?.name !== 'GrpHdr')
    throw new BankFileError(
      'missing',
      message.line,
      `<${message.name}> lacks <GrpHdr> at its beginning.`,
      message.column,
    );
  if (!child(message, report)) {
    throw new BankFileError(
      'missing',
      message.line,
      `<${message.name}> holds no statement: <${report}> is missing.`,
      message.column,
    );
  }
  return true;
}

function endHeader(header: Element, version: CamtVersion): void {
  checkShape(header, version);
  const created = required(header, 'CreDtTm');
  readXmlDate(created.text.trim(), created);
}

function endBalance(balance: Element, version: CamtVersion): void {
  checkShape(balance, version);
  readDirection(required(balance, 'CdtDbtInd'));
  readChoiceDate(required(balance, 'Dt'));
  checkAmounts(balance);
}

function endEntry(entry: Element, version: CamtVersion, reading: Reading): void {
  checkShape(entry, version);
  for (const details of all(entry, 'NtryDtls')) {
    checkShape(details, version);
    for (const detail of all(details, 'TxDtls')) checkShape(detail, version);
  }
  checkAmounts(entry);
  reading.entries.push(...readEntry(entry, version));
}

function endStatement(element: Element, version: CamtVersion, reading: Reading): DraftStatement {
  checkShape(element, version);
  const entries = reading.entries.splice(0);
  const account = required(element, 'Acct');
  const currency = statementCurrency(element, account, entries);
  return {
    format: version.name,
    kind: REPORTS[version.family]?.kind ?? 'statement',
    id: text(required(element, 'Id')) ?? missingText(required(element, 'Id')),
    account: readAccount(account),
    currency,
    ...period(element, entries, version),
    opening: pickBalance(element, OPENING, currency),
    closing: pickBalance(element, CLOSING, currency),
    entries,
    warnings: [],
    line: element.line,
  };
}

function readAccount(account: Element): string {
  const iban = at(account, 'Id', 'IBAN');
  if (iban && !/^[A-Z]{2}\d{2}[A-Za-z0-9]{1,30}$/.test(iban.text.trim())) {
    throw new BankFileError('bad_value', iban.line, `"${iban.text.trim()}" is not an IBAN.`, iban.column);
  }
  return accountNumber(account) ?? missingText(child(account, 'Id') ?? account);
}

function missingText(element: Element): never {
  throw new BankFileError('missing', element.line, `<${element.name}> is empty.`, element.column);
}

function statementCurrency(element: Element, account: Element, entries: RawEntry[]): string {
  const named = child(account, 'Ccy');
  if (named && !/^[A-Z]{3}$/.test(named.text.trim())) {
    throw new BankFileError(
      'bad_value',
      named.line,
      `"${named.text.trim()}" is not a currency code of three capital letters.`,
      named.column,
    );
  }
  const opening =
    balanceElement(element, OPENING) ?? balanceElement(element, CLOSING) ?? child(element, 'Bal');
  const currency = text(named) ?? child(opening, 'Amt')?.attributes.Ccy ?? entries[0]?.currency;
  if (!currency)
    throw new BankFileError(
      'missing',
      element.line,
      `<${element.name}> names no currency anywhere.`,
      element.column,
    );
  return currency;
}

function period(element: Element, entries: RawEntry[], version: CamtVersion): { from: string; to: string } {
  const created = child(element, 'CreDtTm');
  if (!created && version.version <= REQUIRED_CREATION_UP_TO) required(element, 'CreDtTm');
  const span = child(element, 'FrToDt');
  const dated = (...names: string[]) => names.map((name) => child(span, name)).find(Boolean);
  const read = (each: Element | undefined) => each && readXmlDate(each.text.trim(), each);
  const createdOn = read(created);
  const days = [
    ...all(element, 'Bal').map((each) => readChoiceDate(child(each, 'Dt'))),
    ...entries.map((each) => each.bookedOn),
  ];
  const known = days.filter((each) => each !== undefined).sort();
  const from = read(dated('FrDtTm', 'FrDt')) ?? known[0] ?? createdOn;
  const to = read(dated('ToDtTm', 'ToDt')) ?? known.at(-1) ?? createdOn;
  if (!from || !to)
    throw new BankFileError(
      'missing',
      element.line,
      `<${element.name}> names no date anywhere.`,
      element.column,
    );
  return { from, to };
}

function balanceElement(element: Element, codes: string[], currency?: string): Element | undefined {
  const balances = all(element, 'Bal').filter(
    (each) => !currency || child(each, 'Amt')?.attributes.Ccy === currency,
  );
  return codes.map((code) => balances.find((each) => balanceCode(each) === code)).find(Boolean);
}

function balanceCode(balance: Element): string | undefined {
  return text(at(balance, 'Tp', 'CdOrPrtry', 'Cd')) ?? text(at(balance, 'Tp', 'Cd'));
}

function pickBalance(element: Element, codes: string[], currency: string): Balance | undefined {
  const balance = balanceElement(element, codes, currency) ?? balanceElement(element, codes);
  if (!balance) return undefined;
  const money = readMoney(required(balance, 'Amt'));
  const sign = readDirection(required(balance, 'CdtDbtInd')) === 'credit' ? 1n : -1n;
  return {
    amount: sign * money.amount,
    currency: money.currency,
    date: readChoiceDate(child(balance, 'Dt')) ?? '',
    line: balance.line,
  };
}
