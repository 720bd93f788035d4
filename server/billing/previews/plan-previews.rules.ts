import { addMonths, type CivilDate, firstOfMonth, firstOfNextMonth } from '../../base/dates.ts';

/** A calendar month, half-open. */
export type Month = { from: CivilDate; to: CivilDate };

/** The next month, or the first that is whole on the plan when it begins later than that. */
export function monthToCompare(today: CivilDate, validFrom: CivilDate): Month {
  const next = firstOfNextMonth(today);
  const whole = validFrom === firstOfMonth(validFrom) ? validFrom : firstOfNextMonth(validFrom);
  const from = whole > next ? whole : next;
  return { from, to: addMonths(from, 1) };
}

/** What of a line says to what it belongs, and when. */
export type MonthLine = {
  subscription_id: string;
  offer_id: string | null;
  component: string;
  words: { en: string } | null;
  period_from: string;
  net: bigint;
};

/** What a subscription, fee or minimum comes to in the month: the sum of its lines, and the last of them. */
export type ComparedSide<Line extends MonthLine> = { net: bigint; line: Line };
/** One thing charged, as it is and as it would be; null where it is not charged. */
export type ComparedLine<Line extends MonthLine> = {
  now: ComparedSide<Line> | null;
  would_be: ComparedSide<Line> | null;
};

/** The lines whose period begins in the month: others are of earlier months, or paid ahead for later ones. */
export function linesOfMonth<Line extends MonthLine>(lines: readonly Line[], { from, to }: Month): Line[] {
  return lines.filter(({ period_from }) => from <= period_from && period_from < to);
}

/** Both sides of the month, thing by thing, what changes most first. A thing is what it is for, whether paid ahead or after. */
export function compare<Line extends MonthLine>(
  now: readonly Line[],
  wouldBe: readonly Line[],
): ComparedLine<Line>[] {
  const [before, after] = [summed(now), summed(wouldBe)];
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const compared = keys.map((key) => ({ now: before.get(key) ?? null, would_be: after.get(key) ?? null }));
  return compared.sort((a, b) => {
    const difference = distance(b) - distance(a);
    return difference > 0n ? 1 : difference < 0n ? -1 : 0;
  });
}

/** How much more it would be; negative: less. */
export function moreOf({ now, would_be }: ComparedLine<MonthLine>): bigint {
  return (would_be?.net ?? 0n) - (now?.net ?? 0n);
}

function distance(line: ComparedLine<MonthLine>): bigint {
  const more = moreOf(line);
  return more < 0n ? -more : more;
}

function summed<Line extends MonthLine>(lines: readonly Line[]): Map<string, ComparedSide<Line>> {
  const sums = new Map<string, ComparedSide<Line>>();
  for (const line of lines) {
    const key = keyOf(line);
    sums.set(key, { net: (sums.get(key)?.net ?? 0n) + line.net, line });
  }
  return sums;
}

function keyOf({ subscription_id, offer_id, component, words }: MonthLine): string {
  const kind = component === 'usage' || component === 'term' ? 'recurring' : component;
  return [subscription_id, offer_id, kind, words?.en].join(' ');
}
