import fc from 'fast-check';
import { sql } from 'kysely';
import type { Ctx } from '../server/base/ctx.ts';
import { addDays, addMonths } from '../server/base/dates.ts';
import { newId } from '../server/base/ids.ts';
import { draftCharges } from '../server/billing/charges/charging.sql.ts';
import { verifyLines } from '../server/billing/charges/checks.sql.ts';
import { freezeRates, openStreams } from '../server/billing/rates/rates.sql.ts';
import { monthEnd, type Run } from '../server/billing/runs/runs.rules.ts';
import { firstUnbilled, insertRun } from '../server/billing/runs/runs.sql.ts';
import type { History } from './daily-biller.ts';
import type { World } from './world.ts';

export const FIRST = '2025-11-01';
export const day = fc.integer({ min: 0, max: 200 }).map((days) => addDays(FIRST, days));
const price = fc
  .integer({ min: 0, max: 9_999_999 })
  .map((n) => `${Math.floor(n / 1000)}.${String(n % 1000).padStart(3, '0')}`);
const rate = fc.integer({ min: 0, max: 900_000 }).map((n) => `0.${String(n).padStart(6, '0')}`);

/** A history: one subscription's segments, one offer's prices, one plan's versions, and when the account was on the plan. */
export const history: fc.Arbitrary<History> = fc.record({
  cycle_months: fc.constantFrom(1, 1, 1, 12),
  preference: fc.constantFrom('postpay', 'postpay', 'prepay'),
  segments: fc.array(fc.record({ starts_on: day, quantity: fc.integer({ min: 0, max: 500 }) }), {
    minLength: 1,
    maxLength: 6,
  }),
  prices: fc.array(fc.record({ valid_from: day, unit_price: price }), { maxLength: 3 }),
  first_price: price,
  discounts: fc.array(fc.record({ valid_from: day, rate }), { maxLength: 3 }),
  first_discount: rate,
  list_price_from: fc.option(day, { nil: null }),
});

export type Branch = { reseller_id: string; account_id: string; subscription_id: string };

/** Puts the history into a branch of its own: rows as the modules above would have written them. */
export async function settle(world: World, one: History): Promise<Branch> {
  const reseller = await world.reseller();
  const vendor = await world.vendor();
  const [customer, plan, product, offer, subscription] = [
    await world.customer({ seller: reseller }),
    newId(),
    newId(),
    newId(),
    newId(),
  ];
  return world.system(async (ctx) => {
    const account = await ctx.db
      .selectFrom('identity.account')
      .select('id')
      .where('buyer_id', '=', reseller.id)
      .executeTakeFirstOrThrow();
    await insertPrices(ctx, one, plan, product, offer);
    const base = {
      reseller_id: reseller.id,
      account_id: account.id,
      seller_id: vendor.id,
      buyer_id: reseller.id,
      decided_by: null,
      recorded_at: ctx.now,
    };
    await ctx.db
      .insertInto('program.account_plan')
      .values({ ...base, valid_from: '2020-01-01', bundle_plan_id: plan, billing_preference: one.preference })
      .execute();
    if (one.list_price_from) {
      await ctx.db
        .insertInto('program.account_plan')
        .values({
          ...base,
          valid_from: one.list_price_from,
          bundle_plan_id: null,
          billing_preference: one.preference,
        })
        .execute();
    }
    const chain = [vendor.id, reseller.id, customer.id];
    const starts = one.segments.map((segment) => segment.starts_on).sort();
    await ctx.db
      .insertInto('orders.subscription')
      .values({
        reseller_id: reseller.id,
        id: subscription,
        number: 'S1',
        chain,
        customer_id: customer.id,
        offer_id: offer,
        state: 'active',
        ordered_at: ctx.now,
        activated_on: starts[0] ?? FIRST,
      })
      .execute();
    const segments = one.segments.map((segment, i) => ({
      reseller_id: reseller.id,
      subscription_id: subscription,
      seq: i + 1,
      chain,
      ...segment,
      recorded_at: ctx.now,
    }));
    await ctx.db.insertInto('orders.segment').values(segments).execute();
    return { reseller_id: reseller.id, account_id: account.id, subscription_id: subscription };
  });
}

async function insertPrices(
  { db, now }: Ctx,
  one: History,
  plan: string,
  product: string,
  offer: string,
): Promise<void> {
  await db
    .insertInto('catalog.family')
    .values({ id: 'f', name: '{}', position: 1 })
    .onConflict((c) => c.doNothing())
    .execute();
  await db
    .insertInto('catalog.product')
    .values({
      id: product,
      code: product,
      family_id: 'f',
      name: '{}',
      description: '{}',
      unit: 'seat',
      connector: 'manual',
      created_at: now,
    })
    .execute();
  await db
    .insertInto('catalog.offer')
    .values({
      id: offer,
      product_id: product,
      code: offer,
      name: '{}',
      term_months: one.cycle_months,
      cycle_months: one.cycle_months,
      created_at: now,
    })
    .execute();
  await db
    .insertInto('catalog.bundle_plan')
    .values({ id: plan, code: plan, name: '{}', created_at: now })
    .execute();
  await insertVersions({ db, now }, one, plan, offer);
}

async function insertVersions(
  { db, now }: Pick<Ctx, 'db' | 'now'>,
  one: History,
  plan: string,
  offer: string,
): Promise<void> {
  const unit = { recorded_at: now };
  const prices = new Map([
    ['2020-01-01', one.first_price],
    ...one.prices.map((p) => [p.valid_from, p.unit_price] as const),
  ]);
  for (const [valid_from, unit_price] of prices)
    await db
      .insertInto('catalog.list_price')
      .values({ offer_id: offer, currency: 'SAR', valid_from, unit_price, ...unit })
      .execute();
  const versions = new Map([
    ['2020-01-01', one.first_discount],
    ...one.discounts.map((d) => [d.valid_from, d.rate] as const),
  ]);
  let version = 0;
  for (const [valid_from, value] of versions) {
    version += 1;
    await db
      .insertInto('catalog.bundle_plan_version')
      .values({ bundle_plan_id: plan, version, valid_from, ...unit })
      .execute();
    await db
      .insertInto('catalog.plan_discount')
      .values({
        bundle_plan_id: plan,
        version,
        scope: 'everything',
        billing_preference: one.preference,
        rate: value,
      })
      .execute();
  }
}

/** Bills the branches up to `cutoff` as a month end does, and expects its check to find nothing. */
export async function bill(world: World, branches: Branch[], cutoff: string): Promise<Run> {
  const vendor = await world.vendor();
  const resellerIds = branches.map((branch) => branch.reseller_id);
  const run: Run = {
    reseller_id: vendor.id,
    id: newId(),
    seller_id: vendor.id,
    kind: 'preview',
    ...monthEnd(cutoff),
    state: 'working',
    rates_sha256: null,
    findings: [],
    opened_by: null,
    opened_at: '2026-06-01T06:00:00.000Z',
    finished_at: null,
  };
  await world.system(async ({ db }) => {
    await insertRun(db, run);
    await openStreams(db, resellerIds);
    // The customers' legs have no plan rows here and stay out; the resellers' legs are what is compared.
    await freezeRates(db, run, (await firstUnbilled(db, null)) ?? addMonths(cutoff, -1));
    await draftCharges(db, run, { resellerIds });
    const findings = await verifyLines(db, run, resellerIds);
    if (findings.length) throw new Error(`The check found: ${JSON.stringify(findings)}`);
  });
  return run;
}

/** The lines on the branch's account with the vendor. */
export async function linesOf(world: World, { reseller_id, account_id }: Branch) {
  const rows = await world.system(({ db }) =>
    db
      .selectFrom('billing.charge')
      .select(['component', 'period_from', 'period_to', 'quantity', 'days', 'period_days', 'net'])
      .where('reseller_id', '=', reseller_id)
      .where('account_id', '=', account_id)
      .orderBy('component')
      .orderBy('period_from')
      .execute(),
  );
  return rows;
}

/** Every line of the branches and its tax, in the order of the branches, without the ids that differ by chance. */
export async function bytes(world: World, branches: readonly Branch[]): Promise<string[]> {
  const { rows } = await world.system(({ db }) =>
    sql<{
      line: string;
    }>`select row(b.place, l.component, l.period_from, l.revision, l.period_to, l.quantity, l.days, l.period_days,
        l.list_price, l.discount, l.unit_price, l.net, l.tax, l.currency, i.period_from, i.period_to, i.net, i.tax)::text as line
      from unnest(${branches.map((b) => b.reseller_id)}::uuid[]) with ordinality b (id, place)
      join billing.charge l on l.reseller_id = b.id join billing.invoice i on i.reseller_id = l.reseller_id and i.id = l.invoice_id
      order by b.place, l.component, l.period_from, l.revision`.execute(db),
  );
  return rows.map(({ line }) => line);
}
