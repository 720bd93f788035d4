import { useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import type { Option } from '../../ui/Select.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { ScheduleRow } from './schedule.ts';

type Target = Pick<ScheduleRow, 'scope' | 'target'>;

/** What a discount can cover, by name: everything, a family, a product. `options` carry `scope target` as value. */
export function useTargets(): { nameOf: (target: Target) => string; options: Option[] } {
  const { t } = useLingui();
  const { text } = useFormat();
  const families = $api.useQuery('get', '/v1/catalog/families').data?.items ?? [];
  const params = { query: { limit: 200 } };
  const products = $api.useQuery('get', '/v1/catalog/products', { params }).data?.items ?? [];
  const options: Option[] = [
    { value: 'everything ', label: t`Everything` },
    ...families.map(({ id, name }) => ({ value: `family ${id}`, label: text(name), note: t`Family` })),
    ...products.map(({ code, name }) => ({ value: `product ${code}`, label: text(name), note: t`Product` })),
  ];
  const names = new Map(options.map(({ value, label }) => [value, label]));
  return { nameOf: ({ scope, target }) => names.get(`${scope} ${target}`) ?? target, options };
}
