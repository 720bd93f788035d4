import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Branch } from '../../../test/histories.ts';
import {
  fc_bands,
  fc_use_price,
  fc_use_pricing,
  hasBands,
  publishBands,
  settleMetered,
  tellUse,
} from '../../../test/metered.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { decimal, decimalText, multiply, roundMinor } from '../../base/money.ts';
import { issueRun } from '../invoices/invoices.ts';
import { openMonthEnd } from '../runs/runs.ts';
import { type UsePricing, useLines } from '../usage/usage.rules.ts';
import type { Candidate } from './replays.rules.ts';
import { describeReplay, startReplay } from './replays.ts';

const SEED = Number(process.env.SEED ?? 20260119);
const [CUTOFF, COMING] = ['2026-06-01', '2026-07-01'];
/** Of May, counted from the histories' first day. */
const day = fc.integer({ min: 181, max: 211 });

const metered = fc.record({
  now: fc_use_pricing,
  coming: fc.record({ list_price: fc_use_price, bands: fc_bands }),
  events: fc.array(fc.record({ day, units: fc.integer({ min: 1, max: 300 }) }), {
    minLength: 1,
    maxLength: 5,
  }),
});

let world: World;
let branches: (Branch & { offer_id: string })[];
const offers = fc.sample(metered, { numRuns: 24, seed: SEED });
/** What is published for a coming day. */
const comings = offers.map(({ now, coming }): UsePricing => {
  return { ...now, ...coming, bands: hasBands(now) ? coming.bands : [] };
});
beforeAll(async () => {
  world = await openWorld('2026-06-01T06:00:00.000Z');
  branches = [];
  for (const [i, { now, events }] of offers.entries()) {
    const branch = await settleMetered(world, now);
    await tellUse(
      world,
      branch,
      events.map((event, n) => ({ ...event, n })),
    );
    await publish(branch.offer_id, comings[i] as UsePricing);
    branches.push(branch);
  }
  const vendor = await world.vendor();
  const { id } = await world.as(vendor, ['finance'], (ctx) => openMonthEnd(ctx, CUTOFF));
  await world.runJobs();
  await world.as(vendor, ['finance'], (ctx) => issueRun(ctx, id));
}, 120_000);
afterAll(() => world.close());

async function publish(offer_id: string, { list_price: unit_price, bands }: UsePricing): Promise<void> {
  await world.system(({ db, now: recorded_at }) =>
    db
      .insertInto('catalog.list_price')
      .values({ offer_id, currency: 'SAR', valid_from: COMING, unit_price, recorded_at })
      .execute(),
  );
  await publishBands(world, offer_id, COMING, bands);
}

/** What each branch was and would be billed. */
async function replay(prices: Candidate['prices']) {
  const vendor = await world.vendor();
  const wanted = { name: 'A trial', plan: null, prices, moves: null, book: null };
  const { id } = await world.as(vendor, ['finance'], (ctx) => startReplay(ctx, wanted));
  await world.runJobs();
  const { lines, ...report } = await world.as(vendor, ['finance'], (ctx) => describeReplay(ctx, id));
  expect(report).toMatchObject({ state: 'done', cause: null });
  const byAccount = new Map(lines.map((line) => [line.account_id, line]));
  const sums = branches.map(({ account_id }) => byAccount.get(account_id) ?? { was: 0n, would_be: 0n });
  return { was: sums.map(({ was }) => was), would: sums.map(({ would_be }) => would_be) };
}

/** The month's use by the pure rules. */
function reckoned(pricing: UsePricing, i: number): bigint {
  const total = (offers[i]?.events ?? []).reduce((sum, { units }) => sum + units, 0);
  return useLines(pricing, total, 0)
    .map(({ quantity, unit_price }) =>
      roundMinor(multiply(decimal(unit_price), decimal(String(quantity))), {
        numerator: 1n,
        denominator: 1n,
      }),
    )
    .reduce((sum, net) => sum + net, 0n);
}

const published = () => offers.map(({ now }, i) => reckoned(now, i));

test(`as they will be on a day: every band of it counts (SEED=${SEED})`, async () => {
  const { was, would } = await replay({ kind: 'on', on: COMING });
  expect(was).toEqual(published());
  expect(would).toEqual(comings.map(reckoned));
  const firstAlone = comings.map((one, i) => reckoned({ ...one, bands: [] }, i));
  expect(would).not.toEqual(firstAlone);
}, 60_000);

test('higher by a percentage: every band is', async () => {
  const higher = (price: string) => decimalText(multiply(decimal(price), decimal('1.25')));
  const changes = [{ scope: 'everything' as const, target: '', rate: '0.25' }];
  const { was, would } = await replay({ kind: 'change', changes });
  expect(was).toEqual(published());
  const raised = offers.map(({ now: { bands, ...now } }): UsePricing => {
    const each = bands.map(({ above, unit_price }) => ({ above, unit_price: higher(unit_price) }));
    return { ...now, list_price: higher(now.list_price), bands: each };
  });
  expect(would).toEqual(raised.map(reckoned));
}, 60_000);

test('an open month end keeps the bands of its opening', async () => {
  const offer = branches.find((_, i) => (offers[i]?.now.bands.length ?? 0) > 0);
  const { rows } = await world.system(async ({ db }) => ({
    rows: await db
      .selectFrom('billing.run_band')
      .selectAll()
      .where('offer_id', '=', offer?.offer_id ?? '')
      .execute(),
  }));
  // The replays' own are gone with their ends; those of the month end stay, with what is published to come.
  const runs = new Set(rows.map(({ run_id }) => run_id));
  expect(runs.size).toBe(1);
  expect(new Set(rows.map(({ from_date }) => from_date)).size).toBeLessThanOrEqual(2);
});
