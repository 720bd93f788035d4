import { createPublicKey, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brokenRules, mispriced } from '../../../test/e-invoice-rules.ts';
import { outOfOrder, termsOf } from '../../../test/ubl-order.ts';
import { decimalText, portion } from '../../base/money.ts';
import { addressParts } from './address.rules.ts';
import { belongTogether, SANDBOX_ISSUER, sandboxUnit, signerOf } from './certificate.ts';
import {
  type ChargedLine,
  type EInvoice,
  exemptTreatment,
  splitLines,
  type TaxTreatment,
  taxTreatment,
} from './model.rules.ts';
import { qrText, readQr } from './qr.ts';
import { europeanXml } from './ubl.ts';
import { FIRST_PREVIOUS_HASH, invoiceHash, stampInvoice, verifyStamp } from './zatca.ts';

const FOLDER = join(import.meta.dirname, '../../../test/data/einvoice');
const samples = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.xml'))
  .map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const);
const saudi = samples.filter(([name]) => name.startsWith('zatca'));
const european = samples.filter(([name]) => name.startsWith('en16931'));

const UNIT = sandboxUnit(
  { name: 'صحارى نت', tax_number: '310122393500003', unit_id: '0190' },
  new Date('2026-01-01T00:00:00Z'),
);
const S: TaxTreatment = { category: 'S', rate: '0.15', reason: null };

/** Reasons of a seller's own: by an article of either law, and by words alone. */
const EXEMPT = (['VATEX-SA-29', 'VATEX-SA-30', 'VATEX-EU-79-C', null] as const).map((code) =>
  exemptTreatment({ en: `Exempt by ${code}`, ar: 'معفى', code }, { country: 'SA' }),
);

function charged(more: Partial<ChargedLine> = {}): ChargedLine {
  return {
    name: 'Workspace & more <seats> | مساحة العمل',
    description: 'noor.example · S-1',
    code: 'GWS-M',
    quantity: 10,
    days: 10,
    period_days: 31,
    period_from: '2026-01-10',
    period_to: '2026-01-20',
    list_price: '2700',
    unit_price: '2160',
    net: 6968n,
    tax: S,
    ...more,
  };
}

/** An invoice of lines under the document's treatment, but for those that have one of their own. */
function invoice(drawn: ChargedLine[], document: TaxTreatment = S, sign: 1n | -1n = 1n): EInvoice {
  const lines = drawn.map((line) => ({ ...line, tax: line.tax === S ? document : line.tax }));
  const parts = splitLines(lines, 'SAR', sign);
  const taxes = [...Map.groupBy(lines, ({ tax }) => tax)].map(([tax, members]) => {
    const base = members.reduce((sum, line) => sum + line.net, 0n) * sign;
    return { ...tax, base, amount: portion(base, tax.rate) };
  });
  const net = lines.reduce((sum, line) => sum + line.net, 0n) * sign;
  const amount = taxes.reduce((sum, tax) => sum + tax.amount, 0n);
  const gross = parts.lines.reduce((sum, line) => sum + line.net, 0n);
  return {
    kind: sign > 0n ? 'invoice' : 'credit_note',
    number: '2026-000001',
    uuid: '01900000-0000-7000-8000-000000000001',
    issued_on: '2026-02-01',
    issued_time: '09:00:00',
    due_on: '2026-03-03',
    currency: 'SAR',
    period: { from: '2026-01-10', last: '2026-01-31' },
    purchase_order: 'PO-7',
    corrects: sign > 0n ? [] : [{ number: '2026-000000', issued_on: '2026-01-01' }],
    reason: sign > 0n ? null : 'Seats ended earlier',
    seller: side('Sahara Net', '310122393500003'),
    buyer: side('Najd IT', '311111111100003'),
    payment: { reference: 'RF18', iban: 'SA0380000000608010167519', bic: 'RJHISARI', name: 'Sahara Net' },
    ...parts,
    taxes,
    sums: { lines: gross, allowances: gross - net, net, tax: amount, total: net + amount },
    tax_at_home: null,
  };
}

function side(name: string, tax_number: string) {
  const address = addressParts('Olaya Street 7420\nAl Olaya\nRiyadh 12214', 'SA');
  return { name, country: 'SA', ...address, tax_number, registration_number: '1010010000' };
}

const stamp = (of: EInvoice, simplified = false) =>
  stampInvoice(
    of,
    { counter: 1n, previous_hash: FIRST_PREVIOUS_HASH, simplified },
    signerOf(UNIT),
    '2026-02-01T09:00:01',
  );

/** One piece, charged whole. */
const WHOLE = { quantity: 1, days: 1, period_days: 1, list_price: '0', unit_price: '0' };

/** Category, base and tax of each breakdown of the file. */
function subtotalsOf(xml: string): string[] {
  return [...xml.matchAll(/<cac:TaxSubtotal>([\s\S]*?)<\/cac:TaxSubtotal>/g)].map(([, part = '']) => {
    const [, base, amount, id] =
      /TaxableAmount[^>]*>([^<]+)[\s\S]*?TaxAmount[^>]*>([^<]+)[\s\S]*?<cbc:ID>([^<]+)/.exec(part) ?? [];
    return `${id} ${base} ${amount}`;
  });
}

describe('samples that nobody here wrote', () => {
  test.each(saudi)(
    '%s: its hash recomputes to the digest it carries; signature, certificate and properties hold',
    (_, xml) => {
      expect(verifyStamp(xml)).toEqual({ hash: true, signature: true, certificate: true, properties: true });
      const qr = readQr(/ID>QR<[\s\S]*?text\/plain">([^<]+)</.exec(xml)?.[1] ?? '');
      expect(qr.get(2)?.toString()).toBe('399999999900003');
      expect(qr.get(6)?.toString()).toBe(invoiceHash(xml));
      expect(
        createPublicKey({ key: qr.get(8) ?? Buffer.of(), format: 'der', type: 'spki' }).asymmetricKeyDetails
          ?.namedCurve,
      ).toBe('secp256k1');
    },
  );

  test.each(saudi)('%s: its prices multiply to its lines', (_, xml) => {
    expect(mispriced(xml)).toEqual([]);
    expect(mispriced(xml.replace(/(<cbc:PriceAmount[^>]*>)(\d)/, '$19$2'))).not.toEqual([]);
  });

  test.each(saudi)('%s: a digit changed anywhere in it is found', (_, xml) => {
    const total = /<cbc:PayableAmount currencyID="SAR">(\d)/;
    expect(verifyStamp(xml.replace(total, '<cbc:PayableAmount currencyID="SAR">9'))).toMatchObject({
      hash: false,
      signature: false,
    });
    expect(verifyStamp(xml.replace(/SigningTime>20/, 'SigningTime>21'))).toMatchObject({
      hash: true,
      properties: false,
    });
  });

  test.each(samples)('%s: holds the rules on sums and the order of UBL', (_, xml) => {
    expect(brokenRules(xml)).toEqual([]);
    expect(outOfOrder(xml)).toEqual([]);
  });

  test.each(samples)('%s: the rules and the order can fail', (_, xml) => {
    expect(brokenRules(xml.replace(/(<cbc:TaxExclusiveAmount[^>]*>)(\d)/, '$19$2'))).not.toEqual([]);
    expect(brokenRules(xml.replace(/(<cbc:LineExtensionAmount[^>]*>)(\d)/, '$19$2'))).not.toEqual([]);
    expect(
      outOfOrder(
        xml.replace(
          /(<cbc:ID>[^<]*<\/cbc:ID>)([\s\S]*?)(<cbc:DocumentCurrencyCode>[^<]*<\/cbc:DocumentCurrencyCode>)/,
          '$3$2$1',
        ),
      ),
    ).not.toEqual([]);
  });

  test('the first previous hash is the one that the samples carry', () => {
    for (const [, xml] of saudi) expect(xml).toContain(FIRST_PREVIOUS_HASH);
  });
});

describe('ours', () => {
  test('has every term of the samples that a bill for services can have, in the same places', () => {
    const ours = new Set(termsOf(stamp(invoice([charged(), charged({ net: -500n })])).xml));
    const theirs = new Set(saudi.flatMap(([, xml]) => termsOf(xml)));
    const missing = [...theirs].filter((term) => !ours.has(term));
    // One sample says nothing of its buyer, and leaves the party empty.
    expect(missing.filter((term) => term !== 'AccountingCustomerParty')).toEqual([]);
    const european16931 = new Set(termsOf(europeanXml(invoice([charged()]))));
    for (const term of [
      'InvoiceLine/Item/ClassifiedTaxCategory/Percent',
      'TaxTotal/TaxSubtotal/TaxableAmount',
      'LegalMonetaryTotal/PayableAmount',
      'PaymentMeans/PayeeFinancialAccount/ID',
      'AccountingSupplierParty/Party/PartyTaxScheme/CompanyID',
      'InvoiceLine/InvoicePeriod/StartDate',
    ])
      expect(european16931).toContain(term);
  });

  test('a line charged in part is unit-days of a price for the month’s days, and multiplies to its net', () => {
    const [line] = invoice([charged()]).lines;
    expect(line).toMatchObject({
      quantity: '100',
      unit: 'DAY',
      base_quantity: '31',
      price: '21.6',
      gross: '27',
      net: 6968n,
    });
    const [odd] = invoice([charged({ net: 6967n })]).lines;
    expect(odd).toMatchObject({ quantity: '1', unit: 'C62', price: '69.67' });
  });

  test('signed, it verifies, decodes, and is refused once touched; text is escaped', () => {
    const { xml, hash, qr } = stamp(invoice([charged()]));
    expect(verifyStamp(xml)).toEqual({ hash: true, signature: true, certificate: true, properties: true });
    expect(invoiceHash(xml)).toBe(hash);
    expect(xml).toContain('Workspace &amp; more &lt;seats&gt;');
    expect(verifyStamp(xml.replace('69.68', '69.69'))).toMatchObject({ hash: false });
    const fields = readQr(qr);
    expect([1, 2, 3, 4, 5, 6].map((tag) => fields.get(tag)?.toString())).toEqual([
      'Sahara Net',
      '310122393500003',
      '2026-02-01T09:00:00',
      '80.13',
      '10.45',
      hash,
    ]);
    expect(fields.has(9)).toBe(false);
    expect(readQr(stamp(invoice([charged()]), true).qr).get(9)?.length).toBeGreaterThan(60);
  });

  test('a credit note is a CreditNote to the norm and an Invoice of type 381 with its reason to ZATCA', () => {
    const note = invoice([charged({ net: -6968n })], S, -1n);
    expect(outOfOrder(europeanXml(note))).toEqual([]);
    expect(brokenRules(europeanXml(note))).toEqual([]);
    expect(europeanXml(note)).toMatch(
      /<CreditNote .*<cbc:CreditNoteTypeCode>381<.*<cac:BillingReference>.*2026-000000.*<cbc:CreditedQuantity unitCode="DAY">100</s,
    );
    const { xml } = stamp(note);
    expect(xml).toMatch(
      /<cbc:InvoiceTypeCode name="0100000">381<.*2026-000000.*<cbc:InstructionNote>Seats ended earlier</s,
    );
    expect(outOfOrder(xml)).toEqual([]);
  });

  test('what bears no tax on a taxed document stands apart, with the reason its profile knows', () => {
    const [financial, estate, paidOut, other] = EXEMPT;
    const made = invoice([
      charged(),
      charged({ ...WHOLE, net: 5000n, tax: financial ?? S }),
      charged({ ...WHOLE, net: 700n, tax: other ?? S }),
    ]);
    const european = europeanXml(made);
    expect(subtotalsOf(european)).toEqual(['S 69.68 10.45', 'E 57.00 0.00']);
    expect(european).toContain('VATEX-SA-29: Exempt by VATEX-SA-29 | معفى; Exempt by null | معفى');
    expect(european).not.toContain('VATEX-SA-29<');
    const { xml } = stamp(made);
    expect(subtotalsOf(xml)).toEqual(['S 69.68 10.45', 'E 50.00 0.00', 'O 7.00 0.00']);
    expect(xml).toContain('<cbc:TaxExemptionReasonCode>VATEX-SA-29<');
    expect(xml).toMatch(/VATEX-SA-OOS<[\s\S]*Exempt by null \| معفى</);
    const twice = stamp(
      invoice([
        charged({ ...WHOLE, net: 5000n, tax: financial ?? S }),
        charged({ ...WHOLE, net: 700n, tax: estate ?? S }),
        charged({ ...WHOLE, net: 30n, tax: financial ?? S }),
      ]),
    ).xml;
    // To ZATCA each reason has a breakdown of its own.
    expect(subtotalsOf(twice)).toEqual(['E 50.30 0.00', 'E 7.00 0.00']);
    expect([...twice.matchAll(/ReasonCode>([^<]+)</g)].map(([, code]) => code)).toEqual([
      'VATEX-SA-29',
      'VATEX-SA-30',
    ]);
    expect(brokenRules(twice)).toEqual([]);
    const inName = europeanXml(invoice([charged(), charged({ ...WHOLE, net: 5000n, tax: paidOut ?? S })]));
    expect(inName).toContain('<cbc:TaxExemptionReasonCode>VATEX-EU-79-C<');
  });

  test('any lines whatever give files that hold every rule on sums and verify', () => {
    const lines = fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 5000 }),
        days: fc.integer({ min: 1, max: 31 }),
        price: fc.integer({ min: 1, max: 9_999_999 }),
        credit: fc.integer({ min: 0, max: 9 }),
        own: fc.constantFrom(S, S, ...EXEMPT),
        name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    const treatment = fc.constantFrom(
      S,
      taxTreatment('zero_rated_export', '0', { country: 'SA' }, { country: 'AE' }),
      taxTreatment('not_taxed', '0', { country: 'SA' }, { country: 'SA' }),
    );
    fc.assert(
      fc.property(lines, treatment, (drawn, tax) => {
        const all = drawn.map(({ quantity, days, price, credit, name, own }, i) => {
          const unit_price = decimalText({ digits: BigInt(price), scale: 3 });
          const exact = (2n * BigInt(quantity) * BigInt(price) * BigInt(days) + 31_000n) / 62_000n;
          return charged({
            name,
            quantity,
            days,
            period_days: 31,
            list_price: unit_price,
            unit_price,
            tax: tax === S ? own : S,
            net: i > 0 && credit === 0 ? -(exact % 50n) : exact,
          });
        });
        const sum = all.reduce((total, line) => total + line.net, 0n);
        fc.pre(sum >= 0n);
        const made = invoice(all, tax);
        // What is given back with tax and what is charged without are two documents: lines.sql.ts.
        fc.pre(made.taxes.every(({ base }) => base >= 0n));
        for (const xml of [europeanXml(made), stamp(made).xml]) {
          expect(brokenRules(xml)).toEqual([]);
          expect(mispriced(xml)).toEqual([]);
          expect(outOfOrder(xml)).toEqual([]);
        }
        expect(Object.values(verifyStamp(stamp(made).xml))).not.toContain(false);
      }),
      { numRuns: 60, seed: 20260201 },
    );
  });
});

describe('the sandbox certificate', () => {
  test('says that it is one, on the curve that ZATCA asks for, and its key signs', () => {
    const certificate = new X509Certificate(Buffer.from(UNIT.certificate, 'base64'));
    expect(signerOf(UNIT).issuer).toBe(`CN=${SANDBOX_ISSUER}`);
    expect(certificate.subject).toContain('CN=SANDBOX-310122393500003');
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('secp256k1');
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(belongTogether(UNIT)).toBe(true);
  });
});

describe('the QR', () => {
  test('cuts a name of more than 255 bytes between characters, and names a field that is cut short', () => {
    const name =
      readQr(qrText([[1, 'صحارى '.repeat(60)]]))
        .get(1)
        ?.toString() ?? '';
    expect(name.length).toBeGreaterThan(120);
    expect('صحارى '.repeat(60)).toContain(name);
    expect(() => readQr(Buffer.from([1, 9, 65]).toString('base64'))).toThrow('cut short');
  });
});

test.each([
  ['standard', '0.150000', 'SA', 'SA', 'S'],
  ['zero_rated_export', '0.000000', 'SA', 'AE', 'G'],
  ['zero_rated_export', '0', 'DE', 'FR', 'AE'],
  ['not_taxed', '0', 'KW', 'KW', 'O'],
  ['exempt', '0', 'DE', 'DE', 'E'],
])('tax note %s at %s from %s to %s is category %s', (note, rate, seller, buyer, category) =>
  expect(taxTreatment(note, rate, { country: seller }, { country: buyer }).category).toBe(category),
);

test('the european samples hold more than one rate and allowances, or the rules above prove little', () => {
  expect(european.some(([, xml]) => (xml.match(/<cac:TaxSubtotal>/g) ?? []).length > 1)).toBe(true);
});
