export type Segment = { seq: number; starts_on: string; quantity: number; paused: boolean };
export type Stretch = { from: string; until: string | null; quantity: number; paused: boolean };

/**
 * A subscription's timeline as stretches of one quantity, oldest first; `until` is half-open, null for the one that
 * lasts. Of two segments with one start the later holds; neighbours of one quantity are one stretch.
 */
export function stretchesOf(segments: readonly Segment[]): Stretch[] {
  const byStart = new Map<string, Segment>();
  for (const segment of segments.toSorted((one, other) => one.seq - other.seq))
    byStart.set(segment.starts_on, segment);
  const held = [...byStart.values()].sort((one, other) => (one.starts_on < other.starts_on ? -1 : 1));
  const changed = held.filter(({ quantity, paused }, index) => {
    const before = held[index - 1];
    return quantity !== before?.quantity || paused !== before.paused;
  });
  return changed.map(({ starts_on, quantity, paused }, index) => ({
    from: starts_on,
    until: changed[index + 1]?.starts_on ?? null,
    quantity,
    paused,
  }));
}
