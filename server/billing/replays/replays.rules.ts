import type { Selectable } from 'kysely';
import type { BillingReplay } from '../../../db/types.ts';

/** By how much list prices would move: 0.05 is 5 % more. */
export type PriceChange = { scope: 'everything' | 'family' | 'product'; target: string; rate: string };

type Discount = {
  scope: 'everything' | 'family' | 'product';
  target: string;
  billing_preference: 'prepay' | 'postpay';
  from_quantity: number;
  rate: string;
};
type Preference = { billing_preference: 'prepay' | 'postpay'; rate: string };

/** A rule of a price book, as the catalogue has it. */
type RetailRule = {
  buyer_id: string | null;
  scope: 'everything' | 'family' | 'product' | 'offer';
  target: string;
  kind: 'markup_on_cost' | 'discount_on_list' | 'fixed';
  rate: string | null;
  unit_price: string | null;
  currency: string | null;
};

/** What a replay puts in the place of what is published, for the whole of the month. Null: as it is. */
export type Candidate = {
  /** A version of a bundle plan: one that is to come, or one that is not published. `version`: where it was taken from. */
  plan: {
    bundle_plan_id: string;
    version: number | null;
    discounts: Discount[];
    preferences: Preference[];
  } | null;
  /** List prices by so much more or less, as they will be on a day, or as a catalogue file that is ready says. */
  prices:
    | { kind: 'change'; changes: PriceChange[] }
    | { kind: 'on'; on: string }
    | { kind: 'import'; import_id: string }
    | null;
  /** Resellers' accounts on another plan; null: list price. */
  moves: { bundle_plan_id: string | null; account_ids: string[] } | null;
  /** A version of the reseller's own price book, or rules that are not published. */
  book: { version: number | null; rules: RetailRule[] } | null;
};

export type Replay = Omit<Selectable<BillingReplay>, 'candidate'> & { candidate: Candidate };

/**
 * Whether a seller may try this: the vendor what makes its own prices, a reseller what makes its customers', and list prices, which it knows.
 * What the vendor has not published (plans, moves, files) is not the reseller's to look into. True, or the sentence that says what to choose.
 */
export function canTry(
  { plan, prices, moves, book }: Candidate,
  kind: 'vendor' | 'reseller' | 'customer',
): true | string {
  if (kind === 'vendor') {
    if (book) return 'A price book is a reseller’s own: try a plan, list prices or moves.';
    return (
      plan !== null ||
      prices !== null ||
      moves !== null ||
      'Choose what to try: a version of a plan, other list prices, or resellers on another plan.'
    );
  }
  if (plan || moves || prices?.kind === 'import')
    return 'Plans and catalogue files are the vendor’s own: try your price book, or other list prices.';
  return (
    book !== null ||
    prices !== null ||
    'Choose what to try: your price book with other rules, or other list prices.'
  );
}

export type Reckoned = { was: bigint; would_be: bigint };

/** What an account was and would be billed; `cost`: what its seller would be for it, where the seller is a reseller. `own`: the seller's own account. */
export type ReplaySums = Reckoned & {
  currency: string;
  own: boolean;
  cost: (Reckoned & { currency: string }) | null;
};

/**
 * Sums by currency: what was, what would be, and for how many accounts more or less would come of it. `cost`: what all of it costs the seller;
 * null where some of it is bought in another currency.
 */
export type ReplayTotal = Reckoned & {
  currency: string;
  accounts: number;
  more: number;
  less: number;
  cost: Reckoned | null;
};

/** The sums of the accounts, by currency. */
export function totalsOf(lines: readonly ReplaySums[]): ReplayTotal[] {
  const byCurrency = Map.groupBy(lines, ({ currency }) => currency);
  return [...byCurrency]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, of]) => ({
      ...{ currency, ...summed(of) },
      accounts: of.filter(({ own }) => !own).length,
      more: of.filter(({ was, would_be }) => would_be > was).length,
      less: of.filter(({ was, would_be }) => would_be < was).length,
      cost: costOf(of),
    }));
}

function summed(sums: readonly Reckoned[]): Reckoned {
  return {
    was: sums.reduce((sum, { was }) => sum + was, 0n),
    would_be: sums.reduce((sum, { would_be }) => sum + would_be, 0n),
  };
}

function costOf(lines: readonly ReplaySums[]): Reckoned | null {
  const costs = lines.flatMap(({ cost, currency }) => (cost?.currency === currency ? [cost] : []));
  return costs.length === lines.length ? summed(costs) : null;
}

/** What is left of what is billed once its cost is paid; null where that is unknown or in another currency. */
export function marginOf({ was, would_be, ...sums }: Reckoned & { cost: Reckoned | null }): Reckoned | null {
  const { cost } = sums;
  return cost && { was: was - cost.was, would_be: would_be - cost.would_be };
}
