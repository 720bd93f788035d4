import { expect, test } from 'vitest';
import { type Cart, withOffer } from './cart.ts';
import type { PricedOffer } from './words.ts';

const seats = { offer_id: 'seats', unit: 'seat', maximum_quantity: 10 } as PricedOffer;
const domain = { offer_id: 'com', unit: 'domain', maximum_quantity: 1 } as PricedOffer;
const empty: Cart = { customerId: 'najd', lines: [] };

test('a second press on the same offer adds to its quantity, up to the most', () => {
  const twice = withOffer(withOffer(empty, seats, 3), seats, 4);
  expect(twice.lines.map(({ quantity }) => quantity)).toEqual([7]);
  expect(withOffer(twice, seats, 9).lines.map(({ quantity }) => quantity)).toEqual([10]);
});

test('each domain is a line of its own, and the customer stays', () => {
  const two = withOffer(withOffer(empty, domain, 1), domain, 1);
  expect(two.lines).toHaveLength(2);
  expect(two.customerId).toBe('najd');
});
