import { decimalsOf } from '../../format.ts';

/**
 * Exact decimals as the API writes them: unit prices are minor units with as many decimals as they need (`"2512.5"`).
 * They are text here too: nothing passes through a float.
 */

type Exact = { digits: bigint; scale: number };

function read(text: string): Exact {
  const [whole = '0', fraction = ''] = text.split('.');
  return { digits: BigInt(`${whole}${fraction}`), scale: fraction.length };
}

function write({ digits, scale }: Exact): `${number}` {
  const sign = digits < 0n ? '-' : '';
  const bare = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const whole = bare.slice(0, bare.length - scale);
  const fraction = bare.slice(bare.length - scale).replace(/0+$/, '');
  return `${sign}${whole}${scale > 0 && fraction ? `.${fraction}` : ''}` as `${number}`;
}

/** `'2512.5'` halalas → `'25.125'` riyals, exactly. */
export function inMajorUnits(minor: string, currency: string): `${number}` {
  const { digits, scale } = read(minor);
  return write({ digits, scale: scale + decimalsOf(currency) });
}

/** `'25.125'` riyals, as typed (Arabic digits and commas too), → `'2512.5'` halalas; null for what is no price. */
export function inMinorUnits(typed: string, currency: string): string | null {
  const latin = typed.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660)).replace(/٫/g, '.');
  const plain = latin.replace(/[\s,٬]/g, '');
  if (!/^\d{1,12}(\.\d{1,10})?$/.test(plain)) return null;
  const { digits, scale } = read(plain);
  return write({ digits: digits * 10n ** BigInt(decimalsOf(currency)), scale });
}

/** `one − other`. */
export function difference(one: string, other: string): `${number}` {
  const [a, b] = [read(one), read(other)];
  const scale = Math.max(a.scale, b.scale);
  const at = ({ digits, scale: own }: Exact) => digits * 10n ** BigInt(scale - own);
  return write({ digits: at(a) - at(b), scale });
}

/** An exact decimal times a whole number: `timesWhole('2512.5', 3)` → `'7537.5'`. */
export function timesWhole(text: string, factor: number): `${number}` {
  const { digits, scale } = read(text);
  return write({ digits: digits * BigInt(factor), scale });
}

/** Below, at or above zero: −1, 0, 1. */
export function signOf(text: string): number {
  const { digits } = read(text);
  return digits === 0n ? 0 : digits < 0n ? -1 : 1;
}

/** A percentage as typed → the fraction the API takes: `'12.5'` → `'0.125'`; null for none between 0 and 100. */
export function fractionOf(percent: string): string | null {
  const plain = percent.trim().replace('٫', '.');
  if (!/^\d{1,3}(\.\d{1,6})?$/.test(plain)) return null;
  const { digits, scale } = read(plain);
  return digits > 100n * 10n ** BigInt(scale) ? null : write({ digits, scale: scale + 2 });
}

/** The other way: `'0.125'` → `'12.5'`. */
export function percentOf(fraction: string): string {
  const { digits, scale } = read(fraction);
  return write({ digits: digits * 100n, scale });
}
