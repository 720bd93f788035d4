import type { Review, Run } from './words.ts';

/** The run whose month came before this one's and was billed; undefined for the first. `runs` come in any order. */
export function runBefore(runs: readonly Run[], { cutoff }: Pick<Run, 'cutoff'>): Run | undefined {
  const earlier = runs.filter((run) => run.state === 'issued' && run.cutoff < cutoff);
  return earlier.sort((one, other) => (one.cutoff < other.cutoff ? 1 : -1))[0];
}

/** By what share a total has grown, 0.032 for 3.2 % more; null where there is nothing to compare with. */
export function growthOf(
  total: Review['totals'][number]['total'],
  before: Review['totals'] | undefined,
): number | null {
  const same = before?.find((one) => one.total.currency === total.currency);
  if (!same || same.total.amount === 0) return null;
  return (total.amount - same.total.amount) / same.total.amount;
}
