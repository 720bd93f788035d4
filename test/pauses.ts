import fc from 'fast-check';
import { addDays } from '../server/base/dates.ts';
import { correctingBiller } from './correcting-biller.ts';
import { type BilledLine, dailyBiller, type History, quantityOn } from './daily-biller.ts';

/** What a pause writes into a timeline: nothing is charged from it on, and what was charged ahead is given back. */
type PausedStep = { starts_on: string; quantity: number; paused: boolean; refunds: boolean };

/** The history with a pause or two in it; three in five with none. */
export function withPauses(one: History, seed: number): History {
  const lengths = fc.sample(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 70 })), {
    numRuns: [1, 0, 2, 0, 0][seed % 5] ?? 0,
    seed,
  });
  const first = [...one.segments].map(({ starts_on }) => starts_on).sort()[0] ?? '';
  let from = first;
  const pauses = lengths.map(([wait, days]) => {
    const pause = { from: addDays(from, wait), to: addDays(from, wait + days) };
    from = addDays(pause.to, 1);
    return pause;
  });
  // While it rests its quantity cannot change, and what has ended cannot rest.
  const segments = one.segments.filter(
    ({ starts_on }) => !pauses.some((pause) => pause.from < starts_on && starts_on <= pause.to),
  );
  return {
    ...one,
    segments,
    pauses: pauses.filter((pause) => quantityOn({ ...one, segments }, pause.from) > 0),
  };
}

/** What the pauses append to the timeline. */
export function pausedSteps(one: History): PausedStep[] {
  return (one.pauses ?? []).flatMap(({ from, to }) => [
    { starts_on: from, quantity: 0, paused: true, refunds: true },
    { starts_on: to, quantity: quantityOn(one, from), paused: false, refunds: false },
  ]);
}

/** The slow biller of a history that may pause, at these passes. */
export function pausingBiller(one: History, passes: { cutoff: string; horizon: string }[]): BilledLine[] {
  const last = passes.at(-1);
  if (!last) return [];
  if (!one.pauses?.length) return dailyBiller(one, last.cutoff, last.horizon);
  const corrections = pausedSteps(one).map(({ starts_on, quantity }) => ({
    before: '',
    starts_on,
    quantity,
  }));
  return correctingBiller({ ...one, corrections }, passes);
}
