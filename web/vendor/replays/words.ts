import { useLingui } from '@lingui/react/macro';
import { $api, type Answer, type Item } from '../../api/client.ts';
import { useTargetNames } from '../../kit/catalogue/targets.ts';
import type { Tone } from '../../ui/Badge.tsx';
import { useFormat } from '../../ui/useFormat.ts';

export type Replay = Item<'/v1/billing/replays'>;
export type Report = Answer<'/v1/billing/replays/{id}'>;
type Candidate = Replay['candidate'];

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

/** What a replay tries, in a sentence for each part. */
export function useCandidateWords({ plan, prices, moves }: Candidate): string[] {
  const { t } = useLingui();
  const nameOf = usePlanNames();
  const ofPrices = usePricesWords(prices);
  const words: string[] = [];
  if (plan) {
    const name = nameOf(plan.bundle_plan_id);
    const version = plan.version;
    words.push(
      version === null ? t`Other discounts on ${name}` : t`${name}, version ${version}, from the first day`,
    );
  }
  words.push(...ofPrices);
  if (moves) {
    const name = nameOf(moves.bundle_plan_id);
    const count = moves.account_ids.length;
    words.push(t`Resellers moved to ${name}: ${count}`);
  }
  return words;
}

function usePlanNames(): (id: string | null) => string {
  const { t } = useLingui();
  const { text } = useFormat();
  const params = { query: { limit: 200 } };
  const plans = $api.useQuery('get', '/v1/catalog/bundle-plans', { params }).data?.items ?? [];
  return (id) => {
    if (id === null) return t`list price`;
    const plan = plans.find((one) => one.id === id);
    return plan ? text(plan.name) : '…';
  };
}

function usePricesWords(prices: Candidate['prices']): string[] {
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
