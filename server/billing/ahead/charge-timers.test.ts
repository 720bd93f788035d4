import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { atOnce } from '../../../test/at-once.ts';
import { stockCatalogue } from '../../../test/catalogue.ts';
import { type Sandbox, startSandbox } from '../../../test/sandbox.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { Ctx } from '../../base/ctx.ts';
import type { Organization } from '../../identity/index.ts';
import { accountBalance } from '../../ledger/index.ts';
import { addCustomer, placeOrder } from '../../orders/index.ts';
import { setAccountPlan } from '../../program/index.ts';
import { wireConnectors } from '../../wiring.ts';
import { recordPayment } from '../payments/payments.ts';
import { draftRun } from '../runs/draft.task.ts';
import { discardRun, getRun, openMonthEnd } from '../runs/runs.ts';
import { chargeAhead } from './charge-timers.ts';

let world: World;
let sandbox: Sandbox;
let stock: Awaited<ReturnType<typeof stockCatalogue>>;
let reseller: Organization;
beforeAll(async () => {
  [world, sandbox] = await Promise.all([openWorld(), startSandbox({ SANDBOX_DELAY_MS: '0' })]);
  wireConnectors({ SANDBOX_URL: sandbox.url });
  stock = await stockCatalogue(world);
});
afterAll(async () => {
  await sandbox.stop();
  await world.close();
});
beforeEach(async () => {
  world.moveTo('2026-01-15T06:00:00.000Z');
  reseller = await world.reseller();
});

let drafted: string | null = null;
afterEach(async () => {
  if (drafted) await vendor((ctx) => discardRun(ctx, drafted as string));
  drafted = null;
});

const FIRST = { number: 1, last: false };
const vendor = async <T>(work: (ctx: Ctx) => Promise<T>) => world.as(await world.vendor(), ['finance'], work);
const account = () =>
  world.system(({ db }) =>
    db
      .selectFrom('identity.account')
      .selectAll()
      .where('buyer_id', '=', reseller.id)
      .executeTakeFirstOrThrow(),
  );
const pays = (billing_preference: 'prepay' | 'postpay', valid_from: string) =>
  world.system(async (ctx) => {
    const edge = await account();
    await setAccountPlan(ctx, edge, { bundle_plan_id: stock.silver.id, billing_preference, valid_from });
  });

/** Five seats, provisioned today after a trial of so many days. Answers the subscription. */
async function begin(trial: number): Promise<string> {
  await world.system(({ db }) =>
    sql`update catalog.offer set trial_days = ${trial} where id = ${stock.monthly.id}`.execute(db),
  );
  const { lines } = await world.as(reseller, ['owner', 'sales'], async (ctx) => {
    const { id } = await addCustomer(ctx, {
      ...{ name: `After ${reseller.id}`, country: 'SA', domain: `${reseller.id}.example`, headcount: 9 },
      ...{ body_kind: 'business', language: 'en', registration_number: null, tax_number: null },
      ...{ address: null, contact: null },
    });
    const line = { offer_id: stock.monthly.id, quantity: 5, domain: `${reseller.id}.example` };
    return placeOrder(ctx, { customer_id: id, lines: [line] });
  });
  await world.runJobs();
  const request = await world.system(({ db }) =>
    db
      .selectFrom('billing.payment_request')
      .selectAll()
      .where('reseller_id', '=', reseller.id)
      .executeTakeFirst(),
  );
  if (request)
    await vendor((ctx) =>
      recordPayment(ctx, {
        ...{ account_id: request.account_id, amount: request.total, received_on: '2026-01-15', note: 'x' },
      }),
    );
  await world.runJobs();
  return lines[0]?.subscription_id ?? '';
}

async function charged(subscription: string): Promise<string[]> {
  const { id } = await account();
  const { rows } = await world.system(({ db }) =>
    sql<{
      said: string;
    }>`select c.component || ' ' || c.quantity || ' from ' || c.period_from || ' to ' || c.period_to || ' ' || i.state as said
      from billing.charge c join billing.invoice i on i.reseller_id = c.reseller_id and i.id = c.invoice_id
      where c.account_id = ${id} and c.subscription_id = ${subscription} order by c.period_from, c.component`.execute(
      db,
    ),
  );
  return rows.map(({ said }) => said);
}

async function tickOn(day: string): Promise<void> {
  world.moveTo(`${day}T06:00:00.000Z`);
  await world.tick();
}

async function monthEnds(cutoff: string) {
  world.moveTo(`${cutoff}T06:00:00.000Z`);
  const { id } = await vendor((ctx) => openMonthEnd(ctx, cutoff));
  drafted = id;
  await draftRun.run(world.door, { runId: id }, FIRST);
  return vendor((ctx) => getRun(ctx, id));
}

describe('a cycle that begins by itself after a trial', () => {
  test('is charged on its first day, once, from the money that waits for it; the month end charges the next', async () => {
    await pays('prepay', '2026-01-15');
    const subscription = await begin(10);
    await tickOn('2026-01-24');
    expect(await charged(subscription)).toEqual([]);
    world.moveTo('2026-01-25T06:00:00.000Z');
    await atOnce(...[1, 2, 3].map(() => () => chargeAhead.run(world.door, {}, FIRST)));
    await world.runJobs();
    await tickOn('2026-01-26');
    const first = 'term 5 from 2026-01-25 to 2026-02-25 issued';
    expect(await charged(subscription)).toEqual([first]);
    const { id } = await account();
    for (const kind of ['wallet', 'receivable'] as const)
      expect(await world.system((ctx) => accountBalance(ctx, id, kind))).toBe(0n);
    expect(await monthEnds('2026-02-01')).toMatchObject({ state: 'drafted', findings: [] });
    expect(await charged(subscription)).toEqual([first, 'term 5 from 2026-02-25 to 2026-03-25 draft']);
  });

  test('that nobody looked for on that day is charged from it all the same', async () => {
    await pays('prepay', '2026-01-15');
    const subscription = await begin(3);
    await tickOn('2026-01-23');
    expect(await charged(subscription)).toEqual(['term 5 from 2026-01-18 to 2026-02-18 issued']);
  });

  test('of an account that pays after the month waits for the month end', async () => {
    await pays('postpay', '2026-01-15');
    const subscription = await begin(3);
    await tickOn('2026-01-23');
    expect(await charged(subscription)).toEqual([]);
    await monthEnds('2026-02-01');
    expect(await charged(subscription)).toEqual(['usage 5 from 2026-01-18 to 2026-02-01 draft']);
  });
});

describe('an account that turns to paying ahead', () => {
  test('is charged for the rest of its cycles on that day, though nobody asks for anything on it', async () => {
    await pays('postpay', '2026-01-15');
    const subscription = await begin(0);
    await pays('prepay', '2026-01-20');
    await world.runJobs();
    await tickOn('2026-01-19');
    expect(await charged(subscription)).toEqual([]);
    await tickOn('2026-01-20');
    const rest = 'term 5 from 2026-01-20 to 2026-02-15 issued';
    expect(await charged(subscription)).toEqual([rest]);
    expect(await monthEnds('2026-02-01')).toMatchObject({ state: 'drafted', findings: [] });
    expect(await charged(subscription)).toEqual([
      'usage 5 from 2026-01-15 to 2026-01-20 draft',
      rest,
      'term 5 from 2026-02-15 to 2026-03-15 draft',
    ]);
  });
});
