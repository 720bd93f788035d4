import { publicUrl } from '../../base/config.ts';
import type { Ctx, Language } from '../../base/ctx.ts';
import { addDays } from '../../base/dates.ts';
import { decimal, decimalText, majorUnits } from '../../base/money.ts';
import type { PdfAttachment } from '../../base/pdf.ts';
import type { FileAnswer } from '../../base/route.ts';
import type { Organization } from '../../identity/index.ts';
import type { EInvoiceRow } from '../e-invoices/e-invoices.sql.ts';
import { type EInvoiceFacts, eInvoiceOf, factsAbout, stampNow } from '../e-invoices/e-invoices.ts';
import { europeanXml } from '../e-invoices/ubl.ts';
import type { ConvertedTax } from '../tax/exchange-rates.rules.ts';
import { type Treatment, treatmentsOf } from '../tax/treatments.rules.ts';
import type { InvoiceDocument, InvoiceDocumentLine, InvoiceParty } from './invoices.pdf.ts';
import { invoicePdf } from './invoices.pdf.ts';
import type { DescribedLine, ListedInvoice } from './invoices.sql.ts';
import { getInvoice } from './invoices.ts';

/** The invoice's PDF, rendered once the transaction has ended. An issued one carries its e-invoices, a Saudi one shows their QR. */
export async function invoiceFile(
  ctx: Ctx,
  id: string,
  language: Language,
): Promise<() => Promise<FileAnswer>> {
  const invoice = await getInvoice(ctx, id);
  const facts = await factsAbout(ctx, invoice);
  const stamp = invoice.state === 'issued' ? await stampNow(ctx, facts) : undefined;
  const document = documentOf({ ...facts, invoice }, stamp, language);
  const filename = `${invoice.number ?? 'draft'}.pdf`;
  return async () => ({ file: await invoicePdf(document), filename, type: 'application/pdf', inline: true });
}

type Facts = EInvoiceFacts & { invoice: ListedInvoice };

function documentOf(facts: Facts, stamp: EInvoiceRow | undefined, language: Language): InvoiceDocument {
  const { invoice, lines, seller, buyer } = facts;
  const issued = invoice.state === 'issued';
  // What a credit note says is positive, as people say it.
  const sign = invoice.kind === 'credit_note' ? -1n : 1n;
  const second = seller.country === 'SA' ? other(language) : null;
  return {
    language,
    second,
    kind: kindOf(invoice),
    status: issued ? 'issued' : 'draft',
    number: invoice.number,
    corrects: facts.corrects.map(({ number }) => number).join(', ') || null,
    brand: { name: seller.name, colour: seller.brand_color ?? '#7a4a1e' },
    seller: partyOf(seller),
    buyer: partyOf(buyer),
    issueDate: invoice.issued_on ?? addDays(invoice.period_to, -1),
    dueDate: invoice.kind === 'credit_note' ? null : invoice.due_on,
    period: { from: invoice.period_from, to: invoice.period_to },
    currency: invoice.currency,
    lines: lines.map((line) => ({
      ...lineOf(line, buyer, language, second, sign),
      rate: line.exemption ? '0' : invoice.tax_rate,
    })),
    net: invoice.net * sign,
    taxes: treatmentsOf(invoice, lines).map((each) => taxOf(invoice, each, { language, second, sign })),
    tax: invoice.tax * sign,
    taxAtHome: facts.tax_at_home && homeTax(facts.tax_at_home, sign),
    total: invoice.total * sign,
    paid: invoice.paid * sign,
    bankTransfer: transferTo(seller, invoice),
    cardUrl: issued && invoice.paid < invoice.total ? cardUrl(invoice, buyer) : null,
    purchaseOrder: facts.purchase_order,
    qr: stamp?.qr ?? null,
    notes: notesOf(invoice, language, second),
    sandbox: process.env.CARAVAN_DEMO === '1',
    attachments: issued ? attachmentsOf(facts, stamp) : [],
  };
}

/** Why it was written; and why its tax is not today's, in every language of the document. */
function notesOf(
  { reason, earlier_rule }: ListedInvoice,
  language: Language,
  second: Language | null,
): string[] {
  const ruled = [EARLIER_RULE[language], second && EARLIER_RULE[second]].filter((each) => each !== null);
  return [...(reason ? [reason] : []), ...(earlier_rule ? ruled : [])];
}

const EARLIER_RULE: Record<Language, string> = {
  en: 'Earlier supplies, corrected at the tax that held for them',
  ar: 'تصحيح توريدات سابقة بالضريبة التي كانت سارية عليها',
};

/** EN 16931 BT-111: the tax in the currency of the seller's country, with what it was converted by. */
function homeTax({ amount, from_currency, to_currency, rate, source, valid_on }: ConvertedTax, sign: bigint) {
  return {
    amount: majorUnits({ amount: amount * sign, currency: to_currency }),
    currency: to_currency,
    rate: `1 ${from_currency} = ${decimalText(decimal(rate))} ${to_currency}`,
    source,
    validOn: valid_on,
  };
}

function other(language: Language): Language {
  return language === 'en' ? 'ar' : 'en';
}

function kindOf({ kind, tax_note }: ListedInvoice): InvoiceDocument['kind'] {
  if (kind === 'credit_note') return 'credit-note';
  if (kind === 'debit_note') return 'debit-note';
  return tax_note === 'not_taxed' ? 'invoice' : 'tax-invoice';
}

/** The e-invoices that an issued document carries: by EN 16931, and the signed one of a seller in the Kingdom. */
function attachmentsOf(facts: EInvoiceFacts, stamp: EInvoiceRow | undefined): PdfAttachment[] {
  const { number } = facts.invoice;
  const xml = (kind: string, text: string, description: string) => ({
    name: `${number}.${kind}.xml`,
    mime: 'application/xml',
    data: Buffer.from(text),
    description,
  });
  return [
    xml('ubl', europeanXml(eInvoiceOf(facts)), 'E-invoice, UBL 2.1 by EN 16931'),
    ...(stamp ? [xml('zatca', stamp.xml, 'E-invoice by ZATCA, phase 2, signed')] : []),
  ];
}

function partyOf(organization: Organization): InvoiceParty {
  return {
    name: organization.name,
    address: organization.address ? organization.address.split('\n') : [],
    country: organization.country,
    registrationNumber: organization.registration_number,
    taxNumber: organization.tax_number,
  };
}

function lineOf(
  line: DescribedLine,
  buyer: Organization,
  language: Language,
  second: Language | null,
  sign: bigint,
): InvoiceDocumentLine {
  return {
    description: describe(line, language, [line.domain, line.subscription_number]),
    translated: second && describe(line, second, []),
    customer: line.customer_id === buyer.id ? null : line.customer_name,
    quantity: (BigInt(line.quantity) * sign).toString(),
    period: { from: line.period_from, to: line.period_to },
    unitPrice: inMajorUnits(line.list_price, line.currency),
    discount: decimalText(decimal(line.discount)) === '0' ? null : decimalText(decimal(line.discount)),
    net: line.net * sign,
  };
}

function describe(line: DescribedLine, language: Language, more: (string | null)[]): string {
  return [line.product_name[language], line.offer_name[language], ...more].filter(Boolean).join(' · ');
}

/** Exact minor units as text → major units as text, without rounding. */
function inMajorUnits(minor: string, currency: string): string {
  const { digits, scale } = decimal(minor);
  const [, fraction = ''] = majorUnits({ amount: 0n, currency }).split('.');
  return decimalText({ digits, scale: scale + fraction.length });
}

const TAX_NOTES: Record<Language, Record<string, string>> = {
  en: {
    zero_rated_export: 'Zero-rated: supplied outside the seller’s country',
    reverse_charge: 'Reverse charge: the buyer accounts for the tax',
    exempt: 'Exempt from tax',
    exempt_certificate: 'Exempt from tax by the buyer’s certificate',
    outside_scope: 'Outside the scope of the seller’s tax: the place of supply is the buyer’s country',
    destination: 'Tax of the buyer’s country, where the service is supplied',
  },
  ar: {
    zero_rated_export: 'خاضع لنسبة الصفر: توريد خارج دولة البائع',
    reverse_charge: 'احتساب عكسي: يحتسب المشتري الضريبة',
    exempt: 'معفى من الضريبة',
    exempt_certificate: 'معفى من الضريبة بموجب شهادة المشتري',
    outside_scope: 'خارج نطاق ضريبة البائع: مكان التوريد هو بلد المشتري',
    destination: 'ضريبة بلد المشتري حيث تُورَّد الخدمة',
  },
};

type Said = { language: Language; second: Language | null; sign: bigint };

/** A treatment as the document's tax summary has it. Its reason stands in every language of the document. */
function taxOf(invoice: ListedInvoice, { rate, base, amount, exemption }: Treatment, said: Said) {
  const { language, second, sign } = said;
  const reason = exemption && [exemption[language], second && exemption[second]].filter(Boolean).join(' · ');
  return {
    name: language === 'ar' ? 'ضريبة القيمة المضافة' : 'VAT',
    rate: decimalText(decimal(rate)),
    base: base * sign,
    amount: amount * sign,
    note: reason ?? TAX_NOTES[language][invoice.tax_note] ?? null,
  };
}

function transferTo(seller: Organization, invoice: ListedInvoice) {
  if (!seller.iban || !invoice.payment_reference) return null;
  const { name: beneficiary, bank_name, iban, bic } = seller;
  return { beneficiary, bank: bank_name ?? '', iban, bic, reference: invoice.payment_reference };
}

function cardUrl(invoice: ListedInvoice, buyer: Organization): string {
  const place = buyer.kind === 'customer' ? 'panel/invoices' : 'console/billing';
  return `${publicUrl()}/${place}/${invoice.id}`;
}
