import type { Selectable } from 'kysely';
import type { DealsSpecialPrice, DealsSpecialPriceLine, DealsSpecialPriceMove } from '../../../db/types.ts';
import { type Decimal, decimal, multiply, roundDiv, subtract } from '../../base/money.ts';
import type { Moves } from '../../base/states.ts';

/** A reseller's request for a special price for one of its branch's customers, and what became of it. */
export type SpecialPrice = Selectable<DealsSpecialPrice>;
export type SpecialPriceLine = Selectable<DealsSpecialPriceLine>;
export type SpecialPriceMove = Selectable<DealsSpecialPriceMove>;

export const SPECIAL_PRICE_STATES = [
  'requested',
  'returned',
  'in_approval',
  'approved',
  'declined',
  'withdrawn',
  'expired',
] as const;
export type SpecialPriceState = (typeof SPECIAL_PRICE_STATES)[number];

/** A step in a request's history: its beginning, or a move. */
export type SpecialPriceStep =
  | 'request'
  | 'endorse'
  | 'return'
  | 'answer'
  | 'agree'
  | 'approve'
  | 'decline'
  | 'withdraw'
  | 'reopen'
  | 'expire';

/** `endorse` is the channel supervisor's, `agree` a level's with more to come, `approve` the last one's; `reopen` and `expire` nobody's alone. */
export const SPECIAL_PRICE_MOVES: Moves<SpecialPriceState> = {
  requested: { endorse: 'in_approval', return: 'returned', decline: 'declined', withdraw: 'withdrawn' },
  returned: { answer: 'requested', withdraw: 'withdrawn' },
  in_approval: {
    agree: 'in_approval',
    approve: 'approved',
    return: 'returned',
    decline: 'declined',
    withdraw: 'withdrawn',
  },
  approved: { reopen: 'requested', expire: 'expired' },
  declined: {},
  withdrawn: {},
  expired: {},
};

/** Moves whose words are the vendor's alone. */
export const INTERNAL_MOVES: readonly string[] = ['endorse', 'agree'];

/** A line as it is asked for: the price of one unit and cycle, in minor units, for so many up to so many. */
export type WantedSpecialLine = {
  offer_id: string;
  from_quantity: number;
  to_quantity: number;
  wished_price: string;
};

/** What a level agrees to for one line. The floor is what plan and promotions may bring it down to; never under it. */
export type AgreedLine = {
  line: number;
  unit_price: string;
  floor_price: string;
  from_quantity: number;
  to_quantity: number;
};

/** All that an approval binds: prices with floors and bands, and the half-open days they hold. */
export type Terms = { lines: AgreedLine[]; valid_from: string; valid_to: string };

/** A line with what its offer costs the vendor, if that is known, and how often a year it is paid. */
export type WeighedLine = Pick<SpecialPriceLine, 'list_price' | 'wished_price' | 'to_quantity'> & {
  unit_cost: string | null;
  cycles_a_year: number;
};

/** What the levels' conditions are held against: fractions of six decimals; value in minor units a year. */
export type Weight = { discount: string; value: bigint; margin: string | null };

const MILLION = 1_000_000n;

/** How heavy a request is: its deepest discount on list, what a year of it is worth at the most it covers, and the vendor's margin on that. */
export function weigh(lines: readonly WeighedLine[]): Weight {
  const discounts = lines.map(({ list_price, wished_price }) => fractionUnder(list_price, wished_price));
  const yearly = (price: string, { to_quantity, cycles_a_year }: WeighedLine) =>
    minor(multiply(decimal(price), whole(to_quantity), whole(cycles_a_year)));
  const value = lines.reduce((sum, line) => sum + yearly(line.wished_price, line), 0n);
  const isKnown = lines.every(({ unit_cost }) => unit_cost !== null);
  const cost = lines.reduce((sum, line) => sum + yearly(line.unit_cost ?? '0', line), 0n);
  const margin = isKnown && value > 0n ? sixths(roundDiv((value - cost) * MILLION, value)) : null;
  return { discount: sixths(discounts.reduce((a, b) => (a > b ? a : b), 0n)), value, margin };
}

/** The vendor's margin on one line, a fraction; null where the cost is not known or nothing is paid. */
export function marginOf(price: string, cost: string | null): string | null {
  const { digits } = decimal(price);
  if (cost === null || digits === 0n) return null;
  const left = subtract(decimal(price), decimal(cost));
  return sixths(ratio(left, decimal(price)));
}

function fractionUnder(list: string, price: string): bigint {
  if (decimal(list).digits === 0n) return 0n;
  const rate = ratio(subtract(decimal(list), decimal(price)), decimal(list));
  return rate > 0n ? rate : 0n;
}

/** a ÷ b in millionths. */
function ratio(a: Decimal, b: Decimal): bigint {
  const scale = Math.max(a.scale, b.scale);
  const at = (one: Decimal) => one.digits * 10n ** BigInt(scale - one.scale);
  return roundDiv(at(a) * MILLION, at(b));
}

function whole(count: number): Decimal {
  return { digits: BigInt(count), scale: 0 };
}

function minor({ digits, scale }: Decimal): bigint {
  return roundDiv(digits, 10n ** BigInt(scale));
}

/** Millionths as a fraction: 150000n → "0.15". */
function sixths(millionths: bigint): string {
  const sign = millionths < 0n ? '-' : '';
  const digits = (millionths < 0n ? -millionths : millionths).toString().padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0+$/, '');
  return `${sign}${digits.slice(0, -6)}${fraction ? `.${fraction}` : ''}`;
}

/** Whether a decimal is over another. */
export function isOver(a: string, b: string): boolean {
  return subtract(decimal(a), decimal(b)).digits > 0n;
}

/** What is wrong with the terms a level would agree to: the line and a sentence. Nobody goes under what the levels before agreed to. */
export function termsFault(
  terms: Terms,
  lines: readonly SpecialPriceLine[],
  before: Terms | null,
): string | undefined {
  if (terms.valid_to <= terms.valid_from) return 'The price must end after it starts.';
  for (const { line } of lines) {
    const agreed = terms.lines.find((one) => one.line === line);
    if (!agreed) return `Say at which price line ${line} is agreed.`;
    if (isOver(agreed.floor_price, agreed.unit_price)) return 'The floor is at most the price itself.';
    if (agreed.from_quantity > agreed.to_quantity) return 'The least quantity is up to the most.';
    const earlier = before?.lines.find((one) => one.line === line);
    if (earlier && isOver(earlier.floor_price, agreed.floor_price))
      return `The level before agreed to no less than ${earlier.floor_price} on line ${line}; return the request to go lower.`;
  }
  return undefined;
}

/** What a level agrees to when it says nothing of its own: what the one before did, or the wish. */
export function termsWished(
  { valid_from, valid_to }: Pick<SpecialPrice, 'valid_from' | 'valid_to'>,
  lines: readonly SpecialPriceLine[],
): Terms {
  const agreed = lines.map(({ line, wished_price, from_quantity, to_quantity }) => ({
    ...{ line, from_quantity, to_quantity },
    ...{ unit_price: wished_price, floor_price: wished_price },
  }));
  return { lines: agreed, valid_from, valid_to };
}
