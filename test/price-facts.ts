import fc from 'fast-check';
import type { PlanDiscount, PriceFacts, PromotionFacts } from '../server/catalog/prices/price-facts.rules.ts';

type Known = Omit<Partial<PriceFacts>, 'list'> & { list?: Partial<PriceFacts['list']> };

/** What the price of the product GWS in the family workspace follows from: 27.00 at list, post-pay, and what else is said. */
export function facts({ list, ...known }: Known = {}): PriceFacts {
  return {
    product: { code: 'GWS', family_id: 'workspace' },
    billing_preference: 'postpay',
    list: { unit_price: '2700.000000000000', floor_price: null, valid_from: '2020-01-01', ...list },
    ...{ bundle_plan_id: null, plan: null, discounts: [], special: null, incentive: null, promotions: [] },
    ...known,
  };
}

export const fc_price = fc
  .integer({ min: 0, max: 9_999_999 })
  .map((n) => `${Math.floor(n / 1000)}.${String(n % 1000).padStart(3, '0')}`);
export const fc_rate = fc.integer({ min: 1, max: 900_000 }).map((n) => `0.${String(n).padStart(6, '0')}`);
const fc_band = fc.constantFrom(1, 1, 5, 20, 100);

/** Where a discount or promotion aims; half of the families and products are others. */
const fc_aim = fc
  .constantFrom(
    { scope: 'everything', target: '' },
    { scope: 'family', target: 'workspace' },
    { scope: 'family', target: 'domains' },
    { scope: 'product', target: 'GWS' },
    { scope: 'product', target: 'FIBRE' },
  )
  .map((aim) => aim as Pick<PlanDiscount, 'scope' | 'target'>);

/** Discounts of one version: no two of the same aim, preference and band. */
export const fc_discounts = fc.uniqueArray(
  fc
    .record({
      aim: fc_aim,
      billing_preference: fc.constantFrom('postpay' as const, 'prepay' as const),
      from_quantity: fc_band,
      rate: fc_rate,
    })
    .map(({ aim, ...rest }): PlanDiscount => ({ ...aim, ...rest })),
  {
    maxLength: 6,
    selector: ({ scope, target, billing_preference, from_quantity }) =>
      [scope, target, billing_preference, from_quantity].join(),
  },
);

const fc_promotion = fc
  .record({ aim: fc_aim, from_quantity: fc_band, rate: fc_rate, ofPlan: fc.boolean() })
  .map(
    ({ aim, ofPlan, ...rest }): PromotionFacts => ({
      ...{ ...aim, ...rest, bundle_plan_id: ofPlan ? 'gold' : null },
      ...{ id: null, code: `P-${rest.rate}`, name: null, valid_from: '2026-01-01', valid_to: '2027-01-01' },
    }),
  );

/** The least of two prices. */
function least(a: string, b: string): string {
  const digits = (text: string) => BigInt(text.replace('.', ''));
  return digits(a) < digits(b) ? a : b;
}

const NAMED = { id: null, code: 'X', name: null, valid_from: '2026-01-01', valid_to: '2027-01-01' };

/** Anything that a price can follow from. Floors are at most the price they belong to, as the tables hold. */
export function fc_facts(): fc.Arbitrary<PriceFacts> {
  return fc
    .record({
      prices: fc.tuple(fc_price, fc_price, fc_price, fc_price),
      has: fc.record({
        floor: fc.boolean(),
        special: fc.boolean(),
        plan: fc.boolean(),
        incentive: fc.boolean(),
      }),
      rates: fc.tuple(fc_rate, fc_rate),
      band: fc_band,
      discounts: fc_discounts,
      promotions: fc.array(fc_promotion, { maxLength: 3 }),
      billing_preference: fc.constantFrom('postpay', 'prepay'),
    })
    .map(({ prices: [list, floor, unit, bound], has, rates, band, ...rest }) => ({
      product: { code: 'GWS', family_id: 'workspace' },
      list: {
        unit_price: list,
        floor_price: has.floor ? least(floor, list) : null,
        valid_from: '2020-01-01',
      },
      bundle_plan_id: has.plan ? 'gold' : null,
      plan: has.plan
        ? {
            ...{ id: 'gold', code: 'GOLD', name: { en: 'Gold', ar: 'ذهبي' }, version: 1 },
            ...{ valid_from: '2020-01-01', preference_rate: rates[0] },
          }
        : null,
      special: has.special
        ? {
            ...{ ...NAMED, unit_price: unit, floor_price: least(bound, unit), from_quantity: band },
            ...{ approved_by: null, approved_at: null },
          }
        : null,
      incentive: has.incentive ? { ...NAMED, rate: rates[1] } : null,
      ...rest,
      discounts: has.plan ? rest.discounts : [],
    }));
}
