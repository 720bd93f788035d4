import type { Exemption } from '../../base/exemptions.ts';
import { roundDiv, spread } from '../../base/money.ts';

/** A stored line of an invoice with what is left of it: what it charged, less what adjustments, refunds and credit notes took already. */
export type CreditableLine = {
  key: LineKey;
  net: bigint;
  tax: bigint;
  left_net: bigint;
  left_tax: bigint;
  exemption: Exemption | null;
};
/** What names a line within its account. */
export type LineKey = { subscription_id: string; component: string; period_from: string; revision: number };

/** What is to be credited: everything that is left, a net amount spread over the lines, or an amount for each of some lines. */
export type CreditWish = {
  net?: bigint | undefined;
  lines?: readonly (LineKey & { net: bigint })[] | undefined;
};

/** What is taken from one line: positive amounts. `exemption`: why it bears no tax; null: taxed. */
export type Credit = { key: LineKey; net: bigint; tax: bigint; exemption: Exemption | null };

/**
 * The credits of a wish, each drawn from a stored line and its stored tax, never more than is left of either or of the invoice
 * (`left`, net). Answers the credits, or the sentence that says what is too much.
 */
export function creditsOf(
  lines: readonly CreditableLine[],
  left: bigint,
  wish: CreditWish,
): Credit[] | string {
  const open = lines.filter((line) => line.left_net > 0n);
  const amounts = wish.lines ? amountsByLine(open, wish.lines) : amountsOfAll(open, left, wish.net);
  if (typeof amounts === 'string') return amounts;
  const total = amounts.reduce((sum, amount) => sum + amount, 0n);
  if (total === 0n) return 'Nothing is left to credit on this invoice.';
  if (total > left) return 'That is more than is left of the invoice.';
  return open.flatMap((line, i) => {
    const net = amounts[i] ?? 0n;
    return net > 0n ? [{ key: line.key, net, tax: taxOf(line, net), exemption: line.exemption }] : [];
  });
}

function amountsOfAll(
  open: readonly CreditableLine[],
  left: bigint,
  net: bigint | undefined,
): bigint[] | string {
  const rests = open.map(({ left_net }) => left_net);
  const all = rests.reduce((sum, rest) => sum + rest, 0n);
  const most = all < left ? all : left;
  if (net !== undefined && net > most) return 'That is more than is left of the invoice.';
  return spread(net ?? most, rests);
}

function amountsByLine(
  open: readonly CreditableLine[],
  wanted: readonly (LineKey & { net: bigint })[],
): bigint[] | string {
  const unknown = wanted.some((wish) => !open.some(({ key }) => sameKey(key, wish)));
  if (unknown) return 'One of these lines is not on the invoice, or nothing is left of it.';
  const amounts = open.map(({ key }) =>
    wanted.filter((wish) => sameKey(key, wish)).reduce((sum, { net }) => sum + net, 0n),
  );
  const over = open.some(({ left_net }, i) => (amounts[i] ?? 0n) > left_net);
  return over ? 'That is more than is left of one of the lines.' : amounts;
}

function sameKey(a: LineKey, b: LineKey): boolean {
  return (
    a.subscription_id === b.subscription_id &&
    a.component === b.component &&
    a.period_from === b.period_from &&
    a.revision === b.revision
  );
}

/** The stored tax that goes with an amount of a line: its share, and all that is left with the last of it. */
function taxOf({ net, tax, left_net, left_tax }: CreditableLine, amount: bigint): bigint {
  if (amount === left_net) return left_tax > 0n ? left_tax : 0n;
  const share = net === 0n ? 0n : roundDiv(tax * amount, net);
  return share < left_tax ? share : left_tax > 0n ? left_tax : 0n;
}
