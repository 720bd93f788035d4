import { afterAll, beforeAll, expect, test } from 'vitest';
import { offerOf, stockCatalogue } from '../../../test/catalogue.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { Organization } from '../../identity/index.ts';
import { placeOrder } from './orders.ts';
import { previewOrder } from './previews.ts';

let world: World;
let stock: Awaited<ReturnType<typeof stockCatalogue>>;
let reseller: Organization;
beforeAll(async () => {
  world = await openWorld();
  stock = await stockCatalogue(world);
  reseller = await world.reseller();
});
afterAll(() => world.close());

test('an add-on is refused without its product, with the reason, and taken with it', async () => {
  const vault = await world.system((ctx) =>
    offerOf(
      ctx,
      {
        ...{ code: 'VAULT', family_id: 'workspace', unit: 'seat', kind: 'add_on', countries: ['SA'] },
        relations: [{ kind: 'requires', product: 'GWS-STARTER', choice: 1 }],
      },
      { term_months: 1, cycle_months: 1 },
      '500',
    ),
  );
  const customer = await world.customer({ seller: reseller, domain: 'alnoor.example', headcount: 40 });
  const order = (...offerIds: string[]) => ({
    customer_id: customer.id,
    lines: offerIds.map((offer_id) => ({ offer_id, quantity: 5 })),
  });
  const ask = (...offerIds: string[]) =>
    world.as(reseller, ['sales'], (ctx) => previewOrder(ctx, order(...offerIds)));
  await expect(ask(vault.id)).rejects.toMatchObject({
    errors: [{ pointer: '#/lines/0/offer_id', detail: expect.stringMatching(/needs GWS-STARTER/) }],
  });
  expect((await ask(stock.monthly.id, vault.id)).lines).toHaveLength(2);
  await world.as(reseller, ['sales'], (ctx) => placeOrder(ctx, order(stock.monthly.id)));
  expect((await ask(vault.id)).lines).toHaveLength(1);
  const abroad = await world.customer({ seller: reseller, domain: 'dubai.example', country: 'AE' });
  const there = { ...order(stock.monthly.id, vault.id), customer_id: abroad.id };
  await expect(world.as(reseller, ['sales'], (ctx) => previewOrder(ctx, there))).rejects.toMatchObject({
    errors: [{ pointer: '#/lines/1/offer_id', detail: expect.stringMatching(/sold in SA only/) }],
  });
});

test('what is paid once, each cycle and by use is summed apart', async () => {
  const ways = await world.system(async (ctx) => {
    const product = { code: 'WAYS', family_id: 'workspace', unit: 'seat', needs_domain: false };
    const way = (code: string, terms: Parameters<typeof offerOf>[2]) =>
      offerOf(ctx, product, { code, ...terms }, '1000');
    return [
      await way('WAYS-ONCE', { billing: 'one_time', term_months: 0, cycle_months: 0 }),
      await way('WAYS-USE', { billing: 'per_use', term_months: 1, cycle_months: 1 }),
      await way('WAYS-3Y', { term_months: 36, cycle_months: 36 }),
      await way('WAYS-A', { term_months: 12, cycle_months: 1 }),
    ];
  });
  const customer = await world.customer({ seller: reseller });
  const lines = ways.map(({ id }) => ({ offer_id: id, quantity: 2 }));
  const preview = await world.as(reseller, ['sales'], (ctx) =>
    previewOrder(ctx, { customer_id: customer.id, lines }),
  );
  expect(preview.cycles.map(({ months, net }) => [months, net.amount])).toEqual([
    [0, 2000n],
    [1, 2000n],
    [36, 2000n],
  ]);
  expect(preview.term_net.amount).toBe(2000n + 2000n + 12n * 2000n);
});
