import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stockCatalogue } from '../../test/catalogue.ts';
import { openWorld, type World } from '../../test/world.ts';
import type { Organization } from '../identity/index.ts';
import type { RetailRule } from './price-books.rules.ts';
import {
  agreePrices,
  getPriceBook,
  listAgreedPrices,
  publishPriceBookVersion,
  retailPricing,
} from './price-books.ts';
import { pricesFor } from './prices/prices.ts';

let world: World;
let stock: Awaited<ReturnType<typeof stockCatalogue>>;
let reseller: Organization;
let customer: Organization;
let other: Organization;
beforeAll(async () => {
  world = await openWorld();
  stock = await stockCatalogue(world);
  reseller = await world.reseller();
  customer = await world.customer({ seller: reseller });
  other = await world.customer({ seller: reseller });
});
afterAll(() => world.close());

const rule = (more: Partial<RetailRule>): RetailRule => ({
  buyer_id: null,
  scope: 'everything',
  target: '',
  kind: 'markup_on_cost',
  rate: '0.25',
  unit_price: null,
  currency: null,
  ...more,
});
const publish = (valid_from: string, rules: RetailRule[], by = reseller) =>
  world.as(by, ['owner'], (ctx) => publishPriceBookVersion(ctx, { valid_from, note: null, rules }));

async function retail(on: string, buyerId: string | null): Promise<Record<string, string>> {
  return world.system(async (ctx) => {
    const terms = { currency: 'SAR', on, bundle_plan_id: stock.silver.id, billing_preference: 'postpay' };
    const costs = await pricesFor(ctx, terms);
    const price = await retailPricing(ctx, { sellerId: reseller.id, buyerId, on });
    return Object.fromEntries(
      [...costs.values()].map((offer) => [offer.offer_code, price(offer).unit_price]),
    );
  });
}

describe('a book', () => {
  test('is empty before its first version: list prices', async () => {
    expect(await world.as(reseller, ['sales'], getPriceBook)).toMatchObject({
      current_version: null,
      versions: [],
    });
    expect((await retail('2026-01-15', customer.id))['GWS-STARTER-M']).toBe('2700');
  });

  test('makes prices from its day on, each by its most specific rule', async () => {
    await publish('2026-01-15', [
      rule({}),
      rule({ scope: 'family', target: 'domains', kind: 'discount_on_list', rate: '0.02' }),
      rule({ buyer_id: customer.id, scope: 'product', target: 'GWS-STARTER', rate: '0.1' }),
    ]);
    expect(await retail('2026-01-15', other.id)).toMatchObject({
      'GWS-STARTER-M': '2700',
      'DOMAIN-SA-M': '14651',
      'FIBRE-100-M': '50625',
    });
    expect((await retail('2026-01-15', customer.id))['GWS-STARTER-M']).toBe('2376');
    expect((await retail('2026-01-14', customer.id))['GWS-STARTER-M']).toBe('2700');
  });

  test('a coming version leaves today alone, and one for the same day takes its place', async () => {
    await publish('2026-02-01', [rule({ rate: '0.5' })]);
    await publish('2026-02-01', [rule({ rate: '0.3' })]);
    expect((await retail('2026-01-31', other.id))['GWS-STARTER-M']).toBe('2700');
    expect((await retail('2026-02-01', other.id))['GWS-STARTER-M']).toBe('2808');
    const book = await world.as(reseller, ['owner'], getPriceBook);
    expect(book).toMatchObject({
      current_version: 1,
      versions: [{ version: 1 }, { version: 2 }, { version: 3 }],
    });
    expect(book.versions[0]?.rules).toHaveLength(3);
  });

  test('refuses the past, strangers’ customers and what is not in the catalogue, by place', async () => {
    await expect(publish('2026-01-15', [])).rejects.toMatchObject({ errors: [{ pointer: '#/valid_from' }] });
    const stranger = await world.customer();
    const bad = [rule({}), rule({ buyer_id: stranger.id }), rule({ scope: 'product', target: 'NONE' })];
    await expect(publish('2026-03-01', bad)).rejects.toMatchObject({
      errors: [{ pointer: '#/rules/1/buyer_id' }, { pointer: '#/rules/2/target' }],
    });
    const sales = world.as(reseller, ['sales'], (ctx) =>
      publishPriceBookVersion(ctx, { valid_from: '2026-03-01', note: null, rules: [] }),
    );
    await expect(sales).rejects.toMatchObject({ kind: 'forbidden' });
  });

  test('cannot be changed afterwards, even by a slip of ours', async () => {
    const update = world.system(({ db }) => sql`update catalog.price_book_rule set rate = 0`.execute(db));
    await expect(update).rejects.toThrow(/permission denied/);
  });
});

describe('an agreed price', () => {
  test('goes before the book for its customer alone, and can end', async () => {
    const agreement = {
      reseller_id: reseller.reseller_id,
      seller_id: reseller.id,
      buyer_id: customer.id,
      offer_id: stock.monthly.id,
      currency: 'SAR',
      quote_id: null,
    };
    await world.system((ctx) =>
      agreePrices(ctx, [
        { ...agreement, valid_from: '2026-01-15', unit_price: '2400' },
        { ...agreement, valid_from: '2026-01-15', unit_price: '2350' },
        { ...agreement, valid_from: '2026-06-01', unit_price: null },
      ]),
    );
    expect((await retail('2026-01-15', customer.id))['GWS-STARTER-M']).toBe('2350');
    expect((await retail('2026-01-15', other.id))['GWS-STARTER-M']).toBe('2700');
    expect((await retail('2026-06-01', customer.id))['GWS-STARTER-M']).toBe('2808');
    const listed = await world.as(reseller, ['sales'], listAgreedPrices);
    expect(listed).toMatchObject([{ buyer_id: customer.id, unit_price: '2350' }]);
  });
});

test('the wall: neither the vendor nor a customer nor another reseller sees a rule', async () => {
  const count = (of: Organization) =>
    world.as(
      of,
      [],
      async ({ db }) => (await db.selectFrom('catalog.retail_rule').select('rank').execute()).length,
    );
  const stranger = await world.reseller();
  expect(await count(await world.vendor())).toBe(0);
  expect(await count(stranger)).toBe(0);
  // A customer sees its own agreed prices, and of the book nothing.
  expect(await count(customer)).toBe(1);
  expect(await count(reseller)).toBeGreaterThan(3);
});
