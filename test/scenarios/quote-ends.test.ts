import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answered, type Browser, NOBODY, openShop, type Shop } from '../shop.ts';
import { signIn, type World } from '../world.ts';

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

const openLetter: Shop['openLetter'] = (email) => shop.openLetter(email);

describe('a quote for a customer', () => {
  const compose = async (more: object = {}, draft: object = {}, customer: object = {}) => {
    const { body } = await ask(owner, 'POST', '/v1/orders/customers', {
      ...{
        name: `Customer ${Math.random()}`,
        country: 'SA',
        body_kind: 'business',
        language: 'en',
        contact: null,
      },
      ...customer,
    });
    const lines = [{ offer_id: stock.line.id, quantity: 1 }];
    const wanted = {
      ...{
        customer_id: body.id,
        contact: { name: 'Buyer', email: 'buyer@world.example' },
        language: 'en',
        ...more,
      },
      lines,
      valid_until: '2026-02-10',
      ...draft,
    };
    return (await ask(owner, 'POST', '/v1/orders/quotes', wanted)).body;
  };
  const send = async (id: string) => {
    await ask(owner, 'POST', `/v1/orders/quotes/${id}/send`);
    await world.runJobs();
    return openLetter('buyer@world.example');
  };
  const accept = async ({ token, opened }: { token: string; opened: Answered }) => {
    const said = { token, name: 'The Buyer', consent: true, document_sha256: opened.body.document_sha256 };
    return ask(NOBODY, 'POST', '/v1/orders/quotes/link/accept', said);
  };

  test('becomes a held order where a special price is needed', async () => {
    const quote = await compose({}, {}, { body_kind: 'government' });
    expect((await accept(await send(quote.id))).status).toBe(200);
    const { order_id } = (await ask(owner, 'GET', `/v1/orders/quotes/${quote.id}`)).body;
    expect((await ask(owner, 'GET', `/v1/orders/orders/${order_id}`)).body.state).toBe('held');
  });

  test('expires by the program’s clock, and can be sent anew', async () => {
    const quote = await compose();
    const letter = await send(quote.id);
    world.moveTo('2026-02-10T20:59:00.000Z');
    await world.tick();
    expect((await ask(owner, 'GET', `/v1/orders/quotes/${quote.id}`)).body.state).toBe('sent');
    world.moveTo('2026-02-10T21:00:00.000Z');
    expect((await accept(letter)).status).toBe(409);
    await world.tick();
    expect((await ask(owner, 'GET', `/v1/orders/quotes/${quote.id}`)).body.state).toBe('expired');
    expect((await ask(NOBODY, 'POST', '/v1/orders/quotes/link', { token: letter.token })).body.state).toBe(
      'expired',
    );
    world.moveTo('2026-08-01T06:00:00.000Z');
    expect(await ask(NOBODY, 'POST', '/v1/orders/quotes/link', { token: letter.token })).toMatchObject({
      status: 409,
      body: { code: 'link_expired' },
    });
    owner = await signIn(app, partner.owner.email);
    const draft = { lines: [{ offer_id: stock.line.id, quantity: 2 }], valid_until: '2026-08-20' };
    const body = { contact: { name: 'Buyer', email: 'buyer@world.example' }, language: 'en', ...draft };
    await ask(owner, 'PUT', `/v1/orders/quotes/${quote.id}/draft`, body);
    expect((await send(quote.id)).opened.body).toMatchObject({ state: 'open', version: 2 });
  });

  test('withdrawn cannot be accepted', async () => {
    const quote = await compose({}, { valid_until: '2026-08-20' });
    const letter = await send(quote.id);
    const withdrawn = await ask(owner, 'POST', `/v1/orders/quotes/${quote.id}/withdraw`, {
      note: 'Priced wrongly',
    });
    expect(withdrawn.body).toMatchObject({
      state: 'withdrawn',
      can: { send: 'Not possible while withdrawn.' },
    });
    expect(await accept(letter)).toMatchObject({ status: 409, body: { code: 'illegal_move' } });
  });

  test('an order that is refused leaves the acceptance; it is placed by hand later', async () => {
    const domain = 'same.example';
    const lines = [{ offer_id: stock.committed.id, quantity: 3 }];
    const quote = await compose({}, { lines, valid_until: '2026-08-20' }, { domain });
    const order = { customer_id: quote.customer_id, lines };
    const placed = await ask(owner, 'POST', '/v1/orders/orders', order);
    expect(placed.status).toBe(201);
    expect((await accept(await send(quote.id))).body.state).toBe('accepted');
    const after = (await ask(owner, 'GET', `/v1/orders/quotes/${quote.id}`)).body;
    expect(after).toMatchObject({ order_id: null, can: { order: true } });
    expect(after.order_failure).toContain('already');
    expect((await ask(owner, 'POST', `/v1/orders/quotes/${quote.id}/order`)).status).toBe(409);
  });
});
