import type { EInvoice } from './model.rules.ts';
import { amount, breakdown, line, type Profile, party, period, taxCategory } from './ubl-parts.ts';
import { element, elementWith, leaf, type XmlElement, xmlFile } from './xml.ts';

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd';

/** What ZATCA's chain adds to a document before it is signed. */
export type Stamp = { counter: bigint; previous_hash: string; simplified: boolean };

/** The invoice or credit note by EN 16931, in UBL 2.1. The same invoice always gives the same text. */
export function europeanXml(invoice: EInvoice): string {
  return xmlFile(root(invoice, 'en16931', null));
}

/** The document by ZATCA's phase 2 before it is signed: without extensions, signature and QR. */
export function saudiDocument(invoice: EInvoice, stamp: Stamp): XmlElement {
  return root(invoice, 'zatca', stamp);
}

// UBL is a sequence: each part stands where the schema has it. ZATCA writes a credit note as an Invoice of type 381.
function root(it: EInvoice, profile: Profile, stamp: Stamp | null): XmlElement {
  const name = it.kind === 'credit_note' && profile === 'en16931' ? 'CreditNote' : 'Invoice';
  const namespaces = {
    xmlns: `${UBL}:${name}-2`,
    'xmlns:cac': `${UBL}:CommonAggregateComponents-2`,
    'xmlns:cbc': `${UBL}:CommonBasicComponents-2`,
    ...(stamp && { 'xmlns:ext': `${UBL}:CommonExtensionComponents-2` }),
  };
  return elementWith(
    namespaces,
    name,
    ...(stamp ? saudiHead(it, stamp) : europeanHead(it, name)),
    ...sides(it, profile, stamp),
    ...payment(it, profile),
    ...sums(it, profile),
    ...it.lines.map((each, place) => line(each, place, it, profile)),
  );
}

function europeanHead(it: EInvoice, name: string) {
  return [
    element('cbc:CustomizationID', 'urn:cen.eu:en16931:2017'),
    element('cbc:ID', it.number),
    element('cbc:IssueDate', it.issued_on),
    name === 'Invoice' && leaf('cbc:DueDate', it.due_on),
    name === 'Invoice'
      ? element('cbc:InvoiceTypeCode', it.kind === 'debit_note' ? '383' : '380')
      : element('cbc:CreditNoteTypeCode', '381'),
    leaf('cbc:Note', it.reason),
    element('cbc:DocumentCurrencyCode', it.currency),
    it.tax_at_home && element('cbc:TaxCurrencyCode', it.tax_at_home.currency),
    period(it.period),
    it.purchase_order && element('cac:OrderReference', element('cbc:ID', it.purchase_order)),
    ...corrected(it),
  ];
}

function corrected({ corrects }: EInvoice): XmlElement[] {
  return corrects.map(({ number, issued_on }) =>
    element(
      'cac:BillingReference',
      element('cac:InvoiceDocumentReference', element('cbc:ID', number), leaf('cbc:IssueDate', issued_on)),
    ),
  );
}

// UNTDID 1001.
const SAUDI_TYPES = { invoice: '388', credit_note: '381', debit_note: '383' };

function saudiHead(it: EInvoice, stamp: Stamp) {
  return [
    element('cbc:ProfileID', 'reporting:1.0'),
    element('cbc:ID', it.number),
    element('cbc:UUID', it.uuid),
    element('cbc:IssueDate', it.issued_on),
    element('cbc:IssueTime', it.issued_time),
    elementWith({ name: typeFlags(it, stamp.simplified) }, 'cbc:InvoiceTypeCode', SAUDI_TYPES[it.kind]),
    element('cbc:DocumentCurrencyCode', it.currency),
    element('cbc:TaxCurrencyCode', 'SAR'),
    it.purchase_order && element('cac:OrderReference', element('cbc:ID', it.purchase_order)),
    ...corrected(it),
    element(
      'cac:AdditionalDocumentReference',
      element('cbc:ID', 'ICV'),
      element('cbc:UUID', String(stamp.counter)),
    ),
    attachment('PIH', stamp.previous_hash),
  ];
}

/** NNPNESB: 01 tax invoice or 02 simplified, then third party, nominal, export, summary, self-billed. */
function typeFlags(it: EInvoice, simplified: boolean): string {
  return `${simplified ? '02' : '01'}00${isExport(it, simplified) ? '1' : '0'}00`;
}

/** By what it is taxed as, not by where the buyer is today: a note may correct what was sold before it moved. */
function isExport({ taxes }: EInvoice, simplified: boolean): boolean {
  return taxes.some(({ category }) => category === 'G') && !simplified;
}

/** A document reference that carries a text, such as the previous invoice's hash or the QR. */
export function attachment(id: string, text: string): XmlElement {
  return element(
    'cac:AdditionalDocumentReference',
    element('cbc:ID', id),
    element(
      'cac:Attachment',
      elementWith({ mimeCode: 'text/plain' }, 'cbc:EmbeddedDocumentBinaryObject', text),
    ),
  );
}

function sides(it: EInvoice, profile: Profile, stamp: Stamp | null): XmlElement[] {
  // Outside the scope of tax the norm allows no tax number: BR-O-02.
  const taxed = profile === 'zatca' || it.taxes.every(({ category }) => category !== 'O');
  // ZATCA's is the Kingdom's own, which no buyer abroad has: BR-KSA-46.
  const taxedBuyer = taxed && !(stamp && isExport(it, stamp.simplified));
  return [
    element('cac:AccountingSupplierParty', party(it.seller, profile, taxed)),
    element('cac:AccountingCustomerParty', party(it.buyer, profile, taxedBuyer)),
    ...(profile === 'zatca' ? [supplied(it)] : []),
  ];
}

function supplied({ period: { from, last } }: EInvoice): XmlElement {
  return element(
    'cac:Delivery',
    element('cbc:ActualDeliveryDate', from),
    last !== from && element('cbc:LatestDeliveryDate', last),
  );
}

function payment(it: EInvoice, profile: Profile): XmlElement[] {
  const { payment: to, reason, due_on, kind } = it;
  const credited = kind === 'credit_note';
  // ZATCA has the reason of a note here: BR-KSA-17.
  const why = profile === 'zatca' && kind !== 'invoice' && (reason ?? 'Correction');
  if (!to && !why) return [terms(it)].filter((each) => each !== null);
  const means = element(
    'cac:PaymentMeans',
    element('cbc:PaymentMeansCode', to ? '30' : '1'),
    credited && profile === 'en16931' && leaf('cbc:PaymentDueDate', due_on),
    why && element('cbc:InstructionNote', why),
    to && leaf('cbc:PaymentID', to.reference),
    to &&
      element(
        'cac:PayeeFinancialAccount',
        element('cbc:ID', to.iban),
        element('cbc:Name', to.name),
        to.bic && element('cac:FinancialInstitutionBranch', element('cbc:ID', to.bic)),
      ),
  );
  return [means, terms(it)].filter((each) => each !== null);
}

function terms({ due_on, kind }: EInvoice): XmlElement | null {
  if (!due_on || kind === 'credit_note') return null;
  return element('cac:PaymentTerms', element('cbc:Note', `Payable by ${due_on}`));
}

function sums(it: EInvoice, profile: Profile): XmlElement[] {
  const { currency, sums: of } = it;
  return [
    ...it.allowances.map((each) =>
      element(
        'cac:AllowanceCharge',
        element('cbc:ChargeIndicator', 'false'),
        element('cbc:AllowanceChargeReason', each.reason),
        amount('cbc:Amount', each.amount, currency),
        taxCategory('cac:TaxCategory', each.tax, profile),
      ),
    ),
    ...(profile === 'zatca' ? [element('cac:TaxTotal', inRiyals(it))] : []),
    element(
      'cac:TaxTotal',
      amount('cbc:TaxAmount', of.tax, currency),
      ...breakdown(it.taxes, profile).map((tax) =>
        element(
          'cac:TaxSubtotal',
          amount('cbc:TaxableAmount', tax.base, currency),
          amount('cbc:TaxAmount', tax.amount, currency),
          taxCategory('cac:TaxCategory', tax, profile, true),
        ),
      ),
    ),
    ...(profile === 'en16931' && it.tax_at_home
      ? [element('cac:TaxTotal', amount('cbc:TaxAmount', it.tax_at_home.amount, it.tax_at_home.currency))]
      : []),
    element(
      'cac:LegalMonetaryTotal',
      amount('cbc:LineExtensionAmount', of.lines, currency),
      amount('cbc:TaxExclusiveAmount', of.net, currency),
      amount('cbc:TaxInclusiveAmount', of.total, currency),
      of.allowances > 0n && amount('cbc:AllowanceTotalAmount', of.allowances, currency),
      amount('cbc:PayableAmount', of.total, currency),
    ),
  ];
}

/** Tax is told to ZATCA in riyals: an invoice in another currency has none, or a rate it was converted by. */
function inRiyals({ currency, sums: { tax }, tax_at_home }: EInvoice): XmlElement {
  return amount('cbc:TaxAmount', currency === 'SAR' ? tax : (tax_at_home?.amount ?? 0n), 'SAR');
}
