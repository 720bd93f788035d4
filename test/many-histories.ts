import type { Insertable } from 'kysely';
import type { DB } from '../db/types.ts';
import type { Db } from '../server/base/db.ts';
import { newId } from '../server/base/ids.ts';
import type { History } from './daily-biller.ts';
import type { Branch } from './histories.ts';
import { pausedSteps } from './pauses.ts';
import type { World } from './world.ts';

const CHUNK = 500;

/** Histories with the same prices, discounts, cycle and preference share an offer and a plan. */
type Shelf = { plan: string; product: string; offer: string; history: History };
type Settled = Branch & { plan: string; offer: string; history: History; path: string[] };
type Place = { db: Db; vendorId: string; now: string; currency: string };

/**
 * Puts each history into a branch of its own, hundreds at a time by a statement a table: rows as the modules above would have written them,
 * for the account between vendor and reseller. The reseller is its own customer.
 */
export async function settleMany(world: World, histories: History[], currency: string): Promise<Branch[]> {
  const { id: vendorId } = await world.vendor();
  const known = shelvesOf(world);
  const before = known.size;
  const all = histories.map((history): Settled => {
    const key = `${currency} ${shelfKey(history)}`;
    const shelf = known.get(key) ?? { plan: newId(), product: newId(), offer: newId(), history };
    known.set(key, shelf);
    const reseller_id = newId();
    const ids = { reseller_id, account_id: newId(), subscription_id: newId() };
    return { ...ids, plan: shelf.plan, offer: shelf.offer, history, path: [vendorId, reseller_id] };
  });
  await world.system(async ({ db }) => {
    const place = { db, vendorId, now: world.now().toISOString(), currency };
    await writeSides(place, all);
    await writeCatalogue(place, [...known.values()].slice(before));
    await insertAll(
      db,
      'program.account_plan',
      all.flatMap((one) => plansOf(place, one)),
    );
    await writeTimelines(place, all);
  });
  return all.map(({ reseller_id, account_id, subscription_id }) => ({
    reseller_id,
    account_id,
    subscription_id,
  }));
}

async function insertAll<T extends keyof DB>(db: Db, table: T, rows: Insertable<DB[T]>[]): Promise<void> {
  for (let i = 0; i < rows.length; i += CHUNK)
    await db
      .insertInto(table)
      .values(rows.slice(i, i + CHUNK))
      .execute();
}

async function writeSides({ db, vendorId, now, currency }: Place, all: Settled[]): Promise<void> {
  const shared = { kind: 'reseller', seller_id: vendorId, country: 'SA', time_zone: 'Asia/Riyadh' };
  const organizations = all.map(({ reseller_id, path }) => ({
    ...shared,
    reseller_id,
    id: reseller_id,
    path,
    name: reseller_id,
    currency,
    language: 'en',
    state: 'active',
    created_at: now,
  }));
  const accounts = all.map(({ reseller_id, account_id }) => ({
    reseller_id,
    id: account_id,
    seller_id: vendorId,
    buyer_id: reseller_id,
    number: account_id,
    currency,
    opened_at: now,
  }));
  await insertAll(db, 'identity.organization', organizations);
  await insertAll(db, 'identity.account', accounts);
}

async function writeCatalogue({ db, now, currency }: Place, shelves: Shelf[]): Promise<void> {
  const named = { name: '{}', created_at: now };
  const family = { id: 'f', name: '{}', position: 1 };
  await db
    .insertInto('catalog.family')
    .values(family)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kind = { family_id: 'f', description: '{}', unit: 'seat', connector: 'manual' };
  const products = shelves.map(({ product }) => ({ ...named, ...kind, id: product, code: product }));
  const offers = shelves.map(({ product, offer, history: { cycle_months } }) => ({
    ...named,
    id: offer,
    product_id: product,
    code: offer,
    term_months: cycle_months,
    cycle_months,
  }));
  const prices = shelves.flatMap(({ offer, history: { first_price, prices } }) =>
    [...dated(first_price, prices, 'unit_price')].map(([valid_from, unit_price]) => ({
      offer_id: offer,
      currency,
      valid_from,
      unit_price,
      recorded_at: now,
    })),
  );
  const plans = shelves.map(({ plan }) => ({ ...named, id: plan, code: plan }));
  await insertAll(db, 'catalog.product', products);
  await insertAll(db, 'catalog.offer', offers);
  await insertAll(db, 'catalog.list_price', prices);
  await insertAll(db, 'catalog.bundle_plan', plans);
  await writeDiscounts(db, now, shelves);
}

async function writeDiscounts(db: Db, now: string, shelves: Shelf[]): Promise<void> {
  const versions = shelves.flatMap(({ plan, history: { first_discount, discounts, preference } }) =>
    [...dated(first_discount, discounts, 'rate')].map(([valid_from, rate], i) => ({
      bundle_plan_id: plan,
      version: i + 1,
      valid_from,
      rate,
      preference,
    })),
  );
  await insertAll(
    db,
    'catalog.bundle_plan_version',
    versions.map(({ rate: _, preference: __, ...version }) => ({ ...version, recorded_at: now })),
  );
  await insertAll(
    db,
    'catalog.plan_discount',
    versions.map(({ bundle_plan_id, version, rate, preference }) => ({
      bundle_plan_id,
      version,
      scope: 'everything',
      billing_preference: preference,
      rate,
    })),
  );
}

async function writeTimelines({ db, now }: Place, all: Settled[]): Promise<void> {
  const subscriptions = all.map(({ reseller_id, subscription_id, path, offer, history }) => ({
    reseller_id,
    id: subscription_id,
    number: 'S1',
    chain: path,
    customer_id: reseller_id,
    offer_id: offer,
    state: 'active',
    ordered_at: now,
    activated_on: history.segments.map(({ starts_on }) => starts_on).sort()[0] ?? null,
    free_until: history.free_until ?? null,
  }));
  const segments = all.flatMap(({ reseller_id, subscription_id, path, history }) =>
    [...history.segments, ...pausedSteps(history)].map((segment, i) => ({
      reseller_id,
      subscription_id,
      seq: i + 1,
      chain: path,
      ...segment,
      recorded_at: now,
    })),
  );
  await insertAll(db, 'orders.subscription', subscriptions);
  await insertAll(db, 'orders.segment', segments);
}

function plansOf({ vendorId, now }: Place, { reseller_id, account_id, plan, history }: Settled) {
  const base = {
    reseller_id,
    account_id,
    seller_id: vendorId,
    buyer_id: reseller_id,
    billing_preference: history.preference,
    recorded_at: now,
  };
  const first = { ...base, valid_from: '2020-01-01', bundle_plan_id: plan };
  return history.list_price_from
    ? [first, { ...base, valid_from: history.list_price_from, bundle_plan_id: null }]
    : [first];
}

/** The first value, and each later one by the day it begins; of two of one day the later. */
function dated<Field extends string>(
  first: string,
  later: ({ valid_from: string } & Record<Field, string>)[],
  field: Field,
): Map<string, string> {
  return new Map([['2020-01-01', first], ...later.map((one) => [one.valid_from, one[field]] as const)]);
}

const worlds = new WeakMap<World, Map<string, Shelf>>();
function shelvesOf(world: World): Map<string, Shelf> {
  const shelves = worlds.get(world) ?? new Map<string, Shelf>();
  worlds.set(world, shelves);
  return shelves;
}

function shelfKey(history: History): string {
  const { cycle_months, preference, prices, first_price, discounts, first_discount } = history;
  return JSON.stringify([cycle_months, preference, prices, first_price, discounts, first_discount]);
}
