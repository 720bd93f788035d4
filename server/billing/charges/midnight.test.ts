import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stockCatalogue } from '../../../test/catalogue.ts';
import { type Sandbox, startSandbox } from '../../../test/sandbox.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { Ctx } from '../../base/ctx.ts';
import type { Organization } from '../../identity/index.ts';
import { addCustomer, cancelSubscription, changeQuantity, placeOrder } from '../../orders/index.ts';
import { completeOperation } from '../../orders/operations/operations.ts';
import { wireConnectors } from '../../wiring.ts';
import { draftRun } from '../runs/draft.task.ts';
import { getRun, openMonthEnd } from '../runs/runs.ts';

/** By the vendor's calendar, Riyadh's: two seconds before February, and five after its beginning. */
const [BEFORE, AFTER] = ['2026-01-31T20:59:58.000Z', '2026-01-31T21:00:05.000Z'];

let world: World;
let sandbox: Sandbox;
let stock: Awaited<ReturnType<typeof stockCatalogue>>;
let reseller: Organization;
beforeEach(async () => {
  const started = startSandbox({ SANDBOX_DELAY_MS: '0' });
  [world, sandbox] = await Promise.all([openWorld('2026-01-10T06:00:00.000Z'), started]);
  wireConnectors({ SANDBOX_URL: sandbox.url });
  stock = await stockCatalogue(world);
  reseller = await world.reseller();
});
afterEach(async () => {
  await sandbox.stop();
  await world.close();
});

const buyer = <T>(work: (ctx: Ctx) => Promise<T>) => world.as(reseller, ['owner', 'sales'], work);

/** An order of five seats by the month; its jobs are not run. */
async function order() {
  return buyer(async (ctx) => {
    const { id } = await addCustomer(ctx, {
      ...{ name: 'Late', country: 'SA', domain: 'late.example', headcount: 9, body_kind: 'business' },
      ...{ language: 'en', registration_number: null, tax_number: null, address: null, contact: null },
    });
    const line = { offer_id: stock.monthly.id, quantity: 5, domain: 'late.example' };
    const { lines, operations } = await placeOrder(ctx, { customer_id: id, lines: [line] });
    return { subscription: lines[0]?.subscription_id ?? '', operation: operations[0]?.id ?? '' };
  });
}

async function draft(cutoff: string): Promise<void> {
  const vendor = await world.vendor();
  const { id } = await world.as(vendor, ['finance'], (ctx) => openMonthEnd(ctx, cutoff));
  await draftRun.run(world.door, { runId: id }, { number: 1, last: false });
  const run = await world.as(vendor, ['finance'], (ctx) => getRun(ctx, id));
  expect(run).toMatchObject({ state: 'drafted', findings: [] });
  const set = await world.system(({ db }) =>
    db.selectFrom('billing.run_task').select(['state', 'cause']).where('run_id', '=', id).execute(),
  );
  expect(set.filter(({ state }) => state !== 'done')).toEqual([]);
}

/** Takes the operation in just before the month is over, and commits that only once January was drafted. */
async function acrossMidnight(operationId: string): Promise<void> {
  const [written, drafted] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  world.moveTo(BEFORE);
  const late = world.system(async (ctx) => {
    await completeOperation(ctx, { resellerId: reseller.id, operationId });
    written.resolve();
    await drafted.promise;
  });
  await written.promise;
  world.moveTo(AFTER);
  await draft('2026-02-01').finally(drafted.resolve);
  await late;
}

/** What the days up to February are charged for with the vendor, unit-days by component; after the next month end. */
async function charged(subscription: string): Promise<Record<string, number>> {
  world.moveTo('2026-03-01T06:00:00.000Z');
  await world.runJobs();
  await draft('2026-03-01');
  world.moveTo('2026-04-01T06:00:00.000Z');
  await draft('2026-04-01');
  const { rows } = await world.system(({ db }) =>
    sql<{
      component: string;
      units: number;
      net: string;
    }>`select c.component, sum(c.quantity * c.days)::int as units from billing.charge c
      join identity.account a on a.reseller_id = c.reseller_id and a.id = c.account_id and a.buyer_id = ${reseller.id}
      where c.subscription_id = ${subscription} and c.period_from < '2026-02-01' group by 1 order by 1`.execute(
      db,
    ),
  );
  return Object.fromEntries(rows.map(({ component, units }) => [component, units]));
}

describe('what is taken in before midnight and committed once the month was drafted', () => {
  test.each([
    ['more', (id: string) => buyer((ctx) => changeQuantity(ctx, id, 8)), { usage: 22 * 5, adjustment: 3 }],
    [
      'an end',
      (id: string) => buyer((ctx) => cancelSubscription(ctx, id)),
      { usage: 22 * 5, adjustment: -5 },
    ],
  ])('is charged from its day: %s', async (_, ask, expected) => {
    const { subscription } = await order();
    await world.runJobs();
    world.moveTo('2026-01-31T20:00:00.000Z');
    const { id } = await ask(subscription);
    await acrossMidnight(id);
    expect(await charged(subscription)).toEqual(expected);
  });

  test('is charged from its day: a subscription that begins', async () => {
    world.moveTo('2026-01-31T20:00:00.000Z');
    const { subscription, operation } = await order();
    await acrossMidnight(operation);
    expect(await charged(subscription)).toEqual({ usage: 5 });
  });
});
