import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPrice, isRate, lineAmount, mayStart, type PlanDiscount, priceOf } from './prices.rules.ts';

const product = { id: 'p', code: 'GWS', family_id: 'workspace' };
const discount = (
  scope: PlanDiscount['scope'],
  target: string,
  rate: string,
  billing_preference: PlanDiscount['billing_preference'] = 'postpay',
): PlanDiscount => ({ scope, target, rate, billing_preference });

describe('the most specific discount wins', () => {
  const all = discount('everything', '', '0.1');
  const family = discount('family', 'workspace', '0.2');
  const own = discount('product', 'GWS', '0.05');
  const cases: [name: string, discounts: PlanDiscount[], rate: string, price: string][] = [
    ['no plan: list price', [], '0', '2700'],
    ['everything', [all], '0.1', '2430'],
    ['family over everything, whatever the order', [family, all], '0.2', '2160'],
    ['product over family, though it gives less', [own, family, all], '0.05', '2565'],
    ['another family', [discount('family', 'domains', '0.5'), all], '0.1', '2430'],
    ['another product', [discount('product', 'GWS-PLUS', '0.5')], '0', '2700'],
    ['another preference', [discount('product', 'GWS', '0.5', 'prepay'), all], '0.1', '2430'],
    ['a third: exact, not rounded', [discount('everything', '', '0.333333')], '0.333333', '1800.0009'],
  ];
  test.each(cases)('%s', (_, discounts, rate, unit_price) => {
    const price = priceOf({
      list_price: '2700.000000000000',
      discounts,
      product,
      billing_preference: 'postpay',
    });
    expect(price).toMatchObject({ list_price: '2700', discount: rate, unit_price });
  });

  test('the steps say which discount was used and which gave way', () => {
    const { steps } = priceOf({
      list_price: '2700',
      discounts: [own, all],
      product,
      billing_preference: 'postpay',
    });
    expect(steps).toEqual([
      { rule: 'list_price', scope: null, target: '', rate: '0', applied: true, unit_price: '2700' },
      { rule: 'discount', scope: 'everything', target: '', rate: '0.1', applied: false, unit_price: null },
      { rule: 'discount', scope: 'product', target: 'GWS', rate: '0.05', applied: true, unit_price: '2565' },
    ]);
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
        const { unit_price } = priceOf({
          list_price: list.text,
          discounts,
          product,
          billing_preference: 'postpay',
        });
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
