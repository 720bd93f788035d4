import { addMonths } from '../server/base/dates.ts';
import type { Exemption } from '../server/base/exemptions.ts';

/** What is charged beside subscriptions, taxed or not. */
export type FeeHistory = {
  quantity: number;
  unit_price: bigint;
  every_months: number | null;
  starts_on: string;
  exemption: Exemption | null;
};

type FeeLine = { period_from: string; net: bigint; exempt: boolean };

/** The slow, obvious biller of fees: each period once, in the pass before whose cutoff it begins. */
export function feeLines(fee: FeeHistory, cutoff: string): FeeLine[] {
  const lines: FeeLine[] = [];
  for (let k = 0; ; k += 1) {
    const period_from = addMonths(fee.starts_on, k * (fee.every_months ?? 0));
    if (period_from >= cutoff || (k > 0 && fee.every_months === null)) return lines;
    const net = BigInt(fee.quantity) * fee.unit_price;
    lines.push({ period_from, net, exempt: fee.exemption !== null });
  }
}

/** A line of a document as far as its tax goes; `key` orders lines that have the same claim on a spare halala. */
export type TaxedLine = { key: string; net: bigint; exempt: boolean; tax: bigint };

/**
 * The tax of a document's lines by hand: `percent` of what is not exempt, rounded half away from zero once; one halala after the other goes to the
 * line that is furthest below its exact share.
 */
export function taxOf(lines: readonly TaxedLine[], percent: bigint): { tax: bigint; shares: bigint[] } {
  const base = lines.reduce((sum, line) => sum + (line.exempt ? 0n : line.net), 0n);
  const size = base < 0n ? -base : base;
  const levied = (2n * size * percent + 100n) / 200n;
  const tax = base < 0n ? -levied : levied;
  // What a line should bear, in parts of `size`; halalas are given out until the tax is spent.
  const owed = lines.map((line) => (line.exempt ? 0n : line.net * levied));
  const shares = owed.map((parts) => (size === 0n ? 0n : floor(parts, size)));
  const claims = lines
    .map((line, i) => ({ i, key: line.key, left: (owed[i] ?? 0n) - (shares[i] ?? 0n) * size, line }))
    .filter(({ line }) => !line.exempt)
    .sort((a, b) => (a.left === b.left ? (a.key < b.key ? -1 : 1) : a.left > b.left ? -1 : 1));
  for (const { i } of claims) {
    if (shares.reduce((sum, share) => sum + share, 0n) === tax) break;
    shares[i] = (shares[i] ?? 0n) + 1n;
  }
  return { tax, shares };
}

function floor(a: bigint, b: bigint): bigint {
  const cut = a / b;
  return cut * b > a ? cut - 1n : cut;
}
