import { t } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { $api } from '../../api/client.ts';
import type { Option } from '../../ui/Select.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { Rule } from './rows.ts';

/** What rules are called: their kinds, and what they cover by name. */
export function useRuleWords() {
  useLingui(); // Renders anew when the language turns; the words below are the global catalogue's.
  const { text, percent } = useFormat();
  const targets = useTargets();
  const kinds: Record<Rule['kind'], string> = {
    markup_on_cost: t`Markup on your cost`,
    discount_on_list: t`Discount on the list price`,
    fixed: t`Fixed price`,
  };
  const names = new Map(targets.map(({ value, label }) => [value, label]));
  const coverOf = ({ scope, target }: Pick<Rule, 'scope' | 'target'>) =>
    names.get(`${scope} ${target}`) ?? target;
  return { kinds, coverOf, targets, text, percent };
}

/** What a rule can cover: everything, a family, a product, one offer of it. Values are `scope target`. */
function useTargets(): Option[] {
  const { text } = useFormat();
  const families = $api.useQuery('get', '/v1/catalog/families').data?.items ?? [];
  const params = { query: { limit: 200 } };
  const products = $api.useQuery('get', '/v1/catalog/products', { params }).data?.items ?? [];
  return [
    { value: 'everything ', label: t`Everything` },
    ...families.map(({ id, name }) => ({ value: `family ${id}`, label: text(name), note: t`Family` })),
    ...products.map(({ code, name }) => ({ value: `product ${code}`, label: text(name), note: t`Product` })),
    ...products.flatMap(({ name, offers }) =>
      offers.map((offer) => ({
        value: `offer ${offer.code}`,
        label: `${text(name)} – ${text(offer.name)}`,
        note: t`One offer`,
      })),
    ),
  ];
}

/** The reseller's customers as choices, the first two hundred by name. */
export function useCustomers(): { options: Option[]; nameOf: (id: string) => string } {
  const params = { query: { limit: 200, sort: 'name' } };
  const customers = $api.useQuery('get', '/v1/orders/customers', { params }).data?.items ?? [];
  const names = new Map(customers.map(({ id, name }) => [id, name]));
  return {
    options: customers.map(({ id, name }) => ({ value: id, label: name })),
    nameOf: (id) => names.get(id) ?? '…',
  };
}
