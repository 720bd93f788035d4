import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { facts, fc_price, fc_rate } from '../../../test/price-facts.ts';
import { decimal, multiply, roundMinor } from '../../base/money.ts';
import { type RankedRule, retailPriceOf } from '../price-books.rules.ts';
import { priceDigits, recompute } from './price-steps.rules.ts';
import { priceOf } from './prices.rules.ts';
import { retailPrice, type Side } from './retail-steps.rules.ts';

const offer = { offer_code: 'GWS-M', product_code: 'GWS', family_id: 'workspace' };
const bare = {
  buyer_id: null,
  scope: 'everything',
  target: '',
  rate: null,
  unit_price: null,
  currency: null,
};

function priced(rule: Partial<RankedRule> | null, side: Side, list = '2700', cost = '2160') {
  const rules = rule ? [{ ...bare, rank: 1, version: 3, ...rule } as RankedRule] : [];
  const listed = priceOf(facts({ list: { unit_price: list } }), 1);
  const paid = { ...priceOf(facts({ list: { unit_price: list } }), 1), unit_price: cost };
  const asked = { rules, offer, buyer_id: null, currency: 'SAR', list_price: listed.list_price, cost };
  return retailPrice({ retail: retailPriceOf(asked), listed, cost: paid, side });
}
const told = ({ steps }: ReturnType<typeof priced>) =>
  steps.map(({ rule, unit_price }) => [rule, unit_price]);
const MARKUP = { kind: 'markup_on_cost', rate: '0.25' } as const;

describe('what a retail price is told by', () => {
  test('a seller sees its cost and what it adds', () => {
    const price = priced(MARKUP, 'seller');
    expect(told(price)).toEqual([
      ['list_price', '2700'],
      ['cost', '2160'],
      ['markup', '2700'],
    ]);
    expect(price.steps.at(-1)).toMatchObject({ rate: '-0.25', source: { kind: 'price_book', version: 3 } });
  });

  test('a buyer sees the list price and what is asked, and not the book’s version', () => {
    const price = priced({ ...MARKUP, rate: '0.1' }, 'buyer');
    expect(told(price)).toEqual([
      ['list_price', '2700'],
      ['fixed_price', '2376'],
    ]);
    expect(price.steps.at(-1)?.source).toMatchObject({ kind: 'price_book', version: null });
    expect(price.discount).toBe('0.12');
  });

  test.each<Side>(['seller', 'buyer'])('a discount on list is told to the %s as it is', (side) => {
    const price = priced({ kind: 'discount_on_list', rate: '0.05' }, side);
    expect(told(price)).toEqual([
      ['list_price', '2700'],
      ['book_discount', '2565'],
    ]);
  });

  test('a price that a quote agreed to names the quote; no rule is the list price', () => {
    const agreed = {
      kind: 'fixed',
      scope: 'offer',
      target: 'GWS-M',
      unit_price: '2450',
      rank: 9,
      version: null,
    };
    const price = priced({ ...agreed, currency: 'SAR' } as Partial<RankedRule>, 'buyer');
    expect(price.steps.at(-1)).toMatchObject({ rule: 'fixed_price', source: { kind: 'quote' } });
    expect(told(priced(null, 'seller'))).toEqual([['list_price', '2700']]);
  });

  test('the steps come to the price, whoever looks, and the price is the book’s at 18 decimals', () => {
    fc.assert(
      fc.property(
        fc_price,
        fc_price,
        fc_rate,
        fc.constantFrom('markup_on_cost', 'discount_on_list'),
        (list, cost, rate, kind) => {
          const [seller, buyer] = (['seller', 'buyer'] as const).map((side) =>
            priced({ kind: kind as 'markup_on_cost', rate }, side, list, cost),
          );
          expect(seller?.unit_price).toBe(buyer?.unit_price);
          for (const price of [seller, buyer]) expect(recompute(price?.steps ?? [])).toBe(price?.unit_price);
          const factor = kind === 'markup_on_cost' ? `1${rate.slice(1)}` : null;
          if (!factor) return;
          const exact = multiply(decimal(cost), decimal(factor), { digits: 10n ** 18n, scale: 0 });
          expect(priceDigits(seller?.unit_price ?? '')).toBe(
            roundMinor(exact, { numerator: 1n, denominator: 1n }),
          );
        },
      ),
    );
  });
});
