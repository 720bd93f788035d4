import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, openShop, type Shop } from '../shop.ts';
import { grantSpecialPrice } from '../special-prices.ts';
import { browserOf, signIn, type World } from '../world.ts';

let shop: Shop;
let world: World;
let app: FastifyInstance;
let stock: Shop['stock'];
let partner: Shop['partner'];
let owner: Browser;
beforeAll(async () => {
  shop = await openShop();
  ({ world, app, stock, partner, owner } = shop);
});
afterAll(() => shop.close());
const ask: Shop['ask'] = (...asked) => shop.ask(...asked);

const ALNOOR = {
  name: 'Al-Noor Clinics',
  country: 'SA',
  domain: 'alnoor.example',
  headcount: 120,
  body_kind: 'business',
  registration_number: '1010999999',
  language: 'ar',
  contact: { name: 'Dr. Salma', email: 'salma@alnoor.example', language: 'ar' },
};

/** The customer's administrator, who joins by the link in the letter. */
async function joinByLetter(email: string): Promise<Browser> {
  const mail = await world.system(({ db }) =>
    db.selectFrom('base.mail').select('body').where('recipient', '=', email).executeTakeFirstOrThrow(),
  );
  const token = /[?&]token=([\w-]+)/.exec(mail.body)?.[1];
  const payload = { token, password: 'three date palms' };
  const answer = await app.inject({ method: 'POST', url: '/v1/identity/invitations/accept', payload });
  expect(answer.statusCode).toBeLessThan(300);
  return browserOf(answer);
}

test('from the store to an active subscription that the customer sees', async () => {
  const store = await ask(owner, 'GET', '/v1/orders/store?q=starter');
  const monthly = store.body.items[0].offers[0];
  expect(monthly).toMatchObject({ list_price: '2700', unit_price: '2160', discount: '0.2' });

  const added = await ask(owner, 'POST', '/v1/orders/customers', ALNOOR);
  expect(added).toMatchObject({
    status: 201,
    body: { domain: 'alnoor.example', subscriptions: { active: 0 }, can: { order: true } },
  });
  const again = await ask(owner, 'POST', '/v1/orders/customers', {
    ...ALNOOR,
    name: 'Another',
    contact: null,
  });
  expect(again).toMatchObject({ status: 409, body: { errors: [{ pointer: '#/domain' }] } });

  const wanted = { customer_id: added.body.id, lines: [{ offer_id: monthly.offer_id, quantity: 10 }] };
  const preview = await ask(owner, 'POST', '/v1/orders/orders/preview', wanted);
  expect(preview.body).toMatchObject({
    monthly_net: { amount: 21_600, currency: 'SAR' },
    outcome: { state: 'provisioning' },
  });

  const key = { 'idempotency-key': 'order-1' };
  const placed = await ask({ ...owner, ...key }, 'POST', '/v1/orders/orders', wanted);
  const replayed = await ask({ ...owner, ...key }, 'POST', '/v1/orders/orders', wanted);
  expect([placed.status, replayed.status, replayed.body.id]).toEqual([201, 201, placed.body.id]);
  expect(placed.body).toMatchObject({ state: 'provisioning', operations: [{ state: 'queued' }] });

  await world.runJobs();
  const order = await ask(owner, 'GET', `/v1/orders/orders/${placed.body.id}`);
  expect(order.body).toMatchObject({ state: 'fulfilled', operations: [{ state: 'succeeded' }] });
  const id = order.body.lines[0].subscription_id;
  const mine = await ask(owner, 'GET', `/v1/orders/subscriptions/${id}`);
  expect(mine.body).toMatchObject({
    state: 'active',
    quantity: 10,
    domain: 'alnoor.example',
    activated_on: '2026-01-15',
    renews_on: '2026-02-15',
    can: { change_quantity: true, cancel: true },
  });

  const salma = await joinByLetter('salma@alnoor.example');
  const hers = await ask(salma, 'GET', '/v1/orders/subscriptions');
  expect(hers.body.items).toMatchObject([{ id, seller: { id: partner.organization.id }, quantity: 10 }]);
  const her = await ask(salma, 'GET', `/v1/orders/subscriptions/${id}`);
  expect(her.body.can.change_quantity).toBe('Only the reseller that serves this customer may do this.');
  expect((await ask(salma, 'POST', `/v1/orders/subscriptions/${id}/quantity`, { quantity: 5 })).status).toBe(
    403,
  );
  expect((await ask(salma, 'GET', '/v1/orders/store')).status).toBe(403);
  expect((await ask(salma, 'GET', `/v1/orders/orders/${placed.body.id}`)).status).toBe(403);
});

test('the quantity changes in mid-month, and back, and the timeline keeps it', async () => {
  const [row] = (await ask(owner, 'GET', '/v1/orders/subscriptions?state=active')).body.items;
  world.moveTo('2026-01-20T09:00:00.000Z');
  const url = `/v1/orders/subscriptions/${row.id}/quantity`;
  expect(await ask(owner, 'POST', url, { quantity: 18 })).toMatchObject({ status: 202 });
  expect(await ask(owner, 'POST', url, { quantity: 19 })).toMatchObject({
    status: 409,
    body: { code: 'illegal_move' },
  });
  await world.runJobs();
  expect(await ask(owner, 'POST', url, { quantity: 0 })).toMatchObject({ status: 422 });
  const detail = await ask(owner, 'GET', `/v1/orders/subscriptions/${row.id}`);
  expect(detail.body.segments).toMatchObject([
    { starts_on: '2026-01-15', quantity: 10 },
    { starts_on: '2026-01-20', quantity: 18 },
  ]);
  const list = await ask(owner, 'GET', '/v1/orders/subscriptions?q=alnoor');
  expect(list.body.items).toMatchObject([{ quantity: 18, operation_state: 'succeeded' }]);
});

test('a ministry’s order is held, the supervisor is named and releases it at the approved price', async () => {
  const ministry = {
    ...ALNOOR,
    name: 'Ministry',
    domain: 'ministry.example',
    body_kind: 'government',
    contact: null,
  };
  const { body: customer } = await ask(owner, 'POST', '/v1/orders/customers', ministry);
  const lines = [{ offer_id: stock.monthly.id, quantity: 3 }];
  const held = await ask(owner, 'POST', '/v1/orders/orders', { customer_id: customer.id, lines });
  expect(held.body).toMatchObject({
    state: 'held',
    outcome: { hold: 'special_price', contact: { name: partner.supervisor.name } },
    can: { release: expect.stringMatching(/No approved special price/), cancel: true },
  });
  const supervisor = await signIn(app, partner.supervisor.email);
  const queue = await ask(supervisor, 'GET', '/v1/orders/orders?state=held');
  expect(queue.body.items).toMatchObject([{ id: held.body.id, can: { release: true } }]);
  const url = `/v1/orders/orders/${held.body.id}/release`;
  const early = await ask(supervisor, 'POST', url, { note: null });
  expect(early).toMatchObject({ status: 409, body: { code: 'special_price_needed' } });
  await grantSpecialPrice(world, customer.id, { offer_id: stock.monthly.id, unit_price: '2000' });
  expect(await ask(supervisor, 'POST', url, { note: 'Approved' })).toMatchObject({
    status: 200,
    body: { state: 'provisioning' },
  });
  await world.runJobs();
  expect((await ask(owner, 'GET', `/v1/orders/orders/${held.body.id}`)).body.state).toBe('fulfilled');
});

test('the wall: another reseller sees nothing of it', async () => {
  const other = await world.approvedReseller();
  const stranger = await signIn(app, other.owner.email);
  const [order] = (await ask(owner, 'GET', '/v1/orders/orders')).body.items;
  const [row] = (await ask(owner, 'GET', '/v1/orders/subscriptions')).body.items;
  for (const url of [
    `/v1/orders/orders/${order.id}`,
    `/v1/orders/subscriptions/${row.id}`,
    `/v1/orders/customers/${order.customer.id}`,
  ])
    expect((await ask(stranger, 'GET', url)).status).toBe(404);
  for (const list of ['orders', 'subscriptions', 'customers'])
    expect((await ask(stranger, 'GET', `/v1/orders/${list}`)).body.items).toEqual([]);
  const wanted = { customer_id: order.customer.id, lines: [{ offer_id: stock.monthly.id, quantity: 1 }] };
  expect((await ask(stranger, 'POST', '/v1/orders/orders', wanted)).status).toBe(404);
});

test.each([
  ['Rhein', 'DE 136 695 976', 'DE136695976', 'fits'],
  ['Main', '136695978', 'DE136695978', 'does_not_fit'],
  ['Elbe', null, null, 'none'],
])(
  'a customer, %s, with the tax number %s: it is kept as %s, and its check digit %s',
  async (name, typed, kept, check) => {
    const customer = { ...ALNOOR, name, country: 'DE', domain: `${name}.example`, registration_number: null };
    const added = await ask(owner, 'POST', '/v1/orders/customers', {
      ...customer,
      tax_number: typed,
      contact: null,
    });
    expect(added).toMatchObject({ status: 201, body: { tax_number: kept, tax_number_check: check } });
  },
);
