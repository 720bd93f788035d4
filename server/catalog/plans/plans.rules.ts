import type { Selectable } from 'kysely';
import type {
  CatalogBundlePlan,
  CatalogBundlePlanVersion,
  CatalogPlanCommitment,
} from '../../../db/types.ts';
import {
  BILLING_PREFERENCES,
  type BillingPreference,
  DISCOUNT_SCOPES,
  type PlanDiscount,
} from '../prices/price-facts.rules.ts';
import { isRate } from '../prices/prices.rules.ts';
import type { Text } from '../products.rules.ts';

/** A schedule of discounts that resellers are put on; its versions follow one another by `valid_from`. */
export type BundlePlan = Omit<Selectable<CatalogBundlePlan>, 'name'> & { name: Text };
export type PlanVersion = Selectable<CatalogBundlePlanVersion>;

/** The tiers a reseller can hold, lowest first; a plan's version names the least that may enter it. */
export const TIERS = ['registered', 'silver', 'gold', 'platinum'] as const;
export type Tier = (typeof TIERS)[number];

/** Without a band: from the first unit on. */
export type NewDiscount = Omit<PlanDiscount, 'from_quantity'> & { from_quantity?: number };
/** What the version gives for the way of paying, after its discount. */
export type PlanPreference = { billing_preference: BillingPreference; rate: string };
/** What a reseller on the version commits to buy in a calendar month, before tax, in minor units. */
export type PlanCommitment = Pick<Selectable<CatalogPlanCommitment>, 'currency' | 'monthly_minimum'>;

export type NewVersion = {
  valid_from: string;
  discounts: readonly NewDiscount[];
  preferences?: readonly PlanPreference[];
  commitments?: readonly PlanCommitment[];
  entry_tier?: Tier | null;
};

/** Whether a reseller of this tier may enter a plan that asks for `entry_tier`: true, or why not. */
export function mayEnter(tier: Tier, entry_tier: Tier | null): true | string {
  if (!entry_tier || TIERS.indexOf(tier) >= TIERS.indexOf(entry_tier)) return true;
  return `This plan is for resellers of the tier ${entry_tier} and above; this one is ${tier}.`;
}

function targetKey({ scope, target }: Pick<PlanDiscount, 'scope' | 'target'>): string {
  return `${scope}:${target}`;
}

/** What is wrong with a schedule: the place of the discount and a sentence. `known` holds `family:…` and `product:…` that exist. */
export function scheduleFaults(
  discounts: readonly NewDiscount[],
  known: ReadonlySet<string>,
): { index: number; detail: string }[] {
  const seen = new Set<string>();
  return discounts.flatMap((discount, index) => {
    const key = `${targetKey(discount)}:${discount.billing_preference}:${discount.from_quantity ?? 1}`;
    const detail =
      discountFault(discount, known) ??
      (seen.has(key) ? 'The same scope, preference and band stands above already.' : undefined);
    seen.add(key);
    return detail ? [{ index, detail }] : [];
  });
}

function discountFault(discount: NewDiscount, known: ReadonlySet<string>): string | undefined {
  const { scope, target, billing_preference, rate } = discount;
  if (!DISCOUNT_SCOPES.includes(scope)) return `A discount is for: ${DISCOUNT_SCOPES.join(', ')}.`;
  if (!BILLING_PREFERENCES.some((known) => known === billing_preference))
    return 'A discount is for prepay or for postpay.';
  if (!isRate(rate))
    return 'A rate is a fraction such as 0.15 (15 %): at least 0, under 1, at most 6 decimals.';
  if ((discount.from_quantity ?? 1) < 1) return 'A band begins with 1 unit or more.';
  if (scope === 'everything') return target === '' ? undefined : 'A discount on everything has no target.';
  return known.has(targetKey(discount)) ? undefined : `There is no ${scope} ${target}.`;
}
