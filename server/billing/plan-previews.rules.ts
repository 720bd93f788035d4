import { addMonths, type CivilDate, firstOfMonth, firstOfNextMonth } from '../base/dates.ts';
import type { DescribedLine } from './invoices.sql.ts';

/** A calendar month, half-open. */
export type Month = { from: CivilDate; to: CivilDate };

/** The next month, or the first that is whole on the plan when it begins later than that. */
export function monthToCompare(today: CivilDate, validFrom: CivilDate): Month {
  const next = firstOfNextMonth(today);
  const whole = validFrom === firstOfMonth(validFrom) ? validFrom : firstOfNextMonth(validFrom);
  const from = whole > next ? whole : next;
  return { from, to: addMonths(from, 1) };
}

/** What a subscription, fee or minimum comes to in the month: the sum of its lines, and the last of them. */
export type ComparedSide = { net: bigint; line: DescribedLine };
/** One thing charged, as it is and as it would be; null where it is not charged. */
export type ComparedLine = { now: ComparedSide | null; would_be: ComparedSide | null };

/** The lines whose period begins in the month: others are of earlier months, or paid ahead for later ones. */
export function linesOfMonth(lines: readonly DescribedLine[], { from, to }: Month): DescribedLine[] {
  return lines.filter(({ period_from }) => from <= period_from && period_from < to);
}

/** Both sides of the month, thing by thing, what changes most first. A thing is what it is for, whether paid ahead or after. */
export function compare(now: readonly DescribedLine[], wouldBe: readonly DescribedLine[]): ComparedLine[] {
  const [before, after] = [summed(now), summed(wouldBe)];
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const compared = keys.map((key) => ({ now: before.get(key) ?? null, would_be: after.get(key) ?? null }));
  return compared.sort((a, b) => {
    const difference = distance(b) - distance(a);
    return difference > 0n ? 1 : difference < 0n ? -1 : 0;
  });
}

/** How much more it would be; negative: less. */
export function moreOf({ now, would_be }: ComparedLine): bigint {
  return (would_be?.net ?? 0n) - (now?.net ?? 0n);
}

function distance(line: ComparedLine): bigint {
  const more = moreOf(line);
  return more < 0n ? -more : more;
}

function summed(lines: readonly DescribedLine[]): Map<string, ComparedSide> {
  const sums = new Map<string, ComparedSide>();
  for (const line of lines) {
    const key = keyOf(line);
    sums.set(key, { net: (sums.get(key)?.net ?? 0n) + line.net, line });
  }
  return sums;
}

function keyOf({ subscription_id, offer_id, component, words }: DescribedLine): string {
  const kind = component === 'usage' || component === 'term' ? 'recurring' : component;
  return [subscription_id, offer_id, kind, words?.en].join(' ');
}
