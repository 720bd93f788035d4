import { latinDigits } from '../../base/digits.ts';
import { currencyDecimals, decimal, decimalText } from '../../base/money.ts';
import { type Band, BILLINGS, RATE_MODELS } from '../offers.rules.ts';
import { KINDS, type Relation, SEGMENTS, UNITS, type WorksWith } from '../products.rules.ts';

/** What a cell says, or the sentence that tells what to write instead. */
export type Reading = { value: unknown } | { fault: string };

/** A column of the catalogue's file: of which thing it speaks, which field of it, how a cell is read and how a value is written. */
export type Column = {
  of: 'family' | 'product' | 'offer' | 'price';
  field: string;
  read: (text: string) => Reading;
  write: (value: never) => string;
};

/** What clears a field; an empty cell leaves it as it is. */
const NONE = '-';

const fault = (sentence: string): Reading => ({ fault: sentence });
const value = (read: unknown): Reading => ({ value: read });

const text = (of: Column['of'], field: string, most = 300): Column => ({
  of,
  field,
  read: (cell) => {
    if (cell.length > most) return fault(`This is longer than ${most} letters; shorten it.`);
    return value(cell === NONE ? '' : cell);
  },
  write: (one: string | null) => one ?? '',
});

const code = (of: Column['of'], field: string): Column => ({
  of,
  field,
  read: (cell) =>
    /^[A-Za-z0-9][A-Za-z0-9._-]{1,99}$/.test(cell)
      ? value(cell)
      : fault(`"${cell}" is no code; use letters, digits, dots, dashes and underscores, at least two.`),
  write: (one: string) => one,
});

const oneOf = (of: Column['of'], field: string, known: readonly string[]): Column => ({
  of,
  field,
  read: (cell) =>
    known.includes(cell.toLowerCase())
      ? value(cell.toLowerCase())
      : fault(`"${cell}" is not known here; write one of: ${known.join(', ')}.`),
  write: (one: string) => one,
});

const whole = (of: Column['of'], field: string): Column => ({
  of,
  field,
  read: (cell) => {
    const digits = latinDigits(cell);
    return /^\d{1,9}$/.test(digits)
      ? value(Number.parseInt(digits, 10))
      : fault(`"${cell}" is no whole number; write digits alone, such as 12.`);
  },
  write: (one: number) => one.toString(),
});

const YES = ['yes', 'true', '1', 'y', 'نعم'];
const NO = ['no', 'false', '0', 'n', 'لا'];
const yesNo = (of: Column['of'], field: string): Column => ({
  of,
  field,
  read: (cell) => {
    if (YES.includes(cell.toLowerCase())) return value(true);
    return NO.includes(cell.toLowerCase()) ? value(false) : fault(`"${cell}" is neither; write yes or no.`);
  },
  write: (one: boolean) => (one ? 'yes' : 'no'),
});

/** Cells that list things with semicolons. */
const list = <Item>(
  field: string,
  read: (item: string) => Item | string,
  write: (item: Item) => string,
): Column => ({
  of: 'product',
  field,
  read: (cell) => {
    const items = listed(cell).map(read);
    const wrong = items.find((item) => typeof item === 'string' && item.startsWith('!'));
    return typeof wrong === 'string' ? fault(wrong.slice(1)) : value(items);
  },
  write: (items: readonly Item[]) => items.map(write).join('; '),
});

function listed(cell: string): string[] {
  if (cell === NONE) return [];
  return cell
    .split(/(?<!\\)[;؛]/)
    .map((item) => item.trim())
    .filter(Boolean);
}

/** A separator inside a text is written with a backslash before it. */
function escaped(one: string): string {
  return one.replace(/[\\;؛|]/g, '\\$&');
}

function unescaped(one: string): string {
  return one.trim().replace(/\\([\\;؛|])/g, '$1');
}

const relation = (kind: Relation['kind']): Column => ({
  of: 'product',
  field: kind,
  read: (cell) => {
    const choices = listed(cell).map((choice) => choice.split('|').map((product) => product.trim()));
    const wrong = choices.flat().find((product) => !/^[A-Za-z0-9][A-Za-z0-9._-]{1,99}$/.test(product));
    if (wrong !== undefined)
      return fault(`"${wrong}" is no product's code; write codes, such as GWS-STARTER; ${separators(kind)}.`);
    return value(
      choices.flatMap((products, index) =>
        products.map((product): Relation => ({ kind, product, choice: kind === 'requires' ? index + 1 : 1 })),
      ),
    );
  },
  write: (relations: readonly Relation[]) =>
    [...Map.groupBy(relations, (one) => (kind === 'requires' ? one.choice : one.product)).values()]
      .map((same) => same.map(({ product }) => product).join(' | '))
      .join('; '),
});

function separators(kind: Relation['kind']): string {
  return kind === 'requires' ? 'a semicolon for "and", a bar | for "or"' : 'a semicolon between them';
}

const attributes: Column = {
  of: 'product',
  field: 'attributes',
  read: (cell) => {
    const pairs = listed(cell).map((pair) => pair.split(/=(.*)/s).map(unescaped));
    const wrong = pairs.find(([name, said]) => !name || !said);
    if (wrong) return fault(`"${wrong[0]}" says nothing; write name=value, with a semicolon between pairs.`);
    return value(Object.fromEntries(pairs.map(([name = '', said = '']) => [name, said])));
  },
  write: (one: Record<string, string>) =>
    Object.entries(one)
      .map(([name, said]) => `${name}=${escaped(said)}`)
      .join('; '),
};

const fee: Column = {
  of: 'offer',
  field: 'early_termination_fee_rate',
  read: (cell) => {
    if (cell === NONE) return value(null);
    const digits = latinDigits(cell);
    return /^(0(\.\d{1,6})?|1(\.0{1,6})?)$/.test(digits)
      ? value(decimalText(decimal(digits)))
      : fault(
          `"${cell}" is no fee; write a fraction from 0 to 1, such as 0.5 for half of what is left, or - for a term that cannot end early.`,
        );
  },
  write: (one: string | null) => (one === null ? NONE : decimalText(decimal(one))),
};

const segment = oneOf('product', 'segments', SEGMENTS);

/** Every column but prices, in the order they are written out. */
export const COLUMNS: Readonly<Record<string, Column>> = {
  family: code('product', 'family_id'),
  family_en: text('family', 'en'),
  family_ar: text('family', 'ar'),
  product: code('product', 'code'),
  product_en: text('product', 'name_en'),
  product_ar: text('product', 'name_ar'),
  description_en: text('product', 'description_en', 4000),
  description_ar: text('product', 'description_ar', 4000),
  kind: oneOf('product', 'kind', KINDS),
  unit: oneOf('product', 'unit', UNITS),
  connector: text('product', 'connector', 100),
  needs_domain: yesNo('product', 'needs_domain'),
  works_with: list<WorksWith>(
    'works_with',
    (item) => {
      const [system = '', en = '', ar = ''] = item.split(/(?<!\\)\|/).map(unescaped);
      return { system, note: en || ar ? { en, ar } : null };
    },
    ({ system, note }) => [system, ...(note ? [note.en, note.ar] : [])].map(escaped).join(' | '),
  ),
  countries: list<string>(
    'countries',
    (item) =>
      /^[A-Za-z]{2}$/.test(item)
        ? item.toUpperCase()
        : `!"${item}" is no country; write two letters of ISO 3166, such as SA; AE.`,
    (item) => item,
  ),
  segments: list<string>(
    'segments',
    (item) => {
      const reading = segment.read(item);
      return 'fault' in reading ? `!${reading.fault}` : String(reading.value);
    },
    (item) => item,
  ),
  requires: relation('requires'),
  excludes: relation('excludes'),
  included: relation('included'),
  replaces: relation('replaces'),
  attributes,
  offer: code('offer', 'code'),
  offer_en: text('offer', 'name_en'),
  offer_ar: text('offer', 'name_ar'),
  billing: oneOf('offer', 'billing', BILLINGS),
  term_months: whole('offer', 'term_months'),
  cycle_months: whole('offer', 'cycle_months'),
  rate_model: oneOf('offer', 'rate_model', RATE_MODELS),
  package_size: whole('offer', 'package_size'),
  minimum_quantity: whole('offer', 'minimum_quantity'),
  maximum_quantity: whole('offer', 'maximum_quantity'),
  cancel_window_hours: whole('offer', 'cancel_window_hours'),
  allows_increase: yesNo('offer', 'allows_increase'),
  allows_decrease: yesNo('offer', 'allows_decrease'),
  early_termination_fee_rate: fee,
  renewal_window_days: whole('offer', 'renewal_window_days'),
  trial_days: whole('offer', 'trial_days'),
  withdrawn: yesNo('offer', 'withdrawn'),
};

/** The column of this name, prices and bands by currency among them: `price_sar`, `bands_usd`. */
export function columnOf(name: string): Column | undefined {
  const [, kind, currency] = /^(price|bands)_([a-z]{3})$/.exec(name) ?? [];
  if (!kind || !currency) return Object.hasOwn(COLUMNS, name) ? COLUMNS[name] : undefined;
  return kind === 'price' ? price(currency.toUpperCase()) : bands(currency.toUpperCase());
}

function price(currency: string): Column {
  return {
    of: 'price',
    field: `unit_price ${currency}`,
    read: (cell) => {
      const minor = toMinor(cell, currency);
      return minor === null ? fault(priceSentence(cell)) : value(minor);
    },
    write: (minor: string) => toMajor(minor, currency),
  };
}

function bands(currency: string): Column {
  return {
    of: 'price',
    field: `bands ${currency}`,
    read: (cell) => {
      const read = listed(cell).map((band) => band.split(':').map((side) => side.trim()));
      const made = read.map(([above = '', unit = '']): Band | null => {
        const minor = toMinor(unit, currency);
        return /^\d{1,12}$/.test(above) && minor !== null
          ? { above: Number.parseInt(above, 10), unit_price: minor }
          : null;
      });
      return made.includes(null)
        ? fault(`"${cell}" are no bands; write "above how many: price", such as 100: 0.50; 1000: 0.40.`)
        : value(made);
    },
    write: (all: readonly Band[]) =>
      all.map(({ above, unit_price }) => `${above}: ${toMajor(unit_price, currency)}`).join('; '),
  };
}

function priceSentence(cell: string): string {
  if (/^\s*-\s*[\d٠-٩]/.test(cell)) return `"${cell}" is below zero; a price is zero or more.`;
  return `"${cell}" is no price; write digits with a point, such as 27.00, without separators or a currency.`;
}

/** Minor units, exactly, of a price as people write it: 10.885 of USD → 1088.5. Null for what is no price. */
function toMinor(cell: string, currency: string): string | null {
  const digits = latinDigits(cell).replace('٫', '.');
  if (!/^\d{1,12}(\.\d{1,14})?$/.test(digits)) return null;
  const { digits: all, scale } = decimal(digits);
  const places = scale - currencyDecimals(currency);
  const minor =
    places >= 0 ? { digits: all, scale: places } : { digits: all * 10n ** BigInt(-places), scale: 0 };
  const read = decimalText(minor);
  return /^\d{1,12}(\.\d{1,12})?$/.test(read) ? read : null;
}

/** Major units of minor ones, exactly, with at least the currency's decimals: 1088.5 of USD → 10.885. */
function toMajor(minor: string, currency: string): string {
  const decimals = currencyDecimals(currency);
  const { digits, scale } = decimal(minor);
  const [whole = '0', fraction = ''] = decimalText({ digits, scale: scale + decimals }).split('.');
  return decimals || fraction ? `${whole}.${fraction.padEnd(decimals, '0')}` : whole;
}
