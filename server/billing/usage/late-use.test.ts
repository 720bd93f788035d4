import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Branch, bill, FIRST } from '../../../test/histories.ts';
import {
  fc_bands,
  fc_use_price,
  fc_use_pricing,
  hasBands,
  publishBands,
  settleMetered,
  tellUse,
} from '../../../test/metered.ts';
import { bandPrices, chargedUse, type UseTerms } from '../../../test/use-biller.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { addDays, addMonths, firstOfMonth } from '../../base/dates.ts';
import { newId } from '../../base/ids.ts';
import type { UsePricing } from './usage.rules.ts';

/** Told by name when a test fails; another by SEED=… */
const SEED = Number(process.env.SEED ?? 20260123);
const HISTORIES = Number(process.env.HISTORIES ?? 8);
const CUTOFFS = ['2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'];

let world: World;
beforeAll(async () => {
  world = await openWorld('2026-06-01T06:00:00.000Z');
});
afterAll(() => world.close());

const day = fc
  .oneof(fc.integer({ min: 1, max: 150 }), fc.constantFrom(30, 61, 92, 120))
  .map((n) => addDays(FIRST, n));
const free = <T>(price: fc.Arbitrary<T>) => fc.oneof(price, fc.constant('0.00'));
const rate = fc.integer({ min: 1, max: 999_999 }).map((n) => `0.${String(n).padStart(6, '0')}`);
const markup = fc.tuple(fc.integer({ min: 0, max: 9 }), rate).map(([n, part]) => `${n}${part.slice(1)}`);

/**
 * Use that is told up to three months late, of an offer whose prices change, perhaps within a trial; its customer pays by its seller's book
 * from some day on, which may ask more than list.
 */
const metered = fc.record({
  pricing: fc
    .tuple(fc_use_pricing, free(fc_use_price))
    .map(([pricing, list_price]) => ({ ...pricing, list_price })),
  changes: fc.uniqueArray(fc.record({ valid_from: day, list_price: free(fc_use_price), bands: fc_bands }), {
    ...{ selector: ({ valid_from }) => valid_from, maxLength: 2 },
  }),
  trial: fc.option(day, { nil: null }),
  book: fc.record({
    valid_from: fc.oneof(fc.constant('2020-01-01'), day),
    kind: fc.constantFrom(
      'markup_on_cost' as const,
      'markup_on_cost' as const,
      'discount_on_list' as const,
      'fixed' as const,
    ),
    rate,
    markup,
    price: free(fc_use_price),
  }),
  events: fc.array(
    fc.record({
      day: fc.integer({ min: 0, max: 145 }),
      units: fc.integer({ min: 1, max: 200 }),
      late: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 12 },
  ),
});
type Metered = typeof metered extends fc.Arbitrary<infer T> ? T : never;
type Sold = Branch & { offer_id: string; customer_account: string };

async function settle(one: Metered): Promise<Sold> {
  const branch = await settleMetered(world, one.pricing);
  const { reseller_id, subscription_id, offer_id } = branch;
  for (const { valid_from, list_price: unit_price, bands } of one.changes) {
    await world.system(({ db, now: recorded_at }) =>
      db
        .insertInto('catalog.list_price')
        .values({ offer_id, currency: 'SAR', valid_from, unit_price, recorded_at })
        .execute(),
    );
    await publishBands(world, offer_id, valid_from, hasBands(one.pricing) ? bands : []);
  }
  const customer_account = await world.system(async ({ db, now }) => {
    await db
      .updateTable('orders.subscription')
      .set({ free_until: one.trial })
      .where('id', '=', subscription_id)
      .execute();
    const edge = { reseller_id, price_book_id: newId(), seller_id: reseller_id };
    const { price_book_id: id, ...book } = edge;
    const { valid_from, kind } = one.book;
    await db
      .insertInto('catalog.price_book')
      .values({ ...book, id, created_at: now })
      .execute();
    await db
      .insertInto('catalog.price_book_version')
      .values({ ...edge, version: 1, valid_from, recorded_at: now })
      .execute();
    const how =
      kind === 'fixed'
        ? { scope: 'offer', target: offer_id, unit_price: one.book.price, currency: 'SAR' }
        : {
            scope: 'everything',
            target: '',
            rate: kind === 'markup_on_cost' ? one.book.markup : one.book.rate,
          };
    await db
      .insertInto('catalog.price_book_rule')
      .values({ ...edge, version: 1, line: 0, kind, ...how })
      .execute();
    const account = await db
      .selectFrom('identity.account')
      .select('id')
      .where('seller_id', '=', reseller_id)
      .executeTakeFirstOrThrow();
    return account.id;
  });
  return { ...branch, customer_account };
}

/** The pass that first knows of the event. */
function passOf({ day: used, late }: Metered['events'][0]): number {
  return CUTOFFS.findIndex((cutoff) => addDays(FIRST, used) < cutoff) + late;
}

function toldBy({ events }: Metered, pass: number) {
  return events.map((event, n) => ({ ...event, n })).filter((event) => passOf(event) === pass);
}

/** The price list of a day. */
function listOn({ pricing, changes }: Metered, on: string): Pick<UsePricing, 'list_price' | 'bands'> {
  const latest = changes
    .filter(({ valid_from }) => valid_from <= on)
    .sort((a, b) => (a.valid_from < b.valid_from ? -1 : 1))
    .at(-1);
  return latest ? { list_price: latest.list_price, bands: hasBands(pricing) ? latest.bands : [] } : pricing;
}

function termsOn({ pricing, book }: Metered, on: string): UseTerms {
  if (on < book.valid_from) return { kind: 'discount_on_list', rate: '0' };
  if (book.kind === 'fixed') return { kind: 'fixed', price: book.price };
  if (book.kind === 'discount_on_list') return { kind: 'discount_on_list', rate: book.rate };
  return { kind: 'markup_on_cost', rate: book.markup, discount: pricing.discount };
}

/** Pass by pass, month by month, unit by unit; `termsOf`: the account's on a day. */
function expected(one: Metered, termsOf: (on: string) => UseTerms): string[] {
  const { model, package_size } = one.pricing;
  const first = one.trial ?? FIRST;
  const charged = one.events
    .map((event) => ({ ...event, on: addDays(FIRST, event.day) }))
    .filter(({ on }) => on >= first);
  const lines: string[] = [];
  for (const month of new Set(charged.map(({ on }) => firstOfMonth(on)))) {
    const priced_on = month < first ? first : month;
    const list = listOn(one, priced_on);
    const prices = bandPrices(list, termsOf(priced_on));
    const above = list.bands.map((band) => band.above).sort((a, b) => a - b);
    let counted = 0;
    for (const pass of CUTOFFS.keys()) {
      const known = charged.filter((event) => passOf(event) <= pass && firstOfMonth(event.on) === month);
      const total = known.reduce((sum, { units }) => sum + units, 0);
      for (const [units, net] of chargedUse({ model, package_size, prices, above }, total, counted)) {
        lines.push(`${month} to ${addMonths(month, 1)}: ${units} for ${net}`);
        counted += units;
      }
    }
  }
  return lines.sort();
}

async function linesOf({ reseller_id }: Sold, account_id: string): Promise<string[]> {
  const rows = await world.system(({ db }) =>
    db
      .selectFrom('billing.charge')
      .select(['period_from', 'period_to', 'quantity', 'net'])
      .where('reseller_id', '=', reseller_id)
      .where('account_id', '=', account_id)
      .execute(),
  );
  return rows
    .map(
      ({ period_from, period_to, quantity, net }) => `${period_from} to ${period_to}: ${quantity} for ${net}`,
    )
    .sort();
}

/** Lets the offers be used and billed, pass after pass. */
async function live(offers: readonly Metered[]): Promise<Sold[]> {
  const branches: Sold[] = [];
  for (const one of offers) branches.push(await settle(one));
  for (const [pass, cutoff] of CUTOFFS.entries()) {
    for (const [i, branch] of branches.entries())
      await tellUse(world, branch, toldBy(offers[i] as Metered, pass));
    await bill(world, branches, cutoff);
  }
  return branches;
}

test(`use told months late, over changes of price, in a trial and by a price book, is charged once on both sides (SEED=${SEED})`, async () => {
  const offers = fc.sample(metered, { numRuns: HISTORIES, seed: SEED });
  const branches = await live(offers);
  for (const [i, branch] of branches.entries()) {
    const one = offers[i] as Metered;
    const plan = (): UseTerms => ({ kind: 'discount_on_list', rate: one.pricing.discount });
    const why = `offer ${i} of SEED=${SEED}: ${JSON.stringify(one)}`;
    expect(await linesOf(branch, branch.account_id), why).toEqual(expected(one, plan));
    expect(await linesOf(branch, branch.customer_account), why).toEqual(
      expected(one, (on) => termsOn(one, on)),
    );
  }
}, 900_000);

const FREE_FIRST: Metered = {
  pricing: {
    model: 'tiered',
    package_size: 1,
    list_price: '0.00',
    bands: [{ above: 10, unit_price: '5.00' }],
    discount: '0.000',
  },
  changes: [],
  trial: null,
  book: {
    valid_from: '2020-01-01',
    kind: 'markup_on_cost',
    rate: '0.100000',
    markup: '1.000000',
    price: '0.00',
  },
  events: [{ day: 35, units: 30, late: 0 }],
};

/** The last two were billed wrongly. */
describe('what one month of it comes to', () => {
  test.each<[string, Partial<Metered>, own: string[], customer: string[]]>([
    [
      'a markup over free units asks more than list for the others',
      {},
      ['10 for 0', '20 for 100'],
      ['10 for 0', '20 for 200'],
    ],
    [
      'a fixed price of nothing is every band’s, as any fixed price is where the first units are free',
      { book: { ...FREE_FIRST.book, kind: 'fixed' } },
      ['10 for 0', '20 for 100'],
      ['10 for 0', '20 for 0'],
    ],
    [
      'what is used in a trial is free, and fills no band',
      {
        trial: '2025-12-10',
        events: [
          { day: 35, units: 30, late: 0 },
          { day: 45, units: 12, late: 0 },
          { day: 20, units: 99, late: 2 },
        ],
      },
      ['10 for 0', '2 for 10'],
      ['10 for 0', '2 for 20'],
    ],
  ])('%s', async (_, more, own, customer) => {
    const [branch] = await live([{ ...FREE_FIRST, ...more }]);
    const billed = async (account_id: string) =>
      (await linesOf(branch as Sold, account_id)).map((line) =>
        line.replace('2025-12-01 to 2026-01-01: ', ''),
      );
    expect(await billed(branch?.account_id ?? '')).toEqual(own);
    expect(await billed(branch?.customer_account ?? '')).toEqual(customer);
  });
});
