import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recompute } from '../../server/catalog/prices/price-steps.rules.ts';
import type { Organization } from '../../server/identity/index.ts';
import { publishPlan } from '../catalogue.ts';
import { type Browser, openStory, type Story } from '../story.ts';

let story: Story;
let manager: Browser;
let finance: Browser;
let gold: string;
beforeAll(async () => {
  story = await openStory('2026-01-15T06:00:00.000Z');
  const vendor = await story.world.vendor();
  manager = await story.browser(vendor, 'channel_manager');
  finance = await story.browser(vendor, 'finance');
  const plan = await story.world.system((ctx) =>
    publishPlan(ctx, 'GOLD', [
      { scope: 'everything', target: '', billing_preference: 'postpay', rate: '0.3' },
      { scope: 'everything', target: '', billing_preference: 'prepay', rate: '0.35' },
      { scope: 'everything', target: '', billing_preference: 'postpay', rate: '0.4', from_quantity: 50 },
    ]),
  );
  gold = plan.id;
});
afterAll(() => story.close());

/** An approved reseller on the silver plan with seats for two customers. */
async function partner(company: string, domain: string) {
  const { organization } = await story.world.approvedReseller({ company, plan: story.stock.silver.id });
  const { monthly, line } = story.stock;
  await story.sell(organization, monthly.id, 10, `a.${domain}`);
  await story.sell(organization, monthly.id, 60, `b.${domain}`);
  return { organization, line };
}

function preview(organization: Organization, body: object, browser = manager) {
  return story.ask(browser, 'POST', `/v1/billing/resellers/${organization.id}/plan-preview`, body);
}

async function februaryOf(organization: Organization): Promise<number> {
  const { items } = await story.ask(
    finance,
    'GET',
    `/v1/billing/invoices?side=issued&buyer_id=${organization.id}&sort=-period_to`,
  );
  const invoice = await story.ask(finance, 'GET', `/v1/billing/invoices/${items[0].id}`);
  return invoice.lines
    .filter(({ period_from }: { period_from: string }) => period_from >= '2026-02-01')
    .reduce((sum: number, { net }: { net: { amount: number } }) => sum + net.amount, 0);
}

describe('moving a reseller to another plan', () => {
  test('is previewed to the halala: what the months then bill, for those who moved and those who did not', async () => {
    const [moving, staying] = [
      (await partner('Hijaz Cloud', 'hijaz.example')).organization,
      (await partner('Asir Cloud', 'asir.example')).organization,
    ];
    const move = { bundle_plan_id: gold, billing_preference: 'postpay', valid_from: '2026-02-01' };
    const seen = await preview(moving, move);
    expect(seen).toMatchObject({
      status: 200,
      month_from: '2026-02-01',
      month_to: '2026-03-01',
      now: { net: { amount: 151_200, currency: 'SAR' }, tax: { amount: 22_680 } },
      // 10 × 27.00 less 30 %, and 60 × 27.00 less 40 %.
      would_be: { bundle_plan_id: gold, net: { amount: 116_100 } },
      more: { amount: -35_100 },
      left_out: 0,
    });
    expect(seen.lines.map(({ more }: { more: { amount: number } }) => more.amount)).toEqual([
      -32_400, -2_700,
    ]);
    for (const { now, would_be } of seen.lines)
      for (const side of [now, would_be]) expect(recompute(side.steps)).toBe(side.unit_price);
    expect(await story.ask(manager, 'POST', `/v1/program/resellers/${moving.id}/plan`, move)).toMatchObject({
      status: 200,
      plans: [{ valid_from: '2026-02-01', in_force: false }, { in_force: true }],
    });
    story.world.moveTo('2026-03-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-03-01');
    expect(await februaryOf(moving)).toBe(seen.would_be.net.amount);
    expect(await februaryOf(staying)).toBe(seen.now.net.amount);
    story.world.moveTo('2026-01-15T06:00:00.000Z');
  });

  test('writes nothing while it is previewed, and asks what the move itself asks', async () => {
    const { organization } = await story.world.approvedReseller({ plan: story.stock.silver.id });
    const move = { bundle_plan_id: gold, billing_preference: 'prepay', valid_from: '2026-02-01' };
    const counts = () =>
      story.world.system(async ({ db }) => ({
        plans: (await db.selectFrom('program.account_plan').select('account_id').execute()).length,
        runs: (await db.selectFrom('billing.run').select('id').execute()).length,
        events: (await db.selectFrom('base.event').select('id').execute()).length,
      }));
    const before = await counts();
    expect(await preview(organization, move)).toMatchObject({ status: 200, lines: [] });
    expect(await counts()).toEqual(before);
    expect((await preview(organization, move, finance)).status).toBe(403);
    const past = await preview(organization, { ...move, valid_from: '2026-01-14' });
    expect(past).toMatchObject({ status: 422, errors: [{ pointer: '#/valid_from' }] });
    const unknown = { ...move, bundle_plan_id: '00000000-0000-7000-8000-000000000001' };
    expect((await preview(organization, unknown)).errors[0].pointer).toBe('#/bundle_plan_id');
  });

  test('is told to the reseller before it begins', async () => {
    const { organization, owner } = await story.world.approvedReseller({ plan: story.stock.silver.id });
    const browser: Browser = { email: owner.email, headers: {} };
    for (const valid_from of ['2026-03-01', '2026-02-01'])
      await story.ask(manager, 'POST', `/v1/program/resellers/${organization.id}/plan`, {
        ...{
          bundle_plan_id: gold,
          billing_preference: valid_from < '2026-03' ? 'postpay' : 'prepay',
          valid_from,
        },
      });
    expect(await story.ask(browser, 'GET', '/v1/program/reseller')).toMatchObject({
      bundle_plan: { id: story.stock.silver.id },
      coming: [
        { valid_from: '2026-02-01', bundle_plan: { id: gold }, billing_preference: 'postpay' },
        { valid_from: '2026-03-01', bundle_plan: { id: gold }, billing_preference: 'prepay' },
      ],
    });
  });
});
