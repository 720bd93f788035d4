import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytes, only, refusal } from '../../test/bank-files.ts';
import { BankFileError, readBankFile, type WritableStatement, writeCamt053 } from './bank-files.ts';

const DATA = new URL('../../test/data/bank/', import.meta.url);
const sample = (path: string) => readBankFile(readFileSync(new URL(path, DATA)), path);

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
      reference: 'XXXXXXXXXXXXXXXXXXXXXXEUR/2014-12-31/C885',
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
      expect(read.entries.map((each) => each.reference.startsWith(`${each.bankReference}/`))).not.toContain(
        false,
      );
      expect(new Set(read.entries.map((each) => each.reference)).size).toBe(written.entries.length);
    }),
    { numRuns: 300 },
  );
});

const damage = fc.record({
  file: fc.constantFrom(...SUMMARY.map(([file]) => file)),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat({ max: 40 }),
  put: fc.oneof(
    fc.constantFrom('', '<', '&', '>', '\n', ':61:', ':62F:', '-\n', '</Ntry>', '<Amt>', '9'.repeat(30)),
    fc.string({ maxLength: 12 }),
  ),
});

test('a damaged file is read or refused on one of its lines; nothing else ever happens', () => {
  fc.assert(
    fc.property(damage, ({ file, at, cut, put }) => {
      const whole = readFileSync(new URL(file, DATA), 'utf8');
      const place = Math.floor(at * whole.length);
      const broken = whole.slice(0, place) + put + whole.slice(place + cut);
      try {
        for (const each of readBankFile(bytes(broken))) {
          expect(each.entries.every((one) => one.amount >= 0n && one.reference !== '')).toBe(true);
        }
      } catch (error) {
        if (!(error instanceof BankFileError)) throw error;
        expect(error.line).toBeGreaterThan(0);
        expect(error.line).toBeLessThanOrEqual(broken.split(/\r\n|\n|\r/).length);
      }
    }),
    { numRuns: 1500 },
  );
});
