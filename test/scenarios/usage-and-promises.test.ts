import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Organization } from '../../server/identity/index.ts';
import { completeOperation } from '../../server/orders/operations/operations.ts';
import { offerOf, publishPlan } from '../catalogue.ts';
import { type Browser, openStory, type Story } from '../story.ts';

let story: Story;
let finance: Browser;
let najd: Organization;
let owner: Browser;
let account: string;
beforeAll(async () => {
  story = await openStory('2026-01-01T06:00:00.000Z');
  finance = await story.browser(await story.world.vendor(), 'finance');
  najd = await story.reseller('postpay', 'Najd IT');
  owner = await story.browser(najd, 'owner');
  account = await accountOf(najd);
});
afterAll(() => story.close());

async function accountOf({ id }: Organization): Promise<string> {
  const row = await story.world.system(({ db }) =>
    db.selectFrom('identity.account').select('id').where('buyer_id', '=', id).executeTakeFirstOrThrow(),
  );
  return row.id;
}

describe('usage as the office sees it', () => {
  test('by subscription and month, by product, and what was told after the month end', async () => {
    const offer = await story.world.system((ctx) =>
      offerOf(
        ctx,
        {
          code: 'TRAFFIC',
          family_id: 'workspace',
          unit: 'gigabyte',
          connector: 'manual',
          needs_domain: false,
        },
        { term_months: 1, cycle_months: 1, billing: 'per_use' },
        '100',
      ),
    );
    const { subscriptionId } = await story.sell(najd, offer.id, 1, '');
    await story.world.system(async (ctx) => {
      const { reseller_id, id } = await ctx.db
        .selectFrom('orders.operation')
        .select(['reseller_id', 'id'])
        .where('subscription_id', '=', subscriptionId)
        .executeTakeFirstOrThrow();
      await completeOperation(ctx, { resellerId: reseller_id, operationId: id });
    });
    const tell = (events: [string, string, number][]) =>
      story.ask(finance, 'POST', '/v1/billing/usage-events', {
        events: events.map(([event_id, used_on, units]) => ({
          subscription: subscriptionId,
          event_id,
          used_on,
          units,
        })),
      });
    story.world.moveTo('2026-02-01T06:00:00.000Z');
    await tell([
      ['a', '2026-01-05', 70],
      ['b', '2026-01-31', 30],
    ]);
    await story.monthEnd(finance, '2026-02-01');
    story.world.moveTo('2026-02-03T06:00:00.000Z');
    await tell([
      ['c', '2026-01-20', 5],
      ['d', '2026-02-02', 11],
    ]);
    const months = await story.ask(finance, 'GET', '/v1/billing/usage-months?sort=-month');
    expect(months.items).toMatchObject([
      { month: '2026-02-01', events: 1, units: 11, late_units: 0, seller_name: 'Najd IT' },
      { month: '2026-01-01', events: 3, units: 105, late_units: 5, subscription: { id: subscriptionId } },
    ]);
    const one = await story.ask(finance, 'GET', '/v1/billing/usage-months?late=true&q=buyer');
    expect(one.items.map(({ month }: { month: string }) => month)).toEqual(['2026-01-01']);
    const late = await story.ask(finance, 'GET', '/v1/billing/usage-events?late=true');
    expect(late.items).toMatchObject([{ event_id: 'c', late: true }]);
    const meters = await story.ask(finance, 'GET', '/v1/billing/usage-meters?month=2026-01-15');
    expect(meters).toMatchObject({
      month: '2026-01-01',
      items: [{ offer_id: offer.id, subscriptions: 1, events: 3, units: 105, late_units: 5 }],
    });
    // Its reseller sees its own, and no month end.
    expect((await story.ask(owner, 'GET', '/v1/billing/usage-months')).items).toHaveLength(2);
  });
});

describe('certificates of exemption', () => {
  test('are listed with how they stand today, and end when they are revoked', async () => {
    const add = (certificate: string, valid_from: string, valid_to: string) =>
      story.ask(finance, 'POST', `/v1/billing/accounts/${account}/tax-exemptions`, {
        certificate,
        authority: 'ZATCA',
        valid_from,
        valid_to,
      });
    await add('OLD-1', '2025-01-01', '2026-01-01');
    const { id } = await add('NOW-1', '2026-01-01', '2027-01-01');
    await add('NEXT-1', '2027-01-01', '2028-01-01');
    const list = (query = '') =>
      story.ask(finance, 'GET', `/v1/billing/tax-exemptions?sort=valid_from${query}`);
    expect((await list()).items).toMatchObject([
      { certificate: 'OLD-1', state: 'ended', buyer: { name: 'Najd IT' } },
      { certificate: 'NOW-1', state: 'valid', can: { revoke: true } },
      { certificate: 'NEXT-1', state: 'coming' },
    ]);
    expect((await list('&state=valid')).items).toMatchObject([{ certificate: 'NOW-1' }]);
    expect((await list('&q=next')).items).toMatchObject([{ certificate: 'NEXT-1' }]);
    await story.ask(finance, 'POST', `/v1/billing/tax-exemptions/${id}/revoke`);
    expect((await list('&state=revoked')).items).toMatchObject([
      { can: { revoke: 'It was revoked before.' } },
    ]);
    // What somebody else decided for a reseller as a buyer is not its own list as a seller.
    expect((await story.ask(owner, 'GET', '/v1/billing/tax-exemptions')).items).toEqual([]);
  });
});

describe('minimum commitments', () => {
  test('come with a plan or are agreed; what lacks of either is charged, and an agreed one goes first', async () => {
    const gold = await story.world.system(async (ctx) => {
      const plan = await publishPlan(ctx, 'GOLD', []);
      await ctx.db
        .insertInto('catalog.plan_commitment')
        .values({ bundle_plan_id: plan.id, version: 1, currency: 'SAR', monthly_minimum: 50_000n })
        .execute();
      return plan;
    });
    const [hijaz, taif] = [await story.reseller('postpay', 'Hijaz'), await story.reseller('postpay', 'Taif')];
    await story.world.system(async ({ db, now }) => {
      for (const { id, reseller_id, seller_id } of [hijaz, taif])
        await db
          .insertInto('program.account_plan')
          .values({
            ...{
              reseller_id,
              account_id: await accountOf({ id } as Organization),
              seller_id: seller_id ?? '',
              buyer_id: id,
            },
            ...{
              bundle_plan_id: gold.id,
              billing_preference: 'postpay',
              valid_from: '2026-02-28',
              recorded_at: now,
            },
          })
          .execute();
    });
    story.world.moveTo('2026-03-01T06:00:00.000Z');
    await story.sell(hijaz, story.stock.monthly.id, 10, 'hijaz.example');
    await story.sell(taif, story.stock.monthly.id, 10, 'taif.example');
    const agreed = { valid_from: '2026-03-01', amount: 30_000 };
    await story.ask(finance, 'POST', `/v1/billing/accounts/${await accountOf(taif)}/minimums`, agreed);
    story.world.moveTo('2026-04-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-04-01');
    const march = await story.ask(finance, 'GET', '/v1/billing/minimums');
    // 10 seats at the list price of 27.00
    expect(march).toMatchObject({
      month: '2026-03-01',
      billed: true,
      items: [
        {
          ...{ buyer: { name: 'Hijaz' }, plan: { id: gold.id } },
          ...{ amount: { amount: 50_000 }, reached: { amount: 27_000 }, charged: { amount: 23_000 } },
        },
        {
          ...{ buyer: { name: 'Taif' }, plan: null },
          ...{ amount: { amount: 30_000 }, reached: { amount: 27_000 }, charged: { amount: 3_000 } },
        },
      ],
    });
    const april = await story.ask(finance, 'GET', '/v1/billing/minimums?month=2026-04-10');
    expect(april).toMatchObject({
      month: '2026-04-01',
      billed: false,
      items: [{ reached: { amount: 0 } }, {}],
    });
    const hijazOwner = await story.browser(hijaz, 'owner');
    expect((await story.newest(hijazOwner)).lines).toHaveLength(2);
    expect((await story.ask(hijazOwner, 'GET', '/v1/billing/minimums')).items).toEqual([]);
  });
});
