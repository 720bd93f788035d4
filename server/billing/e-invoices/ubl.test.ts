import { expect, test } from 'vitest';
import { outOfOrder } from '../../../test/ubl-order.ts';
import { addressParts } from './address.rules.ts';
import { type EInvoice, type EParty, type TaxTreatment, taxTreatment } from './model.rules.ts';
import { europeanXml, saudiDocument } from './ubl.ts';
import { xmlText } from './xml.ts';

const SELLER = side({ tax_number: '399999999900003', registration_number: '1010010000' });

function side({ country = 'SA', address = '', ...more }: Partial<EParty> & { address?: string }): EParty {
  const written = address || '8228 Imam Ali Road - Al Salam Dist.\nUnit 1\nRiyadh 12345-6789';
  const numbers = { tax_number: null, registration_number: null };
  return { name: 'One', country, ...addressParts(written, country), ...numbers, ...more };
}

const AT_HOME: TaxTreatment = { category: 'S', rate: '0.15', reason: null };
const EXPORT: TaxTreatment = { category: 'G', rate: '0', reason: 'Export of services, zero-rated' };

function invoice(buyer: EParty, tax = EXPORT): EInvoice {
  return {
    kind: 'invoice',
    number: '2026-000001',
    uuid: '01900000-0000-7000-8000-000000000001',
    issued_on: '2026-02-01',
    issued_time: '09:00:00',
    due_on: null,
    currency: 'SAR',
    period: { from: '2026-01-01', last: '2026-01-31' },
    purchase_order: null,
    corrects: [],
    reason: null,
    seller: SELLER,
    buyer,
    payment: null,
    lines: [],
    allowances: [],
    taxes: [{ ...tax, base: 100n, amount: 0n }],
    sums: { lines: 100n, allowances: 0n, net: 100n, tax: 0n, total: 100n },
    tax_at_home: null,
  };
}

function saudi(buyer: EParty, simplified = false, tax = EXPORT): string {
  const xml = xmlText(saudiDocument(invoice(buyer, tax), { counter: 1n, previous_hash: 'x', simplified }));
  expect(outOfOrder(xml)).toEqual([]);
  return xml;
}

const sideOf = (xml: string, name: 'Supplier' | 'Customer') =>
  new RegExp(`<cac:Accounting${name}Party>(.*)</cac:Accounting${name}Party>`, 's').exec(xml)?.[1] ?? '';

test('an export is flagged, names its buyer by another number than for VAT, and says why it is zero-rated', () => {
  const buyer = side({
    country: 'AE',
    address: 'Business Bay\nDubai',
    tax_number: '100284751600003',
    registration_number: 'CN-2847516',
  });
  const xml = saudi(buyer);
  expect(xml).toContain('<cbc:InvoiceTypeCode name="0100100">');
  expect(xml).toMatch(/<cbc:ID>Z<.*<cbc:TaxExemptionReasonCode>VATEX-SA-33<.*صادرات الخدمات من المملكة</s);
  expect(sideOf(xml, 'Customer')).not.toContain('PartyTaxScheme');
  expect(sideOf(xml, 'Customer')).toContain('<cbc:ID schemeID="OTH">CN2847516</cbc:ID>');
  expect(sideOf(xml, 'Supplier')).toContain('<cbc:CompanyID>399999999900003<');
  const unregistered = saudi(side({ country: 'AE', tax_number: '100284751600003' }));
  expect(sideOf(unregistered, 'Customer')).toContain('<cbc:ID schemeID="OTH">100284751600003</cbc:ID>');
});

test.each([
  ['1010622904', 'CRN', '1010622904'],
  ['1010-622904', 'CRN', '1010622904'],
  ['7001234567', '700', '7001234567'],
  ['LIC 12/34', 'OTH', 'LIC1234'],
])('at home %s is of the scheme %s', (registration_number, scheme, number) => {
  const xml = saudi(side({ tax_number: '311622904700003', registration_number }), false, AT_HOME);
  expect(xml).toContain('<cbc:InvoiceTypeCode name="0100000">');
  expect(sideOf(xml, 'Customer')).toContain(`<cbc:ID schemeID="${scheme}">${number}</cbc:ID>`);
  expect(sideOf(xml, 'Customer')).toContain('<cbc:CompanyID>311622904700003<');
});

test('what is corrected of a time before the buyer moved abroad is no export, nor has what was one become a sale at home', () => {
  const moved = side({ country: 'AE', tax_number: '311622904700003' });
  expect(saudi(moved, false, AT_HOME)).toContain('<cbc:InvoiceTypeCode name="0100000">');
  expect(saudi(side({}))).toContain('<cbc:InvoiceTypeCode name="0100100">');
});

test('a consumer abroad gets a simplified invoice, which is no export to ZATCA', () => {
  expect(saudi(side({ country: 'AE' }), true)).toContain('<cbc:InvoiceTypeCode name="0200000">');
});

test('ZATCA has the national address by parts, the European norm in two lines', () => {
  expect(sideOf(saudi(side({})), 'Supplier')).toMatch(
    /<cbc:StreetName>Imam Ali Road<.*<cbc:AdditionalStreetName>Unit 1<.*<cbc:BuildingNumber>8228<.*<cbc:PlotIdentification>6789<.*<cbc:CitySubdivisionName>Al Salam Dist\.<.*<cbc:CityName>Riyadh<.*<cbc:PostalZone>12345</s,
  );
  const european = europeanXml(invoice(side({})));
  expect(outOfOrder(european)).toEqual([]);
  expect(sideOf(european, 'Supplier')).toContain(
    '<cbc:StreetName>8228 Imam Ali Road</cbc:StreetName><cbc:AdditionalStreetName>Unit 1, Al Salam Dist.</cbc:AdditionalStreetName><cbc:CityName>Riyadh</cbc:CityName><cbc:PostalZone>12345</cbc:PostalZone>',
  );
});

test('a certificate is the reason in its own words: no code of a list says it', () => {
  const tax = taxTreatment('exempt_certificate', '0', SELLER, SELLER);
  expect(saudi(SELLER, false, tax)).toMatch(
    /<cbc:ID>O<.*<cbc:TaxExemptionReasonCode>VATEX-SA-OOS<.*Exempt by certificate \| معفى بموجب شهادة</s,
  );
  const european = europeanXml(
    invoice(SELLER, taxTreatment('exempt_certificate', '0', { country: 'DE' }, SELLER)),
  );
  expect(european).toMatch(/<cbc:ID>E<.*<cbc:TaxExemptionReason>Exempt by certificate</s);
  expect(european).not.toContain('TaxExemptionReasonCode');
});
