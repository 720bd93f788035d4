import { useLingui } from '@lingui/react/macro';
import type { Answer, Item } from '../../api/client.ts';
import type { Tone } from '../../ui/Badge.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { useTargetNames } from '../catalogue/targets.ts';

export type Replay = Item<'/v1/billing/replays'>;
export type Report = Answer<'/v1/billing/replays/{id}'>;
export type Candidate = Replay['candidate'];

export const replayTones: Record<Replay['state'], Tone> = { working: 'info', done: 'good', failed: 'bad' };

/** What the states of a replay are called. */
export function useReplayWords() {
  const { t } = useLingui();
  return {
    states: { working: t`Running`, done: t`Ready`, failed: t`Failed` } satisfies Record<
      Replay['state'],
      string
    >,
  };
}

/** Other list prices, in a sentence for each change. */
export function usePricesWords(prices: Candidate['prices']): string[] {
  const { t } = useLingui();
  const { date, percent } = useFormat();
  const changes = prices?.kind === 'change' ? prices.changes : [];
  const nameOf = useTargetNames(changes);
  if (prices?.kind === 'on') {
    const day = date(prices.on);
    return [t`List prices as of ${day}`];
  }
  if (prices?.kind === 'import') return [t`List prices of a catalogue file`];
  return changes.map((change) => {
    const what = nameOf(change);
    const size = percent(Number(change.rate.replace('-', '')));
    return change.rate.startsWith('-')
      ? t`List prices lower by ${size}: ${what}`
      : t`List prices higher by ${size}: ${what}`;
  });
}
