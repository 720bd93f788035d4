import type { Selectable } from 'kysely';
import type { BillingReplay } from '../../db/types.ts';

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
};

export type Replay = Omit<Selectable<BillingReplay>, 'candidate'> & { candidate: Candidate };

/** Whether there is anything to try: true, or the sentence that says what to choose. */
export function isCandidate({ plan, prices, moves }: Candidate): true | string {
  return (
    plan !== null ||
    prices !== null ||
    moves !== null ||
    'Choose what to try: a version of a plan, other list prices, or resellers on another plan.'
  );
}

export type Reckoned = { was: bigint; would_be: bigint };

/** Sums by currency: what was, what would be, and for how many accounts more or less would come of it. */
export type ReplayTotal = Reckoned & { currency: string; accounts: number; more: number; less: number };

/** The sums of the accounts, by currency. */
export function totalsOf(lines: readonly (Reckoned & { currency: string })[]): ReplayTotal[] {
  const byCurrency = Map.groupBy(lines, ({ currency }) => currency);
  return [...byCurrency]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, of]) => ({
      currency,
      was: of.reduce((sum, { was }) => sum + was, 0n),
      would_be: of.reduce((sum, { would_be }) => sum + would_be, 0n),
      accounts: of.length,
      more: of.filter(({ was, would_be }) => would_be > was).length,
      less: of.filter(({ was, would_be }) => would_be < was).length,
    }));
}
