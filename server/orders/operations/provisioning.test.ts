import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { offerOf, stockCatalogue } from '../../../test/catalogue.ts';
import { type Sandbox, startSandbox } from '../../../test/sandbox.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { Ctx } from '../../base/ctx.ts';
import { createServiceBroker } from '../../connectors/index.ts';
import { getAccountBetween, type Organization } from '../../identity/index.ts';
import { setAccountPlan } from '../../program/index.ts';
import { describeOrder, describeSubscription, listSubscriptions } from '../orders/describing.ts';
import { placeOrder } from '../orders/orders.ts';
import {
  cancelSubscription,
  changeQuantity,
  reportOperation,
  retryOperation,
} from '../subscriptions/subscriptions.ts';
import { completeOperation } from './operations.ts';
import { provision, resumeOperations } from './provision.task.ts';
import { useProvisioner } from './provisioner.port.ts';

const FIRST = { number: 1, last: false };
const LAST = { number: 9, last: true };
const START = '2026-01-15T06:00:00.000Z';

let world: World;
let sandbox: Sandbox;
let stock: Awaited<ReturnType<typeof stockCatalogue>>;
let reseller: Organization;
let customer: Organization;
let serial = 0;
beforeAll(async () => {
  world = await openWorld(START);
  sandbox = await startSandbox();
  useProvisioner(
    'open-service-broker',
    createServiceBroker({ url: sandbox.url, username: 'caravan', password: 'sandbox' }),
  );
  stock = await stockCatalogue(world);
});
beforeEach(async () => {
  serial += 1;
  world.moveTo(START);
  reseller = await world.reseller();
  customer = await world.customer({ seller: reseller, domain: `c${serial}.example` });
});
afterEach(() => sandbox.clearFaults());
afterAll(async () => {
  await sandbox.stop();
  await world.close();
});

const sell = <T>(work: (ctx: Ctx) => Promise<T>) => world.as(reseller, ['sales'], work);
const subscription = (id: string) => sell((ctx) => describeSubscription(ctx, id));
const eventsOf = async () => {
  const rows = await world.system(({ db }) =>
    db.selectFrom('base.event').select('name').where('reseller_id', '=', reseller.id).orderBy('id').execute(),
  );
  return rows.map(({ name }) => name).filter((name) => /^(order|operation|subscription)\./.test(name));
};

async function order(offerId = stock.monthly.id, quantity = 10) {
  const lines = [{ offer_id: offerId, quantity, domain: customer.domain }];
  const { order, operations } = await sell((ctx) => placeOrder(ctx, { customer_id: customer.id, lines }));
  const [operation] = operations;
  if (!operation) throw new Error('an order has an operation');
  const data = { resellerId: reseller.id, operationId: operation.id, turn: 0 };
  return { id: order.id, operation, data, subscriptionId: operation.subscription_id };
}

async function active(offerId = stock.monthly.id, quantity = 10) {
  const placed = await order(offerId, quantity);
  await world.runJobs();
  return placed.subscriptionId;
}

describe('an order is provisioned', () => {
  test('step by step, told as it goes, and ends active and fulfilled', async () => {
    const { id, subscriptionId } = await order();
    await world.runJobs();
    const detail = await subscription(subscriptionId);
    expect(detail).toMatchObject({
      state: 'active',
      quantity: 10,
      activated_on: '2026-01-15',
      segments: [{ starts_on: '2026-01-15', quantity: 10 }],
    });
    expect(detail.operations[0]).toMatchObject({
      state: 'succeeded',
      starts_on: '2026-01-15',
      failure: null,
    });
    expect(detail.operations[0]?.steps[0]?.description).toBe('Begun');
    expect(detail.operations[0]?.steps.at(-1)?.description).toBe('Active');
    expect((await sell((ctx) => describeOrder(ctx, id))).moves.map(({ move }) => move)).toEqual([
      'place',
      'fulfil',
    ]);
    const events = await eventsOf();
    expect(events.at(0)).toBe('order.provisioning');
    expect(events.slice(-3)).toEqual(['operation.succeeded', 'subscription.activated', 'order.fulfilled']);
    expect(events).toContain('operation.progressed');
  });

  test('its day is the vendor’s, not the clock’s in London', async () => {
    world.moveTo('2026-01-15T21:30:00.000Z');
    expect((await subscription(await active())).activated_on).toBe('2026-01-16');
  });

  test('every line by itself; the order is done with the last', async () => {
    const lines = [
      { offer_id: stock.monthly.id, quantity: 2 },
      { offer_id: stock.domain.id, quantity: 1, domain: `d-${customer.domain}` },
    ];
    const placed = await sell((ctx) => placeOrder(ctx, { customer_id: customer.id, lines }));
    const [first, second] = placed.operations.map(({ id }) => ({ resellerId: reseller.id, operationId: id }));
    if (!first || !second) throw new Error('two lines are two operations');
    await world.system((ctx) => completeOperation(ctx, first));
    expect((await sell((ctx) => describeOrder(ctx, placed.order.id))).state).toBe('provisioning');
    await world.system((ctx) => completeOperation(ctx, second));
    expect((await sell((ctx) => describeOrder(ctx, placed.order.id))).state).toBe('fulfilled');
  });
});

describe('killed or run twice at any point', () => {
  test('the same turn twice at once begins one service, and goes on once', async () => {
    const { data, subscriptionId } = await order();
    await Promise.all([provision.run(world.door, data, FIRST), provision.run(world.door, data, FIRST)]);
    await provision.run(world.door, data, FIRST);
    expect((await subscription(subscriptionId)).operations[0]?.attempts).toBe(1);
    await world.runJobs();
    await world.runJobs();
    expect((await subscription(subscriptionId)).segments).toHaveLength(1);
  });

  test('killed after the provider was asked and before the answer was kept: it finds what it began', async () => {
    const { data, subscriptionId } = await order();
    const broker = createServiceBroker({ url: sandbox.url, username: 'caravan', password: 'sandbox' });
    await broker.start({
      instanceId: subscriptionId,
      kind: 'create',
      service: 'GWS-STARTER',
      plan: 'GWS-STARTER-M',
      quantity: 10,
      domain: customer.domain ?? '',
      parameters: {},
    });
    await provision.run(world.door, data, FIRST);
    await world.runJobs();
    expect((await subscription(subscriptionId)).state).toBe('active');
  });

  test('two who complete at once make one segment and one event', async () => {
    const { data, subscriptionId } = await order();
    const complete = () => world.system((ctx) => completeOperation(ctx, data));
    expect((await Promise.all([complete(), complete(), complete()])).filter(Boolean)).toHaveLength(1);
    expect((await subscription(subscriptionId)).segments).toHaveLength(1);
    expect((await eventsOf()).filter((name) => name === 'subscription.activated')).toHaveLength(1);
  });

  test('a lost job is asked for again when a worker starts, a job that waits is not doubled', async () => {
    const { subscriptionId, operation } = await order();
    await world.system(({ db }) => sql`delete from pgboss.job`.execute(db));
    expect(await world.system(resumeOperations)).toBeGreaterThanOrEqual(1);
    expect(await world.system(resumeOperations)).toBeGreaterThanOrEqual(1);
    await world.runJobs();
    const detail = await subscription(subscriptionId);
    expect(detail.state).toBe('active');
    expect(
      detail.operations
        .find(({ id }) => id === operation.id)
        ?.steps.filter(({ description }) => description === 'Begun'),
    ).toHaveLength(1);
    expect(await world.system(resumeOperations)).toBe(0);
  });

  test('the sandbox dies and comes back: the next attempt goes on', async () => {
    const { data, subscriptionId } = await order();
    await provision.run(world.door, data, FIRST);
    await sandbox.kill();
    await expect(provision.run(world.door, { ...data, turn: 1 }, FIRST)).rejects.toThrow(
      /could not be reached/,
    );
    const during = await subscription(subscriptionId);
    expect(during.operations[0]).toMatchObject({ state: 'running', attempts: 1 });
    expect(during.operations[0]?.steps.at(-1)?.description).toMatch(/Trying again/);
    await sandbox.restart();
    await world.runJobs();
    expect((await subscription(subscriptionId)).state).toBe('active');
  });
});

describe('what goes wrong', () => {
  test('a fault that passes is tried again; after the last attempt it has failed, with a clear word', async () => {
    const { id, data, subscriptionId } = await order();
    await sandbox.addFault({ kind: 'http_500', times: 2, match: { instance_id: subscriptionId } });
    await expect(provision.run(world.door, data, FIRST)).rejects.toThrow(/injected/);
    await provision.run(world.door, data, LAST);
    const detail = await subscription(subscriptionId);
    expect(detail).toMatchObject({ state: 'failed', segments: [], operations: [{ state: 'failed' }] });
    expect(detail.operations[0]?.failure).toMatch(/tried many times/);
    expect((await sell((ctx) => describeOrder(ctx, id))).outcome.sentence).toMatch(/try again/);
    expect(await eventsOf()).toContain('order.failed');
  });

  test('what the provider refuses fails at once, and is tried again by a person', async () => {
    const { id, subscriptionId, operation } = await order();
    await sandbox.addFault({
      kind: 'fail_permanently',
      times: 1,
      match: { instance_id: subscriptionId },
      description: 'The domain is not verified.',
    });
    await world.runJobs();
    const failed = await subscription(subscriptionId);
    expect(failed.operations[0]).toMatchObject({
      state: 'failed',
      failure: 'The domain is not verified.',
      can: { retry: true },
    });
    await expect(
      world.as(customer, ['administrator'], (ctx) => retryOperation(ctx, operation.id)),
    ).rejects.toMatchObject({ kind: 'forbidden' });
    await sell((ctx) => retryOperation(ctx, operation.id));
    expect((await sell((ctx) => describeOrder(ctx, id))).state).toBe('provisioning');
    await world.runJobs();
    expect((await subscription(subscriptionId)).state).toBe('active');
    expect((await sell((ctx) => describeOrder(ctx, id))).moves.map(({ move }) => move)).toEqual([
      'place',
      'fail',
      'retry',
      'fulfil',
    ]);
    await expect(sell((ctx) => retryOperation(ctx, operation.id))).rejects.toMatchObject({
      kind: 'conflict',
    });
  });

  test('an operation that fails on the way leaves what runs as it was', async () => {
    const id = await active();
    await sandbox.addFault({
      kind: 'fail_times',
      times: 1,
      match: { instance_id: id, operation: 'update' },
      description: 'No licences left.',
    });
    await sell((ctx) => changeQuantity(ctx, id, 12));
    await world.runJobs();
    const detail = await subscription(id);
    expect([detail.state, detail.quantity, detail.operations[0]?.failure]).toEqual([
      'active',
      10,
      'No licences left.',
    ]);
    await sell((ctx) => changeQuantity(ctx, id, 13));
    await world.runJobs();
    expect((await subscription(id)).quantity).toBe(13);
  });
});

describe('a subscription changes', () => {
  test('its quantity from today on; the past stays', async () => {
    const id = await active();
    world.moveTo('2026-02-03T09:00:00.000Z');
    await sell((ctx) => changeQuantity(ctx, id, 25));
    await expect(sell((ctx) => changeQuantity(ctx, id, 26))).rejects.toMatchObject({ code: 'illegal_move' });
    await world.runJobs();
    await sell((ctx) => changeQuantity(ctx, id, 4));
    await world.runJobs();
    const { segments } = await subscription(id);
    expect(segments.map(({ seq, starts_on, quantity }) => [seq, starts_on, quantity])).toEqual([
      [1, '2026-01-15', 10],
      [2, '2026-02-03', 25],
      [3, '2026-02-03', 4],
    ]);
    expect(await eventsOf()).toContain('subscription.changed');
  });

  test('within the offer’s bounds, by its seller, to another number', async () => {
    const id = await active();
    await expect(sell((ctx) => changeQuantity(ctx, id, 100_001))).rejects.toMatchObject({
      code: 'quantity_out_of_bounds',
    });
    await expect(sell((ctx) => changeQuantity(ctx, id, 10))).rejects.toMatchObject({ code: 'invalid_field' });
    await expect(world.as(reseller, ['support'], (ctx) => changeQuantity(ctx, id, 11))).rejects.toMatchObject(
      { kind: 'forbidden' },
    );
    await expect(
      world.as(customer, ['administrator'], (ctx) => changeQuantity(ctx, id, 11)),
    ).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(
      world.as(await world.reseller(), ['owner'], (ctx) => changeQuantity(ctx, id, 11)),
    ).rejects.toMatchObject({ kind: 'missing' });
  });

  test('a year’s term only grows until it renews; one paid ahead too', async () => {
    const yearly = await active(stock.yearly.id);
    await expect(sell((ctx) => changeQuantity(ctx, yearly, 9))).rejects.toThrow(/renews on 2027-01-15/);
    await sell((ctx) => changeQuantity(ctx, yearly, 11));
    await world.runJobs();
    const monthly = await active();
    const account = await sell((ctx) => getAccountBetween(ctx, reseller.seller_id ?? '', reseller.id));
    await world.system((ctx) =>
      setAccountPlan(ctx, account, {
        bundle_plan_id: null,
        billing_preference: 'prepay',
        valid_from: '2026-01-15',
      }),
    );
    await expect(sell((ctx) => changeQuantity(ctx, monthly, 9))).rejects.toThrow(
      /paid ahead: until it renews on 2026-02-15/,
    );
    expect((await subscription(monthly)).can).toMatchObject({
      change_quantity: true,
      decrease_quantity: expect.stringMatching(/paid ahead/),
      cancel: true,
    });
    world.moveTo('2027-01-15T09:00:00.000Z');
    await sell((ctx) => changeQuantity(ctx, yearly, 1));
    await world.runJobs();
    expect((await subscription(yearly)).quantity).toBe(1);
  });

  test('it ends from today on, unless its term binds; the same can be ordered anew', async () => {
    const id = await active();
    const bound = await active(stock.committed.id);
    await expect(sell((ctx) => cancelSubscription(ctx, bound))).rejects.toThrow(/cancelled on 2027-01-15/);
    world.moveTo('2026-02-10T09:00:00.000Z');
    await sell((ctx) => cancelSubscription(ctx, id));
    await world.runJobs();
    const detail = await subscription(id);
    expect(detail).toMatchObject({ state: 'cancelled', quantity: 0, renews_on: null });
    expect(detail.segments.at(-1)).toMatchObject({ starts_on: '2026-02-10', quantity: 0 });
    expect(detail.can.cancel).toBe('This subscription is cancelled.');
    await expect(sell((ctx) => cancelSubscription(ctx, id))).rejects.toMatchObject({ kind: 'conflict' });
    expect((await subscription(await active())).state).toBe('active');
  });

  test('is listed by product and state', async () => {
    await active();
    await active(stock.domain.id, 1);
    const only = (filter: { product_id?: string; state?: string }) =>
      sell((ctx) =>
        listSubscriptions(
          ctx,
          { limit: 50, format: 'json' },
          {
            customer_id: undefined,
            seller_id: undefined,
            state: filter.state,
            product_id: filter.product_id,
          },
        ),
      );
    expect((await only({ product_id: stock.domain.product_id })).items).toMatchObject([
      { offer: { product_code: 'DOMAIN-SA' }, quantity: 1 },
    ]);
    expect((await only({ state: 'active' })).items).toHaveLength(2);
    expect((await only({ state: 'failed' })).items).toEqual([]);
  });
});

describe('by hand', () => {
  test('it waits for the program office, which reports it done or failed', async () => {
    const vendor = await world.vendor();
    const { operation, subscriptionId } = await order(stock.line.id, 1);
    await world.runJobs();
    expect((await subscription(subscriptionId)).operations[0]).toMatchObject({
      state: 'running',
      can: { report: expect.stringMatching(/cannot/) },
    });
    const report = (outcome: 'succeeded' | 'failed', note: string) =>
      world.as(vendor, ['care'], (ctx) => reportOperation(ctx, operation.id, { outcome, note }));
    await expect(
      sell((ctx) => reportOperation(ctx, operation.id, { outcome: 'succeeded', note: 'x' })),
    ).rejects.toMatchObject({ kind: 'forbidden' });
    await report('failed', 'There is no fibre in this street.');
    expect((await subscription(subscriptionId)).operations[0]?.failure).toBe(
      'There is no fibre in this street.',
    );
    await world.as(vendor, ['channel_supervisor'], (ctx) => retryOperation(ctx, operation.id));
    await world.runJobs();
    await report('succeeded', 'Installed, circuit 4711');
    expect((await subscription(subscriptionId)).state).toBe('active');
    await expect(report('succeeded', 'Again')).rejects.toMatchObject({ kind: 'conflict' });
  });

  test('what a connector provisions cannot be reported by hand', async () => {
    const vendor = await world.vendor();
    const { operation } = await order();
    const reported = world.as(vendor, ['administrator'], (ctx) =>
      reportOperation(ctx, operation.id, { outcome: 'succeeded', note: 'x' }),
    );
    await expect(reported).rejects.toMatchObject({ kind: 'forbidden' });
    await world.runJobs();
  });

  test('a connector that is not set up fails by name', async () => {
    const product = { code: 'LOST', family_id: 'connectivity', unit: 'site', connector: 'nowhere' };
    const offer = await world.system((ctx) =>
      offerOf(ctx, product, { term_months: 1, cycle_months: 1 }, '100'),
    );
    const { subscriptionId } = await order(offer.id, 1);
    await world.runJobs();
    expect((await subscription(subscriptionId)).operations[0]?.failure).toBe(
      'No connector is set up by the name nowhere',
    );
  });
});
