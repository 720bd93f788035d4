import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../../server/base/dates.ts';
import type { Organization } from '../../server/identity/index.ts';
import { type Browser, openStory, type Story } from '../story.ts';

let story: Story;
let manager: Browser;
let finance: Browser;
beforeAll(async () => {
  story = await openStory('2026-01-10T06:00:00.000Z');
  const vendor = await story.world.vendor();
  manager = await story.browser(vendor, 'channel_manager');
  finance = await story.browser(vendor, 'finance');
});
afterAll(() => story.close());

async function partner(company: string, preference: 'prepay' | 'postpay', domain: string) {
  const { organization } = await story.world.approvedReseller({
    ...{ company, preference, plan: story.stock.silver.id },
  });
  // Money for whatever is asked for ahead.
  const { account_id } = await story.ask(manager, 'GET', `/v1/program/resellers/${organization.id}`);
  const money = { account_id, amount: 10_000_000, received_on: '2026-01-10', note: 'Ahead' };
  expect((await story.ask(finance, 'POST', '/v1/billing/payments', money)).status).toBe(201);
  return { organization, first: await sell(organization, `one.${domain}`) };
}

/** Ten seats, provisioned; answers the subscription. */
async function sell(organization: Organization, domain: string): Promise<string> {
  const { customer } = await story.sell(organization, story.stock.monthly.id, 10, domain);
  const { rows } = await story.world.system(({ db }) =>
    sql<{ id: string }>`select id from orders.subscription where customer_id = ${customer.id}`.execute(db),
  );
  return rows[0]?.id ?? '';
}

function move(organization: Organization, billing_preference: string, valid_from: string) {
  return story.ask(manager, 'POST', `/v1/program/resellers/${organization.id}/plan`, {
    ...{ bundle_plan_id: story.stock.silver.id, billing_preference, valid_from },
  });
}

/** How many units each day of the subscription is charged for on the vendor's account, from its first day until before `until`. */
async function chargedByDay(organization: Organization, subscriptionId: string, from: string, until: string) {
  const { rows } = await story.world.system(({ db }) =>
    sql<{ day: string; units: number }>`
      select d::date as day, coalesce(sum(c.quantity), 0)::int as units
      from generate_series(${from}::date::timestamp, ${addDays(until, -1)}::date, interval '1 day') d
      left join billing.charge c on c.subscription_id = ${subscriptionId} and c.buyer_id = ${organization.id}
        and c.component in ('usage', 'term') and c.period_from <= d::date and d::date < c.period_to
      group by d order by d`.execute(db),
  );
  return rows.filter(({ units }) => units !== 10);
}

describe('a change of the way of paying charges every day once', () => {
  test('from after the month to ahead, whatever is charged at once before the month is billed', async () => {
    const { organization, first } = await partner('Tuwaiq', 'postpay', 'tuwaiq.example');
    await move(organization, 'prepay', '2026-02-01');
    story.world.moveTo('2026-02-01T06:00:00.000Z');
    const second = await sell(organization, 'two.tuwaiq.example');
    story.world.moveTo('2026-02-12T06:00:00.000Z');
    const third = await sell(organization, 'three.tuwaiq.example');
    await story.monthEnd(finance, '2026-02-01');
    expect(await chargedByDay(organization, first, '2026-01-10', '2026-03-01')).toEqual([]);
    story.world.moveTo('2026-03-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-03-01');
    for (const [id, from] of [
      [first, '2026-01-10'],
      [second, '2026-02-01'],
      [third, '2026-02-12'],
    ] as const)
      expect(await chargedByDay(organization, id, from, '2026-04-01')).toEqual([]);
  });

  test('and from ahead to after the month', async () => {
    story.world.moveTo('2026-03-05T06:00:00.000Z');
    const { organization, first } = await partner('Qassim', 'prepay', 'qassim.example');
    await move(organization, 'postpay', '2026-03-20');
    for (const cutoff of ['2026-04-01', '2026-05-01']) {
      story.world.moveTo(`${cutoff}T06:00:00.000Z`);
      await story.monthEnd(finance, cutoff);
    }
    expect(await chargedByDay(organization, first, '2026-03-05', '2026-05-01')).toEqual([]);
  });
});
