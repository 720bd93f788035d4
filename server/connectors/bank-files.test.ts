import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BankFileError, readBankFile, type WritableStatement, writeCamt053 } from './bank-files.ts';

const DATA = new URL('../../test/data/bank/', import.meta.url);
const bytes = (text: string, encoding: BufferEncoding = 'utf8') =>
  new Uint8Array(Buffer.from(text, encoding));
const sample = (path: string) => readBankFile(readFileSync(new URL(path, DATA)), path);
const only = (text: string) => readBankFile(bytes(text))[0] ?? expect.fail('no statement');

/** What a refused file says: its code, line and message. */
function refusal(content: string | Uint8Array, name?: string): BankFileError {
  try {
    readBankFile(typeof content === 'string' ? bytes(content) : content, name);
  } catch (error) {
    if (error instanceof BankFileError) return error;
    throw error;
  }
  return expect.fail('the file was read');
}

const SUMMARY: [file: string, statements: string[], warnings: number[]][] = [
  ['camt053/camt053.v2.all-balance-types.xml', ['CH2801234000123456789 EUR 101 +885 404'], [68]],
  ['camt053/camt053.v2.five.decimals.xml', ['NL26VAYB8060476890 EUR 1815 +885 2705'], [49]],
  ['camt053/camt053.v2.minimal.xml', ['NL26VAYB8060476890 EUR 1815 +885 -2700'], []],
  [
    'camt053/camt053.v2.multi.statement.xml',
    ['NL26VAYB8060476890 EUR 1815 +885 2700', 'NL26VAYB8060476890 EUR 2700 -700 2000'],
    [],
  ],
  ['camt053/camt053.v2.with-party-ids.xml', ['NL26VAYB8060476890 EUR 1815 +885 -2700'], []],
  ['camt053/camt053.v3.xml', ['NL26VAYB8060476890 EUR 1815 +885 -2700'], []],
  ['camt053/camt053.v4.xml', ['NL26VAYB8060476890 EUR 1815 +885 -2700'], []],
  [
    'mt940/betterplace-sepa_snippet.sta',
    [
      '50880050/0194787400888 EUR 76665649 +5099005 +15455193 +15455193 -150000 112525040',
      '50880050/0194791600888 EUR -197043187 -8 +33533 +1500000 +1500005 +12500488 +91531155 -357256903 -447204909',
    ],
    [55],
  ],
  ['mt940/mBank-mt940.sta', ['PL29114010810000267002001002 PLN 40 +1 +1 +1 43'], []],
  ['mt940/mBank-mt942.sta', ['PL29114010810000267002001002 PLN - +1 +1 +1 -'], []],
  ['mt940/mBank-with_newline_in_tnr.sta', ['PL29114010810000267002001002 PLN 46 +4500 +4400 86017'], [19]],
  ['mt940/self-provided-details_60-63.sta', ['12345678/1020304050 EUR 1234512 -23315 1234598'], [12]],
  ['mt940/self-provided-mt942.sta', ['GJB0291077111 EUR - -42 -'], [11]],
  ['mt940/self-provided-overly_long_details.sta', ['12345678/1020304050 EUR 1234512 -23315 1234598'], [15]],
  [
    'mt940/self-provided-raphaelm.sta',
    [
      '1222333444 DEM 0 +500000 +2000000 +2000000 +2000000 +2000000 +2000000 10500000',
      '1222333444 DEM 10500000 +2000000 +2000000 14500000',
      '3346780111 DEM 14500000 -5000000 9500000',
    ],
    [27, 35, 47],
  ],
];

const REFUSED: [file: string, line: number, message: RegExp][] = [
  ['camt053/camt053.v2.wrong.xml', 3, /holds no statement: <Stmt> is missing/],
  ['mt940/betterplace-empty_86.sta', 1, /:86: stands outside a message/],
  ['mt940/betterplace-empty_entry_date.sta', 1, /:61: stands outside a message/],
  ['mt940/betterplace-empty_line.sta', 2, /ends here without :60F:/],
  ['mt940/betterplace-missing_crlf_at_end.sta', 1, /:62F: stands outside a message/],
  ['mt940/betterplace-sepa_snippet_broken.sta', 6, /:25: cannot come after :61:/],
  ['mt940/self-provided-invalid_statement.sta', 1, /neither camt.053 nor MT940/],
  ['mt940/self-provided-sparkassen.sta', 1, /:61: stands outside a message/],
];

describe('the files of other people', () => {
  test.each(SUMMARY)('%s is read', (file, expected, warnings) => {
    const statements = sample(file);
    const said = statements.map(({ account, currency, opening, closing, entries }) => {
      const signed = entries.map((each) => `${each.direction === 'credit' ? '+' : '-'}${each.amount}`);
      return [account, currency, opening?.amount ?? '-', ...signed, closing?.amount ?? '-'].join(' ');
    });
    expect(said).toEqual(expected);
    expect(statements.flatMap((each) => each.warnings.map((warning) => warning.line))).toEqual(warnings);
  });

  test.each(REFUSED)('%s is refused on line %i', (file, line, message) => {
    const error = refusal(readFileSync(new URL(file, DATA)), file);
    expect(error.line).toBe(line);
    expect(error.message).toMatch(message);
    expect(error.message.startsWith(`Line ${line}: `)).toBe(true);
  });

  test('every file of the folder is in one of the two tables', () => {
    const files = ['camt053', 'mt940'].flatMap((folder) =>
      readdirSync(new URL(folder, DATA)).map((each) => `${folder}/${each}`),
    );
    expect([...SUMMARY, ...REFUSED].map(([file]) => file).sort()).toEqual(files.sort());
  });

  test('a payment says who paid, for what and by which reference', () => {
    expect(sample('camt053/camt053.v3.xml')[0]?.entries[0]).toMatchObject({
      reference: 'XXXXXXXXXXXXXXXXXXXXXXEUR',
      bookedOn: '2014-12-31',
      valueOn: '2015-01-02',
      remittance: '4654654654654654',
      counterparty: { name: 'NAME NAME', account: 'NL56AGDH9619008421' },
      pending: false,
      line: 110,
    });
    expect(sample('mt940/betterplace-sepa_snippet.sta')[0]?.entries[0]).toMatchObject({
      bankReference: '0724710333343453',
      bookedOn: '2007-09-04',
      valueOn: '2007-09-07',
      remittance: 'Verw CTSc-01 BC-PPP TFNr 22 004',
      endToEndId: 'EndToEndId TFNR 22 004 00001',
      counterparty: { name: 'KARL KAUFMANN', account: 'DE14508800500194785000' },
      line: 5,
    });
  });
});

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
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])('camt.053.001.%i is read', (version) => {
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
    for (const wrong of ['1.005', '-1.00', '1,00', '1e3', '', 'ten'])
      expect(refusal(amount(wrong))).toMatchObject({ code: 'bad_value', line: 11 });
    expect(refusal(amount('1.00', 'sar'))).toMatchObject({ code: 'bad_value', line: 11 });
  });

  test('a batch is split when its transactions sum to the entry', () => {
    const detail = (amount: string, reference: string) =>
      `<Refs><EndToEndId>${reference}</EndToEndId></Refs><Amt Ccy="SAR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><RmtInf><Ustrd>for ${reference}</Ustrd></RmtInf>`;
    const split = only(camt({ entries: batch(detail('100.00', 'E1'), detail('15.00', 'E2')) })).entries;
    expect(split.map((each) => [each.reference, each.amount, each.endToEndId, each.remittance])).toEqual([
      ['B1/1', 10000n, 'E1', 'for E1'],
      ['B1/2', 1500n, 'E2', 'for E2'],
    ]);
    const whole = only(camt({ entries: batch(detail('100.00', 'E1'), detail('16.00', 'E2')) })).entries;
    expect(whole).toMatchObject([{ reference: 'B1', amount: 11500n, remittance: 'for E1 for E2' }]);
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
    expect(references.slice(2, 4)).toEqual(['A1', 'A1#2']);
    expect(warnings).toMatchObject([
      { code: 'repeated_entry', message: expect.stringMatching(/A1 is in this file twice/) },
    ]);
    expect(only(camt({ entries: ENTRY }).replace('<Id>S1', '<Id>S9')).entries[0]?.reference).toBe(
      references[0],
    );
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

describe('files that are something else', () => {
  test.each<[string, Uint8Array, RegExp]>([
    ['nothing', bytes(''), /is empty/],
    ['white space', bytes('\r\n  \n'), /is empty/],
    ['a PDF', bytes('%PDF-1.7'), /a PDF/],
    ['a ZIP archive', bytes('PK\u0003\u0004'), /ZIP archive/],
    ['a table', bytes('date;amount\n2026-01-01;5'), /"x.csv" is neither/],
    ['too much', new Uint8Array(64 * 1024 * 1024 + 1), /larger than 64 MB/],
  ])('%s is refused with a word on what to do', (_, content, message) => {
    expect(refusal(content, 'x.csv').message).toMatch(message);
  });
});

/** An MT940 message around some lines. */
const mt940 = (...lines: string[]) =>
  [':20:STARTUMS', ':25:DE12/345', ':28C:7/1', ':60F:C260130SAR100,00', ...lines].join('\n');
const CLOSING = ':62F:C260131SAR100,00';

describe('MT940', () => {
  test('blocks, bare headers, CR LF and ends of every kind are read', () => {
    const plain = mt940(':61:2601310131C0,00NTRFNONREF', CLOSING);
    const files = [
      `{1:F01BANKSARIXXXX0000000000}{2:I940CLNTSARIXXXXN}{4:\n${plain}\n-}{5:{CHK:123}}`,
      `{1:F01BANKSARIXXXX0000000000}{2:I940CLNTSARIXXXXN}{3:{108:X}}{4:${plain}\n-}`,
      `BANKSARI\n940\nBANKSARI\n${plain}\n-\n`,
      `:940:\n${plain}\n-XXX`,
      `0000 01BANKSARI00001\n940 00\n${plain}`,
      `\u0001\n${plain}\n-\u0003`,
      `\uFEFF${plain.replaceAll('\n', '\r\n')}\r\n-\r\n\r\n`,
    ];
    for (const file of files)
      expect(only(file)).toMatchObject({
        id: 'STARTUMS 7/1',
        account: 'DE12/345',
        entries: [{ amount: 0n }],
      });
    const both = readBankFile(
      bytes(`${files[0]}{1:F01BANKSARIXXXX0000000000}{2:I940X}{4:\n${plain.replace('7/1', '8/1')}\n-}`),
    );
    expect(both.map((each) => each.id)).toEqual(['STARTUMS 7/1', 'STARTUMS 8/1']);
  });

  const LINES: [line: string, expected: object][] = [
    [
      ':61:2601310131C5,00NTRFNONREF//77',
      { direction: 'credit', amount: 500n, reversal: false, bankReference: '77' },
    ],
    [':61:260131D5,NMSC', { direction: 'debit', amount: 500n, bookedOn: '2026-01-31' }],
    [':61:260131DR5,1NMSCNONREF', { direction: 'debit', amount: 510n }],
    [':61:2601310131RC5,00NTRFNONREF', { direction: 'debit', amount: 500n, reversal: true }],
    [':61:2601310131RDR5,00NTRFNONREF', { direction: 'credit', amount: 500n, reversal: true }],
    [':61:2512310102C5,00NTRFNONREF', { valueOn: '2025-12-31', bookedOn: '2026-01-02' }],
    [':61:2601021230C5,00NTRFNONREF', { valueOn: '2026-01-02', bookedOn: '2025-12-30' }],
    [':61:260131C000000000005,00S   X', { amount: 500n, remittance: 'X' }],
    [':61:260131C500NTRF29-07-2014 10:05//B4', { amount: 50000n, bankReference: 'B4' }],
    [':61:2602300301DR6,00N024NONREF', { valueOn: '2026-02-28', bookedOn: '2026-03-01' }],
    [':61:260131C1,00NMSCREF\nSupplementary detail', { remittance: 'Supplementary detail' }],
  ];
  test.each(LINES)('%s', (line, expected) => {
    expect(only(mt940(line, CLOSING)).entries[0]).toMatchObject(expected);
  });

  const INFORMATION: [text: string, expected: object][] = [
    [':86:plain words\nand more', { remittance: 'plain words and more' }],
    [':86:first\n:86:second', { remittance: 'first second' }],
    [
      ':86:166?00GUTSCHRIFT?20EREF+INV 42?21SVWZ+Payment for invoice IN?22V-42?30BANKDEFF?31DE02?32NAJD IT',
      {
        remittance: 'Payment for invoice INV-42',
        endToEndId: 'INV 42',
        counterparty: { name: 'NAJD IT', account: 'DE02' },
      },
    ],
    [
      ':86:000>100987654321\n>20HUUR>21KANTOOR>310390123456',
      { remittance: 'HUUR KANTOOR', counterparty: { account: '0390123456' } },
    ],
    [
      ':86:106?20EREF+VZ0?24/PL 12-09-2014T16\n:26:37 Fo?25lgenr. 007',
      { endToEndId: 'VZ0 /PL 12-09-2014T16:26:37 Fo lgenr. 007' },
    ],
    [
      ':86:/EREF/E-9/BENM//NAME/CONTRA ACCOUN\nT HOLDER/REMI/invoice A/B 12/ISDT/2013-07-11',
      { remittance: 'invoice A/B 12', endToEndId: 'E-9', counterparty: { name: 'CONTRA ACCOUNT HOLDER' } },
    ],
    [
      ':86:/TRTP/SEPA OVERBOEKING/IBAN/NL12/BIC/X/NAME/Jansen/REMI/USTD//hello there/EREF/NOTPROVIDED',
      { remittance: 'hello there', endToEndId: undefined, counterparty: { name: 'Jansen', account: 'NL12' } },
    ],
    [
      ':NS:01Verwendungszweck 1\n02Verwendungszweck 2\n15Name',
      { remittance: 'Verwendungszweck 1 Verwendungszweck 2' },
    ],
  ];
  test.each(INFORMATION)('%s', (text, expected) => {
    expect(only(mt940(':61:260131C5,00NTRFNONREF', text, CLOSING)).entries[0]).toMatchObject(expected);
  });

  test('an :86: after the closing balance speaks of the account, not of an entry', () => {
    const statement = only(
      mt940(
        ':61:260131C0,00NTRFNONREF',
        ':86:mine',
        CLOSING,
        ':64:C260131SAR100,00',
        ':86:rates have changed',
        '-',
      ),
    );
    expect(statement.entries.map((each) => each.remittance)).toEqual(['mine']);
  });

  test('pages with intermediate balances, MT950 without :86: and Windows-1252 are read', () => {
    const pages = `${mt940(':61:260131C1,00NTRFNONREF', ':62M:C260131SAR101,00')}\n-\n${mt940().replace('60F', '60M').replace('100,00', '101,00')}\n${CLOSING.replace('100', '101')}\n-`;
    expect(readBankFile(bytes(pages)).map((each) => each.warnings)).toEqual([[], []]);
    const latin = bytes(mt940(':61:260131C5,00NTRFNONREF', ':86:Überweisung', CLOSING), 'latin1');
    expect(readBankFile(latin)[0]?.entries[0]?.remittance).toBe('Überweisung');
  });

  test('MT942: floor limits, expected entries and totals', () => {
    const report = (total: string) =>
      [
        ':20:R',
        ':25:ACC',
        ':28C:1',
        ':34F:SARD0,',
        ':34F:SARC0,',
        ':13D:2601311730+0300',
        ':61:260131EC5,00NTRFNONREF',
        ':61:260131C2,00NTRFNONREF',
        total,
      ].join('\n');
    const statement = only(report(':90C:2SAR7,00'));
    expect(statement).toMatchObject({
      format: 'mt942',
      kind: 'interim',
      currency: 'SAR',
      entries: [{ pending: true }, { pending: false }],
      warnings: [],
    });
    expect(only(report(':90C:3SAR7,00')).warnings).toMatchObject([{ code: 'unbalanced', line: 9 }]);
  });

  const BROKEN: [what: string, text: string, line: number, message: RegExp][] = [
    ['no closing balance', mt940(':61:260131C5,00NTRFNONREF'), 5, /ends here without :62F:/],
    ['no account', mt940(CLOSING).replace(':25:DE12/345\n', ''), 4, /without :25:/],
    [
      'a statement line without an amount',
      mt940(':61:260131CNTRFNONREF', CLOSING),
      5,
      /not a statement line/,
    ],
    ['a day that is not', mt940(':61:261331C5,00NTRFNONREF', CLOSING), 5, /not a date/],
    [
      'an amount finer than the currency',
      mt940(':61:260131C5,001NTRFNONREF', CLOSING),
      5,
      /too many decimals/,
    ],
    ['a balance without a date', mt940(':62F:CSAR5,00'), 5, /not a balance/],
    ['a field after its end', mt940(CLOSING, '-', ':61:260131C5,00NTRFNONREF'), 7, /:61: stands outside/],
    ['a line from nowhere', mt940(CLOSING, 'what is this'), 6, /goes on with :62F:/],
    ['an unknown field', mt940(':99:what', CLOSING), 5, /":99:" is not a field/],
    ['the same field twice', mt940(CLOSING, CLOSING), 6, /:62F: cannot come after :62F:/],
  ];
  test.each(BROKEN)('%s is refused', (_, text, line, message) => {
    const error = refusal(text);
    expect(error.message).toMatch(message);
    expect(error.line).toBe(line);
  });
});

const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .map(tidy)
  .filter((text) => text !== '');
const phrase = fc.array(word, { maxLength: 12 }).map((words) => tidy(words.join(' ')));
const day = fc.integer({ min: 1, max: 28 }).map((each) => `2026-02-${String(each).padStart(2, '0')}`);
const name = fc
  .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 35 })
  .map(tidy)
  .filter((text) => text !== '');
const entry = fc.record({
  amount: fc.bigInt({ min: 0n, max: 10n ** 12n }),
  direction: fc.constantFrom('credit' as const, 'debit' as const),
  bookedOn: day,
  valueOn: day,
  remittance: phrase,
  bankReference: name.map((text) => `R${text}`.slice(0, 35).trim()),
  endToEndId: name.map((text) => `E${text}`.slice(0, 35).trim()),
  counterparty: fc.record({ name, account: fc.constantFrom('SA0380000000608010167519', '608-010-167519') }),
  reversal: fc.boolean(),
  pending: fc.boolean(),
});
const statement: fc.Arbitrary<WritableStatement> = fc.record({
  id: name,
  account: fc.constantFrom('SA0380000000608010167519', '608-010-167519'),
  currency: fc.constantFrom('SAR', 'KWD', 'JPY', 'EUR'),
  from: fc.constant('2026-02-01'),
  to: fc.constant('2026-02-28'),
  opening: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
  entries: fc.uniqueArray(entry, { maxLength: 8, selector: (each) => each.bankReference }),
});

function tidy(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML cannot hold these.
      .replace(/[\u0000-\u001f\ufffe\uffff]/g, '')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

test('what is written as camt.053 is read back to the last halala', () => {
  fc.assert(
    fc.property(statement, (written) => {
      const read = only(writeCamt053(written));
      expect(read).toMatchObject({
        ...written,
        id: written.id,
        opening: { amount: written.opening },
        warnings: [],
      });
      expect(read.entries.map((each) => each.reference)).toEqual(
        written.entries.map((each) => each.bankReference),
      );
    }),
    { numRuns: 300 },
  );
});
