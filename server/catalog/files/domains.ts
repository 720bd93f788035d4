import { domainToASCII } from 'node:url';
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type Fault, type Sheet, type SheetRow, unreadable } from '../imports/imports.rules.ts';
import { cellNumber } from './numbers.rules.ts';
import { decodeText, plainText } from './text.ts';

/** What a registrar sells of a top-level domain, and as which offer the catalogue sells it. */
const DEEDS = [
  ['register', 'one_time', 'Registration, the first year', 'تسجيل، السنة الأولى'],
  ['renew', 'recurring', 'Renewal, by the year', 'تجديد سنوي'],
  ['transfer', 'one_time', 'Transfer from another registrar', 'نقل من مسجِّل آخر'],
  ['restore', 'one_time', 'Restoring an expired domain', 'استعادة نطاق منتهٍ'],
] as const;

/** Facts of a top-level domain that its product keeps, by their name in the file. */
const FACTS = {
  usage: 'usage',
  renew_grace_period: 'renew_grace_days',
  delete_grace_period: 'delete_grace_days',
  privacy: 'privacy',
  idn: 'idn',
  restrictions: 'restrictions',
} as const;

const HEADER = [
  'family',
  'family_en',
  'family_ar',
  'product',
  'product_en',
  'product_ar',
  'unit',
  'needs_domain',
  'attributes',
  'offer',
  'offer_en',
  'offer_ar',
  'billing',
  'term_months',
  'cycle_months',
  'maximum_quantity',
  'cancel_window_hours',
] as const;

/**
 * Reads a registrar's price list, `{"registrar": …, "prices": {"com": {"register_price": 10.88, "currency": "USD", …}}}`, as sheet rows (a currency
 * beside "prices" is that of every entry without one): each top-level domain
 * becomes a product, and what it can be bought for (registering, renewing, transfer, restoring) an offer. Prices are taken digit by digit.
 */
export function readDomains(bytes: Uint8Array): Sheet {
  const text = decodeText(bytes);
  if (typeof text !== 'string') return text;
  const errors: ParseError[] = [];
  const root = treeOf(text, errors);
  const lineAt = linesOf(text);
  const [broken] = errors;
  if (broken || !root) {
    const why = broken ? printParseErrorCode(broken.error) : 'it holds no list';
    return unreadable(
      lineAt(broken?.offset ?? 0),
      '',
      `This is not JSON (${why}); ask the registrar for the file again.`,
    );
  }
  const prices = findNodeAtLocation(root, ['prices']);
  if (prices?.type !== 'object')
    return unreadable(
      lineAt(root.offset),
      'prices',
      'A registrar\'s price list holds "prices", an object with one entry for each top-level domain.',
    );
  const currency = currencyIn(root);
  if (!currency && !(prices.children ?? []).some(({ children: [, entry] = [] }) => currencyIn(entry)))
    return unreadable(
      lineAt(prices.offset),
      'currency',
      'No price says its currency; write it beside "prices", such as "currency": "USD", or into each entry.',
    );
  return sheetOf(prices, { text, lineAt, currency });
}

/** The currency that the object names, if it does. */
function currencyIn(node: Node | undefined): Node | undefined {
  return node?.type === 'object' ? findNodeAtLocation(node, ['currency']) : undefined;
}

/** A tree that is deeper than the parser's stack is no price list; it is told as one that broke at its beginning. */
function treeOf(text: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, { disallowComments: true });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** `currency`: that of every entry which names none. */
type Source = { text: string; lineAt: (offset: number) => number; currency: Node | undefined };
type Currencies = Set<string>;

function sheetOf(prices: Node, source: Source): Sheet {
  const faults: Fault[] = [];
  const entries = (prices.children ?? []).map((entry) => entryOf(entry, source, faults));
  const currencies: Currencies = new Set(entries.flatMap((entry) => (entry ? [entry.currency] : [])));
  const header = [...HEADER, ...[...currencies].map((currency) => `price_${currency.toLowerCase()}`)];
  const seen = new Map<string, number>();
  const rows = entries.flatMap((entry) => {
    if (!entry) return [];
    const before = seen.get(entry.code);
    seen.set(entry.code, entry.line);
    if (before === undefined) return rowsOf(entry, header);
    faults.push({
      line: entry.line,
      column: entry.tld,
      cell: null,
      sentence: `.${entry.tld} stands in line ${before} already; keep one of them.`,
    });
    return [];
  });
  return { line: 1, header, rows, faults };
}

type Entry = {
  tld: string;
  code: string;
  line: number;
  currency: string;
  attributes: string;
  cancelHours: string;
  prices: Map<string, { text: string; line: number }>;
};

/** One top-level domain, or undefined after naming what is wrong with it. */
function entryOf({ children = [] }: Node, source: Source, faults: Fault[]): Entry | undefined {
  const [key, value] = children;
  if (!key || !value) return undefined;
  const tld = String(key.value).replace(/^\./, '');
  const line = source.lineAt(key.offset);
  const count = faults.length;
  const fault = (node: Node, column: string, sentence: string) =>
    void faults.push({
      line: source.lineAt(node.offset),
      column: plainText(column),
      cell: null,
      sentence: plainText(sentence),
    });
  const ascii = plainText(tld) === tld && domainToASCII(tld);
  if (!ascii) fault(key, tld, `"${tld}" is no top-level domain.`);
  if (value.type !== 'object')
    fault(
      value,
      tld,
      `The prices of .${tld} are an object, such as {"register_price": 10.88, "currency": "USD"}.`,
    );
  const field = (name: string) => findNodeAtLocation(value, [name]);
  for (const twice of repeatedIn(value))
    fault(twice, String(twice.value), `"${twice.value}" stands twice in .${tld}; keep one of them.`);
  const currency = field('currency') ?? source.currency;
  if (typeof currency?.value !== 'string' || !/^[A-Z]{3}$/.test(currency.value))
    fault(
      currency ?? key,
      'currency',
      `Name the currency of .${tld} by the three capital letters of ISO 4217, such as USD.`,
    );
  const prices = pricesOf(tld, field, source, fault);
  const facts = factsOf(tld, field, source, fault);
  if (!ascii || faults.length > count) return undefined;
  const code = ascii.toUpperCase().replaceAll('.', '-');
  const grace = field('delete_grace_period')?.value;
  const cancelHours = typeof grace === 'number' ? `${grace * 24}` : '';
  return { tld, code, line, currency: String(currency?.value), attributes: facts, cancelHours, prices };
}

/** The names that stand a second time in an object: which of the two holds cannot be told. */
function repeatedIn({ children = [] }: Node): Node[] {
  const names = children.flatMap(({ children: [name] = [] }) => name ?? []);
  return names.filter((name, i) => names.findIndex(({ value }) => value === name.value) < i);
}

type Field = (name: string) => Node | undefined;
type Blame = (node: Node, column: string, sentence: string) => void;

/** The prices as written. What is absent or null is not sold. */
function pricesOf(tld: string, field: Field, { text, lineAt }: Source, blame: Blame): Entry['prices'] {
  const prices: Entry['prices'] = new Map();
  for (const [deed] of DEEDS) {
    const name = `${deed}_price`;
    const node = field(name);
    if (!node || node.type === 'null') continue;
    const raw = text.slice(node.offset, node.offset + node.length);
    const written = node.type === 'string' ? String(node.value) : cellNumber(raw);
    if (/^\d{1,10}(\.\d{1,12})?$/.test(written))
      prices.set(deed, { text: written, line: lineAt(node.offset) });
    else
      blame(
        node,
        name,
        `${written} is no price of .${tld}; write it as digits with a point, such as 10.88, and not below zero.`,
      );
  }
  return prices;
}

function factsOf(tld: string, field: Field, { text }: Source, blame: Blame): string {
  return Object.entries(FACTS)
    .flatMap(([name, key]) => {
      const node = field(name);
      if (!node || node.type === 'null' || node.value === '') return [];
      const days = name.endsWith('_period');
      if (days && (!Number.isInteger(node.value) || node.value < 0 || node.value > 365)) {
        const written = text.slice(node.offset, node.offset + node.length);
        blame(node, name, `${written} is no number of days for .${tld}; a period is 0 to 365 days.`);
        return [];
      }
      const value =
        typeof node.value === 'boolean' ? (node.value ? 'yes' : 'no') : plainText(String(node.value));
      return [`${key}=${value.replaceAll(';', ',')}`];
    })
    .join('; ');
}

function rowsOf(entry: Entry, header: readonly string[]): SheetRow[] {
  const { tld, code, attributes, currency, prices } = entry;
  return DEEDS.flatMap(([deed, billing, en, ar]) => {
    const price = prices.get(deed);
    if (!price) return [];
    const column = `price_${currency.toLowerCase()}`;
    const cells: Record<string, string> = {
      ...{ family: 'domains', family_en: 'Domain names', family_ar: 'أسماء النطاقات' },
      ...{
        product: `DOMAIN-${code}`,
        product_en: `Domain name .${tld}`,
        product_ar: `اسم نطاق \u200e.${tld}`,
      },
      ...{ unit: 'domain', needs_domain: 'yes', attributes },
      ...{ offer: `DOMAIN-${code}-${deed.toUpperCase()}`, offer_en: en, offer_ar: ar, billing },
      ...(billing === 'recurring'
        ? { term_months: '12', cycle_months: '12' }
        : { term_months: '0', cycle_months: '0' }),
      maximum_quantity: '1',
      cancel_window_hours: deed === 'register' ? entry.cancelHours : '',
      [column]: price.text,
    };
    const places = { [column]: { line: price.line, column: `${deed}_price` } };
    return [{ line: entry.line, cells: header.map((name) => cells[name] ?? ''), places }];
  });
}

/** The line of each offset, counted from 1, by halving. */
function linesOf(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
