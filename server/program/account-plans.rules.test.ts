import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AccountPlan, mayStart, planOn } from './account-plans.rules.ts';

function plan(valid_from: string, revision = 1): AccountPlan {
  const nobody = { reseller_id: 'r', account_id: 'a', seller_id: 's', buyer_id: 'b', decided_by: null };
  return {
    ...nobody,
    valid_from,
    revision,
    bundle_plan_id: `${valid_from}/${revision}`,
    billing_preference: 'postpay',
    recorded_at: '2026-01-01T00:00:00.000Z',
  };
}

describe('the plan on a day', () => {
  const plans = [plan('2026-01-01'), plan('2026-03-01'), plan('2026-03-01', 2), plan('2026-05-01')];
  test.each([
    ['2025-12-31', undefined],
    ['2026-01-01', '2026-01-01/1'],
    ['2026-02-28', '2026-01-01/1'],
    ['2026-03-01', '2026-03-01/2'],
    ['2026-04-30', '2026-03-01/2'],
    ['2027-01-01', '2026-05-01/1'],
  ])('on %s is %s', (day, expected) => {
    expect(planOn(plans, day)?.bundle_plan_id).toBe(expected);
  });

  test('does not depend on the order', () => {
    const shuffled = fc.shuffledSubarray(plans, { minLength: plans.length, maxLength: plans.length });
    fc.assert(fc.property(shuffled, (some) => planOn(some, '2026-03-15')?.bundle_plan_id === '2026-03-01/2'));
  });
});

test.each([
  ['2026-01-15', true],
  ['2026-02-01', true],
  ['2026-01-14', 'A plan starts today (2026-01-15) or later; the past is billed already.'],
])('on 15 January a plan from %s: %s', (validFrom, expected) => {
  expect(mayStart(validFrom, '2026-01-15')).toBe(expected);
});
