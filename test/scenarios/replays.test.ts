import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Organization } from '../../server/identity/index.ts';
import { offerOf } from '../catalogue.ts';
import { type Browser, openStory, type Story } from '../story.ts';

let story: Story;
let finance: Browser;
let owner: Browser;
let najd: Organization;
beforeAll(async () => {
  story = await openStory('2026-01-01T06:00:00.000Z');
  finance = await story.browser(await story.world.vendor(), 'finance');
  najd = await story.reseller('postpay', 'Najd IT');
  owner = await story.browser(najd, 'owner');
  await story.sell(najd, story.stock.monthly.id, 10, 'noor.example');
  const taif = await story.reseller('postpay', 'Taif Net');
  await story.sell(taif, story.stock.domain.id, 1, 'taif.example');
  story.world.moveTo('2026-02-01T06:00:00.000Z');
  await story.monthEnd(finance, '2026-02-01');
});
afterAll(() => story.close());

async function replay(body: object, branches = 2) {
  const asked = await story.ask(finance, 'POST', '/v1/billing/replays', { name: 'A trial', ...body });
  expect(asked).toMatchObject({ status: 202, state: 'working', branches });
  await story.world.runJobs();
  return story.ask(finance, 'GET', `/v1/billing/replays/${asked.id}`);
}

describe('the last month again, before anything is published', () => {
  test('with the prices of a catalogue file: what each reseller was billed and would be, and nothing changes', async () => {
    const manager = await story.browser(await story.world.vendor(), 'channel_manager');
    const file = `family,product,product_en,product_ar,unit,offer,offer_en,offer_ar,term_months,cycle_months,price_sar
workspace,GWS-STARTER,GWS-STARTER,GWS-STARTER بالعربية,seat,GWS-STARTER-M,GWS-STARTER,GWS-STARTER بالعربية,1,1,30.00`;
    const read = await story.ask(manager, 'POST', '/v1/catalog/imports?name=prices.csv', file);
    expect(read).toMatchObject({ state: 'ready' });
    const before = await story.newest(owner);
    const report = await replay({ prices: { kind: 'import', import_id: read.id } });
    // 10 × 27.00 × 0.8 beside a year of a domain; and 10 × 30.00 × 0.8
    expect(report).toMatchObject({
      state: 'done',
      done: 2,
      totals: [
        {
          ...{ currency: 'SAR', accounts: 2, more: 1, less: 0 },
          was: { amount: 35_055 },
          would_be: { amount: 37_455 },
          difference: { amount: 2_400 },
        },
      ],
      lines: [
        { buyer_name: 'Najd IT', was: { amount: 21_600 }, would_be: { amount: 24_000 } },
        { buyer_name: 'Taif Net', difference: { amount: 0 } },
      ],
    });
    expect(await story.newest(owner)).toEqual(before);
    expect((await story.ask(owner, 'GET', '/v1/billing/invoices?side=received')).items).toHaveLength(1);
  });

  test('with a version that is published for a coming day, and with one that is not', async () => {
    const plan = `/v1/catalog/bundle-plans/${story.stock.silver.id}`;
    const discounts = [
      { scope: 'everything', target: '', billing_preference: 'postpay', from_quantity: 10, rate: '0.5' },
    ];
    const manager = await story.browser(await story.world.vendor(), 'channel_manager');
    const coming = { valid_from: '2026-03-01', discounts };
    expect(await story.ask(manager, 'POST', `${plan}/versions`, coming)).toMatchObject({ status: 201 });
    const tried = { bundle_plan_id: story.stock.silver.id };
    for (const one of [{ version: 2 }, { discounts }])
      expect((await replay({ plan: { ...tried, ...one } })).lines).toMatchObject([
        { buyer_name: 'Najd IT', would_be: { amount: 13_500 } },
        { buyer_name: 'Taif Net', would_be: { amount: 14_950 } },
      ]);
    expect(
      await story.ask(finance, 'POST', '/v1/billing/replays', { name: 'x', plan: { ...tried, version: 9 } }),
    ).toMatchObject({ status: 404 });
  });

  test('with the bands of a file: use is reckoned by each of them', async () => {
    const { world } = story;
    const unit = { code: 'MINUTES', family_id: 'connectivity', unit: 'minute', needs_domain: false };
    const terms = {
      ...{ term_months: 1, cycle_months: 1 },
      billing: 'per_use',
      rate_model: 'tiered',
    } as const;
    const { id: offerId } = await world.system((ctx) => offerOf(ctx, unit, terms, '10'));
    const jeddah = await story.reseller('postpay', 'Jeddah Voice');
    const { subscriptionId: subscription } = await story.sell(jeddah, offerId, 1, 'voice.example');
    const events = [{ subscription, event_id: 'e1', used_on: '2026-02-09', units: 250 }];
    world.moveTo('2026-03-01T06:00:00.000Z');
    expect(await story.ask(finance, 'POST', '/v1/billing/usage-events', { events })).toMatchObject({
      status: 201,
    });
    await story.monthEnd(finance, '2026-03-01');
    const manager = await story.browser(await world.vendor(), 'channel_manager');
    const file = 'product,offer,price_sar,bands_sar\nMINUTES,MINUTES-M,0.20,100: 0.08; 200: 0.05';
    const read = await story.ask(manager, 'POST', '/v1/catalog/imports?name=bands.csv', file);
    expect(read).toMatchObject({ state: 'ready' });
    const { lines } = await replay({ prices: { kind: 'import', import_id: read.id } }, 3);
    // 250 × 0.10 × 0.9 before; 100 × 0.20 + 100 × 0.08 + 50 × 0.05, × 0.9
    expect(
      lines.find(({ buyer_name }: { buyer_name: string }) => buyer_name === 'Jeddah Voice'),
    ).toMatchObject({
      was: { amount: 2_250 },
      would_be: { amount: 2_745 },
    });
  });

  test('is the program’s own business', async () => {
    const moves = { bundle_plan_id: null, account_ids: [najd.id] };
    const asked = { name: 'x', moves };
    expect(await story.ask(owner, 'POST', '/v1/billing/replays', asked)).toMatchObject({ status: 422 });
    expect(await story.ask(owner, 'GET', '/v1/billing/replays')).toMatchObject({ status: 200, items: [] });
    expect(await story.ask(finance, 'POST', '/v1/billing/replays', { name: 'x' })).toMatchObject({
      status: 422,
    });
    expect((await story.ask(finance, 'GET', '/v1/billing/replays')).items).toHaveLength(4);
  });
});
