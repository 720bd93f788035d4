import type { Selectable } from 'kysely';
import type { CatalogPromotion } from '../../../db/types.ts';
import type { CivilDate } from '../../base/dates.ts';
import { DISCOUNT_SCOPES, type DiscountScope } from '../prices/price-facts.rules.ts';
import { isRate } from '../prices/prices.rules.ts';
import type { Text } from '../products.rules.ts';

/** A discount for a while. `valid_to` is the first day without it. `bundle_plan_id`: for accounts on that plan alone. */
export type Promotion = Omit<Selectable<CatalogPromotion>, 'name' | 'scope'> & {
  name: Text;
  scope: DiscountScope;
};

export type NewPromotion = Omit<Promotion, 'id' | 'recorded_at'>;

/** Why the promotion cannot be, as field and sentence; undefined when it can. `known` holds `family:…` and `product:…` that exist. */
export function promotionFault(
  { scope, target, rate, valid_from, valid_to }: NewPromotion,
  known: ReadonlySet<string>,
  today: CivilDate,
): [field: string, sentence: string] | undefined {
  if (!DISCOUNT_SCOPES.includes(scope))
    return ['scope', `A promotion is for: ${DISCOUNT_SCOPES.join(', ')}.`];
  if (scope === 'everything' ? target !== '' : !known.has(`${scope}:${target}`))
    return [
      'target',
      scope === 'everything' ? 'One for everything has no target.' : `There is no ${scope} ${target}.`,
    ];
  if (!isRate(rate) || !/[1-9]/.test(rate))
    return ['rate', 'A rate is a fraction such as 0.15 (15 %), over 0.'];
  if (valid_from <= today)
    return ['valid_from', `It must start after today (${today}): what holds up to now is not changed.`];
  if (valid_to <= valid_from) return ['valid_to', 'It must end after it starts.'];
  return undefined;
}

/** Whether the promotion may end on that day: not for days that have been, and only earlier than planned. */
export function mayEnd(promotion: Promotion, on: CivilDate, today: CivilDate): true | string {
  if (on <= today) return `It can end after today (${today}): what holds up to now is not changed.`;
  if (on >= promotion.valid_to) return `It ends on ${promotion.valid_to} anyway.`;
  return on > promotion.valid_from || `It starts on ${promotion.valid_from}; it must end after that.`;
}
