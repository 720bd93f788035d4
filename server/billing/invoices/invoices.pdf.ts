import { encodeQR } from 'qr';
import type { CivilDate, DateRange } from '../../base/dates.ts';
import { daysBetween } from '../../base/dates.ts';
import { assert } from '../../base/errors.ts';
import { currencyDecimals, decimal, decimalText, formatMoney } from '../../base/money.ts';
import type { PdfAttachment, PdfLanguage } from '../../base/pdf.ts';
import { renderPdf } from '../../base/pdf.ts';
import { countryName, dateRange, longDate } from '../../base/pdf.words.ts';

/** `country` is an ISO 3166-1 alpha-2 code. */
export type InvoiceParty = {
  name: string;
  address: string[];
  country: string;
  registrationNumber: string | null;
  taxNumber: string | null;
};

/**
 * One line. `quantity` and `unitPrice` are exact decimals (the price in major units, before discount);
 * `discount` is a fraction, `0.15` for 15 %; `net` is in minor units, after discount. `customer` groups lines
 * under a heading; `period` is the half-open service period.
 */
export type InvoiceDocumentLine = {
  description: string;
  /** The same in the document's second language, where it has one. */
  translated?: string | null;
  customer: string | null;
  quantity: string;
  period: DateRange | null;
  unitPrice: string;
  discount: string | null;
  net: bigint;
  /** The fraction of tax, shown where the document has more than one. */
  rate?: string;
};

/** The tax of one rate, a fraction (`0.15`). `base` and `amount` in minor units. `note` says why, e.g. for a zero rate. */
export type InvoiceDocumentTax = {
  name: string;
  rate: string;
  base: bigint;
  amount: bigint;
  note: string | null;
};

export type InvoiceBankTransfer = {
  beneficiary: string;
  bank: string;
  iban: string;
  bic: string | null;
  reference: string;
};

/** Everything an invoice or credit note shows. Amounts are bigint minor units of `currency` (ISO 4217). */
export type InvoiceDocument = {
  language: PdfLanguage;
  /** What every caption is repeated in: Saudi documents say everything in Arabic, whatever else they say it in. */
  second?: PdfLanguage | null;
  kind: 'tax-invoice' | 'invoice' | 'credit-note' | 'debit-note';
  status: 'draft' | 'preview' | 'issued';
  /** Null until issued. */
  number: string | null;
  /** The number of the invoice that a credit or debit note corrects. */
  corrects: string | null;
  brand: { name: string; colour: string };
  seller: InvoiceParty;
  buyer: InvoiceParty;
  issueDate: CivilDate;
  dueDate: CivilDate | null;
  period: DateRange | null;
  currency: string;
  lines: InvoiceDocumentLine[];
  net: bigint;
  taxes: InvoiceDocumentTax[];
  tax: bigint;
  /** The tax in the currency of the seller's country, where that is another: the amount and the rate as texts, and who says so. */
  taxAtHome: { amount: string; currency: string; rate: string; source: string; validOn: CivilDate } | null;
  total: bigint;
  /** Already allocated to the invoice. */
  paid: bigint;
  bankTransfer: InvoiceBankTransfer | null;
  /** Where the invoice can be paid by card. */
  cardUrl: string | null;
  /** The buyer's own reference of what it ordered. */
  purchaseOrder?: string | null;
  /** The text of the e-invoice's QR. */
  qr?: string | null;
  notes: string[];
  sandbox: boolean;
  /** Such as the invoice as XML. */
  attachments?: PdfAttachment[];
};

/**
 * The invoice as PDF/A-3 in its own language. The same document always gives the same bytes. Throws when its
 * figures do not add up: lines to net, taxes to tax, net and tax to total.
 */
export function invoicePdf(document: InvoiceDocument): Promise<Uint8Array> {
  checkSums(document);
  return renderPdf({
    template: new URL('./invoices.typ', import.meta.url),
    data: invoiceData(document),
    language: document.language,
    createdAt: document.issueDate,
    attachments: document.attachments ?? [],
  });
}

function checkSums({ number, lines, taxes, net, tax, total }: InvoiceDocument): void {
  const sum = (amounts: bigint[]) => amounts.reduce((a, b) => a + b, 0n);
  const name = `invoice ${number ?? 'draft'}`;
  assert(sum(lines.map((line) => line.net)) === net, `${name}: lines do not sum to net`);
  assert(sum(taxes.map((each) => each.base)) === net, `${name}: tax bases do not sum to net`);
  assert(sum(taxes.map((each) => each.amount)) === tax, `${name}: taxes do not sum to tax`);
  assert(net + tax === total, `${name}: net and tax do not sum to total`);
}

function invoiceData(document: InvoiceDocument) {
  const { language, currency, dueDate, period, bankTransfer } = document;
  const { kind, status, number, corrects, brand, cardUrl, notes, sandbox } = document;
  const figure = (amount: bigint) => figureText(amount, currency);
  const due = document.total - document.paid;
  return {
    ...{ kind, status, number, corrects, brand, currency, cardUrl, notes, sandbox },
    second: document.second ?? null,
    purchaseOrder: document.purchaseOrder ?? null,
    qr: document.qr ? encodeQR(document.qr, 'svg', { ecc: 'low', border: 1 }) : null,
    seller: partyData(document.seller, language),
    buyer: partyData(document.buyer, language),
    issueDate: longDate(document.issueDate, language),
    dueDate: dueDate && longDate(dueDate, language),
    period: period && dateRange(period, language),
    groups: groupData(document),
    periods: document.lines.some((line) => line.period !== null),
    discounts: document.lines.some((line) => hasDiscount(line)),
    rates: document.taxes.length > 1,
    taxes: document.taxes.map((each) => taxData(each, figure)),
    net: figure(document.net),
    tax: figure(document.tax),
    taxAtHome: document.taxAtHome && {
      ...document.taxAtHome,
      validOn: longDate(document.taxAtHome.validOn, language),
    },
    total: figure(document.total),
    paid: document.paid === 0n ? null : figure(-document.paid),
    due: figure(due),
    payable: due > 0n && status === 'issued' && kind !== 'credit-note',
    bankTransfer: bankTransfer && { ...bankTransfer, iban: groupedIban(bankTransfer.iban) },
  };
}

function partyData(party: InvoiceParty, language: PdfLanguage) {
  return { ...party, country: countryName(party.country, language) };
}

function taxData(tax: InvoiceDocumentTax, figure: (amount: bigint) => string) {
  return { ...tax, rate: percentText(tax.rate), base: figure(tax.base), amount: figure(tax.amount) };
}

/** The lines under one heading per customer, in the order in which customers first appear. */
function groupData({ lines, language, currency }: InvoiceDocument) {
  const groups = Map.groupBy(lines, (line) => line.customer);
  return [...groups].map(([customer, members]) => ({
    customer,
    subtotal: figureText(
      members.reduce((sum, line) => sum + line.net, 0n),
      currency,
    ),
    lines: members.map((line) => lineData(line, language, currency)),
  }));
}

function lineData(line: InvoiceDocumentLine, language: PdfLanguage, currency: string) {
  const { description, period, discount } = line;
  return {
    description,
    translated: line.translated ?? null,
    period: period && dateRange(period, language),
    days: period && String(daysBetween(period.from, period.to)),
    quantity: grouped(decimalText(decimal(line.quantity))),
    unitPrice: priceText(line.unitPrice, currency),
    discount: hasDiscount(line) && discount ? percentText(discount) : null,
    net: figureText(line.net, currency),
    rate: line.rate ? percentText(line.rate) : null,
  };
}

function hasDiscount({ discount }: InvoiceDocumentLine): boolean {
  return discount !== null && decimal(discount).digits !== 0n;
}

/** An amount without its currency: (1234567n, SAR) → `12,345.67`, with a true minus sign. */
function figureText(amount: bigint, currency: string): string {
  return minus(formatMoney({ amount, currency }).slice(currency.length + 1));
}

/** An exact price, with at least the currency's decimals: `12.3450` → `12.345`, `7` → `7.00`. */
function priceText(price: string, currency: string): string {
  const [whole = '', fraction = ''] = decimalText(decimal(price)).split('.');
  const decimals = fraction.padEnd(currencyDecimals(currency), '0');
  return grouped(decimals ? `${whole}.${decimals}` : whole);
}

function grouped(number: string): string {
  const [whole = '', fraction] = number.split('.');
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return minus(fraction ? `${thousands}.${fraction}` : thousands);
}

/** A fraction as a percentage: `0.125` → `12.5%`. */
function percentText(fraction: string): string {
  const { digits, scale } = decimal(fraction);
  return minus(`${decimalText({ digits: digits * 100n, scale })}%`);
}

function minus(text: string): string {
  return text.replace('-', '\u2212');
}

/** `SA0380000000608010167519` → `SA03 8000 0000 6080 1016 7519`. */
function groupedIban(iban: string): string {
  return iban.replace(/\s/g, '').replace(/.{4}(?=.)/g, '$& ');
}
