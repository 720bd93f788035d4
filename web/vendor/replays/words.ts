import { useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { type Candidate, usePricesWords } from '../../kit/replays/words.ts';
import { useFormat } from '../../ui/useFormat.ts';

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
