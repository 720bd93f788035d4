import type { ExemptionCode } from '../../base/exemptions.ts';
import { decimal, decimalText, majorUnits, subtract } from '../../base/money.ts';
import {
  type EInvoice,
  type ELine,
  type EParty,
  type ETax,
  lineTax,
  percent,
  type TaxCategory,
  type TaxTreatment,
} from './model.rules.ts';
import { element, elementWith, leaf, type XmlElement } from './xml.ts';

/** Two ways of writing one document: the European norm, and Saudi Arabia's ZATCA phase 2. */
export type Profile = 'en16931' | 'zatca';

/** An amount with its currency. */
export function amount(name: string, value: bigint, currency: string): XmlElement {
  return elementWith({ currencyID: currency }, name, majorUnits({ amount: value, currency }));
}

/** A side's party. The norm wants the country before a tax number; ZATCA its fifteen digits alone, and none where it is not `taxed` there. */
export function party(it: EParty, profile: Profile, taxed: boolean): XmlElement {
  const identified = profile === 'zatca' && identification(it, taxed);
  return element(
    'cac:Party',
    identified && element('cac:PartyIdentification', identified),
    profile === 'en16931' && element('cac:PartyName', element('cbc:Name', it.name)),
    profile === 'zatca' ? saudiAddress(it) : europeanAddress(it),
    taxed && it.tax_number && taxScheme(it, it.tax_number, profile),
    element(
      'cac:PartyLegalEntity',
      element('cbc:RegistrationName', it.name),
      profile === 'en16931' && leaf('cbc:CompanyID', it.registration_number),
    ),
  );
}

/**
 * Who a side is besides its VAT number, in letters and digits alone (BR-KSA-08, -14): a Saudi commercial registration, or the unified number of ten
 * digits that begins with 7; of others what they are registered by, or else their own country's tax number (BR-KSA-81).
 */
function identification({ country, registration_number, tax_number }: EParty, taxed: boolean) {
  const number = (registration_number ?? (taxed ? null : tax_number))?.replace(/[^A-Za-z0-9]/g, '');
  const saudi = country === 'SA' && /^\d{10}$/.test(number ?? '');
  const scheme = number?.startsWith('7') ? '700' : 'CRN';
  return leaf('cbc:ID', number, { schemeID: saudi ? scheme : 'OTH' });
}

/** By parts, as the national address has them: BR-KSA-09, -63. */
function saudiAddress(it: EParty): XmlElement {
  return postalAddress(
    it,
    leaf('cbc:StreetName', it.street),
    leaf('cbc:AdditionalStreetName', it.more),
    leaf('cbc:BuildingNumber', it.building),
    leaf('cbc:PlotIdentification', it.additional),
    leaf('cbc:CitySubdivisionName', it.district),
  );
}

/** In two lines, as the norm has them (BT-35, BT-36): it knows no building number and no district. */
function europeanAddress(it: EParty): XmlElement {
  const street = [it.building, it.street].filter(Boolean).join(' ');
  const second = [it.more, it.district].filter(Boolean).join(', ');
  return postalAddress(it, leaf('cbc:StreetName', street), leaf('cbc:AdditionalStreetName', second));
}

function postalAddress({ city, postal_code, country }: EParty, ...lines: (XmlElement | null)[]): XmlElement {
  return element(
    'cac:PostalAddress',
    ...lines,
    leaf('cbc:CityName', city),
    leaf('cbc:PostalZone', postal_code),
    element('cac:Country', element('cbc:IdentificationCode', country)),
  );
}

function taxScheme({ country }: EParty, number: string, profile: Profile): XmlElement {
  const prefixed = /^[A-Z]{2}/.test(number) ? number : `${country === 'GR' ? 'EL' : country}${number}`;
  const id = profile === 'en16931' ? prefixed : number.replace(/^SA/, '');
  return element('cac:PartyTaxScheme', element('cbc:CompanyID', id), VAT());
}

function VAT(): XmlElement {
  return element('cac:TaxScheme', element('cbc:ID', 'VAT'));
}

/** UNCL 5305 as each profile has it, with why there is no tax where the profile wants to know. */
export function taxCategory(
  name: string,
  tax: TaxTreatment,
  profile: Profile,
  withReason = false,
): XmlElement {
  const { category, reason } = exemptionOf(tax, profile);
  return element(
    name,
    element('cbc:ID', category),
    // Outside the scope of tax there is no rate at all, says the norm; ZATCA wants its nought.
    (category !== 'O' || profile === 'zatca') && element('cbc:Percent', percent(tax.rate)),
    withReason && reason && leaf('cbc:TaxExemptionReasonCode', reason.code),
    withReason && reason && element('cbc:TaxExemptionReason', reason.text),
    VAT(),
  );
}

type Exemption = { category: string; reason: { code: string | null; text: string } | null };

function exemptionOf(tax: TaxTreatment, profile: Profile): Exemption {
  return profile === 'zatca' ? saudi(tax) : european(tax);
}

/**
 * What is taxed alike. The norm wants one breakdown for each category and rate (BR-E-01: "exactly one"), whose one code and text (BT-121, BT-120) speak
 * for all of it: reasons stand together in the text, and the code is the one that all share. ZATCA asks for "at least one" (BR-E-01 and BR-O-01 of its
 * SDK 3.4.6) and for a code with each (BR-KSA-23, -69): there each code has its own, so that no amount goes under another's article.
 */
export function breakdown(taxes: readonly ETax[], profile: Profile): ETax[] {
  const groups = Map.groupBy(taxes, (tax) => {
    const { category, reason } = exemptionOf(tax, profile);
    return [category, tax.rate, profile === 'zatca' ? reason?.code : null].join(' ');
  });
  return [...groups.values()].map(together);
}

function together(members: ETax[]): ETax {
  const sum = (of: 'base' | 'amount') => members.reduce((total, each) => total + each[of], 0n);
  const [first] = members as [ETax];
  const shared = members.every(({ code }) => code === first.code);
  const texts = members.map(({ reason, code }) => (shared || !code ? reason : `${code}: ${reason}`));
  return {
    ...first,
    ...{ base: sum('base'), amount: sum('amount') },
    reason: [...new Set(texts)].filter(Boolean).join('; ') || null,
    code: shared ? first.code : null,
  };
}

const EUROPEAN_CODES: Partial<Record<TaxCategory, string>> = {
  AE: 'VATEX-EU-AE',
  G: 'VATEX-EU-G',
  O: 'VATEX-EU-O',
};
function european({ category, reason, code }: TaxTreatment): Exemption {
  if (category === 'S' || category === 'Z') return { category, reason: null };
  if (code !== undefined)
    return { category, reason: { code: code?.startsWith('VATEX-EU') ? code : null, text: reason ?? '' } };
  return { category, reason: { code: EUROPEAN_CODES[category] ?? null, text: reason ?? '' } };
}

// ZATCA knows S, Z, E and O. What leaves the Kingdom is zero-rated: article 33 of the VAT regulations, export of services.
const SAUDI_CODES = {
  Z: { code: 'VATEX-SA-33', text: 'Export of services | صادرات الخدمات من المملكة' },
  O: { code: 'VATEX-SA-OOS', text: 'Not subject to VAT' },
};
function saudi({ category, reason, code }: TaxTreatment): Exemption {
  if (category === 'S') return { category, reason: null };
  if (category === 'E' || code !== undefined) return ownReason(code ?? null, reason ?? '');
  const known = category === 'O' ? 'O' : 'Z';
  return { category: known, reason: SAUDI_CODES[known] };
}

/** What the seller itself says bears no tax: exempt by an article of the regulations, or else not subject to VAT, for which it may say any reason. */
function ownReason(code: ExemptionCode | null, text: string): Exemption {
  return code?.startsWith('VATEX-SA')
    ? { category: 'E', reason: { code, text } }
    : { category: 'O', reason: { code: SAUDI_CODES.O.code, text } };
}

/** One line. ZATCA has the tax of each line beside it; the norm has the line's period. */
export function line(it: ELine, place: number, of: EInvoice, profile: Profile): XmlElement {
  const { currency, kind } = of;
  const credited = kind === 'credit_note' && profile === 'en16931';
  return element(
    credited ? 'cac:CreditNoteLine' : 'cac:InvoiceLine',
    element('cbc:ID', String(place + 1)),
    elementWith(
      { unitCode: it.unit },
      credited ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity',
      it.quantity,
    ),
    amount('cbc:LineExtensionAmount', it.net, currency),
    profile === 'en16931' && it.period && period(it.period),
    profile === 'zatca' &&
      element(
        'cac:TaxTotal',
        amount('cbc:TaxAmount', lineTax(it), currency),
        amount('cbc:RoundingAmount', it.net + lineTax(it), currency),
      ),
    element(
      'cac:Item',
      leaf('cbc:Description', it.description),
      element('cbc:Name', it.name),
      it.code && element('cac:SellersItemIdentification', element('cbc:ID', it.code)),
      taxCategory('cac:ClassifiedTaxCategory', it.tax, profile),
    ),
    price(it, currency),
  );
}

function price(it: ELine, currency: string): XmlElement {
  const base = elementWith({ unitCode: it.unit }, 'cbc:BaseQuantity', it.base_quantity);
  const money = { currencyID: currency };
  const discount = decimalText(subtract(decimal(it.gross), decimal(it.price)));
  return element(
    'cac:Price',
    elementWith(money, 'cbc:PriceAmount', it.price),
    it.base_quantity !== '1' && base,
    discount !== '0' &&
      element(
        'cac:AllowanceCharge',
        element('cbc:ChargeIndicator', 'false'),
        elementWith(money, 'cbc:Amount', discount),
        elementWith(money, 'cbc:BaseAmount', it.gross),
      ),
  );
}

/** A period with both its days. */
export function period({ from, last }: { from: string; last: string }): XmlElement {
  return element('cac:InvoicePeriod', element('cbc:StartDate', from), element('cbc:EndDate', last));
}
