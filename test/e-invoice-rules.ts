import { DOMParser } from '@xmldom/xmldom';
import { type Decimal, decimal, decimalText, multiply, roundDiv, subtract } from '../server/base/money.ts';

/**
 * The rules of EN 16931 on sums (EN 16931-1, annex on business rules: BR-CO-10 to -17, and -S-08 of each tax category), over a UBL invoice
 * or credit note of whoever wrote it. Answers each rule that is broken, with its figures.
 */
export function brokenRules(xml: string): string[] {
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  const totals = one(root, 'LegalMonetaryTotal');
  const sum = (name: string) => amountOf(totals, name);
  const lines = [...many(root, 'InvoiceLine'), ...many(root, 'CreditNoteLine')];
  const [allowances, charges] = [changes(root, 'false'), changes(root, 'true')];
  const tax = many(root, 'TaxTotal').find((total) => many(total, 'TaxSubtotal').length > 0) ?? null;
  const subtotals = tax ? many(tax, 'TaxSubtotal') : [];
  const amounts = (of: Element[], name: string) => add(...of.map((each) => amountOf(each, name)));
  const rules: Rule[] = [
    ['BR-CO-10 lines', sum('LineExtensionAmount'), amounts(lines, 'LineExtensionAmount')],
    ['BR-CO-11 allowances', sum('AllowanceTotalAmount'), amounts(allowances, 'Amount')],
    ['BR-CO-12 charges', sum('ChargeTotalAmount'), amounts(charges, 'Amount')],
    [
      'BR-CO-13 net',
      sum('TaxExclusiveAmount'),
      add(subtract(sum('LineExtensionAmount'), sum('AllowanceTotalAmount')), sum('ChargeTotalAmount')),
    ],
    ['BR-CO-14 tax', amountOf(tax, 'TaxAmount'), amounts(subtotals, 'TaxAmount')],
    ['BR-CO-15 total', sum('TaxInclusiveAmount'), add(sum('TaxExclusiveAmount'), amountOf(tax, 'TaxAmount'))],
    [
      'BR-CO-16 payable',
      sum('PayableAmount'),
      add(subtract(sum('TaxInclusiveAmount'), sum('PrepaidAmount')), sum('PayableRoundingAmount')),
    ],
    ...subtotals.flatMap((subtotal) => breakdown(subtotal, subtotals, lines, allowances, charges)),
  ];
  const used = [
    ...lines.map((line) => keyOf(one(one(line, 'Item'), 'ClassifiedTaxCategory'))),
    ...[...allowances, ...charges].map((each) => keyOf(one(each, 'TaxCategory'))),
  ];
  return [
    ...broken(rules),
    ...(subtotals.length > 0 ? [] : ['BR-CO-18 there is no tax breakdown']),
    ...unbalanced(used, subtotals, isSaudi(root)),
    ...(isSaudi(root) ? negative(root) : []),
    ...subtotals.flatMap((subtotal) => unreasoned(one(subtotal, 'TaxCategory'))),
  ];
}

function isSaudi(root: Element): boolean {
  return textOf(root, 'ProfileID') === 'reporting:1.0';
}

/**
 * BR-S-01, BR-E-01 and their sisters: each category and rate that something is of has one breakdown; to ZATCA (SDK 3.4.6: "at least one") one for each
 * code of a reason.
 */
function unbalanced(used: Key[], subtotals: Element[], saudi: boolean): string[] {
  const told = subtotals.map((subtotal) => one(subtotal, 'TaxCategory'));
  return [...new Set(used)].flatMap((key) => {
    const own = told.filter((each) => keyOf(each) === key);
    const codes = new Set(own.map((each) => (saudi ? textOf(each, 'TaxExemptionReasonCode') : '')));
    const fits = own.length > 0 && own.length === codes.size;
    return fits ? [] : [`BR-${key.split(' ')[0]}-01 there are ${own.length} breakdowns of ${key}`];
  });
}

/** BR-KSA-F-04: all amounts and quantities of a document are positive. */
function negative(root: Element): string[] {
  return Array.from(root.getElementsByTagName('*'))
    .filter(({ textContent, childNodes }) => childNodes.length === 1 && /^-\d/.test(textContent ?? ''))
    .map(({ localName, textContent }) => `BR-KSA-F-04 ${localName} is ${textContent}`);
}

/** BR-S-10, BR-E-05, BR-E-10 and their sisters: what bears no tax has the rate nought and says why, what bears some has no reason. */
function unreasoned(category: Element | null): string[] {
  const id = textOf(category, 'ID');
  const reason = textOf(category, 'TaxExemptionReason') || textOf(category, 'TaxExemptionReasonCode');
  const rate = decimal(textOf(category, 'Percent') || '0');
  if (id === 'S') return reason ? [`BR-S-10 a reason: ${reason}`] : [];
  const faults = rate.digits === 0n ? [] : [`BR-${id}-05 a rate of ${decimalText(rate)}`];
  return reason || id === 'Z' ? faults : [...faults, `BR-${id}-10 no reason`];
}

type Rule = [name: string, said: Decimal, reckoned: Decimal];
function broken(rules: Rule[]): string[] {
  return rules
    .filter(([, said, reckoned]) => !same(said, reckoned))
    .map(([rule, said, reckoned]) => `${rule}: ${decimalText(said)}, not ${decimalText(reckoned)}`);
}

/**
 * Each line whose net is not its price × quantity ÷ base quantity with its allowances: PEPPOL-EN16931-R120 and BR-KSA-EN16931-11. The norm
 * alone does not ask for it, and two of its own examples do not hold it.
 */
export function mispriced(xml: string): string[] {
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  return broken([...many(root, 'InvoiceLine'), ...many(root, 'CreditNoteLine')].map(priced));
}

type Key = string;
const keyOf = (category: Element | null): Key =>
  `${textOf(category, 'ID')} ${decimalText(decimal(textOf(category, 'Percent') || '0'))}`;

/** BR-S-08 and its sisters, BR-CO-17: what the bases of a category and rate are made of together, and the tax of each. */
function breakdown(
  subtotal: Element,
  all: Element[],
  lines: Element[],
  allowances: Element[],
  charges: Element[],
): Rule[] {
  const category = one(subtotal, 'TaxCategory');
  const key = keyOf(category);
  const ofLines = lines.filter((line) => keyOf(one(one(line, 'Item'), 'ClassifiedTaxCategory')) === key);
  const within = (all: Element[]) => all.filter((each) => keyOf(one(each, 'TaxCategory')) === key);
  const sum = (all: Element[], name: string) => add(...all.map((each) => amountOf(each, name)));
  const base = subtract(
    add(sum(ofLines, 'LineExtensionAmount'), sum(within(charges), 'Amount')),
    sum(within(allowances), 'Amount'),
  );
  const rate = decimal(textOf(category, 'Percent') || '0');
  const product = multiply(amountOf(subtotal, 'TaxableAmount'), rate);
  const cents = roundDiv(product.digits * 100n, 100n * 10n ** BigInt(product.scale));
  return [
    [
      `BR-${key.split(' ')[0]}-08 base`,
      sum(
        all.filter((each) => keyOf(one(each, 'TaxCategory')) === key),
        'TaxableAmount',
      ),
      base,
    ],
    [`BR-CO-17 tax at ${key}`, amountOf(subtotal, 'TaxAmount'), { digits: cents, scale: 2 }],
  ];
}

function priced(line: Element): Rule {
  const price = one(line, 'Price');
  const quantity = amountOf(line, 'InvoicedQuantity').digits
    ? amountOf(line, 'InvoicedQuantity')
    : amountOf(line, 'CreditedQuantity');
  const base = decimal(textOf(price, 'BaseQuantity') || '1');
  const product = multiply(amountOf(price, 'PriceAmount'), quantity);
  const cents = roundDiv(
    product.digits * 100n * 10n ** BigInt(base.scale),
    10n ** BigInt(product.scale) * base.digits,
  );
  const changed = add(...changes(line, 'true').map((each) => amountOf(each, 'Amount')));
  const taken = add(...changes(line, 'false').map((each) => amountOf(each, 'Amount')));
  const net = subtract(add({ digits: cents, scale: 2 }, changed), taken);
  return [`R120 line ${textOf(line, 'ID')}`, amountOf(line, 'LineExtensionAmount'), net];
}

function changes(within: Element, indicator: string): Element[] {
  return many(within, 'AllowanceCharge').filter((each) => textOf(each, 'ChargeIndicator') === indicator);
}

function amountOf(within: Element | null, name: string): Decimal {
  return decimal(textOf(within, name) || '0');
}

function many(within: Element, name: string): Element[] {
  return Array.from(within.childNodes).filter(
    (node): node is Element => (node as Element).localName === name,
  );
}

function one(within: Element | null, name: string): Element | null {
  return within ? (many(within, name)[0] ?? null) : null;
}

function textOf(within: Element | null, name: string): string {
  return one(within, name)?.textContent?.trim() ?? '';
}

function add(...all: Decimal[]): Decimal {
  return all.reduce((sum, each) => subtract(sum, { ...each, digits: -each.digits }), {
    digits: 0n,
    scale: 0,
  });
}

function same(a: Decimal, b: Decimal): boolean {
  return subtract(a, b).digits === 0n;
}
