import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';

/** Counts of what deals are counted in, with the right form of the word. */
export function useCounts() {
  // Drawn anew when the language changes.
  useLingui();
  return {
    days: (count: number) => plural(count, { one: '# day', other: '# days' }),
    workingDays: (count: number) => plural(count, { one: '# working day', other: '# working days' }),
    months: (count: number) => plural(count, { one: '# month', other: '# months' }),
    times: (count: number) => plural(count, { one: '# time', other: '# times' }),
    deals: (count: number) => plural(count, { one: '# deal', other: '# deals' }),
    toCompare: (count: number) => plural(count, { one: '# to compare', other: '# to compare' }),
    extensionsLeft: (count: number) =>
      plural(count, {
        one: 'You can extend this deal once more.',
        other: 'You can extend this deal # more times.',
      }),
  };
}
