import { afterAll, beforeAll, expect, test } from 'vitest';
import { offerOf } from '../../../test/catalogue.ts';
import { type Browser, openStory, type Story } from '../../../test/story.ts';
import type { Organization } from '../../identity/index.ts';
import { addCustomer, placeOrder } from '../../orders/index.ts';
import { completeOperation } from '../../orders/operations/operations.ts';
import { promisedCredit } from '../payments/payments.sql.ts';

let story: Story;
let finance: Browser;
beforeAll(async () => {
  story = await openStory('2026-01-05T06:00:00.000Z');
  finance = await story.browser(await story.world.vendor(), 'finance');
});
afterAll(() => story.close());

/** The office carries out what waits, one operation after the other, and each is charged at once. */
async function provision(): Promise<void> {
  const waiting = await story.world.system(({ db }) =>
    db.selectFrom('orders.operation').select(['reseller_id', 'id']).execute(),
  );
  for (const { reseller_id: resellerId, id: operationId } of waiting) {
    await story.world.system((ctx) => completeOperation(ctx, { resellerId, operationId }));
    await story.world.runJobs();
  }
}

type Wanted = { code: string; price: string; quantity: number; terms?: object };
let serial = 0;

/** Orders these for a new customer of the seller; answers what is asked for it. */
async function order(seller: Organization, wanted: readonly Wanted[]) {
  const { world } = story;
  serial += 1;
  const name = `c${serial}.example`;
  const lines: { offer_id: string; quantity: number; domain: string }[] = [];
  for (const [i, { code, price, quantity, terms }] of wanted.entries()) {
    const product = { code, family_id: 'domains', unit: 'seat', connector: 'manual' };
    const offer = await world.system((ctx) =>
      offerOf(
        ctx,
        product,
        { term_months: 1, cycle_months: 1, ...terms, code: `${code}-${serial}-${i}` },
        price,
      ),
    );
    lines.push({ offer_id: offer.id, quantity, domain: `s${i}.${name}` });
  }
  const placed = await world.as(seller, ['sales'], async (ctx) => {
    const customer = await addCustomer(ctx, {
      ...{ name, country: 'SA', domain: name, headcount: 40, body_kind: 'business' },
      ...{ registration_number: null, tax_number: null, address: null, language: 'en', contact: null },
    });
    return placeOrder(ctx, { customer_id: customer.id, lines });
  });
  await world.runJobs();
  return { id: placed.order.id, request: await requestOf(placed.order.id) };
}

function requestOf(orderId: string) {
  return story.world.system(({ db }) =>
    db
      .selectFrom('billing.payment_request')
      .selectAll()
      .where('order_id', '=', orderId)
      .executeTakeFirstOrThrow(),
  );
}

async function pay({ account_id, total }: { account_id: string; total: bigint }): Promise<void> {
  const paid = { account_id, amount: Number(total), received_on: '2026-01-05', note: 'Ahead' };
  expect(await story.ask(finance, 'POST', '/v1/billing/payments', paid)).toMatchObject({ status: 201 });
  await story.world.runJobs();
}

test('what is asked for an order pays for all of it, though each service comes with an invoice of its own and its tax rounded', async () => {
  const seller = await story.reseller('prepay', 'Najd IT');
  const { request } = await order(
    seller,
    [1, 2, 3].map(() => ({ code: 'ODD', price: '1306', quantity: 1 })),
  );
  // Three times 11.10, each with a tax of 1.665.
  expect([request.net, request.tax]).toEqual([3330n, 501n]);
  await pay(request);
  await provision();
  const { items } = await story.ask(finance, 'GET', '/v1/billing/invoices?side=issued');
  const said = ({ state, total }: { state: string; total: { amount: number } }) => [state, total.amount];
  expect(items.map(said)).toEqual([
    ['paid', 1277],
    ['paid', 1277],
    ['paid', 1277],
  ]);
});

test('what is paid by use is asked for with no order, and keeps no money from the next', async () => {
  const seller = await story.reseller('prepay', 'By Use');
  const use = { code: 'USE', price: '5000', quantity: 20, terms: { billing: 'per_use' } };
  const first = await order(seller, [use, { code: 'SEAT', price: '2000', quantity: 5 }]);
  // 15 % less for who pays ahead.
  expect([first.request.net, first.request.tax]).toEqual([8500n, 1275n]);
  await pay(first.request);
  await provision();
  const next = await order(seller, [{ code: 'SEAT', price: '2000', quantity: 1 }]);
  await pay(next.request);
  expect((await requestOf(next.id)).state).toBe('paid');
  const alone = await order(seller, [use]);
  expect(alone.request).toMatchObject({ total: 0n, state: 'paid' });
});

test('of an order with a trial no more is kept for it than it will cost', async () => {
  const seller = await story.reseller('prepay', 'On Trial');
  const trial = { code: 'TRY', price: '1000', quantity: 1, terms: { trial_days: 30 } };
  const first = await order(seller, [trial, { code: 'SEAT', price: '2000', quantity: 5 }]);
  await pay(first.request);
  await provision();
  const promised = () => story.world.system(({ db }) => promisedCredit(db, first.request.account_id));
  expect(await promised()).toBe(978n);
  const next = await order(seller, [{ code: 'SEAT', price: '2000', quantity: 1 }]);
  await pay(next.request);
  expect((await requestOf(next.id)).state).toBe('paid');
  await provision();
  expect(await promised()).toBe(978n);
});
