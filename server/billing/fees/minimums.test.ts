import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publishPlan } from '../../../test/catalogue.ts';
import { brokenInvariants } from '../../../test/invariants.ts';
import { type Browser, openStory, type Story } from '../../../test/story.ts';
import type { Organization } from '../../identity/index.ts';

let story: Story;
let finance: Browser;
beforeAll(async () => {
  story = await openStory('2026-01-01T06:00:00.000Z');
  finance = await story.browser(await story.world.vendor(), 'finance');
});
afterAll(() => story.close());

async function accountOf({ id }: Organization): Promise<string> {
  const row = await story.world.system(({ db }) =>
    db.selectFrom('identity.account').select('id').where('buyer_id', '=', id).executeTakeFirstOrThrow(),
  );
  return row.id;
}

async function promise(buyer: Organization, valid_from: string, amount: number): Promise<void> {
  const path = `/v1/billing/accounts/${await accountOf(buyer)}/minimums`;
  const { status } = await story.ask(finance, 'POST', path, { valid_from, amount });
  expect(status).toBe(201);
}

/** Every line of the account, as component, first day and net. */
async function linesOf(buyer: Organization): Promise<string[]> {
  const account = await accountOf(buyer);
  const rows = await story.world.system(({ db }) =>
    db
      .selectFrom('billing.charge')
      .select(['component', 'period_from', 'net'])
      .where('account_id', '=', account)
      .orderBy('period_from')
      .orderBy('component')
      .execute(),
  );
  return rows.map(({ component, period_from, net }) => `${component} ${period_from} ${net}`);
}

describe('a minimum', () => {
  test('of a month that was closed just after midnight counts what was paid ahead for it by then', async () => {
    const early = await story.reseller('prepay', 'Early Birds');
    const paid = {
      account_id: await accountOf(early),
      amount: 100_000,
      received_on: '2026-01-01',
      note: 'Ahead',
    };
    expect(await story.ask(finance, 'POST', '/v1/billing/payments', paid)).toMatchObject({ status: 201 });
    await story.sell(early, story.stock.monthly.id, 10, 'early.example');
    await promise(early, '2026-02-01', 20_000);
    // Half past midnight in Riyadh is still January in UTC.
    story.world.moveTo('2026-01-31T21:30:00.000Z');
    await story.monthEnd(finance, '2026-02-01');
    story.world.moveTo('2026-03-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-03-01');
    // 10 × 2295 each month: more than was promised.
    expect(await linesOf(early)).toEqual([
      'term 2026-01-01 22950',
      'term 2026-02-01 22950',
      'term 2026-03-01 22950',
    ]);
  });

  test('that comes with a plan is charged also where nothing at all was bought', async () => {
    const gold = await story.world.system(async (ctx) => {
      const plan = await publishPlan(ctx, 'GOLD', []);
      await ctx.db
        .insertInto('catalog.plan_commitment')
        .values({ bundle_plan_id: plan.id, version: 1, currency: 'SAR', monthly_minimum: 50_000n })
        .execute();
      return plan;
    });
    const idle = await story.reseller('postpay', 'Idle');
    await story.world.system(async ({ db, now }) =>
      db
        .insertInto('program.account_plan')
        .values({
          ...{
            reseller_id: idle.reseller_id,
            account_id: await accountOf(idle),
            seller_id: idle.seller_id ?? '',
          },
          ...{
            buyer_id: idle.id,
            bundle_plan_id: gold.id,
            billing_preference: 'postpay',
            valid_from: '2026-03-02',
          },
          recorded_at: now,
        })
        .execute(),
    );
    story.world.moveTo('2026-05-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-04-01');
    await story.monthEnd(finance, '2026-05-01');
    expect(await linesOf(idle)).toEqual(['minimum 2026-04-01 50000']);
  });

  test('of a month in which the branch was set aside is charged with the next, each month by what was bought in it', async () => {
    const late = await story.reseller('postpay', 'Set Aside');
    await story.sell(late, story.stock.monthly.id, 10, 'aside.example');
    await promise(late, '2026-05-01', 30_000);
    await promise(late, '2026-06-01', 30_001);
    story.world.moveTo('2026-06-01T06:00:00.000Z');
    const { id } = await story.ask(finance, 'POST', '/v1/billing/runs', { cutoff: '2026-06-01' });
    await story.world.system(({ db }) =>
      sql`update billing.run_task set state = 'quarantined', cause = 'Broken' where run_id = ${id} and reseller_id = ${late.id}`.execute(
        db,
      ),
    );
    await story.world.runJobs();
    await story.ask(finance, 'POST', `/v1/billing/runs/${id}/issue`);
    story.world.moveTo('2026-07-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-07-01');
    expect(await linesOf(late)).toEqual([
      'minimum 2026-05-01 8400',
      'usage 2026-05-01 21600',
      'minimum 2026-06-01 8401',
      'usage 2026-06-01 21600',
    ]);
    expect(await brokenInvariants(story.world)).toEqual([]);
  });

  test('of a month whose month end was not held is charged with the next, also of an account that no run has come to', async () => {
    const fresh = await story.reseller('postpay', 'New');
    await promise(fresh, '2026-07-01', 30_000);
    story.world.moveTo('2026-08-20T06:00:00.000Z');
    await story.sell(fresh, story.stock.monthly.id, 10, 'new.example');
    story.world.moveTo('2026-09-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-09-01');
    expect(await linesOf(fresh)).toEqual([
      'minimum 2026-07-01 30000',
      'minimum 2026-08-01 21639',
      'usage 2026-08-20 8361',
    ]);
  });
});
