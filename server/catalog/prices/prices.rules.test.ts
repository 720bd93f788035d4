import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { facts, fc_facts } from '../../../test/price-facts.ts';
import type { PlanDiscount, PromotionFacts } from './price-facts.rules.ts';
import { priceDigits, recompute } from './price-steps.rules.ts';
import {
  bandsOf,
  isPrice,
  isRate,
  lineAmount,
  mayStart,
  netOf,
  priceOf,
  unitPriceOf,
} from './prices.rules.ts';

const discount = (
  scope: PlanDiscount['scope'],
  target: string,
  rate: string,
  more: Partial<PlanDiscount> = {},
): PlanDiscount => ({ scope, target, rate, billing_preference: 'postpay', from_quantity: 1, ...more });

const all = discount('everything', '', '0.1');
const family = discount('family', 'workspace', '0.2');
const own = discount('product', 'GWS', '0.05');

describe('the most specific discount wins', () => {
  const cases: [name: string, discounts: PlanDiscount[], rate: string, price: string][] = [
    ['no plan: list price', [], '0', '2700'],
    ['everything', [all], '0.1', '2430'],
    ['family over everything, whatever the order', [family, all], '0.2', '2160'],
    ['product over family, though it gives less', [own, family, all], '0.05', '2565'],
    ['another family', [discount('family', 'domains', '0.5'), all], '0.1', '2430'],
    ['another product', [discount('product', 'GWS-PLUS', '0.5')], '0', '2700'],
    [
      'another preference',
      [discount('product', 'GWS', '0.5', { billing_preference: 'prepay' }), all],
      '0.1',
      '2430',
    ],
    ['a third: exact, not rounded', [discount('everything', '', '0.333333')], '0.333333', '1800.0009'],
    ['a band not reached', [discount('product', 'GWS', '0.5', { from_quantity: 11 }), all], '0.1', '2430'],
    [
      'the highest band reached',
      [own, discount('product', 'GWS', '0.3', { from_quantity: 10 })],
      '0.3',
      '1890',
    ],
    [
      'a band of a wider scope gives way',
      [own, discount('everything', '', '0.3', { from_quantity: 10 })],
      '0.05',
      '2565',
    ],
  ];
  test.each(cases)('%s', (_, discounts, rate, unit_price) => {
    expect(priceOf(facts({ discounts }), 10)).toMatchObject({
      list_price: '2700',
      discount: rate,
      unit_price,
    });
  });
});

const promotion = (rate: string, more: Partial<PromotionFacts> = {}): PromotionFacts => ({
  id: null,
  code: `P${rate}`,
  name: null,
  valid_from: '2026-01-01',
  valid_to: '2026-07-01',
  ...{ scope: 'everything', target: '', from_quantity: 1, bundle_plan_id: null, rate },
  ...more,
});
const named = { id: null, code: 'SP-1', name: null, valid_from: '2026-01-01', valid_to: '2027-01-01' };
const special = (unit_price: string, floor_price: string, from_quantity = 1) => ({
  ...named,
  ...{ unit_price, floor_price, from_quantity, approved_by: 'Sara', approved_at: null },
});
const plan = (preference_rate: string) => ({
  ...{ id: 'gold', code: 'GOLD', name: { en: 'Gold', ar: 'ذهبي' }, version: 3, valid_from: '2026-01-01' },
  preference_rate,
});

describe('the stacking order', () => {
  const cases: [name: string, known: Parameters<typeof facts>[0], price: string][] = [
    [
      'incentive, plan, preference and promotion compound',
      {
        incentive: { ...named, rate: '0.1' },
        discounts: [all],
        plan: plan('0.05'),
        promotions: [promotion('0.2')],
      },
      '1662.12',
    ],
    ['of two promotions the better one, alone', { promotions: [promotion('0.1'), promotion('0.2')] }, '2160'],
    [
      'a promotion of another plan is none',
      { plan: plan('0'), promotions: [promotion('0.2', { bundle_plan_id: 'silver' })] },
      '2700',
    ],
    [
      'a special price replaces list; the plan comes off it, down to its floor',
      { special: special('2000', '1900'), discounts: [all] },
      '1900',
    ],
    ['and no further than the plan goes', { special: special('2000', '1000'), discounts: [all] }, '1800'],
    ['a special price never makes it dearer', { special: special('2500', '2500'), discounts: [all] }, '2430'],
    ['nor holds below its band', { special: special('2000', '2000', 11) }, '2700'],
    ['the list price’s floor', { list: { floor_price: '2500' }, discounts: [family] }, '2500'],
    [
      'which an approved special price may go under',
      { list: { floor_price: '2500' }, special: special('2000', '2000') },
      '2000',
    ],
  ];
  test.each(cases)('%s', (_, known, unit_price) => {
    expect(priceOf(facts(known), 10).unit_price).toBe(unit_price);
  });

  test('the steps say what was used, what gave way and to what, and what each rests on', () => {
    const known = { special: special('2000', '1900'), discounts: [own, all], plan: plan('0') };
    expect(priceOf(facts(known), 10).steps).toMatchObject([
      { rule: 'list_price', unit_price: '2700', source: { kind: 'list_price', valid_from: '2020-01-01' } },
      { rule: 'special_price', unit_price: '2000', source: { code: 'SP-1', approved_by: 'Sara' } },
      {
        rule: 'plan_discount',
        scope: 'everything',
        applied: false,
        because: 'more_specific',
        unit_price: null,
      },
      {
        rule: 'plan_discount',
        scope: 'product',
        rate: '0.05',
        unit_price: '1900',
        source: { code: 'GOLD', version: 3 },
      },
    ]);
    expect(priceOf(facts({ special: special('2500', '2500'), discounts: [all] }), 1).steps).toMatchObject([
      { rule: 'list_price' },
      { rule: 'special_price', applied: false, because: 'cheaper_without' },
      { rule: 'plan_discount', unit_price: '2430' },
    ]);
    const floored = priceOf(facts({ list: { floor_price: '2600' }, discounts: [all] }), 1).steps;
    expect(floored.at(-1)).toMatchObject({ rule: 'floor', unit_price: '2600' });
  });

  test('bands: the quantities at which the price changes', () => {
    const discounts = [
      all,
      discount('everything', '', '0.1', { from_quantity: 5 }),
      discount('everything', '', '0.2', { from_quantity: 50 }),
    ];
    expect(bandsOf(facts({ discounts }))).toEqual([
      { from_quantity: 1, unit_price: '2430' },
      { from_quantity: 50, unit_price: '2160' },
    ]);
  });
});

describe('on anything that can be', () => {
  const quantity = fc.integer({ min: 1, max: 200 });

  test('an explanation recomputes to the price, and the short way comes to the same', () => {
    fc.assert(
      fc.property(fc_facts(), quantity, (known, many) => {
        const { steps, unit_price } = priceOf(known, many);
        expect(recompute(steps)).toBe(unit_price);
        expect(unitPriceOf(known, many)).toBe(unit_price);
        const days = { quantity: many, days: 17, days_in_period: 31 };
        expect(netOf(known, days)).toBe(lineAmount({ unit_price, ...days }));
      }),
      { numRuns: 500 },
    );
  });

  test('a price never undercuts its floor, nor list, nor is a special price dearer', () => {
    fc.assert(
      fc.property(fc_facts(), quantity, (known, many) => {
        const { unit_price, steps } = priceOf(known, many);
        const price = priceDigits(unit_price);
        const isSpecial = steps.some(({ rule, applied }) => rule === 'special_price' && applied);
        const floor = isSpecial ? known.special?.floor_price : known.list.floor_price;
        expect(price).toBeGreaterThanOrEqual(priceDigits(floor ?? '0'));
        expect(price).toBeLessThanOrEqual(priceDigits(priceOf({ ...known, special: null }, many).unit_price));
        expect(price).toBeLessThanOrEqual(priceDigits(known.list.unit_price));
      }),
      { numRuns: 500 },
    );
  });

  test('the price of a band holds from its quantity until the next', () => {
    fc.assert(
      fc.property(fc_facts(), quantity, (known, many) => {
        const band = bandsOf(known).findLast(({ from_quantity }) => from_quantity <= many);
        expect(band?.unit_price).toBe(unitPriceOf(known, many));
      }),
    );
  });
});

test.each([
  ['2160', 10, 31, 31, 21_600n],
  ['2160', 10, 17, 31, 11_845n],
  ['1', 1, 1, 2, 1n],
  ['0.4', 1, 1, 1, 0n],
  ['0.5', 1, 1, 1, 1n],
  ['1800.0009', 3, 30, 30, 5400n],
  ['0', 100, 31, 31, 0n],
])('%s × %i for %i of %i days is %s', (unit_price, quantity, days, days_in_period, amount) => {
  expect(lineAmount({ unit_price, quantity, days, days_in_period })).toBe(amount);
});

/** A decimal with that many decimals, as text and as the whole number of its last digit. */
const scaled = (max: bigint, decimals: number) =>
  fc.bigInt({ min: 0n, max: (max + 1n) * 10n ** BigInt(decimals) - 1n }).map((digits) => {
    const text = digits.toString().padStart(decimals + 1, '0');
    return { digits, text: `${text.slice(0, -decimals)}.${text.slice(-decimals)}` };
  });

describe('against fractions of whole numbers', () => {
  test('a unit price is list × (1 − rate) to the last digit', () => {
    fc.assert(
      fc.property(scaled(999_999_999n, 12), scaled(0n, 6), (list, rate) => {
        const discounts = [discount('everything', '', rate.text)];
        const { unit_price } = priceOf(facts({ list: { unit_price: list.text }, discounts }), 1);
        const [whole = '', part = ''] = unit_price.split('.');
        expect(BigInt(whole + part.padEnd(18, '0'))).toBe(list.digits * (1_000_000n - rate.digits));
      }),
    );
  });

  test('a line is the nearest whole minor unit, a half upwards', () => {
    const days = fc
      .integer({ min: 1, max: 366 })
      .chain((period) => fc.tuple(fc.integer({ min: 0, max: period }), fc.constant(period)));
    fc.assert(
      fc.property(
        scaled(9_999_999n, 18),
        fc.integer({ min: 0, max: 100_000 }),
        days,
        (price, quantity, [part, whole]) => {
          const amount = lineAmount({ unit_price: price.text, quantity, days: part, days_in_period: whole });
          const exact = price.digits * BigInt(quantity) * BigInt(part);
          const unit = 10n ** 18n * BigInt(whole);
          // amount − ½ ≤ exact ⁄ unit < amount + ½
          expect((2n * amount - 1n) * unit <= 2n * exact && 2n * exact < (2n * amount + 1n) * unit).toBe(
            true,
          );
        },
      ),
    );
  });
});

test.each([
  ['2500', true],
  ['2512.5', true],
  ['0', true],
  ['-1', false],
  ['1e3', false],
  ['', false],
  ['1.0000000000001', false],
  ['1,5', false],
])('a price is %s: %s', (text, is) => {
  expect(isPrice(text)).toBe(is);
});

test.each([
  ['0.15', true],
  ['0', true],
  ['0.999999', true],
  ['1', false],
  ['1.5', false],
  ['0.1234567', false],
  ['-0.1', false],
  ['15', false],
])('a rate is %s: %s', (text, is) => {
  expect(isRate(text)).toBe(is);
});

test('what follows something in force starts after today', () => {
  expect(mayStart('2026-01-15', '2026-01-15', false)).toMatch(/after today/);
  expect(mayStart('2026-01-16', '2026-01-15', false)).toBe(true);
  expect(mayStart('2020-01-01', '2026-01-15', true)).toBe(true);
});
