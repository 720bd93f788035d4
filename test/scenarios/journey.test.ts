import { afterAll, beforeAll, expect } from 'vitest';
import {
  beginCheckout,
  draftMonth,
  ibanOf,
  openPage,
  payOnPage,
  received,
  reckon,
  settled,
  statement,
} from '../journey/billing.ts';
import { type Caller, type Json, openCaller } from '../journey/caller.ts';
import { openStory } from '../journey/chapters.ts';
import {
  acceptTerms,
  apply,
  approve,
  COMPANY,
  lettersTo,
  type Office,
  openOffice,
  tokenSentTo,
  verify,
} from '../journey/joining.ts';
import { openProgram, type Program } from '../journey/program.ts';
import {
  CUSTOMER,
  changeQuantity,
  findOffer,
  fulfilled,
  joinAsAdministrator,
  LARGE_CUSTOMER,
  placeOrder,
} from '../journey/selling.ts';
import { listen } from '../journey/stream.ts';
import { readPdf } from '../pdf.ts';

/*
 * The whole journey through the API alone, against Caravan as `npm start` runs it: PostgreSQL, web, worker and sandbox, each a
 * process of its own. The tests are its chapters, each going on where the last one ended.
 */
const START = '2026-03-05T06:00:00.000Z';
const MINUTES = 60_000;

let program: Program;
let office: Office;
beforeAll(async () => {
  program = await openProgram(START);
  office = await openOffice(program.url);
}, 5 * MINUTES);
afterAll(() => program?.stop(), MINUTES);

const chapter = openStory();

let partner: Caller;
let application: Json;

chapter('1: a business applies in public and verifies its e-mail address', async () => {
  partner = openCaller(program.url);
  await apply(partner);
  expect((await partner.ask('GET', '/v1/program/applications/mine')).status).toBe(401);
  const token = await tokenSentTo(office.administrator, COMPANY.contact_email, 'application.link');
  const opened = await partner.post('/v1/program/applications/link', { token });
  expect(opened).toMatchObject({ company: COMPANY.company, known: false, signed_in: false });
  application = await verify(partner, token);
  expect(application).toMatchObject({ company: COMPANY.company, country: 'SA', state: 'verified' });
  const again = await openCaller(program.url).ask('POST', '/v1/program/applications/link', { token });
  expect([again.status, again.body.code]).toEqual([409, 'link_expired']);
});

chapter('2: it accepts the terms, answers what is asked, and is approved', async () => {
  const submitted = await acceptTerms(partner, application.id, 'en');
  expect(submitted.state).toBe('submitted');
  const url = `/v1/program/applications/${application.id}`;
  const queue = await office.manager.get('/v1/program/applications?state=submitted');
  expect(queue.items.map((one: Json) => one.id)).toContain(application.id);
  const seen = await office.manager.get(url);
  expect(seen.agreement).toMatchObject({
    language: 'en',
    person_email: COMPANY.contact_email,
    text_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    accepted_at: START,
  });
  await office.manager.post(`${url}/ask`, { note: 'How many of you have sold Google Workspace before?' });
  expect((await partner.get('/v1/program/applications/mine')).state).toBe('more_asked');
  await partner.post(`${url}/answer`, { note: 'Six of us.', particulars: { headcount: 16 } });
  const approved = await approve(office, application.id, 'CARAVAN');
  expect(approved).toMatchObject({ state: 'approved', headcount: 16 });
  expect(approved.history.map(({ move }: Json) => move)).toEqual(
    expect.arrayContaining(['verify', 'submit', 'ask', 'answer', 'approve']),
  );
  const place = await partner.get('/v1/program/reseller');
  expect(place).toMatchObject({
    currency: 'SAR',
    billing_preference: 'postpay',
    channel_manager: { email: 'channel@sahara-net.example' },
    channel_supervisor: { email: 'supervisor@sahara-net.example' },
    bundle_plan: { name: { en: 'Caravan' } },
  });
});

chapter('3: it downloads its contract, in English and in Arabic', async () => {
  for (const language of ['en', 'ar']) {
    const contract = await partner.ask('GET', `/v1/agreements/contract.pdf?language=${language}`);
    expect([contract.status, contract.type]).toEqual([200, 'application/pdf']);
    const { pages } = await readPdf(contract.bytes);
    expect(pages.join(' ')).toContain(COMPANY.company);
  }
});

const SUPPORT = { support_email: 'help@wadi-cloud.example', support_phone: '+966 11 555 0190' };
let offer: Json;
let customer: Json;
let order: Json;
let subscriptionId: string;

chapter(
  '4: it sees its own prices, says how to be reached, adds customers and orders; above 750 employees the order stops',
  async () => {
    offer = await findOffer(partner, 'GWS-STANDARD-FLEX', 'Business Standard');
    expect(Number(offer.discount)).toBeGreaterThan(0);
    expect(Number(offer.unit_price)).toBeCloseTo(Number(offer.list_price) * (1 - Number(offer.discount)), 6);
    const { organization } = await partner.get('/v1/session');
    await partner.ask('PATCH', `/v1/identity/organizations/${organization.id}`, SUPPORT);
    const large = await partner.post('/v1/orders/customers', LARGE_CUSTOMER);
    const held = await placeOrder(partner, large.id, offer.offer_id, 751);
    expect(held).toMatchObject({
      state: 'held',
      outcome: {
        hold: 'special_price',
        sentence: expect.stringMatching(/more than 750 employees.*special price/),
        contact: { email: expect.stringMatching(/^supervisor@/) },
      },
    });
    customer = await partner.post('/v1/orders/customers', CUSTOMER);
    const lines = [{ offer_id: offer.offer_id, quantity: 10 }];
    const preview = await partner.post('/v1/orders/orders/preview', { customer_id: customer.id, lines });
    const month = reckon([{ ...offer, quantity: 10, days: 1, period_days: 1 }]);
    expect(preview).toMatchObject({ monthly_net: { amount: month.net }, outcome: { state: 'provisioning' } });
  },
);

chapter(
  '5: the order is provisioned, live; the customer joins, sees its subscription and its partner',
  async () => {
    const { live_cursor } = await partner.get('/v1/session');
    const stream = listen(partner, live_cursor);
    order = await placeOrder(partner, customer.id, offer.offer_id, 10);
    subscriptionId = order.lines[0].subscription_id;
    const isOurs = (name: string) => (event: { name: string; data: Json }) =>
      event.name === name && (event.data.payload.order_id ?? event.data.subject_id) === order.id;
    await stream.hear(isOurs('operation.progressed'));
    stream.drop();
    await stream.hear(isOurs('order.fulfilled'));
    await stream.close();
    expect(stream.connections).toBe(2);
    expect(new Set(stream.events.map(({ id }) => id)).size).toBe(stream.events.length);
    expect(await fulfilled(partner, order.id)).toMatchObject({ operations: [{ state: 'succeeded' }] });

    const salma = await joinAsAdministrator(partner);
    const session = await salma.get('/v1/session');
    expect(session).toMatchObject({
      organization: { name: CUSTOMER.name, kind: 'customer' },
      seller: { name: COMPANY.company, ...SUPPORT },
    });
    const { items } = await salma.get('/v1/orders/subscriptions');
    expect(items).toMatchObject([
      { id: subscriptionId, state: 'active', quantity: 10, seller: { name: COMPANY.company } },
    ]);
    await seesNothingOfTheVendor(salma);
  },
);

/** Whatever a customer can ask for holds neither the vendor's name and contact nor a wholesale price. */
async function seesNothingOfTheVendor(salma: Caller): Promise<void> {
  const vendor = (await office.finance.get('/v1/session')).organization;
  const { paths } = (await salma.ask('GET', '/openapi.json')).body;
  const lists = Object.entries<Json>(paths)
    .filter(([path, { get }]) => get && !path.includes('{') && path !== '/v1/events')
    .map(([path]) => path)
    .filter((path) => !PUBLIC.includes(path));
  expect(lists.length).toBeGreaterThan(20);
  for (const path of [
    ...lists,
    `/v1/orders/subscriptions/${subscriptionId}`,
    `/v1/orders/operations/${order.operations[0].id}`,
  ]) {
    const { body } = await salma.ask('GET', path);
    const text = JSON.stringify(body);
    expect(text, path).not.toContain(vendor.name);
    expect(text, path).not.toContain('sahara-net.example');
    expect(text, path).not.toMatch(
      new RegExp(`"(unit_price|list_price|discount)":"?(${offer.unit_price}|${offer.discount})\\b`),
    );
  }
  for (const path of [
    '/v1/orders/store',
    '/v1/orders/orders',
    '/v1/catalog/products',
    '/v1/catalog/bundle-plans',
  ])
    expect((await salma.ask('GET', path)).status, path).toBe(403);
}
/** Said to anybody. */
const PUBLIC = [
  '/v1/session/demo',
  '/v1/program/vendor',
  '/v1/program/countries',
  '/v1/agreements/terms/current',
];

let invoice: Json;

chapter(
  '6: the quantity changes in mid-month; the month end is previewed, drafted live, and issued',
  async () => {
    program.moveTo('2026-03-16T06:00:00.000Z');
    const changed = await changeQuantity(partner, subscriptionId, 14);
    expect(changed.segments).toMatchObject([
      { starts_on: '2026-03-05', quantity: 10 },
      { starts_on: '2026-03-16', quantity: 14 },
    ]);
    program.moveTo('2026-03-31T06:00:00.000Z');
    const expected = marchBill();
    expect(await partner.get('/v1/billing/preview')).toMatchObject({ total: { amount: expected.total } });
    program.moveTo('2026-04-01T06:00:00.000Z');

    const stream = listen(office.finance, (await office.finance.get('/v1/session')).live_cursor);
    // The demo leaves its last complete month to be run by a person.
    expect(await office.finance.get('/v1/billing/runs/next')).toMatchObject({ cutoff: '2026-03-01' });
    const february = await draftMonth(office.finance, '2026-03-01');
    await office.finance.post(`/v1/billing/runs/${february.id}/issue`);
    const march = await draftMonth(office.finance, '2026-04-01');
    expect(march).toMatchObject({ findings: [], quarantined: [], can: { issue: true, discard: true } });
    await stream.hear(({ name, data }) => name === 'run.progressed' && data.subject_id === march.id);
    await stream.close();
    const { items } = await office.finance.get(
      `/v1/billing/invoices?side=issued&run_id=${march.id}&limit=200`,
    );
    const draft = items.find((one: Json) => one.buyer.name === COMPANY.company);
    expect(draft).toMatchObject({ state: 'draft', number: null, total: { amount: expected.total } });
    expect(await received(partner)).toEqual([]);

    expect(await office.finance.post(`/v1/billing/runs/${march.id}/issue`)).toMatchObject({
      state: 'issued',
    });
    [invoice] = await received(partner);
    const detail = await partner.get(`/v1/billing/invoices/${invoice.id}`);
    expect(detail).toMatchObject({
      state: 'open',
      net: { amount: expected.net, currency: 'SAR' },
      tax: { amount: expected.tax },
      total: { amount: expected.total },
      lines: [
        { quantity: 10, days: 11, unit_price: offer.unit_price, net: { amount: expected.lines[0] } },
        { quantity: 14, days: 16, unit_price: offer.unit_price, net: { amount: expected.lines[1] } },
      ],
    });
    for (const language of ['en', 'ar']) {
      const { bytes } = await partner.ask(
        'GET',
        `/v1/billing/invoices/${invoice.id}/document.pdf?language=${language}`,
      );
      expect((await readPdf(bytes)).pages.join(' ')).toContain(invoice.payment_reference);
    }
  },
);

function marchBill() {
  const month = { unit_price: offer.unit_price, period_days: 31 };
  return reckon([
    { ...month, quantity: 10, days: 11 },
    { ...month, quantity: 14, days: 16 },
  ]);
}

chapter('6, at its own side: it issues its customer’s invoice at its own price', async () => {
  const { items } = await partner.get('/v1/billing/invoices?side=issued&state=draft');
  expect(items).toHaveLength(1);
  expect(await partner.post('/v1/billing/invoices/issue', { invoice_ids: [items[0].id] })).toEqual({
    issued: 1,
  });
  const salma = openCaller(program.url);
  await salma.signIn(CUSTOMER.contact.email, 'eleven quiet harbours');
  const [retail] = await received(salma);
  const detail = await salma.get(`/v1/billing/invoices/${retail.id}`);
  expect(detail.lines).toMatchObject([{ list_price: offer.list_price }, { list_price: offer.list_price }]);
  expect((await salma.ask('GET', `/v1/billing/invoices/${invoice.id}`)).status).toBe(404);
  expect((await office.finance.ask('GET', `/v1/billing/invoices/${retail.id}`)).status).toBe(404);
  await seesNothingOfTheVendor(salma);
});

chapter('7: it pays March by bank transfer', async () => {
  const { total, payment_reference } = invoice;
  const file = statement(await ibanOf(office.finance), '2026-04-07', [
    { amount: total.amount, remittance: `Invoice March ${payment_reference}`, bankReference: 'TRF-0001' },
    { amount: 4_200, remittance: 'no word of what for', bankReference: 'TRF-0002' },
  ]);
  program.moveTo('2026-04-08T06:00:00.000Z');
  const imported = await office.finance.post('/v1/billing/bank-files?name=april-7.xml', file);
  expect(imported).toMatchObject({ entries: 2, matched: 1 });
  const again = await office.finance.ask('POST', '/v1/billing/bank-files?name=copy.xml', file);
  expect([again.status, again.body.code]).toEqual([409, 'already_exists']);
  expect(await partner.get(`/v1/billing/invoices/${invoice.id}`)).toMatchObject({
    state: 'paid',
    open: { amount: 0 },
    payments: [{ method: 'bank_transfer', amount: { amount: total.amount } }],
  });
});

chapter('7: it pays April by card', async () => {
  program.moveTo('2026-05-01T06:00:00.000Z');
  const april = await draftMonth(office.finance, '2026-05-01');
  await office.finance.post(`/v1/billing/runs/${april.id}/issue`);
  const [next] = (await received(partner)).filter(({ state }) => state === 'open');
  const expected = reckon([{ unit_price: offer.unit_price, quantity: 14, days: 30, period_days: 30 }]);
  expect(next.total.amount).toBe(expected.total);
  const checkout = await beginCheckout(partner, next.id);
  expect(await openPage(checkout.url)).toContain('Sandbox');
  expect(await payOnPage(checkout.url)).toContain(`/console/billing/${next.id}?checkout=${checkout.id}`);
  await settled(partner, checkout.id);
  expect(await partner.get(`/v1/billing/invoices/${next.id}`)).toMatchObject({
    state: 'paid',
    payments: [{ method: 'card', amount: { amount: expected.total } }],
  });
});

chapter(
  'the books balance, each letter went out once, nobody was asked twice, and the log is whole',
  async () => {
    for (const books of [office.finance, partner])
      expect((await books.get('/v1/ledger/trial-balance')).balanced).toBe(true);
    const kinds = (await lettersTo(office.administrator, COMPANY.contact_email)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'application.link')).toHaveLength(1);
    const callers = [partner, ...Object.values(office).filter((one) => typeof one !== 'string')];
    expect(callers.map((caller) => caller.retries)).toEqual(callers.map(() => 0));
    expect(await program.verifyAudit()).toMatch(/nothing was changed, removed or slipped in\.$/);
  },
);
