import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { atOnce } from '../../../test/at-once.ts';
import { stockCatalogue } from '../../../test/catalogue.ts';
import { payOnPage } from '../../../test/journey/billing.ts';
import { type Sandbox, startSandbox } from '../../../test/sandbox.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { Ctx } from '../../base/ctx.ts';
import type { Organization } from '../../identity/index.ts';
import { accountBalance } from '../../ledger/index.ts';
import { addCustomer, changeQuantity, placeOrder } from '../../orders/index.ts';
import { completeOperation } from '../../orders/operations/operations.ts';
import { cancelOrder } from '../../orders/orders/orders.ts';
import { setAccountPlan } from '../../program/index.ts';
import { wireConnectors } from '../../wiring.ts';
import { beginCheckout, openCheckout, settleCheckoutTask } from '../payments/checkouts.ts';
import { recordPayment } from '../payments/payments.ts';
import { draftRun } from '../runs/draft.task.ts';
import { getRun, openMonthEnd } from '../runs/runs.ts';
import { cancelRequest, chargeNow, requestPayment } from './prepay.ts';

let world: World;
let sandbox: Sandbox;
let stock: Awaited<ReturnType<typeof stockCatalogue>>;
beforeAll(async () => {
  [world, sandbox] = await Promise.all([openWorld(), startSandbox({ SANDBOX_DELAY_MS: '0' })]);
  wireConnectors({ SANDBOX_URL: sandbox.url });
  stock = await stockCatalogue(world);
});
afterAll(async () => {
  await sandbox.stop();
  await world.close();
});

/** A reseller that pays ahead, with nothing on its account: its orders wait for money, which comes once and is spent once. */
let reseller: Organization;
beforeEach(async () => {
  reseller = await world.reseller();
  await world.system(async (ctx) => {
    const account = await ctx.db
      .selectFrom('identity.account')
      .selectAll()
      .where('buyer_id', '=', reseller.id)
      .executeTakeFirstOrThrow();
    const plan = { bundle_plan_id: stock.silver.id, billing_preference: 'prepay' as const };
    await setAccountPlan(ctx, account, { ...plan, valid_from: '2026-01-15' });
  });
});

const FIRST = { number: 1, last: false };
const vendor = async <T>(work: (ctx: Ctx) => Promise<T>) => world.as(await world.vendor(), ['finance'], work);
const buyer = <T>(work: (ctx: Ctx) => Promise<T>) => world.as(reseller, ['owner', 'sales'], work);
const system = <T>(work: (ctx: Ctx) => Promise<T>) => world.system(work);

let serial = 0;
/** An order of five seats that waits for its money; its jobs are not run. */
async function order() {
  serial += 1;
  const domain = `ahead${serial}.example`;
  const { order, lines, operations } = await buyer(async (ctx) => {
    const { id } = await addCustomer(ctx, {
      ...{
        name: `Ahead ${serial}`,
        country: 'SA',
        domain,
        headcount: 9,
        body_kind: 'business',
        language: 'en',
      },
      ...{ registration_number: null, tax_number: null, address: null, contact: null },
    });
    return placeOrder(ctx, {
      customer_id: id,
      lines: [{ offer_id: stock.monthly.id, quantity: 5, domain }],
    });
  });
  const key = { resellerId: order.reseller_id, operationId: operations[0]?.id ?? '' };
  return { id: order.id, key, subscriptionId: lines[0]?.subscription_id ?? '' };
}
const ask = ({ id }: { id: string }) => [system, (ctx: Ctx) => requestPayment(ctx, id)] as const;
const requestOf = ({ id }: { id: string }) =>
  system(({ db }) =>
    db.selectFrom('billing.payment_request').selectAll().where('order_id', '=', id).executeTakeFirstOrThrow(),
  );
const stateOf = async ({ id }: { id: string }) => {
  const { state } = await system(({ db }) =>
    db.selectFrom('orders.order').select('state').where('id', '=', id).executeTakeFirstOrThrow(),
  );
  return state;
};
const pay = (account_id: string, amount: bigint) =>
  [
    vendor,
    (ctx: Ctx) => recordPayment(ctx, { account_id, amount, received_on: '2026-01-15', note: 'x' }),
  ] as const;
const credit = (accountId: string) =>
  system(async (ctx) => -(await accountBalance(ctx, accountId, 'wallet')));

test('an order is refused in words where what is bought for its seller has no price', async () => {
  const branch = await world.reseller({ currency: 'OMR' });
  const below = await world.reseller({ seller: branch });
  const ordering = world.as(below, ['owner', 'sales'], async (ctx) => {
    const { id } = await addCustomer(ctx, {
      ...{ name: 'Below', country: 'SA', domain: 'below.example', headcount: 9, body_kind: 'business' },
      ...{ language: 'en', registration_number: null, tax_number: null, address: null, contact: null },
    });
    const line = { offer_id: stock.monthly.id, quantity: 5, domain: 'below.example' };
    return placeOrder(ctx, { customer_id: id, lines: [line] });
  });
  await expect(ordering).rejects.toThrow('This has no price in OMR, in which it is bought for you');
});

describe('money that is paid ahead', () => {
  test('for one order lets one of two go on that ask for it at once', async () => {
    const [first, second] = [await order(), await order()];
    await atOnce(ask(first), ask(first), ask(second), ask(second));
    const { account_id, total } = await requestOf(first);
    await atOnce(pay(account_id, total), ask(first), ask(second));
    expect([await stateOf(first), await stateOf(second)].sort()).toEqual([
      'awaiting_payment',
      'provisioning',
    ]);
  });

  test('is spent once: not again between the order’s end and its invoice', async () => {
    const [first, second] = [await order(), await order()];
    await atOnce(ask(first));
    const { account_id, total } = await requestOf(first);
    await atOnce(pay(account_id, total));
    // Provisioned, and the job that charges it has not come yet.
    await system((ctx) => completeOperation(ctx, first.key));
    expect(await stateOf(first)).toBe('fulfilled');
    await atOnce(ask(second), ask(second));
    expect(await stateOf(second)).toBe('awaiting_payment');
    await world.runJobs();
    expect(await stateOf(second)).toBe('awaiting_payment');
  });

  test('for an order that is cancelled at the same moment stays as credit, and the request is closed', async () => {
    const one = await order();
    await atOnce(ask(one));
    const { account_id, total } = await requestOf(one);
    const before = await credit(account_id);
    await atOnce(
      pay(account_id, total),
      [buyer, (ctx) => cancelOrder(ctx, one.id, null)],
      [system, (ctx) => cancelRequest(ctx, one.id)],
    );
    await world.runJobs();
    const [state, request] = [await stateOf(one), (await requestOf(one)).state];
    // Whichever was first: cancelled and not waited for, or paid and made.
    expect([state, request]).toEqual(
      state === 'cancelled' ? ['cancelled', 'cancelled'] : ['fulfilled', 'paid'],
    );
    if (state === 'cancelled') expect(await credit(account_id)).toBeGreaterThanOrEqual(before);
  });

  test('is asked for no more once the order was cancelled', async () => {
    const [early, late] = [await order(), await order()];
    await atOnce(ask(early));
    for (const { id } of [early, late]) await buyer((ctx) => cancelOrder(ctx, id, null));
    await world.runJobs();
    expect((await requestOf(early)).state).toBe('cancelled');
    await expect(requestOf(late)).rejects.toThrow();
  });

  test('by card: the word of a payment that comes three times is booked once, beside a transfer', async () => {
    const one = await order();
    await atOnce(ask(one));
    const request = await requestOf(one);
    const before = await credit(request.account_id);
    const { id } = await buyer((ctx) => beginCheckout(ctx, { payment_request_id: request.id }));
    const opening = () => openCheckout.run(world.door, { id, language: 'en' }, FIRST);
    await opening();
    await atOnce(opening, opening);
    const { url } = await system(({ db }) =>
      db.selectFrom('billing.checkout').select('url').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    await payOnPage(url ?? '');
    const settle = () => settleCheckoutTask.run(world.door, { id }, FIRST);
    await atOnce(settle, settle, settle, pay(request.account_id, request.total));
    const payments = await system(({ db }) =>
      db
        .selectFrom('billing.payment')
        .select('amount')
        .where('account_id', '=', request.account_id)
        .where('method', '=', 'card')
        .execute(),
    );
    expect(payments).toEqual([{ amount: request.total }]);
    expect((await requestOf(one)).state).toBe('paid');
    expect(await credit(request.account_id)).toBe(before + 2n * request.total);
  });
});

describe('what is charged at once', () => {
  /** An order that was paid, and is provisioned now; its jobs are not run. */
  async function paidOrder() {
    const one = await order();
    await atOnce(ask(one));
    const { account_id, total } = await requestOf(one);
    await atOnce(pay(account_id, total));
    await system((ctx) => completeOperation(ctx, one.key));
    const grow = async (quantity: number) => {
      const { id: operationId } = await buyer((ctx) => changeQuantity(ctx, one.subscriptionId, quantity));
      await system((ctx) => completeOperation(ctx, { ...one.key, operationId }));
    };
    const charge = [system, (ctx: Ctx) => chargeNow(ctx, one.subscriptionId)] as const;
    const charged = async () => {
      const lines = await system(({ db }) =>
        db
          .selectFrom('billing.charge')
          .select(['period_from', 'quantity'])
          .where('subscription_id', '=', one.subscriptionId)
          .where('account_id', '=', account_id)
          .orderBy('period_from')
          .orderBy('revision')
          .execute(),
      );
      return lines.map(({ period_from, quantity }) => `${quantity} from ${period_from}`);
    };
    return { grow, charge, charged };
  }

  test('by several jobs is charged once: a first cycle, and an increase', async () => {
    const { grow, charge, charged } = await paidOrder();
    expect((await atOnce(charge, charge, charge)).done).toHaveLength(3);
    expect(await charged()).toEqual(['5 from 2026-01-15']);
    await grow(8);
    expect((await atOnce(charge, charge, charge)).done).toHaveLength(3);
    expect(await charged()).toEqual(['5 from 2026-01-15', '3 from 2026-01-15']);
  });

  test('by jobs and by the month end beside them is charged once', async () => {
    const { grow, charge, charged } = await paidOrder();
    await atOnce(charge);
    world.moveTo('2026-02-01T06:00:00.000Z');
    await grow(9);
    const { id: runId } = await vendor((ctx) => openMonthEnd(ctx, '2026-02-01'));
    const draft = () => draftRun.run(world.door, { runId }, FIRST);
    expect((await atOnce(charge, draft, charge, draft)).done).toHaveLength(4);
    expect(await charged()).toEqual(['5 from 2026-01-15', '4 from 2026-02-01', '9 from 2026-02-15']);
    expect(await vendor((ctx) => getRun(ctx, runId))).toMatchObject({ state: 'drafted', findings: [] });
  });
});
