import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { offerOf } from '../../../test/catalogue.ts';
import { brokenInvariants } from '../../../test/invariants.ts';
import { type Browser, openStory, type Story } from '../../../test/story.ts';
import type { Organization } from '../../identity/index.ts';
import { cancelSubscription } from '../../orders/index.ts';
import { completeOperation } from '../../orders/operations/operations.ts';
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

describe('what was bought once and is undone', () => {
  const window = { term_months: 0, cycle_months: 0, billing: 'one_time', cancel_window_hours: 8760 } as never;
  async function bought(name: string, code: string) {
    const offer = await story.world.system((ctx) =>
      offerOf(ctx, { code, family_id: 'domains', unit: 'domain' }, window, '10000'),
    );
    const buyer = await story.reseller('postpay', name);
    return { buyer, ...(await story.sell(buyer, offer.id, 1, `${code.toLowerCase()}.example`)) };
  }

  test('gives back no more than is left of it after a credit by hand', async () => {
    const { buyer, subscriptionId } = await bought('Undone', 'WINDOW');
    story.world.moveTo('2026-03-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-03-01');
    const { items } = await story.ask(
      finance,
      'GET',
      `/v1/billing/invoices?side=issued&buyer_id=${buyer.id}`,
    );
    const note = { reason: 'It came late', net: 4000 };
    const credited = await story.ask(
      finance,
      'POST',
      `/v1/billing/invoices/${items[0].id}/credit-notes`,
      note,
    );
    expect(credited.status).toBe(201);
    await story.world.as(buyer, ['owner'], (ctx) => cancelSubscription(ctx, subscriptionId));
    await story.world.runJobs();
    story.world.moveTo('2026-04-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-04-01');
    expect(await netOf(buyer, 'fee')).toEqual([9000n]);
    expect(await netOf(buyer, 'refund')).toEqual([-5000n]);
    expect(await brokenInvariants(story.world, 0)).toEqual([]);
  });

  test('is taken from each of its lines, where it was corrected to more before', async () => {
    const { buyer, subscriptionId } = await bought('Corrected', 'MORE');
    const office = await story.browser(await story.world.vendor(), 'administrator');
    story.world.moveTo('2026-05-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-05-01');
    const more = { starts_on: '2026-04-01', until: null, quantity: 3, reason: 'Three were bought' };
    const path = `/v1/orders/subscriptions/${subscriptionId}/corrections`;
    expect(await story.ask(office, 'POST', path, more)).toMatchObject({ status: 201 });
    await story.world.runJobs();
    story.world.moveTo('2026-06-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-06-01');
    expect(await netOf(buyer, 'fee')).toEqual([9000n, 18000n]);
    await story.world.as(buyer, ['owner'], (ctx) => cancelSubscription(ctx, subscriptionId));
    await story.world.runJobs();
    story.world.moveTo('2026-07-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-07-01');
    expect((await netOf(buyer, 'refund')).toSorted()).toEqual([-18000n, -9000n]);
    expect(await brokenInvariants(story.world, 0)).toEqual([]);
  });
});

describe('ending a term', () => {
  const half = { cycle_months: 1, early_termination_fee_rate: '0.5' };
  const manual = { family_id: 'domains', unit: 'domain', connector: 'manual' };
  /** What the program office says of what it does by hand. */
  const report = (subscriptionId: string) =>
    story.world.system(async (ctx) => {
      const operation = await ctx.db
        .selectFrom('orders.operation')
        .select(['reseller_id', 'id'])
        .where('subscription_id', '=', subscriptionId)
        .orderBy('requested_at', 'desc')
        .executeTakeFirstOrThrow();
      await completeOperation(ctx, { resellerId: operation.reseller_id, operationId: operation.id });
    });

  test('that began on the 31st goes by its own days, though it ends on the 28th', async () => {
    const offer = await story.world.system((ctx) =>
      offerOf(ctx, { code: 'SIX', ...manual }, { ...half, term_months: 6 }, '10000'),
    );
    story.world.moveTo('2026-08-31T06:00:00.000Z');
    const buyer = await story.reseller('postpay', 'Late August');
    const { subscriptionId } = await story.sell(buyer, offer.id, 1, 'six.example');
    await report(subscriptionId);
    story.world.moveTo('2026-09-10T06:00:00.000Z');
    await story.world.as(buyer, ['owner'], (ctx) => cancelSubscription(ctx, subscriptionId));
    await report(subscriptionId);
    story.world.moveTo('2026-10-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-10-01');
    // Half of six months at 90.00, for the 171 days to 28 February of 181.
    expect(await netOf(buyer, 'termination')).toEqual([25508n]);
  });

  test('on its last day costs nothing of the next, however long the office takes to carry it out', async () => {
    const offer = await story.world.system((ctx) =>
      offerOf(ctx, { code: 'YEAR', ...manual }, { ...half, term_months: 12 }, '10000'),
    );
    story.world.moveTo('2026-10-05T06:00:00.000Z');
    const buyer = await story.reseller('postpay', 'In Time');
    const { subscriptionId } = await story.sell(buyer, offer.id, 1, 'year.example');
    await report(subscriptionId);
    story.world.moveTo('2027-10-04T06:00:00.000Z');
    await story.world.as(buyer, ['owner'], (ctx) => cancelSubscription(ctx, subscriptionId));
    story.world.moveTo('2027-10-07T06:00:00.000Z');
    await report(subscriptionId);
    story.world.moveTo('2027-11-01T06:00:00.000Z');
    await story.monthEnd(finance, '2027-11-01');
    expect(await netOf(buyer, 'termination')).toEqual([]);
  });

  test('of two years in the month in which its first year was charged costs its rate of the second alone', async () => {
    const offer = await story.world.system((ctx) =>
      offerOf(ctx, { code: 'TWO', ...manual }, { ...half, cycle_months: 12, term_months: 24 }, '36500'),
    );
    story.world.moveTo('2027-10-05T06:00:00.000Z');
    const buyer = await story.reseller('postpay', 'Two Years');
    const { subscriptionId } = await story.sell(buyer, offer.id, 1, 'two.example');
    await report(subscriptionId);
    story.world.moveTo('2027-10-20T06:00:00.000Z');
    await story.world.as(buyer, ['owner'], (ctx) => cancelSubscription(ctx, subscriptionId));
    await report(subscriptionId);
    story.world.moveTo('2027-12-01T06:00:00.000Z');
    await story.monthEnd(finance, '2027-12-01');
    expect(await netOf(buyer, 'term')).toEqual([32850n]);
    // Half of two years at 328.50, for the 365 days of the second of 731.
    expect(await netOf(buyer, 'termination')).toEqual([16403n]);
  });

  test.each([
    ['on the day on which the next begins', '2028-10-05', '2028-11-01', {}],
    ['in the window before it', '2028-10-01', '2028-12-01', { renewal_window_days: 10 }],
    ['on its last day', '2028-10-04', '2029-01-01', { early_termination_fee_rate: '0.5' }],
  ])(
    '%s, carried out late, costs the days until then and not the next year that is paid ahead',
    async (name, asked_on, cutoff, terms) => {
      const code = `AHEAD-${asked_on}`;
      const offer = await story.world.system((ctx) =>
        offerOf(ctx, { code, ...manual }, { ...terms, cycle_months: 12, term_months: 12 }, '36500'),
      );
      story.world.moveTo('2027-10-05T06:00:00.000Z');
      const buyer = await story.reseller('postpay', name);
      const { subscriptionId } = await story.sell(buyer, offer.id, 1, `${code.toLowerCase()}.example`);
      await report(subscriptionId);
      story.world.moveTo(`${asked_on}T06:00:00.000Z`);
      await story.world.as(buyer, ['owner'], (ctx) => cancelSubscription(ctx, subscriptionId));
      story.world.moveTo('2028-10-10T06:00:00.000Z');
      await report(subscriptionId);
      story.world.moveTo(`${cutoff}T06:00:00.000Z`);
      await story.monthEnd(finance, cutoff);
      const ahead = [...(await netOf(buyer, 'term')), ...(await netOf(buyer, 'refund'))];
      // A year at 328.50, and five days of the next.
      expect(ahead.reduce((sum, net) => sum + net, 0n)).toBe(32850n + 450n);
    },
  );
});
