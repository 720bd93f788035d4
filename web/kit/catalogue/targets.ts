import { useLingui } from '@lingui/react/macro';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { $api } from '../../api/client.ts';
import type { Option } from '../../ui/Select.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { folded } from '../folded.ts';
import { useProductsByCode } from './productsByCode.ts';

/** What a price or a discount covers: everything, a family by its id, a product or one offer by its code. */
export type Target = { scope: 'everything' | 'family' | 'product' | 'offer'; target: string };

/** A target as the value of a field: `scope target`. */
function targetValue({ scope, target }: Target): string {
  return `${scope} ${target}`;
}

/** The other way. A value that is none is everything. */
export function targetOf(value: string): Target {
  const [scope = '', ...words] = value.split(' ');
  const known = (['family', 'product', 'offer'] as const).find((one) => one === scope);
  return known ? { scope: known, target: words.join(' ') } : { scope: 'everything', target: '' };
}

/** What these targets are called; their codes until the catalogue has answered. */
export function useTargetNames(targets: readonly Target[]): (target: Target) => string {
  const { t } = useLingui();
  const { text } = useFormat();
  const families = useFamilies();
  const coded = targets.filter(({ scope }) => scope === 'product' || scope === 'offer');
  const products = useProductsByCode(coded.map(({ target }) => target));
  const names = new Map<string, string>([['everything ', t`Everything`]]);
  for (const { id, name } of families) names.set(`family ${id}`, text(name));
  for (const { code, name, offers } of products) {
    names.set(`product ${code}`, text(name));
    for (const offer of offers) names.set(`offer ${offer.code}`, `${text(name)} – ${text(offer.name)}`);
  }
  return (target) => names.get(targetValue(target)) ?? target.target;
}

function useFamilies() {
  return $api.useQuery('get', '/v1/catalog/families').data?.items ?? [];
}

/**
 * What can be covered and has the typed words: families here, products (and their offers, where those may be covered) by the catalogue's own
 * search, which forgives spelling.
 */
export function useFoundTargets(offers: boolean) {
  const { t } = useLingui();
  const { text } = useFormat();
  const [typed, setTyped] = useState('');
  const families = useFamilies();
  const params = { query: { limit: 20, ...(typed.trim() && { q: typed.trim() }) } };
  const keep = { placeholderData: keepPreviousData };
  const list = $api.useQuery('get', '/v1/catalog/products', { params }, keep);
  const wide: Option[] = [
    { value: 'everything ', label: t`Everything` },
    ...families.map(({ id, name }) => ({ value: `family ${id}`, label: text(name), note: t`Family` })),
  ];
  const has = ({ label }: Option) => folded(String(label)).includes(folded(typed.trim()));
  const products = (list.data?.items ?? []).flatMap((product): Option[] => {
    const name = text(product.name);
    const whole = { value: `product ${product.code}`, label: name, note: `${t`Product`} · ${product.code}` };
    const single = product.offers.map((offer) => ({
      value: `offer ${offer.code}`,
      label: `${name} – ${text(offer.name)}`,
      note: t`One offer`,
    }));
    return offers ? [whole, ...single] : [whole];
  });
  return { options: [...wide.filter(has), ...products], setTyped, searching: list.isFetching };
}
