import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agreePrices } from '../../server/catalog/index.ts';
import type { Organization } from '../../server/identity/index.ts';
import { type ExportedInvoice, recomputeInvoice } from '../../tools/recompute.ts';
import { offerOf } from '../catalogue.ts';
import { type Browser, openStory, type Story } from '../story.ts';

const PATH = '/v1/billing/replays';
let story: Story;
let finance: Browser;
let owner: Browser;
let najd: Organization;
let below: Organization;
let belowOwner: Browser;
let noor: Organization;
let amal: Organization;
beforeAll(async () => {
  story = await openStory('2026-01-01T06:00:00.000Z');
  const { world, stock } = story;
  finance = await story.browser(await world.vendor(), 'finance');
  najd = await story.reseller('postpay', 'Najd IT');
  owner = await story.browser(najd, 'owner');
  noor = (await story.sell(najd, stock.monthly.id, 10, 'noor.example')).customer;
  amal = (await story.sell(najd, stock.monthly.id, 1, 'amal.example')).customer;
  below = await world.reseller({ seller: najd, name: 'Hail Cloud' });
  belowOwner = await story.browser(below, 'owner');
  await story.sell(below, stock.monthly.id, 5, 'jabal.example');
  const taif = await story.reseller('postpay', 'Taif Net');
  await story.sell(taif, stock.monthly.id, 3, 'taif.example');
  await agree(amal, '3500');
});
afterAll(() => story.close());

/** What one customer of Najd IT has signed for a seat. */
async function agree({ reseller_id, id: buyer_id }: Organization, unit_price: string): Promise<void> {
  const offer = { offer_id: story.stock.monthly.id, currency: 'SAR', valid_from: '2026-01-01' };
  const edge = { reseller_id, seller_id: najd.id, buyer_id, quote_id: null };
  await story.world.system((ctx) => agreePrices(ctx, [{ ...edge, ...offer, unit_price }]));
}

const rule = (kind: string, more: object = {}) => ({ scope: 'everything', target: '', kind, ...more });
const markup = (rate: string) => rule('markup_on_cost', { rate });

async function replay(candidate: object, browser = owner) {
  const asked = await story.ask(browser, 'POST', PATH, { name: 'A trial', ...candidate });
  expect(asked).toMatchObject({ status: 202, state: 'working', branches: 1 });
  await story.world.runJobs();
  const report = await story.ask(browser, 'GET', `${PATH}/${asked.id}`);
  expect(report).toMatchObject({ state: 'done', cause: null, done: 1 });
  return report;
}

type Sums = Record<'was' | 'would_be' | 'difference', { amount: number }>;
type Line = Sums & { buyer_name: string; own: boolean; cost: Sums | null; margin: Sums | null };

/** By customer: billed, cost and margin, each before and after. */
function brief({ lines }: { lines: Line[] }) {
  const pair = (sums: Sums | null) => sums && [sums.was.amount, sums.would_be.amount];
  return Object.fromEntries(
    lines.map((line) => [line.buyer_name, [pair(line), pair(line.cost), pair(line.margin)]]),
  );
}

test('before a month was closed there is nothing to run again', async () => {
  expect(await story.ask(owner, 'POST', PATH, { name: 'x', book: { rules: [] } })).toMatchObject({
    status: 409,
  });
  story.world.moveTo('2026-02-01T06:00:00.000Z');
  await story.monthEnd(finance, '2026-02-01');
});

describe('a reseller runs its own last month again', () => {
  test('with a price book that is not published: its customers’ bills, its own, and what is left', async () => {
    const before = await story.newest(owner);
    const report = await replay({ book: { rules: [markup('0.5')] } });
    // A seat costs 27.00 × 0.8; by the book half as much again. What a customer has signed goes before it. Hail Cloud buys like a customer.
    expect(brief(report)).toEqual({
      'Buyer noor.example': [
        [27_000, 32_400],
        [21_600, 21_600],
        [5_400, 10_800],
      ],
      'Hail Cloud': [
        [13_500, 16_200],
        [10_800, 10_800],
        [2_700, 5_400],
      ],
      'Buyer amal.example': [
        [3_500, 3_500],
        [2_160, 2_160],
        [1_340, 1_340],
      ],
    });
    expect(report.totals).toMatchObject([
      {
        ...{ currency: 'SAR', accounts: 3, more: 2, less: 0 },
        was: { amount: 44_000 },
        would_be: { amount: 52_100 },
        cost: { was: { amount: 34_560 }, difference: { amount: 0 } },
        margin: { was: { amount: 9_440 }, would_be: { amount: 17_540 }, difference: { amount: 8_100 } },
      },
    ]);
    expect(await story.newest(owner)).toEqual(before);
    expect(await story.ask(owner, 'GET', '/v1/catalog/price-book')).toMatchObject({ versions: [] });
  });

  test('with a rule for one customer, and a price for an offer', async () => {
    const offer = { scope: 'offer', target: 'GWS-STARTER-M', unit_price: '2500', currency: 'SAR' };
    const rules = [
      rule('discount_on_list', { rate: '0.1' }),
      { ...rule('fixed'), ...offer, buyer_id: noor.id },
    ];
    expect(brief(await replay({ book: { rules } }))).toMatchObject({
      'Buyer noor.example': [
        [27_000, 25_000],
        [21_600, 21_600],
        [5_400, 3_400],
      ],
      'Hail Cloud': [
        [13_500, 12_150],
        [10_800, 10_800],
        [2_700, 1_350],
      ],
    });
  });

  test('with other list prices: they move both what it bills and what it is billed', async () => {
    const prices = { kind: 'change', changes: [{ scope: 'everything', target: '', rate: '0.1' }] };
    const listed = brief(await replay({ prices }));
    expect(listed).toMatchObject({
      'Buyer noor.example': [
        [27_000, 29_700],
        [21_600, 23_760],
        [5_400, 5_940],
      ],
      // A price that was signed stays; the margin pays for the rest.
      'Buyer amal.example': [
        [3_500, 3_500],
        [2_160, 2_376],
        [1_340, 1_124],
      ],
    });
    expect(brief(await replay({ prices, book: { rules: [markup('0.5')] } }))).toMatchObject({
      'Buyer noor.example': [
        [27_000, 35_640],
        [21_600, 23_760],
        [5_400, 11_880],
      ],
    });
  });

  test('at any depth: who buys from a reseller has a month of its own', async () => {
    // Hail Cloud pays Najd IT list price, and its customer pays it list price.
    const report = await replay({ book: { rules: [markup('0.2')] } }, belowOwner);
    expect(brief(report)).toEqual({
      'Buyer jabal.example': [
        [13_500, 16_200],
        [13_500, 13_500],
        [0, 2_700],
      ],
    });
  });

  test('what is billed to it for no customer is its own cost', async () => {
    const { account_id } = await story.newest(owner);
    const words = { en: 'Training', ar: 'تدريب' };
    const fee = { account_id, words, unit_price: 90_00, starts_on: '2026-02-10' };
    expect(await story.ask(finance, 'POST', '/v1/billing/fees', fee)).toMatchObject({ status: 201 });
    story.world.moveTo('2026-03-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-03-01');
    const { lines, totals } = await replay({ book: { rules: [markup('0.5')] } });
    const own = lines.find((line: Line) => line.own);
    expect(own).toMatchObject({
      buyer_name: 'Najd IT',
      was: { amount: 0 },
      cost: { was: { amount: 9_000 } },
    });
    expect(totals[0]).toMatchObject({
      accounts: 3,
      cost: { was: { amount: 43_560 } },
      margin: { was: { amount: 440 } },
    });
  });

  test('with a version of its book that is published for a coming day', async () => {
    const version = { valid_from: '2026-04-01', rules: [markup('0.4')] };
    expect(await story.ask(owner, 'POST', '/v1/catalog/price-book/versions', version)).toMatchObject({
      status: 201,
    });
    const report = await replay({ book: { version: 1 } });
    expect(report.candidate).toMatchObject({ book: { version: 1, rules: [{ kind: 'markup_on_cost' }] } });
    expect(brief(report)).toMatchObject({
      'Buyer noor.example': [
        [27_000, 30_240],
        [21_600, 21_600],
        [5_400, 8_640],
      ],
    });
    expect(await story.ask(owner, 'POST', PATH, { name: 'x', book: { version: 9 } })).toMatchObject({
      status: 404,
    });
  });
});

describe('use whose first units are free', () => {
  test('is billed by the bands above them, less what the plan and the book take off', async () => {
    const { world } = story;
    const unit = { code: 'MINUTES', family_id: 'connectivity', unit: 'minute', needs_domain: false };
    const terms = {
      ...{ term_months: 1, cycle_months: 1 },
      ...({ billing: 'per_use', rate_model: 'tiered' } as const),
    };
    const { id: offer_id } = await world.system((ctx) => offerOf(ctx, unit, terms, '0'));
    const day = { offer_id, currency: 'SAR', valid_from: '2020-01-01' };
    await world.system(({ db }) =>
      db
        .insertInto('catalog.price_band')
        .values({ ...day, above: 100n, unit_price: '50' })
        .execute(),
    );
    const { subscriptionId: subscription } = await story.sell(najd, offer_id, 1, 'minutes.example');
    const events = [{ subscription, event_id: 'e1', used_on: '2026-03-09', units: 150 }];
    story.world.moveTo('2026-04-01T06:00:00.000Z');
    expect(await story.ask(finance, 'POST', '/v1/billing/usage-events', { events })).toMatchObject({
      status: 201,
    });
    await story.monthEnd(finance, '2026-04-01');
    const report = await replay({ book: { rules: [rule('discount_on_list', { rate: '0.2' })] } });
    // 50 minutes at 0.50: at list, and 20 % under it; the plan takes 10 % off for Najd IT.
    expect(brief(report)).toMatchObject({
      'Buyer minutes.example': [
        [2_500, 2_000],
        [2_250, 2_250],
        [250, -250],
      ],
    });
    // Half as much again as what Najd IT pays for each band, over list here.
    expect(brief(await replay({ book: { rules: [markup('0.5')] } }))).toMatchObject({
      'Buyer minutes.example': [
        [2_500, 3_375],
        [2_250, 2_250],
        [250, 1_125],
      ],
    });
    await isBilledByTheBook(subscription);
  });
});

/** Of April the book holds that was published: 40 % over what each band costs. Its line explains itself. */
async function isBilledByTheBook(subscription: string): Promise<void> {
  story.world.moveTo('2026-05-01T06:00:00.000Z');
  const events = [{ subscription, event_id: 'e2', used_on: '2026-04-09', units: 150 }];
  await story.ask(finance, 'POST', '/v1/billing/usage-events', { events });
  await story.monthEnd(finance, '2026-05-01');
  const { items } = await story.ask(owner, 'GET', '/v1/billing/invoices?side=issued&state=draft');
  const files: ExportedInvoice[] = await Promise.all(
    items.map(({ id }: { id: string }) => story.ask(owner, 'GET', `/v1/billing/invoices/${id}/export.json`)),
  );
  const file = files.find(({ lines }) => lines.some(({ component }) => component === 'use'));
  const lines = (file?.lines ?? []).filter(({ net }) => net !== '0');
  expect(lines).toMatchObject([
    { quantity: '50', net: '3150', price: { list_price: '50', unit_price: '63' }, use: { band: 1 } },
  ]);
  const wrong = file && recomputeInvoice(file).filter(({ agrees }) => !agrees);
  expect(wrong).toEqual([]);
}

describe('the wall', () => {
  test('a reseller’s replay is its own; the vendor’s tells of no customer’s bill', async () => {
    const { items } = await story.ask(owner, 'GET', PATH);
    expect(items.length).toBeGreaterThan(4);
    expect((await story.ask(finance, 'GET', PATH)).items).toEqual([]);
    expect(await story.ask(finance, 'GET', `${PATH}/${items[0].id}`)).toMatchObject({ status: 404 });
    expect(await story.ask(belowOwner, 'GET', `${PATH}/${items[0].id}`)).toMatchObject({ status: 404 });
    const prices = { kind: 'on', on: '2026-03-01' };
    const asked = await story.ask(finance, 'POST', PATH, { name: 'x', prices });
    expect(asked).toMatchObject({ status: 202, branches: 2 });
    await story.world.runJobs();
    const report = await story.ask(finance, 'GET', `${PATH}/${asked.id}`);
    expect(Object.keys(brief(report)).sort()).toEqual(['Najd IT', 'Taif Net']);
    expect(report.lines.concat(report.totals)).toEqual(
      report.lines.concat(report.totals).map((one: Line) => ({ ...one, cost: null, margin: null })),
    );
    expect(await story.ask(owner, 'GET', `${PATH}/${asked.id}`)).toMatchObject({ status: 404 });
  });

  test('each tries what is its own', async () => {
    const ask = (browser: Browser, body: object) => story.ask(browser, 'POST', PATH, { name: 'x', ...body });
    const plan = { bundle_plan_id: story.stock.silver.id, version: 1 };
    const file = { kind: 'import', import_id: story.stock.silver.id };
    for (const body of [
      { plan },
      { prices: file },
      { book: { rules: [] }, moves: { bundle_plan_id: null, account_ids: [najd.id] } },
    ])
      expect(await ask(owner, body)).toMatchObject({ status: 422, errors: [{ pointer: '#/book' }] });
    expect(await ask(finance, { book: { rules: [] } })).toMatchObject({ status: 422 });
    const stranger = [
      markup('0.1'),
      { ...markup('0.2'), buyer_id: below.id },
      { ...markup('0.2'), buyer_id: najd.id },
    ];
    expect(await ask(owner, { book: { rules: stranger } })).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/book/rules/2/buyer_id' }],
    });
    const sales = await story.browser(najd, 'sales');
    expect(await ask(sales, { book: { rules: [] } })).toMatchObject({ status: 403 });
  });
});
