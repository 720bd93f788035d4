import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { monthlySeat } from '../../../test/monthly-seat.ts';
import { fc_price, fc_rate } from '../../../test/price-facts.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { Ctx } from '../../base/ctx.ts';
import { addDays } from '../../base/dates.ts';
import { newId } from '../../base/ids.ts';
import { agreePrices, pricedAt, retailPricing, type Side } from '../../catalog/index.ts';
import { recompute } from '../../catalog/prices/price-steps.rules.ts';
import { accountPrices, customerPriceFacts } from '../../deals/index.ts';
import type { Organization } from '../../identity/index.ts';
import { monthEnd, type Run } from '../runs/runs.rules.ts';
import { insertRun } from '../runs/runs.sql.ts';
import { freezeRates } from './rates.sql.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld('2026-06-01T06:00:00.000Z');
});
afterAll(() => world.close());

const FIRST = '2026-01-01';
const day = fc.integer({ min: 0, max: 150 }).map((days) => addDays(FIRST, days));
const byDay = { selector: ({ valid_from }: { valid_from: string }) => valid_from };
const text = JSON.stringify({ en: 'x', ar: 'س' });

const rule = fc.record({
  aim: fc.constantFrom('everything', 'family', 'product', 'offer', 'other'),
  kind: fc.constantFrom('markup_on_cost', 'markup_on_cost', 'discount_on_list', 'fixed'),
  rate: fc_rate,
  price: fc_price,
  buyer: fc.constantFrom('all', 'all', 'first', 'second'),
});
const versions = fc.array(
  fc.record({
    valid_from: day,
    rules: fc.uniqueArray(rule, {
      maxLength: 4,
      selector: ({ aim, kind, buyer }) => `${kind === 'fixed' ? 'offer fixed' : aim} ${buyer}`,
    }),
  }),
  { maxLength: 3 },
);

/**
 * A vendor sells to a reseller by a plan, the reseller by its book to two customers and a reseller under it, that one by its own book to two
 * more. One customer is granted a special price that lowers its seller's cost.
 */
const history = fc.record({
  first_price: fc_price,
  prices: fc.uniqueArray(fc.record({ valid_from: day, unit_price: fc_price }), { maxLength: 2, ...byDay }),
  plan: fc.uniqueArray(
    fc.record({ valid_from: day, rate: fc_rate, from_quantity: fc.constantFrom(1, 5, 20) }),
    { maxLength: 3, ...byDay },
  ),
  promotion: fc.option(fc.record({ valid_from: day, days: fc.integer({ min: 1, max: 60 }), rate: fc_rate })),
  special: fc.option(fc.record({ valid_from: day, days: fc.integer({ min: 1, max: 90 }), price: fc_price })),
  books: fc.tuple(versions, versions),
  agreed: fc.array(fc.record({ valid_from: day, price: fc.option(fc_price, { nil: null, freq: 4 }) }), {
    maxLength: 3,
  }),
  asked: fc.array(
    fc.record({
      day,
      quantity: fc.integer({ min: 1, max: 30 }),
      whom: fc.constantFrom('first', 'second', 'below_first', 'below_second'),
    }),
    { minLength: 12, maxLength: 12 },
  ),
  alone: fc.boolean(),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

test('month end freezes the retail price that the books make, at every depth, whoever asks', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (one) => {
      const branch = await settle(one);
      const whole = one.alone ? null : await frozen(branch, null);
      for (const { day: on, quantity, whom } of one.asked) {
        const party = branch.parties[whom];
        const run = whole ?? (await frozen(branch, party.account.id));
        const priced = await chargedAt(run, branch.offer, party, { on, quantity });
        const expected = await retailOf(branch, party, { on, quantity });
        expect(priced, JSON.stringify({ on, quantity, whom, alone: one.alone })).toEqual(expected);
        for (const side of ['seller', 'buyer'] as const)
          await explains(branch, party, { on, quantity }, side, priced);
      }
      if (whole) expect(await needlessCuts(whole, branch.offer)).toBe(0);
    }),
    {
      numRuns: Number(process.env.RUNS ?? 20),
      ...(process.env.SEED && { seed: Number(process.env.SEED) }),
      // What was found is told, however far it could still be cut short.
      plugins: [fc.interruptAfterTimeLimit(200_000)],
    },
  );
}, 240_000);

type At = { on: string; quantity: number };
type Account = { id: string; currency: string; seller_id: string; buyer_id: string; reseller_id: string };
/** An end customer, its account, and the accounts above it, the vendor's last. */
type Party = { customer: string; account: Account; above: Account[] };
type Branch = Awaited<ReturnType<typeof settle>>;

/** What the API explains comes to the frozen price by its steps alone, and a buyer learns of no cost and no markup. */
async function explains(
  branch: Branch,
  party: Party,
  { on, quantity }: At,
  side: Side,
  priced: string | null,
) {
  const { account, customer: customer_id } = party;
  const query = { account: account as Parameters<typeof accountPrices>[1]['account'], customer_id, on, side };
  const prices = await world.system((ctx) => accountPrices(ctx, { ...query, offerIds: [branch.offer] }));
  const price = prices.get(branch.offer)?.(quantity);
  expect(price?.unit_price ?? null).toBe(priced);
  if (!price) return;
  expect(recompute(price.steps)).toBe(price.unit_price);
  const band = price.bands.findLast(({ from_quantity }) => from_quantity <= quantity);
  expect(band?.unit_price).toBe(price.unit_price);
  if (side === 'buyer')
    expect(price.steps.filter(({ rule }) => ['cost', 'markup'].includes(rule))).toEqual([]);
}

/** By the engine and the price books, from the vendor's own price down; null where there is none. */
async function retailOf(branch: Branch, { customer, account, above }: Party, at: At): Promise<string | null> {
  return world.system(async (ctx) => {
    const priceOn = async ({ id, currency }: Account) => {
      const query = { account: { id, currency }, customer_id: customer, on: at.on, offerIds: [branch.offer] };
      const known = (await customerPriceFacts(ctx, query)).get(branch.offer);
      return known && pricedAt(known, at.quantity);
    };
    let cost: string | undefined;
    let currency = '';
    for (const edge of [...above.toReversed(), account]) {
      const offer = await priceOn(edge);
      if (!offer) return null;
      if (cost === undefined) cost = offer.unit_price;
      else {
        const retail = await retailPricing(ctx, {
          sellerId: edge.seller_id,
          buyerId: edge.buyer_id,
          on: at.on,
        });
        const price = retail({ ...offer, unit_price: currency === edge.currency ? cost : null });
        cost = price.rule ? price.unit_price : offer.unit_price;
      }
      currency = edge.currency;
      const { rows } = await sql<{ price: string }>`
        select trim_scale(round(${cost}::numeric, 18))::text as price`.execute(ctx.db);
      cost = rows[0]?.price;
    }
    return cost ?? null;
  });
}

/** How often a rate of a book ends within a month though the next says the same. Of free first units the discount is said as well: the bands above go by it. */
async function needlessCuts(run: Run, offer: string): Promise<number> {
  const { rows } = await world.system(({ db }) =>
    sql<{ cuts: number }>`
      select count(*)::int as cuts from billing.run_rate a join billing.run_rate b using (run_id, offer_id, price_source_id, currency,
        billing_preference, quantity_from, quantity_to, unit_price, list_price)
      where a.run_id = ${run.id} and offer_id = ${offer} and (list_price > 0 or a.discount = b.discount) and a.to_date = b.from_date and extract(day from b.from_date) > 1
        and price_source_id in (select s.price_source_id from billing.run_customer_source s
          join identity.account c on c.id = s.account_id join identity.organization o on o.id = c.seller_id and o.kind = 'reseller'
          where s.run_id = ${run.id})`.execute(db),
  );
  return rows[0]?.cuts ?? 0;
}

/** What a line of that day and quantity would be charged at, found as the statement of month end finds it. */
async function chargedAt(run: Run, offer: string, { account, customer }: Party, { on, quantity }: At) {
  const { rows } = await world.system(({ db }) =>
    sql<{ price: string }>`
      select trim_scale(r.unit_price)::text as price from billing.run_rate r
      where r.run_id = ${run.id} and r.offer_id = ${offer} and r.currency = ${account.currency} and r.billing_preference = 'postpay'
        and r.price_source_id = coalesce((select price_source_id from billing.run_customer_source where run_id = ${run.id}
          and account_id = ${account.id} and customer_id = ${customer} and offer_id = ${offer}), '00000000-0000-0000-0000-000000000000')
        and r.quantity_from <= ${quantity} and ${quantity} < r.quantity_to and r.from_date <= ${on}::date and ${on}::date < r.to_date`.execute(
      db,
    ),
  );
  expect(rows.length).toBeLessThanOrEqual(1);
  return rows[0]?.price ?? null;
}

async function frozen(branch: Branch, accountId: string | null): Promise<Run> {
  return world.system(async (ctx) => {
    const run: Run = {
      ...{ reseller_id: branch.vendor.id, id: newId(), seller_id: branch.vendor.id, kind: 'preview' },
      ...monthEnd('2026-06-01'),
      ...{ state: 'working', rates_sha256: null, findings: [], opened_by: null, finished_at: null },
      opened_at: ctx.now.toISOString(),
    };
    await insertRun(ctx.db, run);
    await freezeRates(ctx.db, run, FIRST, accountId);
    return run;
  });
}

async function settle(one: History) {
  const vendor = await world.vendor();
  const upper = await world.reseller();
  const lower = await world.reseller({ seller: upper });
  const [first, second, below_first, below_second] = [
    await world.customer({ seller: upper }),
    await world.customer({ seller: upper, currency: 'USD' }),
    await world.customer({ seller: lower }),
    await world.customer({ seller: lower, currency: 'USD' }),
  ];
  return world.system(async (ctx) => {
    const accountOf = (buyer: Organization) =>
      ctx.db
        .selectFrom('identity.account')
        .selectAll()
        .where('buyer_id', '=', buyer.id)
        .executeTakeFirstOrThrow();
    const own = await accountOf(upper);
    const between = await accountOf(lower);
    const ids = await sell(ctx, one);
    await buy(ctx, one, { own, ...ids });
    await publish(ctx, one.books[0], upper, { ...ids, first, second });
    await publish(ctx, one.books[1], lower, { ...ids, first: below_first, second: below_second });
    await grant(ctx, one, { own, seller: upper, buyer: first, offer: ids.offer });
    const partyOf = async (buyer: Organization, above: Account[]): Promise<Party> => {
      const account = await accountOf(buyer);
      await stream(ctx, buyer.id, [account, ...above], ids.offer);
      return { customer: buyer.id, account, above };
    };
    const parties = {
      first: await partyOf(first, [own]),
      second: await partyOf(second, [own]),
      below_first: await partyOf(below_first, [between, own]),
      below_second: await partyOf(below_second, [between, own]),
    };
    return { vendor, offer: ids.offer, parties };
  });
}

async function stream(ctx: Ctx, customer_id: string, accounts: Account[], offer_id: string) {
  const subscription_id = newId();
  for (const { reseller_id, id: account_id, seller_id, buyer_id } of accounts)
    await ctx.db
      .insertInto('billing.charge_stream')
      .values({
        ...{ reseller_id, account_id, subscription_id, seller_id, buyer_id, customer_id, offer_id },
        ...{ starts_on: FIRST, billed_through: FIRST },
      })
      .execute();
}

async function sell(ctx: Ctx, one: History) {
  const [product, offer] = [newId(), newId()];
  const family = `f${product.slice(-8)}`;
  await monthlySeat(ctx.db, { product, offer, family });
  for (const { valid_from, unit_price } of [
    { valid_from: '2020-01-01', unit_price: one.first_price },
    ...one.prices,
  ])
    for (const currency of ['SAR', 'USD'])
      await ctx.db
        .insertInto('catalog.list_price')
        .values({ offer_id: offer, currency, valid_from, unit_price, recorded_at: ctx.now })
        .execute();
  if (one.promotion) {
    const { valid_from, days, rate } = one.promotion;
    const scope = { scope: 'family', target: family, bundle_plan_id: null, from_quantity: 5 };
    const row = { id: newId(), code: newId(), name: text, valid_from, valid_to: addDays(valid_from, days) };
    await ctx.db
      .insertInto('catalog.promotion')
      .values({ ...row, ...scope, rate, recorded_at: ctx.now })
      .execute();
  }
  return { family, product, offer };
}

async function buy(ctx: Ctx, one: History, { own, family }: { own: Account; family: string }) {
  const plan = newId();
  await sql`insert into catalog.bundle_plan (id, code, name, created_at) values (${plan}, ${plan}, ${text}::jsonb, now())`.execute(
    ctx.db,
  );
  for (const [index, { valid_from, rate, from_quantity }] of one.plan.entries()) {
    const key = { bundle_plan_id: plan, version: index + 1 };
    await ctx.db
      .insertInto('catalog.bundle_plan_version')
      .values({ ...key, valid_from, recorded_at: ctx.now })
      .execute();
    await ctx.db
      .insertInto('catalog.plan_discount')
      .values({
        ...{ ...key, rate, from_quantity },
        ...{ scope: 'family', target: family, billing_preference: 'postpay' },
      })
      .execute();
  }
  const { id: account_id, reseller_id, seller_id, buyer_id } = own;
  await ctx.db
    .insertInto('program.account_plan')
    .values({
      ...{ reseller_id, account_id, seller_id, buyer_id, bundle_plan_id: plan },
      ...{ valid_from: '2020-01-01', billing_preference: 'postpay', recorded_at: ctx.now },
    })
    .execute();
}

type Sold = { family: string; product: string; offer: string; first: Organization; second: Organization };

async function publish(ctx: Ctx, book: History['books'][0], seller: Organization, sold: Sold) {
  const edge = { reseller_id: seller.reseller_id, price_book_id: newId(), seller_id: seller.id };
  const { reseller_id, price_book_id: id, seller_id } = edge;
  await ctx.db
    .insertInto('catalog.price_book')
    .values({ reseller_id, id, seller_id, created_at: ctx.now })
    .execute();
  const inOrder = book.toSorted((a, b) => a.valid_from.localeCompare(b.valid_from));
  for (const [index, { valid_from, rules }] of inOrder.entries()) {
    const version = index + 1;
    await ctx.db
      .insertInto('catalog.price_book_version')
      .values({ ...edge, version, valid_from, recorded_at: ctx.now })
      .execute();
    for (const [line, { aim, kind, rate, price, buyer }] of rules.entries()) {
      const scope = kind === 'fixed' ? 'offer' : aim === 'other' ? 'product' : aim;
      const { family, product, offer } = sold;
      const target = aim === 'other' ? 'none' : { everything: '', family, product, offer }[scope];
      const how =
        kind === 'fixed'
          ? { unit_price: price, currency: 'SAR' }
          : { rate, unit_price: null, currency: null };
      const buyer_id = buyer === 'all' ? null : sold[buyer].id;
      await ctx.db
        .insertInto('catalog.price_book_rule')
        .values({ ...edge, version, line, scope, target, kind, ...how, buyer_id })
        .execute();
    }
  }
}

/** The special price on the reseller's own account, and what its customer has agreed to. */
async function grant(
  ctx: Ctx,
  one: History,
  { own, seller, buyer, offer }: { own: Account; seller: Organization; buyer: Organization; offer: string },
) {
  const { reseller_id, id: account_id } = own;
  if (one.special) {
    const { valid_from, days, price } = one.special;
    await ctx.db
      .insertInto('deals.granted_price')
      .values({
        ...{ reseller_id, id: newId(), account_id, seller_id: own.seller_id, buyer_id: own.buyer_id },
        ...{ customer_id: buyer.id, offer_id: offer, currency: 'SAR', unit_price: price, floor_price: '0' },
        ...{ from_quantity: 5, to_quantity: 1000, valid_from, valid_to: addDays(valid_from, days) },
        ...{ special_price_id: newId(), number: 'SP', approved_at: ctx.now },
      })
      .execute();
  }
  const agreement = {
    reseller_id,
    seller_id: seller.id,
    buyer_id: buyer.id,
    offer_id: offer,
    quote_id: null,
  };
  const prices = one.agreed.map(({ valid_from, price }) => ({ valid_from, unit_price: price }));
  await agreePrices(
    ctx,
    prices.map((price) => ({ ...agreement, ...price, currency: 'SAR' })),
  );
}
