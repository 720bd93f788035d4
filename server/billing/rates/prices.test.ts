import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { monthlySeat } from '../../../test/monthly-seat.ts';
import { fc_discounts, fc_price, fc_rate } from '../../../test/price-facts.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { Ctx } from '../../base/ctx.ts';
import { addDays } from '../../base/dates.ts';
import { newId } from '../../base/ids.ts';
import { pricedAt } from '../../catalog/index.ts';
import { customerPriceFacts } from '../../deals/index.ts';
import { monthEnd, type Run } from '../runs/runs.rules.ts';
import { insertRun } from '../runs/runs.sql.ts';
import { freezeRates } from './rates.sql.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld('2026-06-01T06:00:00.000Z');
});
afterAll(() => world.close());

const FIRST = '2026-01-01';
const DAYS = 150;
const day = fc.integer({ min: 0, max: DAYS }).map((days) => addDays(FIRST, days));
const window = fc.tuple(day, fc.integer({ min: 1, max: 60 })).map(([from, days]) => ({
  valid_from: from,
  valid_to: addDays(from, days),
}));
const band = fc.constantFrom(1, 1, 5, 20);
const least = (a: string, b: string) => (BigInt(a.replace('.', '')) < BigInt(b.replace('.', '')) ? a : b);

/** One account's world of prices: its offer's list prices, its plan's versions, promotions, and what its customer was granted and earns. */
const history = fc.record({
  prices: fc.uniqueArray(
    fc.record({ valid_from: day, unit_price: fc_price, floor: fc.option(fc_price, { nil: null }) }),
    { maxLength: 3, selector: ({ valid_from }) => valid_from },
  ),
  first_price: fc_price,
  versions: fc.uniqueArray(
    fc.record({
      valid_from: day,
      discounts: fc_discounts,
      preferences: fc.uniqueArray(
        fc.record({ billing_preference: fc.constantFrom('prepay', 'postpay'), rate: fc_rate }),
        { maxLength: 2, selector: ({ billing_preference }) => billing_preference },
      ),
    }),
    { maxLength: 3, selector: ({ valid_from }) => valid_from },
  ),
  promotions: fc.array(
    fc.record({
      window,
      rate: fc_rate,
      from_quantity: band,
      scope: fc.constantFrom('family', 'product', 'other'),
      ofPlan: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  plans: fc.uniqueArray(fc.record({ valid_from: day, onPlan: fc.boolean(), prepay: fc.boolean() }), {
    maxLength: 2,
    selector: ({ valid_from }) => valid_from,
  }),
  grants: fc.array(
    fc.record({
      window,
      price: fc.option(fc_price, { nil: null, freq: 5 }),
      floor: fc_price,
      from_quantity: band,
    }),
    { maxLength: 3 },
  ),
  incentives: fc.array(fc.record({ window, rate: fc_rate, onProduct: fc.boolean() }), { maxLength: 2 }),
  asked: fc.array(fc.record({ day, quantity: fc.integer({ min: 1, max: 30 }), own: fc.boolean() }), {
    minLength: 8,
    maxLength: 8,
  }),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

test('month end freezes, for every day and quantity, the price that the engine answers', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (one) => {
      const ids = await settle(one);
      for (const { day: on, quantity, own } of one.asked) {
        const customer_id = own ? ids.customer : ids.other;
        const facts = await world.system((ctx) =>
          customerPriceFacts(ctx, { account: ids.account, customer_id, on, offerIds: [ids.offer] }),
        );
        const known = facts.get(ids.offer);
        const price = known && pricedAt(known, quantity);
        const frozen = await frozenPrice(ids, { customer_id, on, quantity });
        const engine = price && { unit_price: price.unit_price, discount: price.discount };
        expect(frozen, JSON.stringify({ on, quantity, own, steps: price?.steps })).toEqual(engine);
      }
    }),
    { numRuns: Number(process.env.RUNS ?? 40), ...(process.env.SEED && { seed: Number(process.env.SEED) }) },
  );
}, 240_000);

type Ids = Awaited<ReturnType<typeof settle>>;

/** What a line of that day and quantity would be charged at, found as the statement of month end finds it. */
async function frozenPrice(
  { run, account, offer }: Ids,
  { customer_id, on, quantity }: { customer_id: string; on: string; quantity: number },
) {
  const { rows } = await world.system(({ db }) =>
    sql<{ unit_price: string; discount: string }>`
      select trim_scale(r.unit_price)::text as unit_price, trim_scale(r.discount)::text as discount
      from billing.run_source p
      left join billing.run_customer_source own on own.run_id = p.run_id and own.account_id = p.account_id
        and own.customer_id = ${customer_id} and own.offer_id = ${offer}
      join billing.run_rate r on r.run_id = p.run_id and r.offer_id = ${offer} and r.currency = 'SAR'
        and r.price_source_id = coalesce(own.price_source_id, p.price_source_id) and r.billing_preference = p.billing_preference
        and r.quantity_from <= ${quantity} and ${quantity} < r.quantity_to and r.from_date <= ${on}::date and ${on}::date < r.to_date
      where p.run_id = ${run.id} and p.account_id = ${account.id} and p.from_date <= ${on}::date and ${on}::date < p.to_date`.execute(
      db,
    ),
  );
  expect(rows.length).toBeLessThanOrEqual(1);
  return rows[0];
}

/** Puts the history into a branch of its own and freezes its prices. */
async function settle(one: History) {
  const reseller = await world.reseller();
  const customer = await world.customer({ seller: reseller });
  const other = await world.customer({ seller: reseller });
  const vendor = await world.vendor();
  return world.system(async (ctx) => {
    const { id: account_id } = await ctx.db
      .selectFrom('identity.account')
      .select('id')
      .where('buyer_id', '=', reseller.id)
      .executeTakeFirstOrThrow();
    const edge = { reseller_id: reseller.id, account_id, seller_id: vendor.id, buyer_id: reseller.id };
    const [plan, product, offer] = [newId(), newId(), newId()];
    const family = `f${product.slice(-8)}`;
    await sell(ctx, one, { product, offer, family });
    await publish(ctx, one, { plan, product, family });
    await decide(ctx, one, { edge, plan });
    await agree(ctx, one, { edge, customer_id: customer.id, offer, product });
    for (const customer_id of [customer.id, other.id]) {
      const stream = { ...edge, customer_id, offer_id: offer, starts_on: FIRST, billed_through: FIRST };
      await ctx.db
        .insertInto('billing.charge_stream')
        .values({ ...stream, subscription_id: newId() })
        .execute();
    }
    const run: Run = {
      ...{ reseller_id: vendor.id, id: newId(), seller_id: vendor.id, kind: 'preview' },
      ...monthEnd('2026-06-01'),
      ...{ state: 'working', rates_sha256: null, findings: [], opened_by: null, finished_at: null },
      opened_at: ctx.now.toISOString(),
    };
    await insertRun(ctx.db, run);
    await freezeRates(ctx.db, run, FIRST, account_id);
    return {
      run,
      offer,
      account: { id: account_id, currency: 'SAR' },
      customer: customer.id,
      other: other.id,
    };
  });
}

const text = JSON.stringify({ en: 'x', ar: 'س' });

async function sell(ctx: Ctx, one: History, ids: { product: string; offer: string; family: string }) {
  const { product, offer, family } = ids;
  await monthlySeat(ctx.db, { product, offer, family });
  const prices = [{ valid_from: '2020-01-01', unit_price: one.first_price, floor: null }, ...one.prices];
  for (const { valid_from, unit_price, floor } of prices) {
    const floor_price = floor && least(floor, unit_price);
    const row = {
      offer_id: offer,
      currency: 'SAR',
      valid_from,
      unit_price,
      floor_price,
      recorded_at: ctx.now,
    };
    await ctx.db.insertInto('catalog.list_price').values(row).execute();
  }
}

async function publish(ctx: Ctx, one: History, ids: { plan: string; product: string; family: string }) {
  const { plan, product, family } = ids;
  await sql`insert into catalog.bundle_plan (id, code, name, created_at) values (${plan}, ${plan}, ${text}::jsonb, now())`.execute(
    ctx.db,
  );
  for (const [index, { valid_from, discounts, preferences }] of one.versions.entries()) {
    const key = { bundle_plan_id: plan, version: index + 1 };
    await ctx.db
      .insertInto('catalog.bundle_plan_version')
      .values({ ...key, valid_from, recorded_at: ctx.now })
      .execute();
    const aimed = { GWS: product, workspace: family } as Record<string, string>;
    for (const row of discounts)
      await ctx.db
        .insertInto('catalog.plan_discount')
        .values({ ...key, ...row, target: aimed[row.target] ?? row.target })
        .execute();
    for (const row of preferences)
      await ctx.db
        .insertInto('catalog.plan_preference')
        .values({ ...key, ...row })
        .execute();
  }
  for (const { window: days, rate, from_quantity, scope, ofPlan } of one.promotions) {
    const target = { family, product, other: 'nothing' }[scope];
    const row = {
      id: newId(),
      code: newId(),
      name: text,
      scope: scope === 'other' ? 'product' : scope,
      target,
      ...days,
    };
    await ctx.db
      .insertInto('catalog.promotion')
      .values({ ...row, rate, from_quantity, bundle_plan_id: ofPlan ? plan : null, recorded_at: ctx.now })
      .execute();
  }
}

type Edge = { reseller_id: string; account_id: string; seller_id: string; buyer_id: string };

async function decide(ctx: Ctx, one: History, { edge, plan }: { edge: Edge; plan: string }) {
  const plans = [{ valid_from: '2020-01-01', onPlan: true, prepay: false }, ...one.plans];
  for (const { valid_from, onPlan, prepay } of plans)
    await ctx.db
      .insertInto('program.account_plan')
      .values({
        ...edge,
        valid_from,
        bundle_plan_id: onPlan ? plan : null,
        billing_preference: prepay ? 'prepay' : 'postpay',
        recorded_at: ctx.now,
      })
      .execute();
}

async function agree(
  ctx: Ctx,
  one: History,
  { edge, customer_id, offer, product }: { edge: Edge; customer_id: string; offer: string; product: string },
) {
  for (const { window: days, price, floor, from_quantity } of one.grants)
    await ctx.db
      .insertInto('deals.granted_price')
      .values({
        ...{ ...edge, ...days, id: newId(), customer_id, offer_id: offer, currency: 'SAR' },
        ...{ unit_price: price, floor_price: price && least(floor, price), from_quantity, to_quantity: 1000 },
        ...{ special_price_id: newId(), number: 'SP', approved_at: ctx.now },
      })
      .execute();
  if (one.incentives.length === 0) return;
  const deal_id = newId();
  await sql`insert into deals.deal (reseller_id, id, number, seller_id, buyer_id, account_id, state, stage, probability, name, country, body_kind,
      contact_name, value, currency, closes_on, settings_version, created_at, staged_at)
    values (${edge.reseller_id}, ${deal_id}, ${deal_id}, ${edge.seller_id}, ${edge.buyer_id}, ${edge.account_id}, 'won', 'prospect', 50, 'x', 'SA',
      'business', 'x', 1, 'SAR', '2026-01-01', 1, now(), now())`.execute(ctx.db);
  for (const { window: days, rate, onProduct } of one.incentives) {
    const row = {
      ...edge,
      ...days,
      id: newId(),
      deal_id,
      customer_id,
      product_id: onProduct ? product : null,
      rate,
    };
    await ctx.db
      .insertInto('deals.incentive')
      .values({ ...row, recorded_at: ctx.now })
      .execute();
  }
}
