import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimal, subtract } from '../base/money.ts';
import {
  mayStartVersion,
  type RankedRule,
  type RetailRule,
  rankOf,
  retailPriceOf,
  ruleFaults,
} from './price-books.rules.ts';

const offer = { offer_code: 'SEAT-M', product_code: 'SEAT', family_id: 'workspace' };
const NONE = { buyer_id: null, rate: null, unit_price: null, currency: null };

function rule(more: Partial<RetailRule> & Pick<RetailRule, 'scope' | 'kind'>): RankedRule {
  const full = { ...NONE, target: '', ...more };
  return { ...full, rank: rankOf(full), version: 1 };
}
const markup = (rate: string, more: Partial<RetailRule> = {}) =>
  rule({ scope: 'everything', kind: 'markup_on_cost', rate, ...more });
const discount = (rate: string, more: Partial<RetailRule> = {}) =>
  rule({ scope: 'everything', kind: 'discount_on_list', rate, ...more });
const fixed = (unit_price: string, more: Partial<RetailRule> = {}) =>
  rule({ scope: 'offer', target: 'SEAT-M', kind: 'fixed', unit_price, currency: 'SAR', ...more });
const agreed = (unit_price: string): RankedRule => ({
  ...fixed(unit_price, { buyer_id: 'ALNOOR' }),
  rank: 9,
  version: null,
});

const priced = (
  rules: RankedRule[],
  more: { buyer_id?: string; cost?: string | null; currency?: string } = {},
) =>
  retailPriceOf({ rules, offer, buyer_id: null, currency: 'SAR', list_price: '2700', cost: '2160', ...more })
    .unit_price;

describe('the retail price', () => {
  const FAMILY = { scope: 'family', target: 'workspace' } as const;
  const PRODUCT = { scope: 'product', target: 'SEAT' } as const;
  const HERS = { buyer_id: 'ALNOOR' };
  test.each<[string, RankedRule[], string]>([
    ['no rule: list', [], '2700'],
    ['a markup on cost', [markup('0.2')], '2592'],
    ['a markup of nothing is cost', [markup('0')], '2160'],
    ['a discount on list', [discount('0.05')], '2565'],
    ['fractions stay exact', [discount('0.033333')], '2610.0009'],
    ['a fixed price', [fixed('2499.5')], '2499.5'],
    ['family over everything', [markup('0.2'), discount('0.1', FAMILY)], '2430'],
    ['product over family, whatever the order', [discount('0.1', PRODUCT), markup('0.2', FAMILY)], '2430'],
    ['offer over product', [discount('0.1', PRODUCT), fixed('2000')], '2000'],
    ['another family is none of ours', [discount('0.1', { scope: 'family', target: 'domains' })], '2700'],
    ['another customer’s rule is none of ours', [discount('0.5', { buyer_id: 'OTHER' })], '2700'],
  ])('%s', (_, rules, expected) => {
    expect(priced(rules)).toBe(expected);
  });

  test.each<[string, RankedRule[], string]>([
    [
      'her rule for everything goes before a fixed price for all',
      [fixed('2000'), discount('0.1', HERS)],
      '2430',
    ],
    [
      'her product over her everything',
      [discount('0.1', HERS), markup('0.1', { ...HERS, ...PRODUCT })],
      '2376',
    ],
    ['an agreed price goes before all', [fixed('1', HERS), agreed('2222')], '2222'],
  ])('for a customer of its own: %s', (_, rules, expected) => {
    expect(priced(rules, { buyer_id: 'ALNOOR' })).toBe(expected);
  });

  test('a rule that cannot make a price is passed over', () => {
    expect(priced([markup('0.2')], { cost: null })).toBe('2700');
    expect(priced([discount('0.1'), fixed('2000')], { currency: 'USD' })).toBe('2430');
  });

  test('says which rule made it', () => {
    const rules = [discount('0.1'), markup('0.2', PRODUCT)];
    const { rule: winner } = retailPriceOf({
      rules,
      offer,
      buyer_id: null,
      currency: 'SAR',
      list_price: '2700',
      cost: '2160',
    });
    expect(winner).toBe(rules[1]);
  });

  test('a markup never sells under cost, a discount never over list', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000_000 }).map(String);
    const rate = fc.integer({ min: 0, max: 999_999 }).map((n) => `0.${String(n).padStart(6, '0')}`);
    const notNegative = (a: string, b: string) => subtract(decimal(a), decimal(b)).digits >= 0n;
    fc.assert(
      fc.property(amount, amount, rate, (list_price, cost, value) => {
        const input = { offer, buyer_id: null, currency: 'SAR', list_price, cost };
        expect(notNegative(retailPriceOf({ ...input, rules: [markup(value)] }).unit_price, cost)).toBe(true);
        expect(
          notNegative(list_price, retailPriceOf({ ...input, rules: [discount(value)] }).unit_price),
        ).toBe(true);
      }),
    );
  });
});

describe('faults of a book', () => {
  const known = new Set(['family:workspace', 'product:SEAT', 'offer:SEAT-M', 'buyer:ALNOOR']);
  const plain = { ...NONE, scope: 'everything', target: '', kind: 'discount_on_list', rate: '0.1' } as const;
  test.each<[string, Partial<RetailRule>, string | undefined]>([
    ['a sound rule', {}, undefined],
    [
      'a sound fixed price',
      { scope: 'offer', target: 'SEAT-M', kind: 'fixed', rate: null, unit_price: '25', currency: 'SAR' },
      undefined,
    ],
    ['a tenfold markup', { kind: 'markup_on_cost', rate: '10' }, undefined],
    ['everything with a target', { target: 'SEAT' }, 'target'],
    ['a product that is none', { scope: 'product', target: 'NONE' }, 'target'],
    ['a stranger’s customer', { buyer_id: 'STRANGER' }, 'buyer_id'],
    ['a discount of all', { rate: '1' }, 'rate'],
    ['a negative discount', { rate: '-0.1' }, 'rate'],
    ['a markup over tenfold', { kind: 'markup_on_cost', rate: '10.1' }, 'rate'],
    ['no rate', { rate: null }, 'rate'],
    ['a rate with an amount', { unit_price: '10' }, 'unit_price'],
    [
      'a fixed price for a product',
      { scope: 'product', target: 'SEAT', kind: 'fixed', rate: null, unit_price: '1', currency: 'SAR' },
      'scope',
    ],
    [
      'a fixed price without currency',
      { scope: 'offer', target: 'SEAT-M', kind: 'fixed', rate: null, unit_price: '1' },
      'currency',
    ],
    [
      'a negative price',
      { scope: 'offer', target: 'SEAT-M', kind: 'fixed', rate: null, unit_price: '-1', currency: 'SAR' },
      'unit_price',
    ],
  ])('%s', (_, change, field) => {
    const faults = ruleFaults([{ ...plain, ...change }], known);
    expect(faults.map((fault) => fault.field)).toEqual(field ? [field] : []);
  });

  test('the same target twice is named at its second place', () => {
    const faults = ruleFaults([plain, { ...plain, buyer_id: 'ALNOOR' }, { ...plain, rate: '0.2' }], known);
    expect(faults).toMatchObject([{ index: 2, field: 'target' }]);
  });
});

describe('when a version may start, on 15 January', () => {
  const last = { version: 3, valid_from: '2026-02-01' };
  test.each([
    ['2026-01-15', undefined, true],
    [
      '2026-01-14',
      undefined,
      'The first version starts today (2026-01-15) or later; the past is billed already.',
    ],
    ['2026-01-15', last, 'It must start after today (2026-01-15): what holds up to now is not changed.'],
    ['2026-01-31', last, 'Version 3 starts on 2026-02-01; the next starts that day (in its place) or later.'],
    ['2026-02-01', last, true],
    ['2026-02-02', last, true],
  ])('%s after %o: %s', (from, before, expected) => {
    expect(mayStartVersion(from, '2026-01-15', before)).toBe(expected);
  });
});
