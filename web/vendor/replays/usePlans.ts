import { $api } from '../../api/client.ts';
import type { Option } from '../../ui/Select.tsx';
import { useFormat } from '../../ui/useFormat.ts';

/** The plans of the program as choices. */
export function usePlans(): { options: Option[] } {
  const { text } = useFormat();
  const params = { query: { limit: 200 } };
  const plans = $api.useSuspenseQuery('get', '/v1/catalog/bundle-plans', { params }).data.items;
  return { options: plans.map(({ id, name }) => ({ value: id, label: text(name) })) };
}
