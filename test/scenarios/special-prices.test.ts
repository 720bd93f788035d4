import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServiceBroker } from '../../server/connectors/index.ts';
import { fireSpecialPrices } from '../../server/deals/special-prices/special-price-clocks.ts';
import { useProvisioner } from '../../server/orders/index.ts';
import { stockCatalogue } from '../catalogue.ts';
import type { ApprovedReseller } from '../join.ts';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { openWorld, signIn, type World } from '../world.ts';

type Browser = Record<string, string>;
// biome-ignore lint/suspicious/noExplicitAny: the story reads answers as a browser's script would.
type Answered = { status: number; body: any };

let world: World;
let app: FastifyInstance;
let sandbox: Sandbox;
let stock: Awaited<ReturnType<typeof stockCatalogue>>;
let partner: ApprovedReseller;
const people = {} as Record<'owner' | 'supervisor' | 'channel' | 'management' | 'admin', Browser>;
const emails = {} as Record<keyof typeof people, string>;
beforeAll(async () => {
  world = await openWorld();
  sandbox = await startSandbox();
  const access = { url: sandbox.url, username: 'caravan', password: 'sandbox' };
  useProvisioner('open-service-broker', createServiceBroker(access));
  app = await world.http();
  stock = await stockCatalogue(world);
  partner = await world.approvedReseller({ plan: stock.silver.id });
  const vendor = await world.vendor();
  const joined = {
    channel: await world.person(vendor, ['channel_manager'], { name: 'Yara' }),
    management: await world.person(vendor, ['management'], { name: 'Nadia' }),
    admin: await world.person(vendor, ['administrator'], { name: 'Amal' }),
  };
  Object.assign(emails, { owner: partner.owner.email, supervisor: partner.supervisor.email });
  for (const [who, { email }] of Object.entries(joined)) emails[who as keyof typeof people] = email;
  await signAllIn();
});
afterAll(async () => {
  await app.close();
  await sandbox.stop();
  await world.close();
});

/** Sessions end while the clock is moved by days. */
async function signAllIn() {
  for (const [who, email] of Object.entries(emails))
    people[who as keyof typeof people] = await signIn(app, email);
}

async function ask(
  who: Browser,
  method: InjectOptions['method'],
  url: string,
  payload?: object,
): Promise<Answered> {
  const headers = { ...who, ...(method !== 'GET' && { 'idempotency-key': crypto.randomUUID() }) };
  const answer = await app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.json() };
}

async function lettersTo(who: keyof typeof people, kind: string): Promise<number> {
  const mails = await world.system(({ db }) =>
    db
      .selectFrom('base.mail')
      .select('id')
      .where('recipient', '=', emails[who])
      .where('kind', '=', kind)
      .execute(),
  );
  return mails.length;
}

async function moveTo(instant: string): Promise<void> {
  world.moveTo(instant);
  await fireSpecialPrices.run(world.door, {}, { number: 1, last: false });
  await signAllIn();
}

const GROUP = 'مجموعة الواحة';
let customer: { id: string };
let order: { id: string };
let request: { id: string; number: string };
const at = () => `/v1/deals/special-prices/${request.id}`;

test('a group of companies counts together: the order is held, though each is small', async () => {
  const one = { country: 'SA', body_kind: 'business', language: 'ar', contact: null, group_name: GROUP };
  const facts = { ...one, name: 'Oasis Foods', domain: 'oasis-foods.example', headcount: 500 };
  customer = (await ask(people.owner, 'POST', '/v1/orders/customers', facts)).body;
  const lines = [{ offer_id: stock.monthly.id, quantity: 100 }];
  const alone = await ask(people.owner, 'POST', '/v1/orders/orders/preview', {
    customer_id: customer.id,
    lines,
  });
  expect(alone.body.outcome.hold).toBe(null);
  // A sister company, which another reseller serves: this one never learns of it.
  const stranger = await world.reseller();
  await world.customer({ seller: stranger, headcount: 300, group_name: ' مجموعة  الواحه ' });
  const placed = await ask(people.owner, 'POST', '/v1/orders/orders', { customer_id: customer.id, lines });
  expect(placed.body).toMatchObject({
    state: 'held',
    can: { release: expect.stringMatching(/No approved/) },
  });
  order = placed.body;
});

test('the reseller asks for a price, and is told what makes no sense', async () => {
  const wish = { offer_id: stock.monthly.id, from_quantity: 50, to_quantity: 150, wished_price: '2200' };
  const body = { customer_id: customer.id, order_id: order.id, reason: 'Three offers are compared.' };
  const dear = await ask(people.owner, 'POST', '/v1/deals/special-prices', { ...body, lines: [wish] });
  expect(dear).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/lines/0/wished_price' }] } });
  const lines = [{ ...wish, wished_price: '1800' }];
  const asked = await ask(people.owner, 'POST', '/v1/deals/special-prices', { ...body, lines });
  expect(asked).toMatchObject({
    status: 201,
    body: {
      state: 'requested',
      office: null,
      lines: [{ list_price: '2700.000000000000', unit_cost: null, price: { unit_price: '2160' } }],
      can: { withdraw: true, endorse: expect.any(String) },
    },
  });
  request = asked.body;
  expect(await lettersTo('supervisor', 'special_price.request')).toBe(1);
  const twice = await ask(people.owner, 'POST', '/v1/deals/special-prices', { ...body, lines });
  expect(twice).toMatchObject({ status: 409, body: { code: 'already_exists' } });
});

test('the supervisor returns it, the reseller answers, the supervisor endorses it', async () => {
  const back = await ask(people.supervisor, 'POST', `${at()}/return`, { note: 'Who else offers?' });
  expect(back.body.state).toBe('returned');
  expect(await lettersTo('owner', 'special_price.return')).toBe(1);
  await ask(people.owner, 'POST', `${at()}/answer`, { note: 'Two global vendors.' });
  const cost = { currency: 'SAR', valid_from: '2026-01-01', unit_cost: '1500' };
  await ask(people.management, 'POST', `/v1/catalog/offers/${stock.monthly.id}/costs`, cost);
  const endorsed = await ask(people.supervisor, 'POST', `${at()}/endorse`, {
    note: 'Worth it: a reference.',
  });
  expect(endorsed.body).toMatchObject({
    state: 'in_approval',
    office: {
      discount: '0.333333',
      value: { amount: 1800 * 150 * 12 },
      margin: '0.166667',
      group_headcount: 800,
      approvals: [{ state: 'open', because: [] }, { state: 'waiting' }],
    },
    lines: [{ unit_cost: '1500', margin: '0.166667' }],
  });
  expect(await lettersTo('channel', 'special_price.decide')).toBe(1);
  // What the vendor's people say among themselves stays there.
  const mine = await ask(people.owner, 'GET', at());
  expect(mine.body.moves.map(({ move }: { move: string }) => move)).toEqual(['request', 'return', 'answer']);
  expect(mine.body.office).toBe(null);
  expect(JSON.stringify(mine.body)).not.toContain('reference');
});

test('nobody decides out of turn, nor what they brought in; late decisions are reminded of and escalated', async () => {
  const early = await ask(people.management, 'POST', `${at()}/agree`, {});
  expect(early).toMatchObject({ status: 403, body: { detail: expect.stringMatching(/decided by/) } });
  const own = await ask(people.supervisor, 'POST', `${at()}/agree`, {});
  expect(own.status).toBe(403);
  await moveTo('2026-01-16T07:00:00Z');
  expect(await lettersTo('channel', 'special_price.remind')).toBe(1);
  await moveTo('2026-01-17T07:00:00Z');
  await moveTo('2026-01-17T08:00:00Z');
  expect(await lettersTo('channel', 'special_price.escalate')).toBe(1);
  expect(await lettersTo('admin', 'special_price.escalate')).toBe(1);
});

test('somebody who is away is stood in for; each level binds the next; the last grants the price', async () => {
  const structure = await ask(people.management, 'GET', '/v1/deals/approval-structure');
  expect(structure.body.version).toBe(0);
  const agreed = { line: 1, unit_price: '1900', floor_price: '1850', from_quantity: 50, to_quantity: 150 };
  const days = { valid_from: '2026-01-17', valid_to: '2027-01-17' };
  const first = await ask(people.channel, 'POST', `${at()}/agree`, { terms: { ...days, lines: [agreed] } });
  expect(first.body).toMatchObject({
    state: 'in_approval',
    office: { approvals: [{ state: 'agreed' }, { state: 'open' }] },
  });
  const under = { ...agreed, floor_price: '1700' };
  const low = await ask(people.management, 'POST', `${at()}/agree`, { terms: { ...days, lines: [under] } });
  expect(low).toMatchObject({ status: 422, body: { detail: expect.stringMatching(/no less than 1850/) } });
  const vendor = await world.vendor();
  const deputy = await world.person(vendor, ['finance'], { name: 'Tariq' });
  const { person_id } = await world.system(({ db }) =>
    db
      .selectFrom('identity.membership')
      .innerJoin('identity.person', 'identity.person.id', 'person_id')
      .select('person_id')
      .where('email', '=', emails.management)
      .executeTakeFirstOrThrow(),
  );
  const away = { person_id, delegate_id: deputy.id, valid_from: '2026-01-17', valid_to: '2026-01-20' };
  expect((await ask(people.management, 'POST', '/v1/deals/delegations', away)).status).toBe(201);
  const stranger = { ...away, delegate_id: partner.owner.id };
  expect((await ask(people.management, 'POST', '/v1/deals/delegations', stranger)).status).toBe(422);
  const standIn = await signIn(app, deputy.email);
  const done = await ask(standIn, 'POST', `${at()}/agree`, { note: 'For a year.' });
  expect(done.body).toMatchObject({
    state: 'approved',
    granted: [{ unit_price: '1900.000000000000', floor_price: '1850.000000000000', to_quantity: 150 }],
    office: { approvals: [{}, { state: 'agreed', decided_by_name: 'Tariq', decided_for_name: 'Nadia' }] },
  });
  expect(await lettersTo('owner', 'special_price.approve')).toBe(1);
});

test('the held order is released at that price, which explains itself', async () => {
  const lines = [{ offer_id: stock.monthly.id, quantity: 100 }];
  const priced = await ask(people.owner, 'POST', '/v1/orders/orders/preview', {
    customer_id: customer.id,
    lines,
  });
  // 1900 less the plan's fifth would be 1520: the floor that the approval binds holds.
  expect(priced.body.lines[0].offer).toMatchObject({
    unit_price: '1850',
    steps: [
      { rule: 'list_price', unit_price: '2700' },
      { rule: 'special_price', unit_price: '1900', source: { code: request.number, approved_by: 'Tariq' } },
      { rule: 'plan_discount', applied: false },
      { rule: 'plan_discount', unit_price: '1520', source: { code: 'SILVER', version: 1 } },
      { rule: 'floor', unit_price: '1850' },
    ],
  });
  expect(priced.body.outcome.hold).toBe(null);
  const released = await ask(people.owner, 'POST', `/v1/orders/orders/${order.id}/release`, { note: null });
  expect(released).toMatchObject({ status: 200, body: { state: 'provisioning' } });
  await world.runJobs();
  expect((await ask(people.owner, 'GET', `/v1/orders/orders/${order.id}`)).body.state).toBe('fulfilled');
  const more = [{ offer_id: stock.monthly.id, quantity: 151, domain: 'other.example' }];
  const beyond = await ask(people.owner, 'POST', '/v1/orders/orders/preview', {
    customer_id: customer.id,
    lines: more,
  });
  expect(beyond.body.outcome.hold).toBe('special_price');
});

test('growth past the band opens it anew; what runs goes on at its price, and month end charges it', async () => {
  const [row] = (await ask(people.owner, 'GET', '/v1/orders/subscriptions')).body.items;
  await ask(people.owner, 'POST', `/v1/orders/subscriptions/${row.id}/quantity`, { quantity: 160 });
  await world.runJobs();
  expect((await ask(people.owner, 'GET', `/v1/orders/subscriptions/${row.id}`)).body.quantity).toBe(160);
  const again = await ask(people.supervisor, 'GET', at());
  expect(again.body).toMatchObject({ state: 'requested', reopened: 'band', can: { endorse: true } });
  expect(await lettersTo('supervisor', 'special_price.reopen')).toBe(1);
  await moveTo('2026-02-01T06:00:00Z');
  const bill = await ask(people.owner, 'GET', '/v1/billing/preview');
  expect(new Set(bill.body.lines.map((line: { unit_price: string }) => Number(line.unit_price)))).toEqual(
    new Set([1850]),
  );
});

test('declined, with the reason: the earlier approval holds to its end, then the plan’s price', async () => {
  const no = await ask(people.supervisor, 'POST', `${at()}/decline`, { note: 'Not at this quantity.' });
  expect(no.body).toMatchObject({ state: 'declined' });
  expect(await lettersTo('owner', 'special_price.decline')).toBe(1);
  const still = await ask(people.owner, 'POST', '/v1/orders/orders/preview', {
    customer_id: customer.id,
    lines: [{ offer_id: stock.monthly.id, quantity: 60, domain: 'third.example' }],
  });
  expect(still.body).toMatchObject({ lines: [{ offer: { unit_price: '1850' } }], outcome: { hold: null } });
});

test('the wall: another reseller sees nothing of it', async () => {
  const other = await world.approvedReseller();
  const stranger = await signIn(app, other.owner.email);
  expect((await ask(stranger, 'GET', at())).status).toBe(404);
  expect((await ask(stranger, 'GET', '/v1/deals/special-prices')).body.items).toEqual([]);
  expect((await ask(stranger, 'GET', '/v1/deals/delegations')).status).toBe(403);
});
