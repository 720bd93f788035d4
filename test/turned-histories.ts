import fc from 'fast-check';
import { addDays, addMonths } from '../server/base/dates.ts';
import type { History } from './daily-biller.ts';
import { FIRST } from './histories.ts';
import { fc_act, type ToldStep, toldSteps } from './mixed-timelines.ts';

/** What an account is told on a day: from `on` it pays so, at its plan's price or at list price. Said twice for one day, the later holds. */
export type Turn = { told_on: string; on: string; preference: 'prepay' | 'postpay'; list: boolean };

/** A subscription of changes, pauses and corrections, on an account that turns. */
export type TurnedHistory = {
  cycle_months: number;
  preference: 'prepay' | 'postpay';
  told: ToldStep[];
  free_until: string | null;
  turns: Turn[];
  /** What is told is charged at once on its day, as it is where no task fails. */
  prompt: boolean;
  /** Days on which it is charged at once beside that. */
  asked: string[];
};

const days = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constantFrom(30, 61, 92, 120, 151, 181));
const turned = fc.record({
  starts: fc.integer({ min: 0, max: 100 }),
  quantity: fc.integer({ min: 1, max: 9 }),
  trial: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }) },
  ),
  acts: fc.array(fc_act, { minLength: 1, maxLength: 5 }),
  preference: fc.constantFrom('prepay' as const, 'postpay' as const),
  turns: fc.uniqueArray(
    fc.record({
      on: days,
      notice: fc.constantFrom(0, 0, 1, 10, 45),
      list: fc.boolean(),
      turns: fc.constantFrom(true, true, true, false),
      withdrawn: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 5 }),
    }),
    { minLength: 1, maxLength: 3, selector: ({ on }) => on },
  ),
  prompt: fc.boolean(),
  asked: fc.array(fc.integer({ min: 0, max: 210 }), { maxLength: 2 }),
});

const OTHER = { prepay: 'postpay', postpay: 'prepay' } as const;

/** So many of them, in cycles of so many months; the same seed makes the same. */
export function sampleTurned(count: number, seed: number, cycle_months: number): TurnedHistory[] {
  return fc.sample(turned, { numRuns: count, seed }).map((one) => {
    const first = addDays(FIRST, one.starts);
    const told = toldSteps(first, { quantity: one.quantity, ahead: true, acts: one.acts });
    let preference: 'prepay' | 'postpay' = one.preference;
    const turns = [...one.turns]
      .sort((a, b) => a.on - b.on)
      .flatMap(({ on, notice, list, withdrawn, ...turn }): Turn[] => {
        const before = preference;
        const day = addDays(FIRST, on);
        const told_on = addDays(FIRST, Math.max(0, on - notice));
        const said = { told_on, on: day, list, preference: turn.turns ? OTHER[before] : before };
        const taken = addDays(FIRST, Math.max(0, on - Math.min(notice, withdrawn ?? 0)));
        if (withdrawn !== null) return [said, { told_on: taken, on: day, list: false, preference: before }];
        preference = said.preference;
        return [said];
      });
    const { prompt } = one;
    const free_until = one.trial ? addDays(first, one.trial) : null;
    const asked = one.asked.map((n) => addDays(FIRST, n)).filter((day) => day >= first);
    return { cycle_months, preference: one.preference, told, free_until, turns, prompt, asked };
  });
}

/** It as a history whose first segment alone is known. */
export function beginningOf({ cycle_months, preference, told, free_until }: TurnedHistory): History {
  const flat = { prices: [], discounts: [], first_price: '1000', first_discount: '0', list_price_from: null };
  const segments = told.slice(0, 1).map(({ starts_on, quantity }) => ({ starts_on, quantity }));
  return { ...flat, cycle_months, preference, segments, free_until };
}

/**
 * The slow, obvious judge of units: how many a day before the last month end should be charged for by now. Held are those of the timeline as it
 * is known in the end. A day that is paid ahead is charged for the most of its cycle so far, since what was said of it last with money back.
 * `runs`: the month ends, each with the day on which it is held.
 */
export function unitsDue(one: TurnedHistory, runs: readonly MonthEnd[]): (day: string) => number {
  const regions = paidAhead(one, runs);
  const told = one.told.filter(({ told_on }) => told_on < (runs.at(-1)?.held_on ?? ''));
  return (day) => {
    const region = regions.find(({ from, to }) => from <= day && day < to);
    if (!region) return heldOn(told, day);
    let most = 0;
    for (let d = region.from; d <= day; d = addDays(d, 1)) {
      const resets = told.some((step) => step.starts_on === d && (step.reason !== null || step.refunds));
      most = Math.max(resets ? 0 : most, heldOn(told, d));
    }
    return most;
  };
}

export type MonthEnd = { cutoff: string; held_on: string };

export function beganOn({ told, free_until }: TurnedHistory): string {
  const first = told[0]?.starts_on ?? '';
  return free_until && free_until > first ? free_until : first;
}

function heldOn(told: readonly ToldStep[], day: string): number {
  const begun = told.filter(({ starts_on }) => starts_on <= day).map(({ starts_on }) => starts_on);
  const start = begun.sort().at(-1);
  return told.filter(({ starts_on }) => starts_on === start).at(-1)?.quantity ?? 0;
}

type Region = { from: string; to: string };

/**
 * The stretches that are paid ahead. A month's cycle is, from the first of its days on which the account pays ahead to its end; also where a month
 * end looked ahead to such a day and the account thought better of it after that.
 */
function paidAhead(one: TurnedHistory, runs: readonly MonthEnd[]): Region[] {
  const first = beganOn(one);
  const regions: Region[] = [];
  const last = addMonths(runs.at(-1)?.cutoff ?? first, 1);
  if (one.cycle_months > 1) {
    for (let k = 0; addMonths(first, k * one.cycle_months) < last; k += 1)
      regions.push({
        from: addMonths(first, k * one.cycle_months),
        to: addMonths(first, (k + 1) * one.cycle_months),
      });
    return regions;
  }
  const take = (day: string, known: readonly Turn[], told: readonly ToldStep[] | null) => {
    if (day < first || paysOn(one, known, day) === 'postpay') return;
    if (regions.some(({ from, to }) => from <= day && day < to)) return;
    const to = cycleEnd(first, day);
    const next = regions
      .map(({ from }) => from)
      .filter((from) => from > day)
      .sort()[0];
    if (told === null || held(told, day, to)) regions.push({ from: day, to: next && next < to ? next : to });
  };
  for (let today = FIRST; today < last; today = addDays(today, 1)) {
    const run = runs.find(({ held_on }) => held_on === today);
    const before = one.turns.filter(({ told_on }) => told_on < today);
    const told = one.told.filter(({ told_on }) => told_on < today);
    if (run) for (let d = run.cutoff; d < addMonths(run.cutoff, 1); d = addDays(d, 1)) take(d, before, told);
    take(
      today,
      one.turns.filter(({ told_on }) => told_on <= today),
      null,
    );
  }
  return regions;
}

function held(told: readonly ToldStep[], from: string, to: string): boolean {
  for (let d = from; d < to; d = addDays(d, 1)) if (heldOn(told, d) > 0) return true;
  return false;
}

function paysOn({ preference }: TurnedHistory, turns: readonly Turn[], day: string): string {
  const on = turns
    .map((turn) => turn.on)
    .filter((from) => from <= day)
    .sort()
    .at(-1);
  return turns.filter((turn) => turn.on === on).at(-1)?.preference ?? preference;
}

function cycleEnd(first: string, day: string): string {
  let k = 1;
  while (addMonths(first, k) <= day) k += 1;
  return addMonths(first, k);
}
