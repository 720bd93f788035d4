import type { Selectable } from 'kysely';
import type { CatalogBundlePlan, CatalogBundlePlanVersion } from '../../db/types.ts';
import { BILLING_PREFERENCES, DISCOUNT_SCOPES, isRate, type PlanDiscount } from './prices.rules.ts';
import type { Text } from './products.rules.ts';

/** A schedule of discounts that resellers are put on; its versions follow one another by `valid_from`. */
export type BundlePlan = Omit<Selectable<CatalogBundlePlan>, 'name'> & { name: Text };
export type PlanVersion = Selectable<CatalogBundlePlanVersion>;
export type NewVersion = { valid_from: string; discounts: readonly PlanDiscount[] };

function targetKey({ scope, target }: Pick<PlanDiscount, 'scope' | 'target'>): string {
  return `${scope}:${target}`;
}

/** What is wrong with a schedule: the place of the discount and a sentence. `known` holds `family:…` and `product:…` that exist. */
export function scheduleFaults(
  discounts: readonly PlanDiscount[],
  known: ReadonlySet<string>,
): { index: number; detail: string }[] {
  const seen = new Set<string>();
  return discounts.flatMap((discount, index) => {
    const key = `${targetKey(discount)}:${discount.billing_preference}`;
    const detail =
      discountFault(discount, known) ??
      (seen.has(key) ? 'The same scope and preference stands above already.' : undefined);
    seen.add(key);
    return detail ? [{ index, detail }] : [];
  });
}

function discountFault(discount: PlanDiscount, known: ReadonlySet<string>): string | undefined {
  const { scope, target, billing_preference, rate } = discount;
  if (!DISCOUNT_SCOPES.includes(scope)) return `A discount is for: ${DISCOUNT_SCOPES.join(', ')}.`;
  if (!BILLING_PREFERENCES.some((known) => known === billing_preference))
    return 'A discount is for prepay or for postpay.';
  if (!isRate(rate))
    return 'A rate is a fraction such as 0.15 (15 %): at least 0, under 1, at most 6 decimals.';
  if (scope === 'everything') return target === '' ? undefined : 'A discount on everything has no target.';
  return known.has(targetKey(discount)) ? undefined : `There is no ${scope} ${target}.`;
}
