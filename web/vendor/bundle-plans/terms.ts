import { useLingui } from '@lingui/react/macro';
import type { Answer } from '../../api/client.ts';
import { fractionOf, percentOf } from '../../kit/billing/decimals.ts';

type Version = Answer<'/v1/catalog/bundle-plans/{id}'>['versions'][number];
export type Tier = NonNullable<Version['entry_tier']>;

/** The value that stands for a plan that asks for no tier. */
export const ANY_TIER = 'any';

/** A version's terms beside its discounts, as they are typed. */
export type Terms = {
  entry_tier: Tier | typeof ANY_TIER;
  preferences: { prepay: string; postpay: string };
  commitments: { currency: string; monthly_minimum: number | null }[];
};

/** The terms as a form holds them; of no version: none. */
export function termsOf(version: Version | undefined): Terms {
  const rates = version?.preferences ?? [];
  const typed = (preference: 'prepay' | 'postpay') => {
    const rate = rates.find((one) => one.billing_preference === preference)?.rate;
    return rate && /[1-9]/.test(rate) ? percentOf(rate) : '';
  };
  return {
    entry_tier: version?.entry_tier ?? ANY_TIER,
    preferences: { prepay: typed('prepay'), postpay: typed('postpay') },
    commitments: version?.commitments ?? [],
  };
}

/** The other way: what is left empty is left out. */
export function bodyOfTerms({ entry_tier, preferences, commitments }: Terms) {
  return {
    entry_tier: entry_tier === ANY_TIER ? null : entry_tier,
    preferences: (['prepay', 'postpay'] as const).flatMap((billing_preference) => {
      const rate = fractionOf(preferences[billing_preference]);
      return rate === null ? [] : [{ billing_preference, rate }];
    }),
    commitments: commitments.flatMap(({ currency, monthly_minimum }) =>
      monthly_minimum ? [{ currency, monthly_minimum }] : [],
    ),
  };
}

/** What the tiers are called, lowest first. */
export function useTierWords(): Record<Tier, string> {
  const { t } = useLingui();
  return {
    registered: t({ message: 'Registered', context: 'tier' }),
    silver: t`Silver`,
    gold: t`Gold`,
    platinum: t`Platinum`,
  };
}
