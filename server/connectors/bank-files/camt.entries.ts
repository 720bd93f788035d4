import type { CamtVersion } from './camt.shape.ts';
import { type BankEntry, BankFileError, joinPieces, tidyText } from './statement.ts';
import { readAmount, readXmlDate } from './values.ts';
import { all, at, child, descendants, type Element, text } from './xml.ts';

/** An entry before it has its final reference; the date of one that has none is filled in by the statement. */
export type RawEntry = Omit<BankEntry, 'bookedOn' | 'reference'> & {
  bookedOn?: string;
  entryReference?: string;
};

// EntryStatus1Code is an open, external list from version 8 on; before, the schema closes it.
const STATUSES = ['BOOK', 'PDNG', 'INFO', 'FUTR'];
const OPEN_STATUS_FROM = 8;
const REMITTANCE_WIDTH = 140;
const NO_REFERENCE = new Set(['NOTPROVIDED', 'NONREF', 'NOREF']);

/** The entries of one `<Ntry>`: one, or one for each transaction of a batch whose amounts sum to the entry. */
export function readEntry(ntry: Element, version: CamtVersion): RawEntry[] {
  const amount = readMoney(required(ntry, 'Amt'));
  const base: RawEntry = {
    ...amount,
    direction: readDirection(required(ntry, 'CdtDbtInd')),
    bookedOn: readChoiceDate(child(ntry, 'BookgDt')),
    valueOn: readChoiceDate(child(ntry, 'ValDt')),
    remittance: tidyText(text(child(ntry, 'AddtlNtryInf')) ?? ''),
    bankReference: reference(child(ntry, 'AcctSvcrRef')),
    entryReference: reference(child(ntry, 'NtryRef')),
    counterparty: {},
    reversal: readFlag(child(ntry, 'RvslInd')),
    pending: readPending(required(ntry, 'Sts'), version),
    line: ntry.line,
  };
  const details = [...all(ntry, 'NtryDtls').flatMap((each) => all(each, 'TxDtls')), ...all(ntry, 'TxDtls')];
  return splitBatch(base, details) ?? [mergeDetails(base, details)];
}

/** The parts of a batch, or undefined if its transactions do not carry amounts that sum to the entry. */
function splitBatch(entry: RawEntry, details: Element[]): RawEntry[] | undefined {
  if (details.length < 2) return undefined;
  const parts: RawEntry[] = [];
  for (const [index, detail] of details.entries()) {
    const amount = detailAmount(detail, entry.currency);
    if (amount === undefined) return undefined;
    const direction = child(detail, 'CdtDbtInd')
      ? readDirection(required(detail, 'CdtDbtInd'))
      : entry.direction;
    parts.push(partOf({ ...entry, amount, direction }, detail, index + 1));
  }
  const sum = parts.reduce(
    (total, part) => total + (part.direction === entry.direction ? part.amount : -part.amount),
    0n,
  );
  return sum === entry.amount ? parts : undefined;
}

function partOf(entry: RawEntry, detail: Element, ordinal: number): RawEntry {
  const own = reference(at(detail, 'Refs', 'AcctSvcrRef'));
  // What is written of the batch is no word of the part: a reference in it would be every part's.
  const part = mergeDetails({ ...entry, remittance: '', bankReference: undefined }, [detail]);
  const ofBatch = entry.bankReference ? `${entry.bankReference}/${ordinal}` : undefined;
  return { ...part, bankReference: own && own !== entry.bankReference ? own : ofBatch, line: detail.line };
}

/** The transaction's amount in the entry's currency, or undefined if it has none that can be taken exactly. */
function detailAmount(detail: Element, currency: string): bigint | undefined {
  const told = [
    child(detail, 'Amt'),
    ...['TxAmt', 'InstdAmt'].map((name) => at(detail, 'AmtDtls', name, 'Amt')),
  ];
  const amount = told.find((each) => each?.attributes.Ccy === currency);
  if (!amount) return undefined;
  try {
    return readMoney(amount).amount;
  } catch {
    return undefined;
  }
}

function mergeDetails(booked: RawEntry, details: Element[]): RawEntry {
  // What is returned undoes a transfer of before, whether or not the bank calls its booking a reversal.
  const returned = details.length > 0 && details.every((each) => child(each, 'RtrInf'));
  const entry = { ...booked, reversal: booked.reversal || returned };
  const remittance = tidyText([...new Set(details.map(remittanceOf))].join(' '));
  const ends = [...new Set(details.map((each) => reference(at(each, 'Refs', 'EndToEndId'))))];
  const [only] = details.length === 1 ? details : [];
  const beside = details.map((each) => text(child(each, 'AddtlTxInf')));
  const mentions = tidyText([entry.remittance, ...ends, ...beside].filter(Boolean).join(' '));
  return {
    ...entry,
    remittance: remittance || entry.remittance,
    ...(mentions && { mentions }),
    endToEndId: ends.length === 1 ? ends[0] : undefined,
    bankReference: entry.bankReference ?? reference(at(only, 'Refs', 'AcctSvcrRef')),
    counterparty: only ? counterpartyOf(only, entry) : {},
  };
}

function remittanceOf(detail: Element): string {
  const information = child(detail, 'RmtInf');
  const free = joinPieces(
    all(information, 'Ustrd').map((each) => each.text.trim()),
    REMITTANCE_WIDTH,
  );
  const structured = all(information, 'Strd').flatMap((each) => [
    ...all(each, 'RfrdDocInf').map(
      (document) => text(child(document, 'Nb')) ?? text(child(document, 'RfrdDocNb')),
    ),
    ...all(each, 'CdtrRefInf').map(
      (creditor) => text(child(creditor, 'Ref')) ?? text(child(creditor, 'CdtrRef')),
    ),
    ...all(each, 'AddtlRmtInf').map(text),
  ]);
  const said = tidyText([free, ...structured.filter(Boolean)].join(' '));
  return said || tidyText(text(child(detail, 'AddtlTxInf')) ?? '');
}

/** The other side: who paid a credit, who was paid by a debit. A reversal keeps the parties of what it undoes. */
function counterpartyOf(detail: Element, entry: RawEntry): BankEntry['counterparty'] {
  const parties = child(detail, 'RltdPties');
  const payer = (entry.direction === 'credit') !== entry.reversal;
  const [role, account] = payer ? ['Dbtr', 'DbtrAcct'] : ['Cdtr', 'CdtrAcct'];
  const name =
    partyName(child(parties, role)) ?? partyName(child(parties, payer ? 'UltmtDbtr' : 'UltmtCdtr'));
  const number = accountNumber(child(parties, account));
  return { ...(name && { name: tidyText(name) }), ...(number && { account: number }) };
}

function partyName(party: Element | undefined): string | undefined {
  return (
    text(child(party, 'Nm')) ?? text(at(party, 'Pty', 'Nm')) ?? text(at(party, 'Agt', 'FinInstnId', 'Nm'))
  );
}

/** The number of an account: IBAN, else whatever the bank calls it. */
export function accountNumber(account: Element | undefined): string | undefined {
  const id = child(account, 'Id');
  const iban = text(child(id, 'IBAN'));
  if (iban) return iban.replace(/\s+/g, '').toUpperCase();
  return (
    text(at(id, 'Othr', 'Id')) ??
    text(child(id, 'BBAN')) ??
    text(at(id, 'PrtryAcct', 'Id')) ??
    text(child(id, 'UPIC'))
  );
}

/** An amount with its `Ccy`. */
export function readMoney(amount: Element): { amount: bigint; currency: string } {
  const currency = amount.attributes.Ccy;
  if (currency === undefined)
    throw new BankFileError(
      'missing',
      amount.line,
      `<${amount.name}> lacks its currency (Ccy).`,
      amount.column,
    );
  return { amount: readAmount(amount.text.trim(), currency, amount), currency };
}

/** `CRDT` or `DBIT`. */
export function readDirection(indicator: Element): 'credit' | 'debit' {
  const code = indicator.text.trim();
  if (code === 'CRDT') return 'credit';
  if (code === 'DBIT') return 'debit';
  throw new BankFileError(
    'bad_value',
    indicator.line,
    `<CdtDbtInd> says "${code}"; it must be CRDT or DBIT.`,
    indicator.column,
  );
}

/** The date inside a `<Dt>` or `<DtTm>` choice. */
export function readChoiceDate(choice: Element | undefined): string | undefined {
  if (!choice) return undefined;
  const inner = child(choice, 'Dt') ?? child(choice, 'DtTm');
  if (!inner)
    throw new BankFileError('missing', choice.line, `<${choice.name}> lacks <Dt> or <DtTm>.`, choice.column);
  return readXmlDate(inner.text.trim(), inner);
}

/** The child, or the refusal that names its parent's line. */
export function required(element: Element, name: string): Element {
  const found = child(element, name);
  if (!found)
    throw new BankFileError('missing', element.line, `<${element.name}> lacks <${name}>.`, element.column);
  return found;
}

function readFlag(flag: Element | undefined): boolean {
  const value = flag?.text.trim();
  if (!flag || value === 'false' || value === '0') return false;
  if (value === 'true' || value === '1') return true;
  throw new BankFileError(
    'bad_value',
    flag.line,
    `<${flag.name}> says "${value}"; it must be true or false.`,
    flag.column,
  );
}

function readPending(status: Element, version: CamtVersion): boolean {
  const code = text(child(status, 'Cd')) ?? text(status);
  if (code === undefined && child(status, 'Prtry')) return true;
  const known =
    STATUSES.includes(code ?? '') || (version.version >= OPEN_STATUS_FROM && /^\w{1,4}$/.test(code ?? ''));
  if (!known)
    throw new BankFileError(
      'bad_value',
      status.line,
      `<Sts> says "${code ?? ''}"; it must be one of ${STATUSES.join(', ')}.`,
      status.column,
    );
  return code !== 'BOOK';
}

/** A reference that says something: banks fill the field with NOTPROVIDED when there is none. */
function reference(element: Element | undefined): string | undefined {
  const value = tidyText(text(element) ?? '');
  return value && !NO_REFERENCE.has(value.toUpperCase()) ? value : undefined;
}

/** All amounts below an element are well formed, even those that are not read further. */
export function checkAmounts(element: Element): void {
  for (const amount of descendants(element, 'Amt')) {
    if (amount.children.length === 0 && !/^\+?(?:\d+(?:\.\d*)?|\.\d+)$/.test(amount.text.trim())) {
      throw new BankFileError(
        'bad_value',
        amount.line,
        `"${amount.text.trim()}" is not an amount. An amount is digits without a sign.`,
        amount.column,
      );
    }
  }
}
