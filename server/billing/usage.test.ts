import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Branch, bill, FIRST, settle } from '../../test/histories.ts';
import { openWorld, type World } from '../../test/world.ts';
import { addDays, firstOfMonth } from '../base/dates.ts';
import { newId } from '../base/ids.ts';
import { decimal, multiply, roundMinor } from '../base/money.ts';
import { RATE_MODELS, type UsageEvent, type UsePricing, useLines } from './usage.rules.ts';
import { insertEvents } from './usage.sql.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld('2026-06-01T06:00:00.000Z');
});
afterAll(() => world.close());

const price = fc
  .integer({ min: 0, max: 9999 })
  .map((n) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`);
const CUTOFFS = ['2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01'];

/** An offer paid by use, and events with the cutoff before which each is told. */
const metered = fc.record({
  model: fc.constantFrom(...RATE_MODELS),
  package_size: fc.integer({ min: 2, max: 50 }),
  list_price: price,
  bands: fc.uniqueArray(fc.record({ above: fc.integer({ min: 1, max: 400 }), unit_price: price }), {
    selector: ({ above }) => above,
    maxLength: 3,
  }),
  discount: fc.integer({ min: 0, max: 900 }).map((n) => `0.${String(n).padStart(3, '0')}`),
  events: fc.array(
    fc.record({
      day: fc.integer({ min: 0, max: 115 }),
      units: fc.integer({ min: 1, max: 200 }),
      late: fc.integer({ min: 0, max: 2 }),
    }),
    { minLength: 1, maxLength: 12 },
  ),
});
type Metered = { events: { day: number; units: number; late: number }[] } & UsePricing;

test('the statement and the rules agree on random use, month after month, with late events', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(metered, { minLength: 4, maxLength: 6 }), async (all) => {
      const offers = all.map(
        (one): Metered => ({
          ...one,
          package_size: one.model === 'package' ? one.package_size : 1,
          bands: one.model === 'tiered' || one.model === 'volume' ? one.bands : [],
        }),
      );
      const branches = await Promise.all(offers.map(open));
      for (const cutoff of CUTOFFS) {
        for (const [i, branch] of branches.entries())
          await tell(branch, toldBy(offers[i] as Metered, cutoff));
        await bill(world, branches, cutoff);
      }
      for (const [i, branch] of branches.entries())
        expect(await linesOf(branch)).toEqual(expected(offers[i] as Metered));
    }),
    {
      numRuns: Number(process.env.RUNS ?? 5),
      seed: Number(process.env.SEED ?? 20260117),
      endOnFailure: true,
    },
  );
}, 240_000);

/** The pass in which an event is first seen: its own month's, or so many later. */
function passOf({ day, late }: { day: number; late: number }): number {
  return CUTOFFS.findIndex((cutoff) => addDays(FIRST, day) < cutoff) + late;
}

function toldBy({ events }: Metered, cutoff: string) {
  return events.map((event, n) => ({ ...event, n })).filter((event) => CUTOFFS[passOf(event)] === cutoff);
}

/** Pass by pass and month by month by the pure rules. */
function expected(offer: Metered): string[] {
  const lines: string[] = [];
  const counted = new Map<string, number>();
  for (const [pass] of CUTOFFS.entries()) {
    const seen = offer.events.filter((event) => passOf(event) <= pass && passOf(event) < CUTOFFS.length);
    for (const [month, events] of Map.groupBy(seen, ({ day }) => firstOfMonth(addDays(FIRST, day)))) {
      const total = events.reduce((sum, { units }) => sum + units, 0);
      for (const { quantity, unit_price } of useLines(offer, total, counted.get(month) ?? 0)) {
        const net = roundMinor(multiply(decimal(unit_price), decimal(String(quantity))), {
          numerator: 1n,
          denominator: 1n,
        });
        lines.push(`${month} ${quantity} ${net}`);
        counted.set(month, (counted.get(month) ?? 0) + quantity);
      }
    }
  }
  return lines.sort();
}

async function open(offer: Metered): Promise<Branch> {
  const { list_price, discount } = offer;
  const plain = {
    cycle_months: 1,
    preference: 'postpay' as const,
    prices: [],
    discounts: [],
    list_price_from: null,
  };
  const branch = await settle(world, {
    ...plain,
    segments: [{ starts_on: FIRST, quantity: 1 }],
    first_price: list_price,
    first_discount: discount,
  });
  await world.system(async ({ db }) => {
    const { offer_id } = await db
      .selectFrom('orders.subscription')
      .select('offer_id')
      .where('id', '=', branch.subscription_id)
      .executeTakeFirstOrThrow();
    const { model: rate_model, package_size } = offer;
    await db
      .updateTable('catalog.offer')
      .set({ billing: 'per_use', rate_model, package_size })
      .where('id', '=', offer_id)
      .execute();
    for (const { above, unit_price } of offer.bands)
      await db
        .insertInto('catalog.price_band')
        .values({ offer_id, currency: 'SAR', valid_from: '2020-01-01', above: BigInt(above), unit_price })
        .execute();
  });
  return branch;
}

async function tell(
  { reseller_id, subscription_id }: Branch,
  events: { day: number; units: number; n: number }[],
): Promise<void> {
  const rows = events.map(
    ({ day, units, n }): UsageEvent => ({
      ...{
        reseller_id,
        subscription_id,
        units,
        id: newId(),
        event_id: `e${n}`,
        chain: [reseller_id],
        used_on: addDays(FIRST, day),
      },
      ...{ note: null, file_name: null, recorded_by: null, recorded_at: '2026-06-01T06:00:00.000Z' },
    }),
  );
  await world.system(({ db }) => insertEvents(db, rows));
}

async function linesOf({ reseller_id, account_id }: Branch): Promise<string[]> {
  const rows = await world.system(({ db }) =>
    db
      .selectFrom('billing.charge')
      .select(['period_from', 'quantity', 'net'])
      .where('reseller_id', '=', reseller_id)
      .where('account_id', '=', account_id)
      .execute(),
  );
  return rows.map(({ period_from, quantity, net }) => `${period_from} ${quantity} ${net}`).sort();
}
