import { describe, expect, test } from 'vitest';
import { bytes, only, refusal } from '../../../test/bank-files.ts';
import { readBankFile } from '../bank-files.ts';

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
      ':86:?20RF18ABC1?2123 THANKS?32NAJD IT',
      { remittance: 'RF18ABC1 23 THANKS', counterparty: { name: 'NAJD IT' } },
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

  test('what stands in the :61: beside an :86: is kept for the match; control characters are not', () => {
    const text = mt940(':61:260131C1,00NTRFRF18ABC//B1\nRF19', ':86:be\u0000tween\u0002', CLOSING);
    expect(only(text).entries[0]).toMatchObject({ remittance: 'between', mentions: 'RF18ABC RF19' });
  });

  test.each([
    [':25:DE12/345SAR', 'DE12/345'],
    [':25:UBRTHUHB/002/SAR', 'UBRTHUHB/002'],
    [':25:SA03 8000 0000', 'SA0380000000'],
    [':25P:608010167519\nRJHISARI', '608010167519'],
  ])('%s is account %s', (field, account) => {
    expect(only(mt940(CLOSING).replace(':25:DE12/345', field)).account).toBe(account);
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
