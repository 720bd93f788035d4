import type { Insertable } from 'kysely';
import type { DB } from '../db/types.ts';
import type { Db } from '../server/base/db.ts';
import { newId } from '../server/base/ids.ts';
import { insertFee } from '../server/billing/fees/fees.sql.ts';
import { insertMinimum } from '../server/billing/fees/minimums.sql.ts';
import type { UsageEvent } from '../server/billing/usage/usage.rules.ts';
import { insertEvents } from '../server/billing/usage/usage.sql.ts';
import type { Branch } from './histories.ts';
import { CURRENCIES, FIRST, type Plan, type Shelf, type WholeAccount } from './whole-accounts.ts';
import type { World } from './world.ts';

export type WholeBranch = Omit<Branch, 'subscription_id'> & { subscription_ids: string[] };
type Ids = { offers: string[]; plans: string[] };

/** Puts the catalogue and each account in a branch of its own into the world: rows as the modules above would have written them. */
export async function settleWhole(
  world: World,
  {
    shelves,
    plans,
    accounts,
  }: { shelves: readonly Shelf[]; plans: readonly Plan[]; accounts: readonly WholeAccount[] },
): Promise<WholeBranch[]> {
  const { id: vendorId } = await world.vendor();
  return world.system(async ({ db, now }) => {
    const at = now.toISOString();
    const ids = await writeCatalogue(db, at, shelves, plans);
    const branches: WholeBranch[] = [];
    for (const account of accounts) branches.push(await writeAccount(db, { at, vendorId, ids }, account));
    return branches;
  });
}

async function insert<T extends keyof DB>(db: Db, table: T, rows: Insertable<DB[T]>[]): Promise<void> {
  if (rows.length > 0) await db.insertInto(table).values(rows).execute();
}

async function writeCatalogue(
  db: Db,
  at: string,
  shelves: readonly Shelf[],
  plans: readonly Plan[],
): Promise<Ids> {
  const ids = { offers: shelves.map(() => newId()), plans: plans.map(() => newId()) };
  const named = { name: JSON.stringify({ en: 'x', ar: 'س' }), created_at: at };
  await insert(db, 'catalog.family', [{ id: 'f', name: named.name, position: 1 }]);
  const kind = { family_id: 'f', description: named.name, unit: 'seat', connector: 'manual' };
  await insert(
    db,
    'catalog.product',
    ids.offers.map((id) => ({ ...named, ...kind, id, code: id })),
  );
  await insert(
    db,
    'catalog.offer',
    shelves.map((shelf, i) => ({
      ...named,
      ...offerOf(shelf),
      id: ids.offers[i] ?? '',
      product_id: ids.offers[i] ?? '',
      code: ids.offers[i] ?? '',
    })),
  );
  for (const [i, { first, later, changes_on }] of shelves.entries())
    for (const [valid_from, list] of [
      ['2020-01-01', first],
      [changes_on, later],
    ] as const)
      for (const currency of CURRENCIES) {
        const price = { offer_id: ids.offers[i] ?? '', currency, valid_from };
        await insert(db, 'catalog.list_price', [{ ...price, unit_price: list.unit_price, recorded_at: at }]);
        await insert(
          db,
          'catalog.price_band',
          list.bands.map(({ above, unit_price }) => ({ ...price, above, unit_price })),
        );
      }
  await insert(
    db,
    'catalog.bundle_plan',
    ids.plans.map((id) => ({ ...named, id, code: id })),
  );
  for (const [i, { first, later, ahead, changes_on }] of plans.entries())
    for (const [version, valid_from, one] of [
      [1, '2020-01-01', first],
      [2, changes_on, later],
    ] as const) {
      const key = { bundle_plan_id: ids.plans[i] ?? '', version };
      await insert(db, 'catalog.bundle_plan_version', [{ ...key, valid_from, recorded_at: at }]);
      const aim = { ...key, scope: 'everything', billing_preference: 'postpay' };
      await insert(db, 'catalog.plan_discount', [
        { ...aim, rate: one.rate },
        { ...aim, rate: one.more, from_quantity: one.from_quantity },
        { ...aim, rate: ahead.rate, billing_preference: 'prepay' },
        { ...aim, rate: ahead.more, from_quantity: ahead.from_quantity, billing_preference: 'prepay' },
      ]);
    }
  return ids;
}

function offerOf({ kind, model, package_size }: Shelf) {
  if (kind === 'year') return { term_months: 12, cycle_months: 12 };
  if (kind === 'long') return { term_months: 24, cycle_months: 12, early_termination_fee_rate: '0.5' };
  if (kind === 'term') return { term_months: 12, cycle_months: 1, early_termination_fee_rate: '0.5' };
  if (kind === 'once') return { term_months: 0, cycle_months: 0, billing: 'one_time' };
  const monthly = { term_months: 1, cycle_months: 1 };
  return kind === 'use' ? { ...monthly, billing: 'per_use', rate_model: model, package_size } : monthly;
}

type Place = { at: string; vendorId: string; ids: Ids };

async function writeAccount(db: Db, { at, vendorId, ids }: Place, one: WholeAccount): Promise<WholeBranch> {
  const reseller_id = newId();
  const account_id = newId();
  const chain = [vendorId, reseller_id];
  const side = { reseller_id, seller_id: vendorId, currency: one.currency };
  const facts = { kind: 'reseller', name: reseller_id, language: 'en', state: 'active', created_at: at };
  const place = { country: 'SA', time_zone: 'Asia/Riyadh' };
  await insert(db, 'identity.organization', [{ ...side, ...facts, ...place, id: reseller_id, path: chain }]);
  await insert(db, 'identity.account', [
    { ...side, id: account_id, buyer_id: reseller_id, number: account_id, opened_at: at },
  ]);
  const edge = { reseller_id, account_id, seller_id: vendorId, buyer_id: reseller_id };
  await insert(
    db,
    'program.account_plan',
    one.plans.map(({ valid_from, plan }) => ({
      ...{ ...edge, valid_from, billing_preference: one.preference, recorded_at: at },
      bundle_plan_id: plan === null ? null : (ids.plans[plan] ?? ''),
    })),
  );
  const by = { recorded_by: null, recorded_at: at };
  for (const minimum of one.minimums)
    await insertMinimum(db, { ...edge, ...by, ...minimum, currency: one.currency });
  for (const fee of one.fees) await writeFee(db, { ...edge, currency: one.currency }, fee, by);
  const subscription_ids: string[] = [];
  for (const [i, item] of one.items.entries()) {
    const id = newId();
    subscription_ids.push(id);
    const sold = { chain, customer_id: reseller_id, offer_id: ids.offers[item.shelf] ?? '', number: `S${i}` };
    const begun = { state: 'active', ordered_at: at, activated_on: item.steps[0]?.starts_on ?? FIRST };
    await insert(db, 'orders.subscription', [{ reseller_id, id, ...sold, ...begun }]);
    await insert(
      db,
      'orders.segment',
      item.steps.map((step, k) => ({
        ...{ reseller_id, subscription_id: id, seq: k + 1, chain },
        ...step,
        recorded_at: at,
      })),
    );
  }
  return { reseller_id, account_id, subscription_ids };
}

type Edge = {
  reseller_id: string;
  account_id: string;
  seller_id: string;
  buyer_id: string;
  currency: string;
};

async function writeFee(
  db: Db,
  edge: Edge,
  { starts_on, quantity, unit_price, every_months, exempt, ends_on }: WholeAccount['fees'][0],
  by: { recorded_by: null; recorded_at: string },
): Promise<void> {
  const id = newId();
  const words = { en: 'Care', ar: 'عناية' };
  await insertFee(db, {
    ...{
      ...edge,
      ...by,
      id,
      customer_id: edge.buyer_id,
      words,
      quantity,
      unit_price,
      every_months,
      starts_on,
    },
    ...{ exemption: exempt ? { en: 'A deposit', ar: 'عربون', code: null } : null, reference: null },
  });
  const { reseller_id, seller_id, buyer_id } = edge;
  if (ends_on !== null)
    await insert(db, 'billing.fee_end', [{ reseller_id, seller_id, buyer_id, fee_id: id, ends_on, ...by }]);
}

/** Tells of the use that this pass is the first to know. */
export async function tellUseOf(
  world: World,
  branches: readonly WholeBranch[],
  accounts: readonly WholeAccount[],
  pass: number,
): Promise<void> {
  const rows = branches.flatMap(({ reseller_id, subscription_ids }, i) =>
    (accounts[i]?.items ?? []).flatMap(({ events }, k) =>
      events
        .map(({ used_on, units, pass: told }, n) => ({ used_on, units, told, event_id: `e${n}` }))
        .filter(({ told }) => told === pass)
        .map(
          ({ told: _, ...event }): UsageEvent => ({
            ...{ reseller_id, subscription_id: subscription_ids[k] ?? '', chain: [reseller_id], id: newId() },
            ...{
              ...event,
              note: null,
              file_name: null,
              recorded_by: null,
              recorded_at: world.now().toISOString(),
            },
          }),
        ),
    ),
  );
  await world.system(({ db }) => insertEvents(db, rows));
}
