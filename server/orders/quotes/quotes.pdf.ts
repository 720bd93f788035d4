import { civilDate, instant } from '../../base/dates.ts';
import { currencyDecimals, decimal, decimalText, formatMoney } from '../../base/money.ts';
import { type PdfLanguage, renderPdf } from '../../base/pdf.ts';
import { countryName, longDate } from '../../base/pdf.words.ts';
import type { Quote, QuoteLine, QuoteParty, QuoteSeller, QuoteTotals, QuoteVersion } from './quotes.rules.ts';

/** Everything the customer's document shows. What a line costs the seller is not among it and must never be. */
export type QuoteDocument = QuoteTotals & {
  quote: Quote;
  version: QuoteVersion;
  lines: readonly QuoteLine[];
  seller: QuoteSeller;
  buyer: QuoteParty | null;
};

/** The quote as PDF/A in its language, under the seller's brand. The same document always gives the same bytes. */
export function quotePdf(document: QuoteDocument): Promise<Uint8Array> {
  return renderPdf({
    template: new URL('./quotes.typ', import.meta.url),
    data: dataOf(document),
    language: languageOf(document.quote),
    createdAt: document.version.sent_at,
  });
}

function languageOf({ language }: Quote): PdfLanguage {
  return language === 'ar' ? 'ar' : 'en';
}

function dataOf({ quote, version, lines, seller, buyer, totals, commitment }: QuoteDocument) {
  const language = languageOf(quote);
  const { currency } = quote;
  const taxed = decimal(version.tax_rate).digits !== 0n;
  const money = (amount: bigint) => figure(amount, currency);
  const sums = ({ net, tax, total }: { net: bigint; tax: bigint; total: bigint }) => ({
    net: money(net),
    tax: money(tax),
    total: money(total),
  });
  return {
    brand: { name: seller.name, colour: seller.brand_color ?? '#7a4a1e' },
    number: quote.number,
    version: String(version.version),
    currency,
    sentOn: longDate(civilDate(instant(version.sent_at), seller.time_zone), language),
    validUntil: longDate(version.valid_until, language),
    seller: party(seller, language),
    buyer: buyer && { ...party(buyer, language), contact: quote.contact_name },
    support: [seller.support_email, seller.support_phone, seller.support_url].filter(Boolean),
    message: version.message,
    groups: totals.map(({ cycle_months, ...sum }) => ({
      rhythm: String(cycle_months ?? 0),
      lines: lines
        .filter((line) => line.cycle_months === cycle_months)
        .map((line) => lineData(line, language, currency, taxed)),
      ...sums(sum),
    })),
    taxRate: percent(version.tax_rate),
    taxNote: version.tax_note,
    commitment: sums(commitment),
    terms: version.terms,
    sandbox: process.env.CARAVAN_DEMO === '1',
  };
}

function party(
  { name, country, address, registration_number, tax_number }: QuoteParty,
  language: PdfLanguage,
) {
  const lines = address ? address.split('\n') : [];
  return {
    name,
    lines,
    country: countryName(country, language),
    registration: registration_number,
    tax: tax_number,
  };
}

function lineData(line: QuoteLine, language: PdfLanguage, currency: string, taxed: boolean) {
  const { name, detail, domain, unit, quantity, term_months, unit_price, cycle_net, exemption } = line;
  return {
    name: name[language],
    detail: detail[language] || null,
    domain,
    unit,
    quantity: String(quantity),
    term: term_months === null ? null : String(term_months),
    price: price(unit_price, currency),
    net: figure(cycle_net, currency),
    // Where nothing is taxed anyway, the document says why as a whole.
    untaxed: (taxed && exemption?.[language]) || null,
  };
}

/** An amount without its currency: (1234567n, SAR) → `12,345.67`. */
function figure(amount: bigint, currency: string): string {
  return formatMoney({ amount, currency }).slice(currency.length + 1);
}

/** Exact minor units as major units, with at least the currency's decimals. */
function price(minor: string, currency: string): string {
  const { digits, scale } = decimal(minor);
  const places = currencyDecimals(currency);
  const [whole = '', fraction = ''] = decimalText({ digits, scale: scale + places }).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const decimals = fraction.padEnd(places, '0');
  return decimals ? `${grouped}.${decimals}` : grouped;
}

function percent(fraction: string): string {
  const { digits, scale } = decimal(fraction);
  return `${decimalText({ digits: digits * 100n, scale })}%`;
}
