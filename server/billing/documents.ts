import { publicUrl } from '../base/config.ts';
import type { Ctx, Language } from '../base/ctx.ts';
import { addDays } from '../base/dates.ts';
import { asSystem } from '../base/door.ts';
import { decimal, decimalText, majorUnits } from '../base/money.ts';
import type { FileAnswer } from '../base/route.ts';
import { getOrganization, type Organization } from '../identity/index.ts';
import type { InvoiceDocument, InvoiceDocumentLine, InvoiceParty } from './invoices.pdf.ts';
import { invoicePdf } from './invoices.pdf.ts';
import type { DescribedLine, ListedInvoice } from './invoices.sql.ts';
import { getInvoice, invoiceLines } from './invoices.ts';

/** The invoice's PDF, rendered once the transaction has ended. */
export async function invoiceFile(
  ctx: Ctx,
  id: string,
  language: Language,
): Promise<() => Promise<FileAnswer>> {
  const invoice = await getInvoice(ctx, id);
  const lines = await invoiceLines(ctx, invoice);
  // The buyer may not see all of its seller's row, but the invoice must name both.
  const [seller, buyer] = await asSystem(ctx, async (system) => [
    await getOrganization(system, invoice.seller_id),
    await getOrganization(system, invoice.buyer_id),
  ]);
  const document = documentOf(invoice, lines, seller, buyer, language);
  const filename = `${invoice.number ?? 'draft'}.pdf`;
  return async () => ({ file: await invoicePdf(document), filename, type: 'application/pdf', inline: true });
}

function documentOf(
  invoice: ListedInvoice,
  lines: DescribedLine[],
  seller: Organization,
  buyer: Organization,
  language: Language,
): InvoiceDocument {
  const issued = invoice.state === 'issued';
  return {
    language,
    kind: invoice.tax_note === 'not_taxed' ? 'invoice' : 'tax-invoice',
    status: issued ? 'issued' : 'draft',
    number: invoice.number,
    corrects: null,
    brand: { name: seller.name, colour: seller.brand_color ?? '#7a4a1e' },
    seller: partyOf(seller),
    buyer: partyOf(buyer),
    issueDate: invoice.issued_on ?? addDays(invoice.period_to, -1),
    dueDate: invoice.due_on,
    period: { from: invoice.period_from, to: invoice.period_to },
    currency: invoice.currency,
    lines: lines.map((line) => lineOf(line, buyer, language)),
    net: invoice.net,
    taxes: [taxOf(invoice, language)],
    tax: invoice.tax,
    total: invoice.total,
    paid: invoice.paid,
    bankTransfer: transferTo(seller, invoice),
    cardUrl: issued && invoice.paid < invoice.total ? cardUrl(invoice, buyer) : null,
    notes: [],
    sandbox: process.env.CARAVAN_DEMO === '1',
  };
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

function lineOf(line: DescribedLine, buyer: Organization, language: Language): InvoiceDocumentLine {
  const parts = [
    line.product_name[language],
    line.offer_name[language],
    line.domain,
    line.subscription_number,
  ];
  return {
    description: parts.filter(Boolean).join(' · '),
    customer: line.customer_id === buyer.id ? null : line.customer_name,
    quantity: line.quantity.toString(),
    period: { from: line.period_from, to: line.period_to },
    unitPrice: inMajorUnits(line.list_price, line.currency),
    discount: decimalText(decimal(line.discount)) === '0' ? null : decimalText(decimal(line.discount)),
    net: line.net,
  };
}

/** Exact minor units as text → major units as text, without rounding. */
function inMajorUnits(minor: string, currency: string): string {
  const { digits, scale } = decimal(minor);
  const [, fraction = ''] = majorUnits({ amount: 0n, currency }).split('.');
  return decimalText({ digits, scale: scale + fraction.length });
}

function taxOf(invoice: ListedInvoice, language: Language) {
  const notes = {
    en: {
      zero_rated_export: 'Zero-rated: supplied outside the seller’s country',
      not_taxed: null,
      standard: null,
    },
    ar: { zero_rated_export: 'خاضع لنسبة الصفر: توريد خارج دولة البائع', not_taxed: null, standard: null },
  }[language];
  const note = notes[invoice.tax_note as keyof typeof notes] ?? null;
  const name = language === 'ar' ? 'ضريبة القيمة المضافة' : 'VAT';
  return { name, rate: decimalText(decimal(invoice.tax_rate)), base: invoice.net, amount: invoice.tax, note };
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
