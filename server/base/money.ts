/** An amount in minor units (halalas, cents) of an ISO 4217 currency. */
export type Money = { amount: bigint; currency: string };

// ISO 4217 (2024-06): every active currency whose minor unit is not 2. Intl is not asked: it differs by ICU version.
const DECIMALS: Record<string, number> = {
  BHD: 3,
  BIF: 0,
  CLF: 4,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  UYW: 4,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

/** How many decimals the currency's minor unit has by ISO 4217: 2 for SAR, 3 for KWD, 0 for JPY. */
export function currencyDecimals(currency: string): number {
  return DECIMALS[currency] ?? 2;
}

/** `numerator / denominator` rounded half away from zero: the one rounding rule. Throws on a zero denominator. */
export function roundDiv(numerator: bigint, denominator: bigint): bigint {
  if (denominator < 0n) return roundDiv(-numerator, -denominator);
  const magnitude = numerator < 0n ? -numerator : numerator;
  const quotient = (magnitude * 2n + denominator) / (denominator * 2n);
  return numerator < 0n ? -quotient : quotient;
}

/** An exact decimal: `digits` / 10^`scale`. */
export type Decimal = { digits: bigint; scale: number };

/** Reads `-12.50` exactly. Throws RangeError on anything that is not a plain decimal. */
export function decimal(text: string): Decimal {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) throw new RangeError(`"${text}" is not a decimal number`);
  const fraction = match[3] ?? '';
  const digits = BigInt(`${match[2]}${fraction}`);
  return { digits: match[1] === '-' ? -digits : digits, scale: fraction.length };
}

/** The exact product. */
export function multiply(...factors: Decimal[]): Decimal {
  return factors.reduce((a, b) => ({ digits: a.digits * b.digits, scale: a.scale + b.scale }));
}

/** The exact difference. */
export function subtract(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  const at = (d: Decimal) => d.digits * 10n ** BigInt(scale - d.scale);
  return { digits: at(a) - at(b), scale };
}

/** The decimal written out without trailing zeros: `{150n, 2}` → `1.5`. */
export function decimalText({ digits, scale }: Decimal): string {
  const magnitude = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const whole = magnitude.slice(0, magnitude.length - scale);
  const fraction = magnitude.slice(magnitude.length - scale).replace(/0+$/, '');
  return `${digits < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

/** Whole minor units of an exact decimal number of minor units, times a fraction of days. Rounds once. */
export function roundMinor(value: Decimal, fraction: { numerator: bigint; denominator: bigint }): bigint {
  return roundDiv(value.digits * fraction.numerator, 10n ** BigInt(value.scale) * fraction.denominator);
}

/** `amount` × `rate` (0.15 is 15 %), rounded once. */
export function portion(amount: bigint, rate: string): bigint {
  const { digits, scale } = decimal(rate);
  return roundDiv(amount * digits, 10n ** BigInt(scale));
}

/** Minor units from a text in major units: (`12.5`, SAR) → 1250n. Throws RangeError if it has more decimals than the currency. */
export function minorUnits(text: string, currency: string): bigint {
  const { digits, scale } = decimal(text);
  const decimals = currencyDecimals(currency);
  if (scale <= decimals) return digits * 10n ** BigInt(decimals - scale);
  const excess = 10n ** BigInt(scale - decimals);
  if (digits % excess !== 0n)
    throw new RangeError(`${text} has more than ${decimals} decimals for ${currency}`);
  return digits / excess;
}

/** The amount in major units, with the currency's decimals and no grouping: (1250n, SAR) → `12.50`. */
export function majorUnits({ amount, currency }: Money): string {
  const decimals = currencyDecimals(currency);
  const magnitude = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0');
  const whole = magnitude.slice(0, magnitude.length - decimals);
  const sign = amount < 0n ? '-' : '';
  return decimals ? `${sign}${whole}.${magnitude.slice(-decimals)}` : `${sign}${whole}`;
}

/** For people: (1234567n, SAR) → `SAR 12,345.67`, with Latin digits in every language. */
export function formatMoney(money: Money): string {
  const [whole = '', fraction] = majorUnits(money).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${money.currency} ${fraction ? `${grouped}.${fraction}` : grouped}`;
}

/**
 * Spreads `total` over `weights` in proportion, by largest remainder, so that the parts sum to the whole.
 * Ties go to the earlier part. Weights may be negative only if all are; all zero weights give all to the first.
 */
export function spread(total: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.length === 0) return [];
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) return weights.map((_, i) => (i === 0 ? total : 0n));
  const floors = weights.map((weight) => floorDiv(total * weight, sum));
  const left = Number(total - floors.reduce((a, b) => a + b, 0n));
  const order = weights
    .map((weight, index) => ({ index, remainder: mod(total * weight, sum) }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of order.slice(0, left)) floors[index] = (floors[index] ?? 0n) + 1n;
  return floors;
}

function mod(a: bigint, b: bigint): bigint {
  const m = b < 0n ? -b : b;
  const signed = b < 0n ? -a : a;
  return ((signed % m) + m) % m;
}

function floorDiv(a: bigint, b: bigint): bigint {
  return (a * (b < 0n ? -1n : 1n) - mod(a, b)) / (b < 0n ? -b : b);
}

/** What JSON carries: an integer number of minor units. Throws if it would lose a halala (beyond 2^53). */
export function moneyJson({ amount, currency }: Money): { amount: number; currency: string } {
  if (!Number.isSafeInteger(Number(amount))) throw new RangeError(`${amount} does not fit JSON exactly`);
  return { amount: Number(amount), currency };
}

/** A decimal text as a whole number of its last of `scale` decimals: (`2512.5`, 3) → 2512500n. Throws RangeError on more decimals. */
export function fixed(text: string, scale: number): bigint {
  const point = text.indexOf('.');
  if (point < 0) return BigInt(text) * 10n ** BigInt(scale);
  const fraction = text.slice(point + 1).replace(/0+$/, '');
  if (fraction.length > scale) throw new RangeError(`${text} has more than ${scale} decimals`);
  return BigInt(text.slice(0, point) + fraction.padEnd(scale, '0'));
}

/** The text of a whole number of the last of `scale` decimals, without trailing zeros: (2512500n, 3) → `2512.5`. */
export function fixedText(digits: bigint, scale: number): string {
  return decimalText({ digits, scale });
}
