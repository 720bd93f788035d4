import { describe, expect, test } from 'vitest';
import { bytes, only, refusal } from '../../../test/bank-files.ts';
import { readBankFile } from '../bank-files.ts';

/** One entry's XML inside a whole file of a given message and version. */
type Camt = {
  entries?: string;
  message?: string;
  balances?: string;
  account?: string;
  prefix?: string;
  head?: string;
};
function camt({
  entries = ENTRY,
  message = 'camt.053.001.08',
  balances,
  account,
  head = '',
}: Camt = {}): string {
  const [element, root] = {
    '052': ['Rpt', 'BkToCstmrAcctRpt'],
    '053': ['Stmt', 'BkToCstmrStmt'],
    '054': ['Ntfctn', 'BkToCstmrDbtCdtNtfctn'],
  }[message.slice(5, 8)] ?? ['Stmt', 'BkToCstmrStmt'];
  return `<?xml version="1.0" encoding="UTF-8"?>${head}
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${message}">
<${root}>
<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-01-31T10:00:00Z</CreDtTm></GrpHdr>
<${element}>
<Id>S1</Id>
<CreDtTm>2026-01-31T10:00:00+03:00</CreDtTm>
<Acct>${account ?? '<Id><IBAN>SA0380000000608010167519</IBAN></Id><Ccy>SAR</Ccy>'}</Acct>
${balances ?? (element === 'Ntfctn' ? '' : `${BALANCE('OPBD', '0.00')}`)}
${entries}
</${element}>
</${root}>
</Document>`;
}
const BALANCE = (code: string, amount: string, currency = 'SAR') =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-31</Dt></Dt></Bal>`;
const ENTRY = `<Ntry>
<Amt Ccy="SAR">115.00</Amt>
<CdtDbtInd>CRDT</CdtDbtInd>
<Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-01-30</Dt></BookgDt>
<BkTxCd/>
</Ntry>`;
const batch = (...details: string[]) =>
  ENTRY.replace(
    '<BkTxCd/>',
    `<AcctSvcrRef>B1</AcctSvcrRef><BkTxCd/><NtryDtls>${details.map((each) => `<TxDtls>${each}</TxDtls>`).join('')}</NtryDtls>`,
  );

describe('camt', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])('camt.053.001.%i is read', (version) => {
    const name = `camt.053.001.${String(version).padStart(2, '0')}`;
    const status = version < 7 ? ENTRY.replace('<Sts><Cd>BOOK</Cd></Sts>', '<Sts>BOOK</Sts>') : ENTRY;
    const root =
      version === 1
        ? (text: string) => text.replaceAll('BkToCstmrStmt>', 'BkToCstmrStmtV01>')
        : (text: string) => text;
    expect(only(root(camt({ message: name, entries: status })))).toMatchObject({
      format: name,
      kind: 'statement',
      entries: [{ amount: 11500n }],
    });
  });

  test.each([
    ['camt.052.001.06', 'interim'],
    ['camt.054.001.08', 'notification'],
  ])('%s is read as %s', (message, kind) => {
    expect(only(camt({ message }))).toMatchObject({
      format: message,
      kind,
      entries: [{ bookedOn: '2026-01-30' }],
    });
  });

  test('namespace prefixes, envelopes and several notifications are read', () => {
    const prefixed = camt()
      .replace(/<(\/?)([A-Z])/g, '<$1c:$2')
      .replace('xmlns=', 'xmlns:c=');
    expect(only(prefixed).entries).toHaveLength(1);
    const wrapped = camt()
      .replace('<Document', '<Envelope xmlns="urn:e"><Header/><Document')
      .replace('</Document>', '</Document></Envelope>');
    expect(only(wrapped).entries).toHaveLength(1);
    const two = camt({ message: 'camt.054.001.08' }).replace(
      /(<Ntfctn>[\s\S]*<\/Ntfctn>)/,
      (all) => all + all.replace('<Id>S1', '<Id>S2'),
    );
    expect(readBankFile(bytes(two)).map((each) => each.id)).toEqual(['S1', 'S2']);
  });

  test('a document inside supplementary data is left alone', () => {
    const extra =
      '<SplmtryData><Envlp><Document xmlns="urn:bank:own"><Anything/></Document></Envlp></SplmtryData></BkToCstmrStmt>';
    expect(only(camt().replace('</BkToCstmrStmt>', extra)).entries).toHaveLength(1);
  });

  test.each<[string, Uint8Array]>([
    ['UTF-8 with a mark', bytes(`\uFEFF${camt({ entries: said('Łódź – مدفوعات') })}`)],
    ['UTF-16 with a mark', bytes(`\uFEFF${camt({ entries: said('Łódź – مدفوعات') })}`, 'utf16le')],
    ['UTF-16, big end first', swapped(`\uFEFF${camt({ entries: said('Łódź – مدفوعات') })}`)],
  ])('%s is read', (_, content) => {
    expect(readBankFile(content)[0]?.entries[0]?.remittance).toBe('Łódź – مدفوعات');
  });

  test('ISO-8859-1 is read as declared; bytes that are not UTF-8 are refused on their line', () => {
    const latin = camt({ entries: said('Müller') }).replace('UTF-8', 'ISO-8859-1');
    expect(readBankFile(bytes(latin, 'latin1'))[0]?.entries[0]?.remittance).toBe('Müller');
    const line =
      camt({ entries: said('Müller') })
        .split('\n')
        .findIndex((each) => each.includes('Müller')) + 1;
    expect(refusal(bytes(camt({ entries: said('Müller') }), 'latin1'))).toMatchObject({
      code: 'encoding',
      line,
    });
  });

  test('amounts: zeros past the currency are read, anything else is refused', () => {
    const amount = (text: string, currency = 'SAR') =>
      camt({ entries: ENTRY.replace('"SAR">115.00', `"${currency}">${text}`) });
    expect(only(amount('1.00000')).entries[0]?.amount).toBe(100n);
    expect(only(amount('2700', 'JPY')).entries[0]?.amount).toBe(2700n);
    expect(only(amount('1.005', 'KWD')).entries[0]?.amount).toBe(1005n);
    expect(only(amount('.5')).entries[0]?.amount).toBe(50n);
    expect(refusal(amount('99999999999999.99')).message).toMatch(/more than any account holds/);
    for (const wrong of ['1.005', '-1.00', '1,00', '1e3', '', 'ten'])
      expect(refusal(amount(wrong))).toMatchObject({ code: 'bad_value', line: 11 });
    expect(refusal(amount('1.00', 'sar'))).toMatchObject({ code: 'bad_value', line: 11 });
  });

  test('a batch is split when its transactions sum to the entry', () => {
    const detail = (amount: string, reference: string) =>
      `<Refs><EndToEndId>${reference}</EndToEndId></Refs><Amt Ccy="SAR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><RmtInf><Ustrd>for ${reference}</Ustrd></RmtInf>`;
    const split = only(camt({ entries: batch(detail('100.00', 'E1'), detail('15.00', 'E2')) })).entries;
    expect(split.map((each) => [each.reference, each.amount, each.endToEndId, each.remittance])).toEqual([
      ['B1/1/2026-01-30/C10000', 10000n, 'E1', 'for E1'],
      ['B1/2/2026-01-30/C1500', 1500n, 'E2', 'for E2'],
    ]);
    const whole = only(camt({ entries: batch(detail('100.00', 'E1'), detail('16.00', 'E2')) })).entries;
    expect(whole).toMatchObject([{ bankReference: 'B1', amount: 11500n, remittance: 'for E1 for E2' }]);
  });

  test('version 02 tells the amounts of a batch by what was instructed', () => {
    const part = (amount: string) => `<AmtDtls><InstdAmt><Amt Ccy="SAR">${amount}</Amt></InstdAmt></AmtDtls>`;
    const amounts = (...parts: string[]) =>
      only(camt({ entries: batch(...parts.map(part)) })).entries.map((each) => each.amount);
    expect(amounts('100.00', '15.00')).toEqual([10000n, 1500n]);
    expect(amounts('100.00', '15.01')).toEqual([11500n]);
  });

  test('a batch with one transaction sent back is split by sign', () => {
    const entries = batch(
      '<Amt Ccy="SAR">120.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>',
      '<Amt Ccy="SAR">5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>',
    );
    expect(only(camt({ entries })).entries.map((each) => [each.direction, each.amount])).toEqual([
      ['credit', 12000n],
      ['debit', 500n],
    ]);
  });

  test('remittance joins free lines, document numbers and creditor references', () => {
    const strd =
      '<Strd><RfrdDocInf><Nb>INV-7</Nb></RfrdDocInf><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf><AddtlRmtInf>thanks</AddtlRmtInf></Strd>';
    const entries = batch(`<RmtInf><Ustrd>line one</Ustrd><Ustrd>line two</Ustrd>${strd}</RmtInf>`);
    expect(only(camt({ entries })).entries[0]?.remittance).toBe('line one line two INV-7 RF18 thanks');
  });

  test('pending, reversed and only informed entries say so', () => {
    const entry = (change: [string, string]) => only(camt({ entries: ENTRY.replace(...change) })).entries[0];
    expect(entry(['BOOK', 'PDNG'])?.pending).toBe(true);
    expect(entry(['BOOK', 'INFO'])?.pending).toBe(true);
    expect(entry(['<Sts>', '<RvslInd>true</RvslInd><Sts>'])?.reversal).toBe(true);
    expect(entry(['<BookgDt><Dt>2026-01-30</Dt></BookgDt>', ''])?.bookedOn).toBe('2026-01-31');
  });

  test('opening + booked entries = closing, or a warning names the line', () => {
    const balances = (closing: string) => `${BALANCE('OPBD', '10.00')}\n${BALANCE('CLBD', closing)}`;
    const pending = ENTRY.replace('BOOK', 'PDNG');
    expect(only(camt({ balances: balances('125.00'), entries: ENTRY + pending })).warnings).toEqual([]);
    expect(only(camt({ balances: balances('125.01') })).warnings).toMatchObject([
      {
        code: 'unbalanced',
        line: 10,
        message: expect.stringMatching(
          /SAR 125.01, but SAR 10.00 at the opening and SAR 115.00 of entries make SAR 125.00/,
        ),
      },
    ]);
  });

  test('references are unique in the file and the same in the next export', () => {
    const named = ENTRY.replace('<BkTxCd/>', '<AcctSvcrRef>A1</AcctSvcrRef><BkTxCd/>');
    const entries = [ENTRY, ENTRY, named, named, named.replace('115.00', '3.00')].join('\n');
    const { entries: read, warnings } = only(camt({ entries }));
    const references = read.map((each) => each.reference);
    expect(new Set(references).size).toBe(5);
    expect(references[1]).toBe(`${references[0]}#2`);
    expect(references.slice(2, 4)).toEqual(['A1/2026-01-30/C11500', 'A1/2026-01-30/C11500#2']);
    expect(warnings).toMatchObject([
      { code: 'repeated_entry', message: expect.stringMatching(/A1 is in this file twice/) },
    ]);
    expect(only(camt({ entries: ENTRY }).replace('<Id>S1', '<Id>S9')).entries[0]?.reference).toBe(
      references[0],
    );
  });

  test('a reference of the bank that names several entries names each the same, whatever stands beside it', () => {
    const paid = ENTRY.replace('<BkTxCd/>', '<AcctSvcrRef>A1</AcctSvcrRef><BkTxCd/>');
    const undone = paid.replace('CRDT', 'DBIT').replace('<Sts>', '<RvslInd>true</RvslInd><Sts>');
    const charge = paid.replace('CRDT', 'DBIT').replace('115.00', '1.15');
    const namesOf = (...entries: string[]) =>
      only(camt({ entries: entries.join('\n') })).entries.map((each) => each.reference);
    const [one, two, three] = namesOf(paid, undone, charge);
    expect(new Set([one, two, three]).size).toBe(3);
    expect(namesOf(charge)).toEqual([three]);
    expect(namesOf(undone, paid)).toEqual([two, one]);
    expect(namesOf(paid.replaceAll('2026-01-30', '2026-01-31'))).not.toEqual([one]);
  });

  test('a reference beside the entry is kept for its match; one of a whole batch is no part’s', () => {
    const beside = '<AddtlNtryInf>RF18 OF THE BATCH</AddtlNtryInf></Ntry>';
    const one = batch('<RmtInf><Ustrd>rent</Ustrd></RmtInf><AddtlTxInf>RF19</AddtlTxInf>');
    expect(only(camt({ entries: one.replace('</Ntry>', beside) })).entries[0]).toMatchObject({
      remittance: 'rent',
      mentions: 'RF18 OF THE BATCH RF19',
    });
    const part = '<Amt Ccy="SAR">57.50</Amt>';
    const two = only(camt({ entries: batch(part, part).replace('</Ntry>', beside) })).entries;
    expect(two.map(({ remittance, mentions }) => [remittance, mentions])).toEqual([
      ['', undefined],
      ['', undefined],
    ]);
    const merged = batch(
      '<Refs><EndToEndId>E1</EndToEndId></Refs>',
      '<Refs><EndToEndId>E2</EndToEndId></Refs>',
    );
    expect(only(camt({ entries: merged })).entries[0]?.mentions).toBe('E1 E2');
  });

  test('the same statement twice is refused on the line of the second', () => {
    const twice = camt().replace(/(<Stmt>[\s\S]*<\/Stmt>)/, '$1\n$1');
    expect(refusal(twice)).toMatchObject({
      code: 'repeated_statement',
      line: 18,
      message: expect.stringMatching(/also begins on line 5/),
    });
  });

  const BROKEN: [what: string, text: string, line: number, message: RegExp][] = [
    ['a tag left open', camt().replace('</Acct>', ''), 17, /XML is broken/],
    ['a bare ampersand', camt({ entries: said('Tom & Co') }), 16, /XML is broken/],
    ['no namespace', camt().replace(/ xmlns="[^"]*"/, ''), 2, /without a namespace/],
    ['another message', camt().replace('camt.053.001.08', 'pain.001.001.09'), 2, /pain.001.001.09 message/],
    [
      'a message that is not its namespace',
      camt().replaceAll('BkToCstmrStmt', 'BkToCstmrAcctRpt'),
      3,
      /must hold <BkToCstmrStmt>/,
    ],
    [
      'an element that is not there',
      camt({ entries: ENTRY.replace('<BkTxCd/>', '<Colour/>') }),
      15,
      /<Colour> does not belong inside <Ntry>/,
    ],
    [
      'elements out of order',
      camt({ entries: ENTRY.replace('<BkTxCd/>', '<NtryRef>1</NtryRef>') }),
      15,
      /<NtryRef> must come before <BookgDt>/,
    ],
    [
      'an element twice',
      camt({ entries: ENTRY.replace('<BkTxCd/>', '<BkTxCd/><BkTxCd/>') }),
      15,
      /comes twice/,
    ],
    ['no amount', camt({ entries: ENTRY.replace(/<Amt.*/, '') }), 10, /<Ntry> lacks <Amt>/],
    ['no currency', camt({ entries: ENTRY.replace(' Ccy="SAR"', '') }), 11, /lacks its currency/],
    ['no direction', camt({ entries: ENTRY.replace('CRDT', 'CREDIT') }), 12, /must be CRDT or DBIT/],
    ['an unknown status', camt({ entries: ENTRY.replace('BOOK', 'BOOKED') }), 13, /<Sts> says "BOOKED"/],
    [
      'a day that is not',
      camt({ entries: ENTRY.replace('2026-01-30', '2026-02-30') }),
      14,
      /not a date that exists/,
    ],
    ['no balance', camt({ balances: '' }), 5, /<Stmt> lacks <Bal>/],
    ['no account number', camt({ account: '<Id><Othr/></Id>' }), 8, /<Id> is empty/],
    ['an IBAN that is none', camt({ account: '<Id><IBAN>12345</IBAN></Id>' }), 8, /"12345" is not an IBAN/],
    ['a web page', '<html><body>Session expired</body></html>', 1, /begins with <html>/],
    ['half a file', camt().slice(0, 600), 15, /XML is broken/],
  ];
  test.each(BROKEN)('%s is refused', (_, text, line, message) => {
    const error = refusal(text);
    expect(error.message).toMatch(message);
    expect(error.line).toBe(line);
  });

  test('document types and entities are refused before they are read', () => {
    const external = '<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
    expect(refusal(camt({ head: external, entries: said('&x;') }))).toMatchObject({
      code: 'doctype',
      line: 1,
    });
    const laughs = `<!DOCTYPE lolz [<!ENTITY a "ha">${[...'bcdefgh'].map((each) => `<!ENTITY ${each} "&a;&a;&a;&a;">`).join('')}]>`;
    expect(refusal(camt({ head: laughs }))).toMatchObject({ code: 'doctype' });
    expect(refusal(camt({ entries: said('&x;') })).code).toBe('not_well_formed');
    expect(refusal(`<a>${'<b>'.repeat(200)}`).message).toMatch(/more than 100 elements/);
  });
});

function said(remittance: string): string {
  return batch(`<RmtInf><Ustrd>${remittance}</Ustrd></RmtInf>`).replace('<NtryDtls>', '\n<NtryDtls>');
}
function swapped(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'utf16le').swap16());
}
