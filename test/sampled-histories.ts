import fc from 'fast-check';
import type { History } from './daily-biller.ts';
import { history } from './histories.ts';
import { withPauses } from './pauses.ts';

/** So many random timelines, some of which pause, on a handful of random catalogues. The same seed makes the same. */
export function sampleHistories(count: number, seed: number): History[] {
  const shelves = fc.sample(history, { numRuns: 5, seed });
  return fc.sample(history, { numRuns: count, seed: seed + 1 }).map(({ segments, list_price_from }, i) => {
    const shelf = shelves[i % shelves.length] as History;
    return withPauses({ ...shelf, segments, list_price_from }, seed + i);
  });
}
