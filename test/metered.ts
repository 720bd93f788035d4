import fc from 'fast-check';
import { addDays } from '../server/base/dates.ts';
import { newId } from '../server/base/ids.ts';
import { RATE_MODELS, type UsageEvent, type UsePricing } from '../server/billing/usage/usage.rules.ts';
import { insertEvents } from '../server/billing/usage/usage.sql.ts';
import { type Branch, FIRST, settle } from './histories.ts';
import type { World } from './world.ts';

/** A price in minor units with two digits behind the point. */
export const fc_use_price = fc
  .integer({ min: 0, max: 9999 })
  .map((n) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`);

export const fc_bands = fc.uniqueArray(
  fc.record({ above: fc.integer({ min: 1, max: 400 }), unit_price: fc_use_price }),
  { selector: ({ above }) => above, maxLength: 3 },
);

/** How an offer paid by use is priced: bands where its model has any. */
export const fc_use_pricing: fc.Arbitrary<UsePricing> = fc
  .record({
    model: fc.constantFrom(...RATE_MODELS),
    package_size: fc.integer({ min: 2, max: 50 }),
    list_price: fc_use_price,
    bands: fc_bands,
    discount: fc.integer({ min: 0, max: 900 }).map((n) => `0.${String(n).padStart(3, '0')}`),
  })
  .map((one) => ({
    ...one,
    package_size: one.model === 'package' ? one.package_size : 1,
    bands: hasBands(one) ? one.bands : [],
  }));

export function hasBands({ model }: Pick<UsePricing, 'model'>): boolean {
  return model === 'tiered' || model === 'volume';
}

/** Puts a subscription to an offer that is paid by use into a branch of its own. */
export async function settleMetered(
  world: World,
  pricing: UsePricing,
): Promise<Branch & { offer_id: string }> {
  const branch = await settle(world, {
    ...{ cycle_months: 1, preference: 'postpay', prices: [], discounts: [], list_price_from: null },
    segments: [{ starts_on: FIRST, quantity: 1 }],
    first_price: pricing.list_price,
    first_discount: pricing.discount,
  });
  const offer_id = await world.system(async ({ db }) => {
    const { offer_id } = await db
      .selectFrom('orders.subscription')
      .select('offer_id')
      .where('id', '=', branch.subscription_id)
      .executeTakeFirstOrThrow();
    const { model: rate_model, package_size } = pricing;
    await db
      .updateTable('catalog.offer')
      .set({ billing: 'per_use', rate_model, package_size })
      .where('id', '=', offer_id)
      .execute();
    return offer_id;
  });
  await publishBands(world, offer_id, '2020-01-01', pricing.bands);
  return { ...branch, offer_id };
}

/** Appends the bands of a list price that stands already. */
export async function publishBands(
  world: World,
  offer_id: string,
  valid_from: string,
  bands: UsePricing['bands'],
): Promise<void> {
  const rows = bands.map(({ above, unit_price }) => ({
    ...{ offer_id, currency: 'SAR', valid_from, above: BigInt(above), unit_price },
  }));
  if (rows.length > 0)
    await world.system(({ db }) => db.insertInto('catalog.price_band').values(rows).execute());
}

/** Tells of use: `day` counts from FIRST, `n` makes the event's id. */
export async function tellUse(
  world: World,
  { reseller_id, subscription_id }: Branch,
  events: readonly { day: number; units: number; n: number }[],
): Promise<void> {
  const rows = events.map(
    ({ day, units, n }): UsageEvent => ({
      ...{ reseller_id, subscription_id, units, id: newId(), event_id: `e${n}` },
      ...{ chain: [reseller_id], used_on: addDays(FIRST, day) },
      ...{ note: null, file_name: null, recorded_by: null, recorded_at: '2026-06-01T06:00:00.000Z' },
    }),
  );
  await world.system(({ db }) => insertEvents(db, rows));
}
