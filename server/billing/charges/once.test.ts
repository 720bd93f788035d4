import { afterAll, beforeAll, expect, test } from 'vitest';
import { offerOf } from '../../../test/catalogue.ts';
import { type Browser, openStory, type Story } from '../../../test/story.ts';
import type { Organization } from '../../identity/index.ts';
import { cancelSubscription } from '../../orders/index.ts';
import { setAccountPlan } from '../../program/index.ts';

let story: Story;
let finance: Browser;
beforeAll(async () => {
  story = await openStory('2026-01-05T06:00:00.000Z');
  finance = await story.browser(await story.world.vendor(), 'finance');
});
afterAll(() => story.close());

/** From the clock's day on the account is on a plan without discounts. */
async function turnToList({ id }: Organization, valid_from: string): Promise<void> {
  await story.world.system(async (ctx) => {
    const account = await ctx.db
      .selectFrom('identity.account')
      .selectAll()
      .where('buyer_id', '=', id)
      .executeTakeFirstOrThrow();
    await setAccountPlan(ctx, account, { bundle_plan_id: null, billing_preference: 'postpay', valid_from });
  });
}

async function netOf({ id }: Organization, component: string): Promise<bigint[]> {
  const rows = await story.world.system(({ db }) =>
    db
      .selectFrom('billing.charge')
      .select('net')
      .where('buyer_id', '=', id)
      .where('component', '=', component)
      .execute(),
  );
  return rows.map(({ net }) => net);
}

test('what is bought once, and what ending a term costs, go by the plan of their day, whatever the account turns to before the month ends', async () => {
  const [once, promised] = await story.world.system(async (ctx) => [
    await offerOf(
      ctx,
      { code: 'SETUP', family_id: 'domains', unit: 'domain' },
      { term_months: 0, cycle_months: 0, billing: 'one_time' } as never,
      '10000',
    ),
    await offerOf(
      ctx,
      { code: 'TERM', family_id: 'domains', unit: 'domain' },
      {
        term_months: 12,
        cycle_months: 1,
        early_termination_fee_rate: '0.5',
        cancel_window_hours: 0,
      } as never,
      '10000',
    ),
  ]);
  const buyer = await story.reseller('postpay', 'Turner');
  await story.sell(buyer, once?.id ?? '', 1, 'once.example');
  const { subscriptionId } = await story.sell(buyer, promised?.id ?? '', 1, 'term.example');
  story.world.moveTo('2026-01-10T06:00:00.000Z');
  await story.world.as(buyer, ['sales', 'owner'], (ctx) => cancelSubscription(ctx, subscriptionId));
  await story.world.runJobs();
  await turnToList(buyer, '2026-01-20');
  story.world.moveTo('2026-02-01T06:00:00.000Z');
  await story.monthEnd(finance, '2026-02-01');
  // Silver takes a tenth off.
  expect(await netOf(buyer, 'fee')).toEqual([9000n]);
  // Half of twelve months at 90.00, for 360 of 365 days.
  expect(await netOf(buyer, 'termination')).toEqual([53260n]);
});
