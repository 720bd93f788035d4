import { useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { useCan } from '../session.ts';

export type PriceStep = components['schemas']['PriceStep'];

/** A price as the API explains it. */
export type Explained = {
  currency: string;
  unit_price: string;
  steps: readonly PriceStep[];
  bands?: readonly { from_quantity: number; unit_price: string }[];
};

/** Keeps a name's own direction within a sentence of the other: the isolates that `<bdi>` stands for, where only text can stand. */
const isolated = (name: string) => `\u2068${name}\u2069`;

/** The families of products; an empty list while they are on their way. */
export function useFamilies() {
  // A customer's own people read no catalogue, and their prices name no family.
  const enabled = useCan('catalogue.read') === true;
  const options = { staleTime: 3_600_000, enabled };
  return $api.useQuery('get', '/v1/catalog/families', {}, options).data?.items ?? [];
}

/** What a step does, in a few words. `product` is what is priced. */
export function useStepName(product: string): (step: PriceStep) => string {
  const { t } = useLingui();
  const { percent, text } = useFormat();
  const families = useFamilies();
  const fixedNames: Record<string, string> = { price_book: t`Price asked`, quote: t`Price as quoted` };
  return (step) => {
    const rate = percent(step.rate.replace('-', ''));
    const family = families.find(({ id }) => id === step.target);
    const target = family ? text(family.name) : step.target;
    const aim = isolated(step.scope === 'family' ? target : product);
    const off = step.scope === 'everything' ? t`${rate} off everything` : t`${rate} off ${aim}`;
    const names: Record<PriceStep['rule'], string> = {
      list_price: t`List price`,
      special_price: t`Special price`,
      deal_incentive: t`${rate} for the registered deal`,
      plan_discount: off,
      preference: t`${rate} for the way of paying`,
      promotion: t`${rate} promotion`,
      cost: t`What it costs you`,
      markup: t`${rate} on top`,
      book_discount: off,
      fixed_price: fixedNames[step.source?.kind ?? ''] ?? t`Price as agreed`,
      floor: t`Raised to the floor`,
    };
    return names[step.rule];
  };
}

/** What a step rests on: the plan's version, the promotion's days, the approval; nothing where there is no more to say. */
export function useRests(): (step: PriceStep) => string | undefined {
  const { t } = useLingui();
  const { date, text, number } = useFormat();
  return ({ source, from_quantity }) => {
    if (!source) return undefined;
    const { kind, code, name, version, valid_from, valid_to, approved_by } = source;
    const book = kind === 'price_book' && version ? t`Your price book` : '';
    const called = name || code ? isolated(name ? text(name) : (code ?? '')) : book;
    const approver = approved_by && isolated(approved_by);
    const [from, until] = [valid_from && date(valid_from), valid_to && date(valid_to)];
    const least = number(from_quantity);
    const facts = [
      called && version ? t`${called}, version ${version}` : called,
      from_quantity > 1 && t`from ${least} units`,
      from && until ? t`${from} until ${until}` : from && t`since ${from}`,
      approver && t`approved by ${approver}`,
    ];
    return facts.filter(Boolean).join(' · ') || undefined;
  };
}

/** Why a step gave way. */
export function useGaveWay(): Record<NonNullable<PriceStep['because']>, string> {
  const { t } = useLingui();
  return {
    more_specific: t`Gives way to a more specific discount`,
    higher_band: t`Gives way to the discount for a higher quantity`,
    better_promotion: t`Gives way to a better promotion`,
    cheaper_without: t`Gives way: without it you pay less`,
  };
}
