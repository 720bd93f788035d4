import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Organization } from '../../server/identity/index.ts';
import { type Browser, openShop, type Shop } from '../shop.ts';

let shop: Shop;
let buyer: Browser;
let buyerId: string;
let quoteId: string;
beforeAll(async () => {
  shop = await openShop();
  const customer: Organization = await shop.world.customer({
    seller: shop.partner.organization,
    domain: 'noor.example',
  });
  buyerId = customer.id;
  buyer = await shop.browser(customer, 'administrator');
});
afterAll(() => shop.close());

const ask: Shop['ask'] = (...asked) => shop.ask(...asked);
const draft = (more: object = {}) => ({
  ...{ contact: { name: 'Salma', email: 'salma@noor.example' }, language: 'en', valid_until: '2026-02-10' },
  lines: [{ offer_id: shop.stock.monthly.id, quantity: 5, unit_price: '2500' }],
  ...more,
});

describe('a customer’s own quotes', () => {
  test('are none before one is sent, whatever is being written', async () => {
    const { body } = await ask(shop.owner, 'POST', '/v1/orders/quotes', { customer_id: buyerId, ...draft() });
    quoteId = body.id;
    expect((await ask(buyer, 'GET', '/v1/orders/received-quotes')).body.items).toEqual([]);
    expect((await ask(buyer, 'GET', `/v1/orders/received-quotes/${quoteId}`)).status).toBe(404);
    await ask(shop.owner, 'POST', `/v1/orders/quotes/${quoteId}/send`);
    await shop.world.runJobs();
    const { body: list } = await ask(buyer, 'GET', '/v1/orders/received-quotes');
    expect(list.items).toMatchObject([
      { id: quoteId, state: 'sent', version: 1, seller: { name: shop.partner.organization.name } },
    ]);
  });

  test('are read and downloaded without what they cost the seller', async () => {
    const { body } = await ask(buyer, 'GET', `/v1/orders/received-quotes/${quoteId}`);
    expect(body).toMatchObject({
      state: 'open',
      lines: [{ unit_price: '2500', steps: [{ rule: 'fixed_price' }] }],
    });
    expect(JSON.stringify(body)).not.toMatch(/cost|margin|markup|\b2160\b/);
    const file = await ask(buyer, 'GET', `/v1/orders/received-quotes/${quoteId}/document`);
    expect(file.body.subarray(0, 5).toString()).toBe('%PDF-');
    const stranger = await shop.world.customer();
    const other = await shop.browser(stranger, 'administrator');
    expect((await ask(other, 'GET', `/v1/orders/received-quotes/${quoteId}`)).status).toBe(404);
    expect((await ask(other, 'GET', `/v1/orders/received-quotes/${quoteId}/document`)).status).toBe(404);
  });

  test('are answered by whoever is signed in, once', async () => {
    const asked = await ask(buyer, 'POST', `/v1/orders/received-quotes/${quoteId}/changes`, {
      note: 'Make it ten.',
    });
    expect(asked.body.state).toBe('changes_asked');
    const { body } = await ask(buyer, 'GET', `/v1/orders/received-quotes/${quoteId}`);
    const wrong = { consent: true, document_sha256: 'f'.repeat(64) };
    expect((await ask(buyer, 'POST', `/v1/orders/received-quotes/${quoteId}/accept`, wrong)).body.code).toBe(
      'terms_changed',
    );
    const said = { consent: true, document_sha256: body.document_sha256 };
    expect((await ask(buyer, 'POST', `/v1/orders/received-quotes/${quoteId}/accept`, said)).body.state).toBe(
      'accepted',
    );
    expect((await ask(buyer, 'POST', `/v1/orders/received-quotes/${quoteId}/accept`, said)).status).toBe(409);
    const mine = await ask(shop.owner, 'GET', `/v1/orders/quotes/${quoteId}`);
    expect(mine.body).toMatchObject({
      state: 'accepted',
      order_id: expect.any(String),
      acceptance: { name: expect.stringMatching(/^Person/) },
    });
  });

  test('a price that was agreed on is ended from a coming day on; what holds until then stays', async () => {
    const path = '/v1/catalog/price-book/agreed-prices';
    const { body } = await ask(shop.owner, 'GET', path);
    const key = { buyer_id: buyerId, offer_id: shop.stock.monthly.id, currency: 'SAR' };
    expect(body.items).toMatchObject([{ ...key, unit_price: '2500', ends_on: null }]);
    const today = await ask(shop.owner, 'POST', `${path}/end`, { ...key, valid_from: '2026-01-15' });
    expect(today).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/valid_from' }] } });
    expect(
      (
        await ask(shop.owner, 'POST', `${path}/end`, {
          ...key,
          offer_id: shop.stock.line.id,
          valid_from: '2026-02-01',
        })
      ).status,
    ).toBe(404);
    const ended = await ask(shop.owner, 'POST', `${path}/end`, { ...key, valid_from: '2026-02-01' });
    expect(ended.body.items).toMatchObject([{ ...key, unit_price: '2500', ends_on: '2026-02-01' }]);
    shop.world.moveTo('2026-02-01T06:00:00.000Z');
    expect((await ask(shop.owner, 'GET', path)).body.items).toEqual([]);
    const line = { offer_id: shop.stock.monthly.id, quantity: 1, domain: 'again.example' };
    const preview = await ask(shop.owner, 'POST', '/v1/orders/quotes/preview', {
      customer_id: buyerId,
      lines: [line],
    });
    expect(preview.body.lines[0].unit_price).toBe('2700');
  });
});

describe('a quote for a deal', () => {
  test('takes an open deal of one’s own, and changes it until it is sent', async () => {
    const deal = async (more: object = {}) => {
      const facts = {
        name: 'Noor Clinics',
        country: 'SA',
        value: { amount: 1_000_000, currency: 'SAR' },
        closes_on: '2026-03-01',
        contact_name: 'Salma',
      };
      const { body } = await ask(shop.owner, 'POST', '/v1/deals/deals', { ...facts, ...more });
      return body;
    };
    const mine = await deal({ customer_id: buyerId });
    expect(mine.id, JSON.stringify(mine)).toEqual(expect.any(String));
    const compose = (deal_id: string, customer_id = buyerId) =>
      ask(shop.owner, 'POST', '/v1/orders/quotes', { customer_id, deal_id, ...draft() });
    expect((await compose(mine.id)).body.deal_id).toBe(mine.id);
    const unknown = await compose('00000000-0000-7000-8000-000000000001');
    expect(unknown).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/deal_id' }] } });
    const other = await shop.world.customer({ seller: shop.partner.organization });
    expect((await compose(mine.id, other.id)).body.errors[0].detail).toContain('another customer');
    const { body: bare } = await ask(shop.owner, 'POST', '/v1/orders/quotes', {
      customer_id: buyerId,
      ...draft(),
    });
    const put = (more: object) =>
      ask(shop.owner, 'PUT', `/v1/orders/quotes/${bare.id}/draft`, { ...draft(), ...more });
    expect((await put({ deal_id: mine.id })).body.deal_id).toBe(mine.id);
    expect((await put({})).body.deal_id).toBe(mine.id);
    expect((await put({ deal_id: null })).body.deal_id).toBeNull();
  });
});
