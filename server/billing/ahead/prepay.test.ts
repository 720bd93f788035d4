import { afterAll, beforeAll, expect, test } from 'vitest';
import { offerOf } from '../../../test/catalogue.ts';
import { type Browser, openStory, type Story } from '../../../test/story.ts';
import { addCustomer, placeOrder } from '../../orders/index.ts';
import { completeOperation } from '../../orders/operations/operations.ts';

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

test('what is asked for an order pays for all of it, though each service comes with an invoice of its own and its tax rounded', async () => {
  const { world } = story;
  const seller = await story.reseller('prepay', 'Najd IT');
  const odd = { code: 'ODD', family_id: 'domains', unit: 'seat', connector: 'manual' };
  const offer = await world.system((ctx) => offerOf(ctx, odd, { term_months: 1, cycle_months: 1 }, '1306'));
  await world.as(seller, ['sales'], async (ctx) => {
    const customer = await addCustomer(ctx, {
      ...{ name: 'Buyer', country: 'SA', domain: 'a.example', headcount: 40, body_kind: 'business' },
      ...{ registration_number: null, tax_number: null, address: null, language: 'en', contact: null },
    });
    const lines = ['a', 'b', 'c'].map((name) => ({
      offer_id: offer.id,
      quantity: 1,
      domain: `${name}.example`,
    }));
    return placeOrder(ctx, { customer_id: customer.id, lines });
  });
  await world.runJobs();
  const request = await world.system(({ db }) =>
    db.selectFrom('billing.payment_request').selectAll().executeTakeFirstOrThrow(),
  );
  // Three times 11.10, each with a tax of 1.665.
  expect([request.net, request.tax]).toEqual([3330n, 501n]);
  const { account_id, total } = request;
  const paid = { account_id, amount: Number(total), received_on: '2026-01-05', note: 'Ahead' };
  await story.ask(finance, 'POST', '/v1/billing/payments', paid);
  await world.runJobs();
  await provision();
  const { items } = await story.ask(finance, 'GET', '/v1/billing/invoices?side=issued');
  expect(
    items.map(({ state, total: { amount } }: { state: string; total: { amount: number } }) => [
      state,
      amount,
    ]),
  ).toEqual([
    ['paid', 1277],
    ['paid', 1277],
    ['paid', 1277],
  ]);
});
