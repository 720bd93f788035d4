/**
 * Reads pages of 100 of the store at a reseller's own prices, with 5,000 products and 10,000 resellers loaded, and prints p50 and p99 against
 * a floor: the same products and list prices by one plain query.
 *
 *     node_modules/.bin/node bench/store.ts [pages]
 */
import { sql } from 'kysely';
import pg from 'pg';
import { listStore } from '../server/orders/store.ts';
import { stockCatalogue } from '../test/catalogue.ts';
import setUpDatabase from '../test/database.ts';
import { multiply } from '../test/many-resellers.ts';
import { openWorld } from '../test/world.ts';

const BOUND_MS = 50;
const WARM_UP = 20;
const pages = Number(process.argv[2] ?? 200);
const tearDown = await setUpDatabase();
const world = await openWorld();

async function fill(planId: string): Promise<void> {
  await world.system(async ({ db }) => {
    await sql`insert into catalog.product (id, code, family_id, name, description, unit, connector, created_at)
      select base.new_id(), 'P' || n, 'workspace', jsonb_build_object('en', 'Product ' || n, 'ar', 'منتج ' || n), '{"en":"","ar":""}', 'seat', 'manual', '2025-01-01'
      from generate_series(10001, 15000) n`.execute(db);
    await sql`insert into catalog.offer (id, product_id, code, name, term_months, cycle_months, created_at)
      select base.new_id(), p.id, p.code || '-' || m, p.name, m, m, '2025-01-01' from catalog.product p, (values (1), (12)) t(m)
      where p.code like 'P1%'`.execute(db);
    await sql`insert into catalog.list_price (offer_id, currency, valid_from, unit_price, recorded_at)
      select id, 'SAR', '2025-01-01', 100, '2025-01-01' from catalog.offer where code like 'P1%'`.execute(db);
    await sql`insert into catalog.plan_discount (bundle_plan_id, version, scope, target, billing_preference, rate)
      select ${planId}, 1, 'product', code, 'postpay', 0.3 from catalog.product where code like 'P1%0'`.execute(
      db,
    );
  });
}

async function analyze(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('analyze');
  await client.end();
}

async function times(work: (index: number) => Promise<unknown>): Promise<[p50: number, p99: number]> {
  for (let index = 0; index < WARM_UP; index += 1) await work(index);
  const taken: number[] = [];
  for (let index = 0; index < pages; index += 1) {
    const begun = performance.now();
    await work(index);
    taken.push(performance.now() - begun);
  }
  taken.sort((one, other) => one - other);
  const at = (share: number) => Math.round((taken[Math.ceil(pages * share) - 1] ?? 0) * 10) / 10;
  return [at(0.5), at(0.99)];
}

try {
  const { silver } = await stockCatalogue(world);
  const partner = await world.approvedReseller({ plan: silver.id });
  const reseller = partner.organization;
  await fill(silver.id);
  await world.system(({ db }) => multiply(db, reseller.id, 9999));
  const list = (cursor?: string) => ({ limit: 100, format: 'json' as const, ...(cursor && { cursor }) });
  // As autovacuum would have done by the time a program is so large.
  await analyze(world.url);
  let cursor: string | undefined;
  const store = await times(() =>
    world.as(reseller, ['sales'], async (ctx) => {
      cursor = (await listStore(ctx, list(cursor), {})).next_cursor ?? undefined;
    }),
  );
  const floor = await times((index) =>
    world.as(reseller, ['sales'], ({ db }) =>
      sql`select p.*, o.*, l.unit_price from (select * from catalog.product order by code offset ${(index % 50) * 100} limit 100) p
        join catalog.offer o on o.product_id = p.id join catalog.list_price l on l.offer_id = o.id`.execute(
        db,
      ),
    ),
  );
  console.log(
    `store, 100 products a page at own prices: p50 ${store[0]} ms, p99 ${store[1]} ms; bound ${BOUND_MS} ms`,
  );
  console.log(`floor, one plain query of the same rows: p50 ${floor[0]} ms, p99 ${floor[1]} ms`);
  process.exitCode = store[1] > BOUND_MS ? 1 : 0;
} finally {
  await world.close();
  await tearDown();
}
