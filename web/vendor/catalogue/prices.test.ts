import { expect, test } from 'vitest';
import { lowestPrice, priceOn } from './prices.ts';

const price = (valid_from: string, unit_price: string, currency = 'SAR') => ({
  valid_from,
  unit_price,
  currency,
});
const prices = [
  price('2026-01-01', '2500'),
  price('2026-06-01', '2750.5'),
  price('2026-01-01', '700', 'USD'),
];

test('the price of a day is the last that began', () => {
  expect(priceOn(prices, 'SAR', '2026-05-31')?.unit_price).toBe('2500');
  expect(priceOn(prices, 'SAR', '2026-06-01')?.unit_price).toBe('2750.5');
  expect(priceOn(prices, 'SAR', '2025-12-31')).toBeUndefined();
  expect(priceOn(prices, 'EUR', '2026-06-01')).toBeUndefined();
});

test('the lowest is told by value, among what is on sale', () => {
  const offers = [
    { prices: [price('2026-01-01', '900')], withdrawn_at: null },
    { prices: [price('2026-01-01', '10000')], withdrawn_at: null },
    { prices: [price('2026-01-01', '5')], withdrawn_at: '2026-02-01T00:00:00Z' },
  ];
  expect(lowestPrice(offers, 'SAR', '2026-03-01')).toBe('900');
  expect(lowestPrice([], 'SAR', '2026-03-01')).toBeUndefined();
});
