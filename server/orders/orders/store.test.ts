import { type KyselyPlugin, type PluginTransformQueryArgs, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stockCatalogue } from '../../../test/catalogue.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { Db } from '../../base/db.ts';
import { getAccountBetween, type Organization } from '../../identity/index.ts';
import { setAccountPlan } from '../../program/index.ts';
import { listStore } from './store.ts';

let world: World;
let reseller: Organization;
beforeAll(async () => {
  world = await openWorld();
  const { silver } = await stockCatalogue(world);
  reseller = await world.reseller();
  await world.system(async (ctx) => {
    const account = await getAccountBetween(ctx, reseller.seller_id ?? '', reseller.id);
    const terms = { bundle_plan_id: silver.id, billing_preference: 'postpay' } as const;
    await setAccountPlan(ctx, account, { ...terms, valid_from: '2026-01-15' });
    await fill(ctx.db, silver.id);
  });
});
afterAll(() => world.close());

/** 5,000 products with two offers each, two prices each, and a discount for every tenth. */
async function fill(db: Db, planId: string): Promise<void> {
  await sql`insert into catalog.product (id, code, family_id, name, description, unit, connector, created_at)
    select base.new_id(), 'P' || n, 'workspace', jsonb_build_object('en', 'Product ' || n, 'ar', 'منتج ' || n), '{"en":"","ar":""}', 'seat', 'manual', '2025-01-01'
    from generate_series(10001, 15000) n`.execute(db);
  await sql`insert into catalog.offer (id, product_id, code, name, term_months, cycle_months, created_at)
    select base.new_id(), p.id, p.code || '-' || m, p.name, m, m, '2025-01-01' from catalog.product p, (values (1), (12)) t(m) where p.code like 'P1%'`.execute(
    db,
  );
  await sql`insert into catalog.list_price (offer_id, currency, valid_from, unit_price, recorded_at)
    select o.id, 'SAR', d::date, 100, '2025-01-01' from catalog.offer o, (values ('2025-01-01'), ('2025-06-01')) t(d) where o.code like 'P1%'`.execute(
    db,
  );
  await sql`insert into catalog.plan_discount (bundle_plan_id, version, scope, target, billing_preference, rate)
    select ${planId}, 1, 'product', code, 'postpay', 0.3 from catalog.product where code like 'P1%0'`.execute(
    db,
  );
}

test('among thousands of products a page of a hundred comes, each at its own price', async () => {
  const ask = (q?: string) =>
    world.as(reseller, ['sales'], (ctx) =>
      listStore(ctx, { limit: 100, format: 'json', ...(q && { q }) }, { family_id: 'workspace' }),
    );
  const page = await ask('product');
  expect(page.items).toHaveLength(100);
  const price = (code: string) => page.items.find((item) => item.code === code)?.offers[0]?.unit_price;
  expect([price('P10001'), price('P10010')]).toEqual(['80', '70']);
  expect((await ask('منتج 14321')).items.map(({ code }) => code)).toEqual(['P14321']);
});

test('a page of a hundred asks as many questions as a page of one', async () => {
  const questions = async (limit: number) => {
    let count = 0;
    const transformQuery = ({ node }: PluginTransformQueryArgs) => {
      count += 1;
      return node;
    };
    const plugin: KyselyPlugin = { transformQuery, transformResult: async ({ result }) => result };
    await world.as(reseller, ['sales'], (ctx) =>
      listStore({ ...ctx, db: ctx.db.withPlugin(plugin) as Db }, { limit, format: 'json' }, {}),
    );
    return count;
  };
  expect(await questions(100)).toBe(await questions(1));
});
