import { expect, test } from 'vitest';
import { ANY_TIER, bodyOfTerms, termsOf } from './terms.ts';

const version = {
  bundle_plan_id: 'p',
  version: 1,
  valid_from: '2026-01-01',
  recorded_at: '2026-01-01T00:00:00.000Z',
  discounts: [],
  entry_tier: 'gold' as const,
  preferences: [
    { billing_preference: 'prepay' as const, rate: '0.030000' },
    { billing_preference: 'postpay' as const, rate: '0' },
  ],
  commitments: [{ currency: 'SAR', monthly_minimum: 500_000 }],
};

test('a version’s terms are typed over and come back the same', () => {
  const terms = termsOf(version);
  expect(terms).toMatchObject({ entry_tier: 'gold', preferences: { prepay: '3', postpay: '' } });
  expect(bodyOfTerms(terms)).toEqual({
    entry_tier: 'gold',
    preferences: [{ billing_preference: 'prepay', rate: '0.03' }],
    commitments: [{ currency: 'SAR', monthly_minimum: 500_000 }],
  });
});

test('nothing typed is nothing asked', () => {
  const terms = { ...termsOf(undefined), commitments: [{ currency: 'SAR', monthly_minimum: null }] };
  expect(terms.entry_tier).toBe(ANY_TIER);
  expect(bodyOfTerms(terms)).toEqual({ entry_tier: null, preferences: [], commitments: [] });
});
