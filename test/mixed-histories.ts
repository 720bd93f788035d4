import fc from 'fast-check';
import { addDays, addMonths } from '../server/base/dates.ts';
import type { CorrectedHistory } from './correcting-biller.ts';
import type { History } from './daily-biller.ts';
import { FIRST, history } from './histories.ts';
import { fc_act, type ToldStep, toldSteps } from './mixed-timelines.ts';

/** A subscription whose life mixes changes, pauses and corrections, perhaps after a trial; and what else its account lives through. */
export type MixedHistory = CorrectedHistory & {
  told: ToldStep[];
  /** The monthly minimum that the account has promised, in minor units. */
  minimum: bigint | null;
  /** Up to this day, not with it, a certificate frees the account from tax. */
  certified_to: string | null;
  /** After so many passes so much of a thousand of what is left of some line is credited by hand. */
  credits: { pass: number; nth: number; permille: number }[];
};

const life = fc.record({
  starts: fc.integer({ min: 0, max: 120 }),
  quantity: fc.integer({ min: 1, max: 300 }),
  trial: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 })),
  acts: fc.array(fc_act, { minLength: 1, maxLength: 6 }),
  minimum: fc.option(fc.bigInt({ min: 1n, max: 3_000_000n }), { nil: null }),
  certified: fc.option(fc.integer({ min: 20, max: 210 }), { nil: null }),
  credits: fc.array(
    fc.record({
      pass: fc.integer({ min: 0, max: 6 }),
      nth: fc.nat({ max: 20 }),
      permille: fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.constant(1000)),
    }),
    { maxLength: 3 },
  ),
});

/** Which passes there are: each is held so many days after its cutoff (`lag`), and knows what was told before its day. */
export type Passes = { cutoffs: readonly string[]; lag: number };

/** So many of them on a handful of random catalogues; the same seed makes the same. Yearly cycles begin so long ago that they renew between the passes. */
export function sampleMixed(count: number, seed: number, passes: Passes): MixedHistory[] {
  const shelves = fc.sample(history, { numRuns: 8, seed });
  return fc.sample(life, { numRuns: count, seed: seed + 1 }).map((one, i) => {
    const shelf = shelves[i % shelves.length] as History;
    const yearly = shelf.cycle_months > 1;
    const first = addDays(addMonths(FIRST, yearly ? -10 : 0), one.starts);
    const ahead = yearly || shelf.preference === 'prepay';
    const told = toldSteps(first, {
      quantity: one.quantity,
      ahead,
      acts: yearly ? slower(one.acts) : one.acts,
    });
    return {
      ...mixed(shelf, told, passes),
      free_until: one.trial ? addDays(first, one.trial) : null,
      minimum: one.minimum,
      certified_to: one.certified === null ? null : addDays(FIRST, one.certified),
      credits: one.credits,
    };
  });
}

/** The history of what is told of one timeline on a catalogue, and of nothing else. */
export function mixed(shelf: History, told: ToldStep[], { cutoffs, lag }: Passes): MixedHistory {
  const knownAt = ({ told_on }: ToldStep) =>
    cutoffs.find((cutoff) => told_on < addDays(cutoff, lag)) ?? '9999-12-31';
  const [begins, ...later] = told;
  return {
    ...shelf,
    ...{ told, minimum: null, certified_to: null, credits: [] },
    segments: begins ? [{ starts_on: begins.starts_on, quantity: begins.quantity }] : [],
    corrections: later.map((step) => ({
      before: knownAt(step),
      starts_on: step.starts_on,
      quantity: step.quantity,
      plain: step.reason === null && !step.refunds,
    })),
  };
}

/** A yearly life's acts lie further apart, up to its renewal and over it. */
function slower<A extends { wait: number }>(acts: readonly A[]): A[] {
  return acts.map((act) => ({ ...act, wait: act.wait * 4 }));
}
