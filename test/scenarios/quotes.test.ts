import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '../../server/base/ids.ts';
import { readPdf } from '../pdf.ts';
import { type Browser, NOBODY, openShop, type Shop } from '../shop.ts';
import { lastLink, signIn, type World } from '../world.ts';

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

const PROSPECT = {
  name: 'Al-Noor Clinics',
  country: 'SA',
  domain: 'alnoor.example',
  headcount: 120,
  body_kind: 'business',
  registration_number: '1010999999',
};
const CONTACT = { name: 'Dr. Salma', email: 'salma@alnoor.example' };

async function pdfText(pdf: Uint8Array): Promise<string> {
  const { pages, title, attachments } = await readPdf(pdf);
  return JSON.stringify([...pages, title, attachments]);
}

/** Every field's name and every number in an answer, at any depth: where a cost would show. */
function everythingIn(value: unknown): string {
  return JSON.stringify(value);
}

const openLetter = (email = CONTACT.email) => shop.openLetter(email);

describe('a quote for a prospect', () => {
  let migration: string;
  let quoteId: string;
  let firstToken: string;

  test('services and a price book make the prices it is composed of', async () => {
    const service = await ask(owner, 'POST', '/v1/orders/services', {
      name: { en: 'Mail migration', ar: 'ترحيل البريد' },
      kind: 'per_seat',
      unit_price: '5000',
      unit_cost: '2000',
    });
    expect(service).toMatchObject({
      status: 201,
      body: { currency: 'SAR', exemption: null, can: { edit: true } },
    });
    migration = service.body.id;
    const rule = { scope: 'everything', kind: 'markup_on_cost', rate: '0.25' };
    const book = { valid_from: '2026-01-15', rules: [rule] };
    expect((await ask(owner, 'POST', '/v1/catalog/price-book/versions', book)).status).toBe(201);
    const lines = [
      { offer_id: stock.monthly.id, quantity: 10 },
      { service_id: migration, quantity: 10 },
    ];
    const preview = await ask(owner, 'POST', '/v1/orders/quotes/preview', { prospect: PROSPECT, lines });
    // 27.00 at 20 % off costs 21.60; a quarter on top is 27.00 again.
    expect(preview.body).toMatchObject({
      currency: 'SAR',
      tax_rate: '0.150000',
      lines: [
        {
          unit_price: '2700',
          unit_cost: '2160',
          term_net: { amount: 27_000 },
          margin: { amount: { amount: 5400 }, rate: '0.2' },
        },
        { unit_price: '5000', unit_cost: '2000', cycle_months: null, cycle_net: { amount: 50_000 } },
      ],
      totals: [
        { cycle_months: null, net: { amount: 50_000 }, tax: { amount: 7500 }, total: { amount: 57_500 } },
        { cycle_months: 1, net: { amount: 27_000 }, tax: { amount: 4050 }, total: { amount: 31_050 } },
      ],
      margin: { amount: { amount: 35_400 } },
    });
  });

  test('its consequences are told before anything is ordered', async () => {
    const lines = [
      { offer_id: stock.committed.id, quantity: 10 },
      { service_id: migration, quantity: 10 },
    ];
    const told = await ask(owner, 'POST', '/v1/orders/consequences', { prospect: PROSPECT, lines });
    expect(told.body).toMatchObject({
      // Twelve months of ten seats at 17.28, and the migration's own cost.
      cost: { amount: 227_360 },
      price: { amount: 309_200 },
      bound_until: '2027-01-15',
      risk: {
        en: expect.stringContaining('Al-Noor Clinics'),
        ar: expect.stringContaining('Al-Noor Clinics'),
      },
      lines: [
        { renews_on: '2027-01-15', cost: { amount: 207_360 } },
        { way_out: 'once', ends_on: null },
      ],
    });
  });

  test('a line priced beyond reason is refused by its place', async () => {
    const lines = [
      { offer_id: stock.monthly.id, quantity: 10, unit_price: '1079' },
      { offer_id: stock.committed.id, quantity: 0 },
    ];
    const body = {
      prospect: PROSPECT,
      contact: CONTACT,
      language: 'en',
      lines,
      valid_until: '2026-02-15',
    };
    expect(await ask(owner, 'POST', '/v1/orders/quotes', body)).toMatchObject({ status: 422 });
    const sound = { ...body, lines: [lines[0]] };
    expect(await ask(owner, 'POST', '/v1/orders/quotes', sound)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '#/lines/0/unit_price' }] },
    });
  });

  test('is composed and sent: a letter with a link, a document with the same figures', async () => {
    const draft = {
      lines: [
        { offer_id: stock.monthly.id, quantity: 10, unit_price: '2600' },
        { service_id: migration, quantity: 10 },
      ],
      valid_until: '2026-02-15',
      terms: 'Payment within 14 days of the invoice.',
      message: 'As discussed on the phone.',
    };
    const body = { prospect: PROSPECT, contact: CONTACT, language: 'en', ...draft };
    const composed = await ask(owner, 'POST', '/v1/orders/quotes', body);
    expect(composed).toMatchObject({
      status: 201,
      body: { state: 'draft', version: 0, customer_id: null, can: { send: true } },
    });
    quoteId = composed.body.id;
    const sent = await ask(owner, 'POST', `/v1/orders/quotes/${quoteId}/send`);
    expect(sent.body).toMatchObject({
      state: 'sent',
      version: 1,
      draft: null,
      versions: [{ document_sha256: null }],
    });
    await world.runJobs();
    const { token, opened } = await openLetter();
    firstToken = token;
    expect(opened).toMatchObject({
      status: 200,
      body: {
        state: 'open',
        customer_name: 'Al-Noor Clinics',
        lines: [{ unit_price: '2600', cycle_net: { amount: 26_000 } }, { unit_price: '5000' }],
        totals: [{ net: { amount: 50_000 } }, { total: { amount: 29_900 } }],
        terms: 'Payment within 14 days of the invoice.',
      },
    });
    const pdf = await ask(NOBODY, 'GET', `/v1/orders/quotes/link/document?token=${token}`);
    expect(sha256(pdf.body)).toBe(opened.body.document_sha256);
    const text = await pdfText(pdf.body);
    for (const words of [
      'Al-Noor Clinics',
      'Mail migration',
      '26.00',
      '299.00',
      '575.00',
      'Payment within 14 days',
      partner.organization.name,
    ])
      expect(text).toContain(words);
  });

  test('nothing the customer gets tells a cost, a margin or the price book', async () => {
    const { token, opened } = await openLetter();
    const pdf = await ask(NOBODY, 'GET', `/v1/orders/quotes/link/document?token=${token}`);
    const letter = await world.system(({ db }) =>
      db.selectFrom('base.mail').select('body').where('recipient', '=', CONTACT.email).execute(),
    );
    const events = await world.system(({ db }) =>
      db.selectFrom('base.event').select('payload').where('name', 'like', 'quote.%').execute(),
    );
    const all = [
      everythingIn(opened.body),
      await pdfText(pdf.body),
      everythingIn(letter),
      everythingIn(events),
    ];
    // 2160 is its own price, 2700 the book's, 2000 the service's cost, 4400 and 34400 what is left of the lines and of all.
    for (const text of all) {
      expect(text).not.toMatch(/cost|margin|book_price|markup/i);
      expect(text).not.toMatch(/\b(2160|21\.60|2700|27\.00|2000|20\.00|4400|44\.00|34400|344\.00)\b/);
    }
    const mine = await ask(owner, 'GET', `/v1/orders/quotes/${quoteId}`);
    expect(mine.body.versions[0].margin.amount.amount).toBe(34_400);
  });

  test('a wrong link is 404, and another document cannot be accepted', async () => {
    const wrong = { token: 'x'.repeat(43) };
    for (const [url, more] of [
      ['', {}],
      ['/accept', { name: 'Dr. Salma', consent: true, document_sha256: '0'.repeat(64) }],
      ['/changes', { name: 'Dr. Salma', note: 'Cheaper, please' }],
    ] as const)
      expect((await ask(NOBODY, 'POST', `/v1/orders/quotes/link${url}`, { ...wrong, ...more })).status).toBe(
        404,
      );
    expect((await ask(NOBODY, 'GET', `/v1/orders/quotes/link/document?token=${wrong.token}`)).status).toBe(
      404,
    );
    const said = { token: firstToken, name: 'Dr. Salma', consent: true, document_sha256: '0'.repeat(64) };
    expect(await ask(NOBODY, 'POST', '/v1/orders/quotes/link/accept', said)).toMatchObject({
      status: 409,
      body: { code: 'terms_changed' },
    });
    const without = { token: firstToken, name: 'Dr. Salma', consent: false, document_sha256: '0'.repeat(64) };
    expect((await ask(NOBODY, 'POST', '/v1/orders/quotes/link/accept', without)).status).toBe(422);
  });

  test('asking for changes makes the next version; the first stays as it was sent', async () => {
    const before = await ask(owner, 'GET', `/v1/orders/quotes/${quoteId}`);
    const asked = { token: firstToken, name: 'Dr. Salma', note: 'Twelve seats, please.' };
    expect((await ask(NOBODY, 'POST', '/v1/orders/quotes/link/changes', asked)).body.state).toBe(
      'changes_asked',
    );
    expect((await lastLink(world, partner.owner.email)).pathname).toBe(`/console/quotes/${quoteId}`);
    world.moveTo('2026-01-20T06:00:00.000Z');
    const draft = {
      lines: [
        { offer_id: stock.monthly.id, quantity: 12, unit_price: '2600' },
        { service_id: migration, quantity: 12 },
      ],
      valid_until: '2026-02-20',
    };
    const body = { contact: CONTACT, language: 'ar', ...draft };
    expect((await ask(owner, 'PUT', `/v1/orders/quotes/${quoteId}/draft`, body)).status).toBe(200);
    const sent = await ask(owner, 'POST', `/v1/orders/quotes/${quoteId}/send`);
    expect(sent.body).toMatchObject({ state: 'sent', version: 2 });
    expect(sent.body.versions[0]).toEqual(before.body.versions[0]);
    expect(sent.body.moves.map(({ move, note }: Record<string, string>) => [move, note])).toEqual([
      ['send', null],
      ['ask_changes', 'Twelve seats, please.'],
      ['send', null],
    ]);
    await world.runJobs();
    const old = await ask(NOBODY, 'POST', '/v1/orders/quotes/link', { token: firstToken });
    expect(old.body).toMatchObject({ state: 'superseded', version: 1 });
    const said = {
      token: firstToken,
      name: 'Dr. Salma',
      consent: true,
      document_sha256: old.body.document_sha256,
    };
    expect(await ask(NOBODY, 'POST', '/v1/orders/quotes/link/accept', said)).toMatchObject({ status: 409 });
  });

  test('accepting it by the link makes a customer, an order and what is provisioned, once', async () => {
    const { token, opened } = await openLetter();
    expect(opened.body).toMatchObject({ version: 2, language: 'ar', state: 'open' });
    const said = {
      token,
      name: 'Dr. Salma Nasser',
      consent: true,
      document_sha256: opened.body.document_sha256,
    };
    const twice = await Promise.all([
      ask(NOBODY, 'POST', '/v1/orders/quotes/link/accept', said),
      ask(NOBODY, 'POST', '/v1/orders/quotes/link/accept', said),
    ]);
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 409]);
    const accepted = twice.find(({ status }) => status === 200);
    expect(accepted?.body).toMatchObject({
      state: 'accepted',
      acceptance: { name: 'Dr. Salma Nasser', version: 2 },
    });
    await world.runJobs();
    const quote = (await ask(owner, 'GET', `/v1/orders/quotes/${quoteId}`)).body;
    expect(quote).toMatchObject({
      state: 'accepted',
      order_failure: null,
      acceptance: {
        document_sha256: said.document_sha256,
        consent: opened.body.consent,
        address: '127.0.0.1',
      },
    });
    const order = (await ask(owner, 'GET', `/v1/orders/orders/${quote.order_id}`)).body;
    expect(order).toMatchObject({
      state: 'fulfilled',
      customer: { id: quote.customer_id, name: 'Al-Noor Clinics' },
      lines: [{ quantity: 12, domain: 'alnoor.example' }],
    });
    expect((await ask(owner, 'GET', '/v1/orders/orders')).body.items).toHaveLength(1);
    const agreed = await ask(owner, 'GET', '/v1/catalog/price-book/agreed-prices');
    expect(agreed.body.items).toMatchObject([
      { buyer_id: quote.customer_id, unit_price: '2600', valid_from: '2026-01-20' },
    ]);
    const fees = await world.system(({ db }) =>
      db.selectFrom('billing.fee').select(['quantity', 'unit_price', 'every_months', 'reference']).execute(),
    );
    expect(fees).toEqual([{ quantity: 12, unit_price: 5000n, every_months: null, reference: quote.number }]);
    const events = await world.system(({ db }) =>
      db
        .selectFrom('base.event')
        .select(['payload', 'audience'])
        .where('name', '=', 'quote.accepted')
        .execute(),
    );
    expect(events).toMatchObject([
      {
        payload: {
          order_id: quote.order_id,
          customer_id: quote.customer_id,
          services: [{ service_id: migration, quantity: 12, net: '60000' }],
        },
        audience: [partner.organization.id, quote.customer_id],
      },
    ]);
  });

  test('the wall: the vendor and other resellers see no quote, no service and no price book', async () => {
    const office = await signIn(app, partner.manager.email);
    const other = await world.approvedReseller();
    const stranger = await signIn(app, other.owner.email);
    expect((await ask(office, 'GET', `/v1/orders/quotes/${quoteId}`)).status).toBe(403);
    expect((await ask(stranger, 'GET', `/v1/orders/quotes/${quoteId}`)).status).toBe(404);
    expect((await ask(stranger, 'GET', `/v1/orders/quotes/${quoteId}/versions/1/document`)).status).toBe(404);
    expect((await ask(stranger, 'GET', `/v1/orders/services/${migration}`)).status).toBe(404);
    for (const url of ['quotes', 'services'])
      expect((await ask(stranger, 'GET', `/v1/orders/${url}`)).body.items).toEqual([]);
    const line = { service_id: migration, quantity: 1 };
    expect(
      await ask(stranger, 'POST', '/v1/orders/quotes/preview', { prospect: PROSPECT, lines: [line] }),
    ).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '#/lines/0/service_id' }] },
    });
    const vendor = await world.vendor();
    const tables = [
      'quote',
      'quote_draft',
      'quote_version',
      'quote_line',
      'quote_line_cost',
      'quote_document',
      'quote_acceptance',
      'quote_move',
      'service',
    ] as const;
    for (const table of tables) {
      const rows = await world.as(vendor, ['administrator'], ({ db }) =>
        db.selectFrom(`orders.${table}`).select('seller_id').execute(),
      );
      expect(rows).toEqual([]);
    }
    const customerId = (await ask(owner, 'GET', `/v1/orders/quotes/${quoteId}`)).body.customer_id;
    const customer = await world.system(({ db }) =>
      db
        .selectFrom('identity.organization')
        .selectAll()
        .where('id', '=', customerId)
        .executeTakeFirstOrThrow(),
    );
    const seen = await world.as(customer, ['administrator'], async ({ db }) => ({
      lines: (await db.selectFrom('orders.quote_line').select('line').execute()).length,
      costs: (await db.selectFrom('orders.quote_line_cost').select('line').execute()).length,
    }));
    expect(seen).toEqual({ lines: 4, costs: 0 });
  });
});
