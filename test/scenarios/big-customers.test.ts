import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recompute } from '../../server/catalog/prices/price-steps.rules.ts';
import { type Browser, openShop, type Shop } from '../shop.ts';
import { grantSpecialPrice } from '../special-prices.ts';
import { signIn } from '../world.ts';

let shop: Shop;
let supervisor: Browser;
let sales: Browser;
beforeAll(async () => {
  shop = await openShop();
  sales = shop.owner;
  const { supervisor: person } = await shop.world.office();
  supervisor = await signIn(shop.app, person.email);
});
afterAll(() => shop.close());

async function customer(name: string, more: object = {}, who = sales): Promise<string> {
  const particulars = { name, country: 'SA', body_kind: 'business', language: 'en', contact: null };
  const { status, body } = await shop.ask(who, 'POST', '/v1/orders/customers', { ...particulars, ...more });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
}

async function compose(whom: object, email: string, quantity = 20) {
  const lines = [{ offer_id: shop.stock.monthly.id, quantity, domain: `${email.split('@')[1]}` }];
  const draft = { contact: { name: 'Buyer', email }, language: 'en', lines, valid_until: '2026-02-10' };
  return shop.ask(sales, 'POST', '/v1/orders/quotes', { ...whom, ...draft });
}

const requestsOf = async (customer_id: string) =>
  (await shop.ask(supervisor, 'GET', `/v1/deals/special-prices?customer_id=${customer_id}`)).body.items;

async function lettersTo(recipient: string, kind: string) {
  return shop.world.system(({ db }) =>
    db
      .selectFrom('base.mail')
      .select('subject')
      .where('recipient', '=', recipient)
      .where('kind', '=', kind)
      .execute(),
  );
}

async function accept(email: string) {
  await shop.world.runJobs();
  const { token, opened } = await shop.openLetter(email);
  const said = { token, name: 'Buyer', consent: true, document_sha256: opened.body.document_sha256 };
  const accepted = await shop.ask({}, 'POST', '/v1/orders/quotes/link/accept', said);
  expect(accepted.status, JSON.stringify(accepted.body)).toBe(200);
}

describe('a quote for a big customer', () => {
  test('says so while it is composed, and starts the request when it is sent', async () => {
    const id = await customer('Riyadh Metro', { headcount: 800, domain: 'metro.example' });
    const { supervisor: person } = await shop.world.office();
    const composed = await compose({ customer_id: id }, 'buyer@metro.example');
    expect(composed.body.special_price).toMatchObject({
      ...{ state: 'needed', because: 'headcount', request: null, can_request: true },
      contact: { email: person.email },
    });
    expect(await requestsOf(id)).toEqual([]);
    const quote = composed.body;
    const sent = await shop.ask(sales, 'POST', `/v1/orders/quotes/${quote.id}/send`);
    const [request] = await requestsOf(id);
    expect(request).toMatchObject({
      state: 'requested',
      customer_id: id,
      reason: expect.stringContaining(quote.number),
    });
    expect(sent.body.special_price).toMatchObject({
      state: 'asked',
      request: { id: request.id, number: request.number },
    });
    await shop.world.runJobs();
    expect(await lettersTo(person.email, 'special_price.request')).toHaveLength(1);
    // Sent again, the request that is under way is enough.
    await shop.ask(sales, 'PUT', `/v1/orders/quotes/${quote.id}/draft`, {
      ...quote.draft.content,
      contact: { name: 'Buyer', email: 'buyer@metro.example' },
      language: 'en',
    });
    await shop.ask(sales, 'POST', `/v1/orders/quotes/${quote.id}/send`);
    expect(await requestsOf(id)).toHaveLength(1);
  });

  test('cannot be provisioned before the price is approved', async () => {
    const id = await customer('Jeddah Port', { headcount: 900, domain: 'port.example' });
    const { body: quote } = await compose({ customer_id: id }, 'buyer@port.example');
    await shop.ask(sales, 'POST', `/v1/orders/quotes/${quote.id}/send`);
    await accept('buyer@port.example');
    const { body: accepted } = await shop.ask(sales, 'GET', `/v1/orders/quotes/${quote.id}`);
    const order = await shop.ask(sales, 'GET', `/v1/orders/orders/${accepted.order_id}`);
    expect(order.body).toMatchObject({ state: 'held', held_reason: 'special_price' });
    expect(
      (await shop.ask(sales, 'POST', `/v1/orders/orders/${accepted.order_id}/release`, { note: null }))
        .status,
    ).not.toBe(200);
    await grantSpecialPrice(shop.world, id, { offer_id: shop.stock.monthly.id, unit_price: '1500' });
    const { body: after } = await shop.ask(sales, 'GET', `/v1/orders/quotes/${quote.id}`);
    expect(after.special_price.state).toBe('approved');
    const released = await shop.ask(sales, 'POST', `/v1/orders/orders/${accepted.order_id}/release`, {
      note: null,
    });
    expect(released.body.state).toBe('provisioning');
  });

  test('for a prospect the request is started when it accepts, for the order that is held', async () => {
    const prospect = {
      name: 'Ministry of Tests',
      country: 'SA',
      domain: 'ministry.example',
      body_kind: 'government',
    };
    const { body: quote } = await compose({ prospect }, 'buyer@ministry.example');
    expect(quote.special_price).toMatchObject({ state: 'needed', because: 'government' });
    await shop.ask(sales, 'POST', `/v1/orders/quotes/${quote.id}/send`);
    await accept('buyer@ministry.example');
    const { body: accepted } = await shop.ask(sales, 'GET', `/v1/orders/quotes/${quote.id}`);
    const [request] = await requestsOf(accepted.customer_id);
    expect(request).toMatchObject({ state: 'requested', order_id: accepted.order_id });
    expect(accepted.special_price).toMatchObject({ state: 'asked', request: { number: request.number } });
  });

  test('and a small one is asked for nothing', async () => {
    const id = await customer('Small Shop', { headcount: 12, domain: 'small.example' });
    const { body: quote } = await compose({ customer_id: id }, 'buyer@small.example');
    expect(quote.special_price).toEqual({
      state: 'none',
      because: null,
      request: null,
      can_request: true,
      contact: null,
    });
  });
});

describe('a customer that passes 750 employees', () => {
  const needs = async (who: Browser) =>
    (await shop.ask(who, 'GET', '/v1/deals/special-price-needs')).body.items;
  const grow = (id: string, changes: object) =>
    shop.ask(sales, 'PATCH', `/v1/orders/customers/${id}`, changes);

  test('without an approved price is brought before the supervisor and the reseller, by news, letter and task', async () => {
    const id = await customer('Tabuk Farms', { headcount: 600, domain: 'tabuk.example' });
    expect(await needs(sales)).toEqual([]);
    expect((await grow(id, { headcount: 751 })).status).toBe(200);
    for (const who of [sales, supervisor])
      expect(await needs(who)).toMatchObject([
        { customer: { id, name: 'Tabuk Farms' }, because: 'headcount' },
      ]);
    const { supervisor: person } = await shop.world.office();
    await shop.world.runJobs();
    expect(await lettersTo(person.email, 'special_price.needed')).toHaveLength(1);
    expect(await lettersTo(shop.partner.owner.email, 'special_price.needed')).toHaveLength(1);
    const events = await shop.world.system(({ db }) =>
      db.selectFrom('base.event').select('audience').where('name', '=', 'special_price.needed').execute(),
    );
    expect(events[0]?.audience).toContain(shop.partner.organization.id);
    await grow(id, { headcount: 760 });
    expect(await needs(sales)).toHaveLength(1);
    const line = { offer_id: shop.stock.monthly.id, from_quantity: 1, to_quantity: 50, wished_price: '2160' };
    const asked = { customer_id: id, reason: 'It has grown.', lines: [line] };
    expect((await shop.ask(sales, 'POST', '/v1/deals/special-prices', asked)).status).toBe(201);
    expect(await needs(sales)).toEqual([]);
  });

  test('with its group brings the whole group, and shrinking settles it', async () => {
    const group = { group_name: 'Al-Ufuq Holding', headcount: 400 };
    const [one, other] = [
      await customer('Ufuq Trade', { ...group, domain: 'trade.example' }),
      await customer('Ufuq Build', { headcount: 400, domain: 'build.example' }),
    ];
    expect(await needs(supervisor)).toEqual([]);
    await grow(other, { group_name: 'al-ufuq  holding' });
    const names = (await needs(supervisor)).map(
      ({ customer: { name }, because }: { customer: { name: string }; because: string }) => [name, because],
    );
    expect(names.sort()).toEqual([
      ['Ufuq Build', 'group'],
      ['Ufuq Trade', 'group'],
    ]);
    await grow(one, { headcount: 20 });
    expect(await needs(supervisor)).toEqual([]);
  });

  test('tells a stranger nothing', async () => {
    const stranger = await shop.world.approvedReseller({ company: 'Stranger IT' });
    const id = await customer('Hail Steel', { headcount: 10, domain: 'hail.example' });
    await grow(id, { headcount: 2000 });
    expect(await needs(await shop.browser(stranger.organization, 'owner'))).toEqual([]);
  });
});

describe('what a reseller below another one pays', () => {
  test('follows the book of whom it buys from, in the store, in orders and in quotes, and tells nothing of that one’s cost', async () => {
    const rule = { scope: 'everything', target: '', kind: 'markup_on_cost', rate: '0.1' };
    const book = { valid_from: '2026-01-15', rules: [rule] };
    expect((await shop.ask(sales, 'POST', '/v1/catalog/price-book/versions', book)).status).toBe(201);
    const below = await shop.world.reseller({ seller: shop.partner.organization, name: 'Below IT' });
    const seller = await shop.browser(below, 'owner');
    const own = { ...book, rules: [{ ...rule, rate: '0.5' }] };
    expect((await shop.ask(seller, 'POST', '/v1/catalog/price-book/versions', own)).status).toBe(201);
    // 27.00 less 20 % is 21.60 to the one above; a tenth more is 23.76; half more is 35.64.
    const store = await shop.ask(seller, 'GET', '/v1/orders/store?q=GWS');
    const offer = store.body.items[0].offers.find(
      (one: { offer_id: string }) => one.offer_id === shop.stock.monthly.id,
    );
    expect(offer).toMatchObject({ unit_price: '2376', list_price: '2700', retail: { unit_price: '3564' } });
    expect(recompute(offer.steps)).toBe('2376');
    expect(recompute(offer.retail.steps)).toBe('3564');
    expect(JSON.stringify(offer)).not.toMatch(/\b2160\b/);
    const id = await customer('Below Buyer', { domain: 'below.example' }, seller);
    const line = { offer_id: shop.stock.monthly.id, quantity: 4, domain: 'below.example' };
    const order = await shop.ask(seller, 'POST', '/v1/orders/orders/preview', {
      customer_id: id,
      lines: [line],
    });
    expect(order.body.lines[0]).toMatchObject({
      offer: { unit_price: '2376' },
      retail: { unit_price: '3564' },
    });
    const quote = await shop.ask(seller, 'POST', '/v1/orders/quotes/preview', {
      customer_id: id,
      lines: [line],
    });
    expect(quote.body.lines[0]).toMatchObject({ unit_cost: '2376', unit_price: '3564' });
    for (const steps of [quote.body.lines[0].cost_steps, quote.body.lines[0].price_steps])
      expect(steps.length).toBeGreaterThan(1);
    expect(recompute(quote.body.lines[0].price_steps)).toBe('3564');
    const sheet = await shop.ask(seller, 'POST', '/v1/orders/consequences', {
      customer_id: id,
      lines: [line],
    });
    expect(sheet.body.lines[0]).toMatchObject({
      unit_cost: '2376',
      unit_price: '3564',
      cost: { amount: 9504 },
    });
    await shop.ask(seller, 'POST', '/v1/orders/orders', { customer_id: id, lines: [line] });
    await shop.world.runJobs();
    const [mine] = (await shop.ask(seller, 'GET', '/v1/orders/subscriptions')).body.items;
    const told = await shop.ask(seller, 'GET', `/v1/orders/subscriptions/${mine.id}`);
    expect(told.body.prices).toMatchObject([
      { side: 'buyer', price: { unit_price: '2376' } },
      { side: 'seller', price: { unit_price: '3564' } },
    ]);
    const buyer = await shop.browser(
      await shop.world.system((ctx) =>
        ctx.db.selectFrom('identity.organization').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
      ),
      'administrator',
    );
    const seen = await shop.ask(buyer, 'GET', `/v1/orders/subscriptions/${mine.id}`);
    expect(seen.body.prices).toMatchObject([{ side: 'buyer', price: { unit_price: '3564' } }]);
    expect(JSON.stringify(seen.body)).not.toMatch(/\b(2160|2376)\b|markup|"cost"/);
  });
});
