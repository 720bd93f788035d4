import { afterAll, beforeAll, expect } from 'vitest';
import {
  beginCheckout,
  drafted,
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
import { type Disturbance, disturb } from '../journey/disturbance.ts';
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
import { openProgram, PARTS, type Program } from '../journey/program.ts';
import {
  CUSTOMER,
  changeQuantity,
  findOffer,
  fulfilled,
  joinAsAdministrator,
  LARGE_CUSTOMER,
  placeOrder,
} from '../journey/selling.ts';

/*
 * The journey again, with kill -9 of one part before or within each of its steps. The client does what clients of the API do: it asks
 * again with the same Idempotency-Key. In the end all is there, once. CARAVAN_KILL_SHIFT=1 to 9 pairs the steps with the other parts
 * and moments.
 */
const SHIFT = Number(process.env.CARAVAN_KILL_SHIFT ?? 0);
const MINUTES = 60_000;

let program: Program;
let office: Office;
let disturbance: Disturbance;
beforeAll(async () => {
  program = await openProgram('2026-03-05T06:00:00.000Z');
  office = await openOffice(program.url);
  disturbance = disturb(program, SHIFT);
}, 5 * MINUTES);
afterAll(() => program?.stop(), MINUTES);

const chapter = openStory();
const step = <Outcome>(work: () => Promise<Outcome>) => disturbance.step(work);

let partner: Caller;
let salma: Caller;
let offer: Json;
let customer: Json;
let order: Json;
let invoice: Json;

chapter('a business joins', async () => {
  partner = openCaller(program.url);
  await step(() => apply(partner));
  const token = await tokenSentTo(office.administrator, COMPANY.contact_email, 'application.link');
  const { id } = await step(() => verify(partner, token));
  await step(() => acceptTerms(partner, id, 'en'));
  const url = `/v1/program/applications/${id}`;
  await step(() => office.manager.post(`${url}/ask`, { note: 'How many of you sell?' }));
  await step(() => partner.post(`${url}/answer`, { note: 'Six.', particulars: { headcount: 16 } }));
  await step(() => approve(office, id, 'CARAVAN'));
  const contract = await step(() => partner.ask('GET', '/v1/agreements/contract.pdf?language=ar'));
  expect([contract.status, contract.type]).toEqual([200, 'application/pdf']);
});

chapter('it sells, and the order is provisioned', async () => {
  offer = await findOffer(partner, 'GWS-STANDARD-FLEX', 'Business Standard');
  customer = await step(() => partner.post('/v1/orders/customers', CUSTOMER));
  order = await step(() => placeOrder(partner, customer.id, offer.offer_id, 10));
  await step(() => fulfilled(partner, order.id));
  salma = await step(() => joinAsAdministrator(partner));
  const large = await partner.post('/v1/orders/customers', LARGE_CUSTOMER);
  const held = await step(() => placeOrder(partner, large.id, offer.offer_id, 751));
  expect(held.state).toBe('held');
  program.moveTo('2026-03-16T06:00:00.000Z');
  await step(() => changeQuantity(partner, order.lines[0].subscription_id, 14));
});

chapter('the month ends', async () => {
  const { finance } = office;
  program.moveTo('2026-04-01T06:00:00.000Z');
  for (const cutoff of ['2026-03-01', '2026-04-01']) {
    const { id } = await step(() => finance.post('/v1/billing/runs', { cutoff }));
    const run = await step(() => drafted(finance, id));
    expect(run).toMatchObject({ findings: [], quarantined: [] });
    await step(() => finance.post(`/v1/billing/runs/${id}/issue`));
  }
  [invoice] = await received(partner);
  const pdf = await step(() => partner.ask('GET', `/v1/billing/invoices/${invoice.id}/document.pdf`));
  expect([pdf.status, pdf.type]).toEqual([200, 'application/pdf']);
});

const TRANSFERRED = 40_000;

chapter('part is paid by bank transfer, the rest by card', async () => {
  program.moveTo('2026-04-08T06:00:00.000Z');
  const credit = { amount: TRANSFERRED, remittance: invoice.payment_reference, bankReference: 'TRF-0001' };
  const file = statement(await ibanOf(office.finance), '2026-04-07', [credit]);
  await step(() => office.finance.post('/v1/billing/bank-files?name=april-7.xml', file));
  const checkout = await step(() => beginCheckout(partner, invoice.id));
  await step(() => openPage(checkout.url));
  await step(() => payOnPage(checkout.url));
  await step(() => settled(partner, checkout.id));
});

chapter('every part was killed both before a step and within one, and all runs again', async () => {
  await program.whole();
  const expected = PARTS.flatMap((part) => [`${part} before`, `${part} within`]);
  expect(disturbance.log).toEqual(expect.arrayContaining(expected));
});

chapter('nothing is doubled and nothing lost: joining and selling', async () => {
  const named = `q=${encodeURIComponent(COMPANY.company)}`;
  const applications = await office.manager.get(`/v1/program/applications?${named}`);
  expect(applications.items).toMatchObject([{ state: 'approved', headcount: 16 }]);
  const application = await partner.get('/v1/program/applications/mine');
  const moves = ['verify', 'submit', 'ask', 'answer', 'approve'];
  expect(application.history.map(({ move }: Json) => move)).toEqual(moves);
  expect((await office.manager.get(`/v1/program/resellers?${named}`)).items).toHaveLength(1);
  expect((await partner.get('/v1/agreements/agreements')).items).toHaveLength(1);
  const customers = await partner.get('/v1/orders/customers?sort=name');
  expect(customers.items.map(({ name }: Json) => name)).toEqual([CUSTOMER.name, LARGE_CUSTOMER.name]);
  const orders = await partner.get('/v1/orders/orders');
  expect(orders.items.map(({ state }: Json) => state).toSorted()).toEqual(['fulfilled', 'held']);
  expect((await partner.get('/v1/orders/subscriptions')).items).toHaveLength(2);
  expect((await salma.get('/v1/orders/subscriptions')).items).toHaveLength(1);
  const subscription = await partner.get(`/v1/orders/subscriptions/${order.lines[0].subscription_id}`);
  expect(subscription).toMatchObject({
    state: 'active',
    segments: [
      { starts_on: '2026-03-05', quantity: 10 },
      { starts_on: '2026-03-16', quantity: 14 },
    ],
    operations: [
      { kind: 'update', state: 'succeeded' },
      { kind: 'create', state: 'succeeded' },
    ],
  });
});

chapter('nothing is doubled and nothing lost: billing and payments', async () => {
  const month = { unit_price: offer.unit_price, period_days: 31 };
  const expected = reckon([
    { ...month, quantity: 10, days: 11 },
    { ...month, quantity: 14, days: 16 },
  ]);
  const invoices = await received(partner);
  expect(invoices).toMatchObject([{ state: 'paid', total: { amount: expected.total }, open: { amount: 0 } }]);
  const detail = await partner.get(`/v1/billing/invoices/${invoice.id}`);
  expect(detail.lines.map(({ net }: Json) => net.amount)).toEqual(expected.lines);
  const parts = detail.payments.map(({ method, amount }: Json) => [method, amount.amount]);
  expect(parts.toSorted()).toEqual([
    ['bank_transfer', TRANSFERRED],
    ['card', expected.total - TRANSFERRED],
  ]);
  expect((await partner.get('/v1/billing/payments?side=made')).items).toHaveLength(2);
  expect((await partner.get(`/v1/billing/accounts/${invoice.account_id}/credit`)).credit.amount).toBe(0);
  const drafts = await partner.get('/v1/billing/invoices?side=issued');
  expect(drafts.items).toMatchObject([{ state: 'draft', buyer: { name: CUSTOMER.name } }]);
  const runs = await office.finance.get('/v1/billing/runs?limit=2');
  expect(runs.items.map(({ cutoff, state }: Json) => [cutoff, state])).toEqual([
    ['2026-04-01', 'issued'],
    ['2026-03-01', 'issued'],
  ]);
  for (const books of [office.finance, partner])
    expect((await books.get('/v1/ledger/trial-balance')).balanced).toBe(true);
});

chapter('nothing is doubled and nothing lost: letters, what others did, and the log', async () => {
  const letters = await lettersTo(office.administrator, COMPANY.contact_email);
  const kinds = letters.map(({ kind }) => kind).filter((kind) => kind !== 'application.link');
  const once = ['answer', 'approve', 'ask', 'submit'].map((move) => `application.${move}`);
  expect(kinds.toSorted()).toEqual([...once, 'invoice.issued']);
  expect(await lettersTo(partner, CUSTOMER.contact.email)).toHaveLength(1);
  const sandbox = await openPage(program.sandboxUrl);
  expect(sandbox.split(CUSTOMER.domain)).toHaveLength(2);
  expect(sandbox.match(/>succeeded</g)).toHaveLength(1);
  expect(sandbox).not.toContain(LARGE_CUSTOMER.domain);
  expect(await program.verifyAudit()).toMatch(/nothing was changed, removed or slipped in\.$/);
});
