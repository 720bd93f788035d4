import type { SubscriptionDetail } from './words.ts';

type Segment = Pick<SubscriptionDetail['segments'][number], 'starts_on' | 'quantity' | 'paused'>;

/** A quantity over a half-open range of days; `until` null goes on. `paused`: the service rests, and the quantity is what is charged. */
export type Span = { from: string; until: string | null; quantity: number; paused: boolean };

/**
 * The timeline as it is lived: a quantity holds until the next start; of two with one start the one recorded later does. The end of a
 * subscription (a quantity of zero) closes the last span.
 */
export function spansOf(segments: readonly Segment[]): Span[] {
  const byStart = new Map(segments.map((segment) => [segment.starts_on, segment]));
  const lived = [...byStart].sort(([one], [other]) => (one < other ? -1 : 1));
  return lived
    .map(([from, { quantity, paused }], index) => ({
      from,
      until: lived[index + 1]?.[0] ?? null,
      quantity,
      paused,
    }))
    .filter(({ quantity, paused }) => quantity > 0 || paused);
}

/** A span in a drawing of 100 by 100: where it begins and ends, and how high it stands. */
export type Block = { start: number; end: number; height: number; span: Span };

/** The spans laid out over the time from the first day to `until`, the highest quantity filling the height. */
export function blocksOf(spans: readonly Span[], until: string): Block[] {
  const first = days(spans[0]?.from ?? until);
  const last = Math.max(days(until), days(spans.at(-1)?.from ?? until) + 1, first + 1);
  const top = Math.max(...spans.map(({ quantity }) => quantity), 1);
  const at = (day: number) => ((Math.min(Math.max(day, first), last) - first) / (last - first)) * 100;
  return spans.map((span) => ({
    start: at(days(span.from)),
    end: at(span.until ? days(span.until) : last),
    height: (span.quantity / top) * 100,
    span,
  }));
}

function days(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}
