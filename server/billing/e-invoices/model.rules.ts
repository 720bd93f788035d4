import { type CivilDate, lastDay } from '../../base/dates.ts';
import type { Exemption, ExemptionCode } from '../../base/exemptions.ts';
import { currencyDecimals, decimal, decimalText, multiply, portion, roundDiv } from '../../base/money.ts';
import { isInUnion } from '../../base/tax-union.ts';
import type { AddressParts } from './address.rules.ts';

/** One side as an e-invoice names it. `country` is ISO 3166-1 alpha-2; the numbers are as registered, without prefix. */
export type EParty = AddressParts & {
  name: string;
  country: string;
  tax_number: string | null;
  registration_number: string | null;
};

/** UNCL 5305: S standard, Z zero rated, E exempt, AE reverse charge, G export, O outside the scope of tax. */
export type TaxCategory = 'S' | 'Z' | 'E' | 'AE' | 'G' | 'O';

/**
 * A rate as a fraction (`0.15`), with its category and, where there is no tax, why. `code`: the reason's by the VATEX lists, null where the seller
 * has named none; undefined where it follows from the category.
 */
export type TaxTreatment = {
  category: TaxCategory;
  rate: string;
  reason: string | null;
  code?: ExemptionCode | null;
};
export type ETax = TaxTreatment & { base: bigint; amount: bigint };

/**
 * `net` = `price` × `quantity` ÷ `base_quantity`, rounded once. Prices are exact major units after discount; `gross` before it.
 * A month charged in part is so many unit-days (unit DAY) of a price for the month's days.
 */
export type ELine = {
  name: string;
  description: string | null;
  code: string | null;
  quantity: string;
  unit: 'C62' | 'DAY';
  base_quantity: string;
  gross: string;
  price: string;
  net: bigint;
  period: { from: CivilDate; last: CivilDate } | null;
  tax: TaxTreatment;
};

/** What is taken off the whole document, positive. */
export type EAllowance = { reason: string; amount: bigint; tax: TaxTreatment };

/** An invoice as both profiles write it: amounts in minor units of `currency`, all positive, for a credit note too. */
export type EInvoice = {
  kind: 'invoice' | 'credit_note' | 'debit_note';
  number: string;
  uuid: string;
  issued_on: CivilDate;
  /** Local time of issue, `HH:MM:SS`. */
  issued_time: string;
  due_on: CivilDate | null;
  currency: string;
  period: { from: CivilDate; last: CivilDate };
  purchase_order: string | null;
  corrects: { number: string; issued_on: CivilDate | null }[];
  reason: string | null;
  seller: EParty;
  buyer: EParty;
  payment: { reference: string | null; iban: string; bic: string | null; name: string } | null;
  lines: ELine[];
  allowances: EAllowance[];
  taxes: ETax[];
  /** `lines` − `allowances` = `net`; `net` + `tax` = `total`. */
  sums: { lines: bigint; allowances: bigint; net: bigint; tax: bigint; total: bigint };
  /** The tax in the currency of the seller's country, where that is another: BT-6, BT-111. */
  tax_at_home: { currency: string; amount: bigint } | null;
};

/** A charged line as the books have it. `list_price` and `unit_price` in minor units, exact. */
export type ChargedLine = {
  name: string;
  description: string | null;
  code: string | null;
  quantity: number | bigint | string;
  days: number;
  period_days: number;
  period_from: CivilDate;
  period_to: CivilDate;
  list_price: string;
  unit_price: string;
  net: bigint;
  tax: TaxTreatment;
};

/** Lines of the document's own sign become lines, the others allowances: no price in an e-invoice is negative. */
export function splitLines(
  charged: readonly ChargedLine[],
  currency: string,
  sign: 1n | -1n,
): Pick<EInvoice, 'lines' | 'allowances'> {
  const own = charged.filter(({ net }) => net * sign >= 0n);
  const others = charged.filter(({ net }) => net * sign < 0n);
  return {
    lines: own.map((line) => lineOf(line, currency, sign)),
    allowances: others.map((line) => ({
      reason: [line.name, line.description].filter(Boolean).join(' · '),
      amount: -line.net * sign,
      tax: line.tax,
    })),
  };
}

function lineOf(line: ChargedLine, currency: string, sign: bigint): ELine {
  const { name, description, code, tax, period_from, period_to } = line;
  const net = line.net * sign;
  const shared = { name, description, code, net, tax, period: inclusive(period_from, period_to) };
  const exact = pricedBy(line, currency);
  return isExact(exact, net, currency) ? { ...shared, ...exact } : { ...shared, ...lumpSum(net, currency) };
}

/** A civil range as invoices say it, with its last day. */
export function inclusive(from: CivilDate, to: CivilDate): { from: CivilDate; last: CivilDate } {
  return { from, last: to > from ? lastDay({ from, to }) : from };
}

type Priced = Pick<ELine, 'quantity' | 'unit' | 'base_quantity' | 'gross' | 'price'>;

function pricedBy({ quantity, days, period_days, list_price, unit_price }: ChargedLine, currency: string) {
  const units = absolute(decimalText(decimal(quantity.toString())));
  const whole = days === period_days;
  const price = inMajorUnits(absolute(unit_price), currency);
  const gross = inMajorUnits(absolute(list_price), currency);
  return {
    quantity: whole ? units : decimalText(multiply(decimal(units), decimal(days.toString()))),
    unit: whole ? ('C62' as const) : ('DAY' as const),
    base_quantity: whole ? '1' : period_days.toString(),
    price,
    gross: lessThan(price, gross) ? gross : price,
  };
}

/** What no price and quantity say exactly is one lump. */
function lumpSum(net: bigint, currency: string): Priced {
  const price = inMajorUnits(net.toString(), currency);
  return { quantity: '1', unit: 'C62', base_quantity: '1', price, gross: price };
}

/** Whether quantity × price ÷ base quantity, rounded once, is the net. */
function isExact({ quantity, base_quantity, price }: Priced, net: bigint, currency: string): boolean {
  const { digits, scale } = multiply(decimal(quantity), decimal(price));
  const cents = 10n ** BigInt(currencyDecimals(currency));
  return roundDiv(digits * cents, 10n ** BigInt(scale) * BigInt(base_quantity)) === net;
}

function inMajorUnits(minor: string, currency: string): string {
  const { digits, scale } = decimal(minor);
  return decimalText({ digits, scale: scale + currencyDecimals(currency) });
}

function absolute(text: string): string {
  return text.replace(/^-/, '');
}

function lessThan(one: string, other: string): boolean {
  const [a, b] = [decimal(one), decimal(other)];
  return a.digits * 10n ** BigInt(b.scale) < b.digits * 10n ** BigInt(a.scale);
}

/** The tax on one line alone, as ZATCA wants it shown beside the line; the document's tax is rounded once on its own. */
export function lineTax({ net, tax }: Pick<ELine, 'net' | 'tax'>): bigint {
  return portion(net, tax.rate);
}

/** `0.15` → `15`. */
export function percent(rate: string): string {
  const { digits, scale } = decimal(rate);
  return decimalText({ digits: digits * 100n, scale });
}

/** How an invoice's tax note and rate read in UNCL 5305, with the reason that the standard asks for. */
export function taxTreatment(
  note: string,
  rate: string,
  seller: { country: string },
  buyer: { country: string },
): TaxTreatment {
  const shortest = decimalText(decimal(rate));
  if (shortest !== '0') return { category: 'S', rate: shortest, reason: null };
  // Between these a sale without tax is a reverse charge, out of them an export.
  const within = isInUnion(seller.country) && isInUnion(buyer.country);
  if (note === 'reverse_charge' || (note === 'zero_rated_export' && within))
    return { category: 'AE', rate: '0', reason: 'Reverse charge' };
  if (note === 'zero_rated_export')
    return { category: 'G', rate: '0', reason: 'Export of services, zero-rated' };
  if (note.startsWith('exempt')) {
    // No code of either list says that a certificate frees the buyer.
    const words = { en: 'Exempt by certificate', ar: 'معفى بموجب شهادة', code: null };
    return exemptTreatment(words, seller);
  }
  return { category: 'O', rate: '0', reason: 'Not subject to tax' };
}

/** What bears no tax on a document that bears some: exempt, with the seller's own reason; in both languages where e-invoices say both. */
export function exemptTreatment({ en, ar, code }: Exemption, seller: { country: string }): TaxTreatment {
  return { category: 'E', rate: '0', reason: seller.country === 'SA' ? `${en} | ${ar}` : en, code };
}
