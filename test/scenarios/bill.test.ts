import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { civilDate } from '../../server/base/dates.ts';
import { writeCamt053 } from '../../server/connectors/index.ts';
import { editOrganization, type Organization } from '../../server/identity/index.ts';
import { addCustomer, cancelSubscription, changeQuantity, placeOrder } from '../../server/orders/index.ts';
import { setAccountPlan } from '../../server/program/index.ts';
import { wireConnectors } from '../../server/wiring.ts';
import { stockCatalogue } from '../catalogue.ts';
import { readPdf } from '../pdf.ts';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { openWorld, signIn, type World } from '../world.ts';

let world: World;
let app: FastifyInstance;
let sandbox: Sandbox;
let stock: Awaited<ReturnType<typeof stockCatalogue>>;
const IBAN = 'SA0380000000608010167519';

beforeAll(async () => {
  [world, sandbox] = await Promise.all([
    openWorld('2026-01-10T06:00:00.000Z'),
    startSandbox({ SANDBOX_DELAY_MS: '0' }),
  ]);
  wireConnectors({ SANDBOX_URL: sandbox.url });
  app = await world.http();
  stock = await stockCatalogue(world);
  const vendor = await world.vendor();
  await world.as(vendor, ['administrator'], (ctx) =>
    editOrganization(ctx, vendor.id, { iban: IBAN, bank_name: 'Al Rajhi Bank' }),
  );
});
afterAll(async () => {
  await app.close();
  await sandbox.stop();
  await world.close();
});

type Browser = Record<string, string>;
async function ask(
  browser: Browser,
  method: 'GET' | 'POST',
  url: string,
  payload?: object | string,
  // biome-ignore lint/suspicious/noExplicitAny: the story reads answers as a program's script would.
): Promise<any> {
  const headers = { ...browser, ...(typeof payload === 'string' && { 'content-type': 'application/xml' }) };
  const answer = await app.inject({ method, url, headers, ...(payload && { payload }) });
  return answer.headers['content-type']?.includes('json')
    ? { status: answer.statusCode, ...answer.json() }
    : answer;
}

async function browserFor(organization: Organization, role: string): Promise<Browser> {
  return signIn(app, (await world.person(organization, [role])).email);
}

async function reseller(billing_preference: 'prepay' | 'postpay', name: string): Promise<Organization> {
  const organization = await world.reseller({ name });
  await world.system(async (ctx) => {
    const account = await ctx.db
      .selectFrom('identity.account')
      .selectAll()
      .where('buyer_id', '=', organization.id)
      .executeTakeFirstOrThrow();
    await setAccountPlan(ctx, account, {
      bundle_plan_id: stock.silver.id,
      billing_preference,
      valid_from: civilDate(ctx.now, 'Asia/Riyadh'),
    });
  });
  return organization;
}

async function sell(seller: Organization, offerId: string, quantity: number, domain: string) {
  const customer = await world.as(seller, ['sales'], (ctx) =>
    addCustomer(ctx, {
      name: `Buyer ${domain}`,
      country: 'SA',
      domain,
      headcount: 40,
      body_kind: 'business',
      registration_number: null,
      tax_number: null,
      address: null,
      language: 'en',
      contact: null,
    }),
  );
  const placed = await world.as(seller, ['sales'], (ctx) =>
    placeOrder(ctx, { customer_id: customer.id, lines: [{ offer_id: offerId, quantity, domain }] }),
  );
  await world.runJobs();
  return { customer, order: placed.order, subscriptionId: placed.lines[0]?.subscription_id ?? '' };
}

function statement(
  entries: { amount: bigint; remittance: string; reference: string }[],
  bookedOn: string,
): string {
  const total = entries.reduce((sum, entry) => sum + entry.amount, 0n);
  return writeCamt053({
    id: `STATEMENT-${bookedOn}-${entries.length}`,
    account: IBAN,
    currency: 'SAR',
    from: bookedOn,
    to: bookedOn,
    opening: 0n,
    closing: total,
    entries: entries.map((entry) => ({
      ...entry,
      currency: 'SAR',
      direction: 'credit' as const,
      bookedOn,
      valueOn: bookedOn,
    })),
  } as never);
}

async function monthEnd(finance: Browser, cutoff: string) {
  const opened = await ask(finance, 'POST', '/v1/billing/runs', { cutoff });
  expect(opened).toMatchObject({ status: 202, state: 'working' });
  await world.runJobs();
  const drafted = await ask(finance, 'GET', `/v1/billing/runs/${opened.id}`);
  expect(drafted).toMatchObject({ state: 'drafted', findings: [], quarantined: [] });
  return drafted;
}

/** Issues the run; a second time, and a second run of its month, are refused. */
async function issueOnce(finance: Browser, runId: string, cutoff: string): Promise<void> {
  expect(await ask(finance, 'POST', `/v1/billing/runs/${runId}/issue`)).toMatchObject({
    status: 200,
    state: 'issued',
  });
  expect(await ask(finance, 'POST', `/v1/billing/runs/${runId}/issue`)).toMatchObject({
    status: 409,
    code: 'illegal_move',
  });
  expect(await ask(finance, 'POST', '/v1/billing/runs', { cutoff })).toMatchObject({
    status: 409,
    code: 'already_exists',
  });
}

/** Takes the file in: its first entry pays, its second waits for a person; the same file again is refused. */
async function importOnce(finance: Browser, paid: string): Promise<void> {
  const imported = await ask(finance, 'POST', '/v1/billing/bank-files?name=february.xml', paid);
  expect(imported).toMatchObject({ status: 201, entries: 2, matched: 1 });
  expect(imported.items.map((entry: { state: string; cause: string }) => [entry.state, entry.cause])).toEqual(
    [
      ['matched', null],
      ['unmatched', 'no_reference'],
    ],
  );
  expect(await ask(finance, 'POST', '/v1/billing/bank-files?name=again.xml', paid)).toMatchObject({
    status: 409,
    code: 'already_exists',
  });
}

describe('post-pay: a month from order to paid', () => {
  test('quantities change, the month end bills by day, a bank file pays, and the ledger balances', async () => {
    const vendor = await world.vendor();
    const najd = await reseller('postpay', 'Najd IT');
    const finance = await browserFor(vendor, 'finance');
    const owner = await browserFor(najd, 'owner');
    const sold = await sell(najd, stock.monthly.id, 10, 'noor.example');

    world.moveTo('2026-01-20T06:00:00.000Z');
    await world.as(najd, ['sales'], (ctx) => changeQuantity(ctx, sold.subscriptionId, 16));
    await world.runJobs();
    const preview = await ask(owner, 'GET', '/v1/billing/preview');
    expect(
      preview.lines.map((line: { quantity: number; days: number }) => [line.quantity, line.days]),
    ).toEqual([
      [10, 10],
      [16, 1],
    ]);

    world.moveTo('2026-02-01T06:00:00.000Z');
    const run = await monthEnd(finance, '2026-02-01');
    expect(await ask(owner, 'GET', '/v1/billing/invoices?side=received')).toMatchObject({ items: [] });
    // 10 × 2700 × 0.8 × 10/31 = 6967.74…, 16 × 2160 × 12/31 = 13378.06…; VAT 15 % of 20346 = 3051.9
    expect(run.totals).toEqual([
      {
        invoices: 1,
        net: { amount: 20346, currency: 'SAR' },
        tax: { amount: 3052, currency: 'SAR' },
        total: { amount: 23398, currency: 'SAR' },
      },
    ]);

    await issueOnce(finance, run.id, '2026-02-01');
    await world.runJobs();
    const [invoice] = (await ask(owner, 'GET', '/v1/billing/invoices?side=received')).items;
    expect(invoice).toMatchObject({
      number: '2026-000001',
      state: 'open',
      total: { amount: 23398 },
      can: { pay: true },
    });
    const pdf = await ask(owner, 'GET', `/v1/billing/invoices/${invoice.id}/document.pdf?language=ar`);
    const { pages } = await readPdf(pdf.rawPayload);
    expect(pages.join(' ')).toContain(invoice.payment_reference);

    const paid = statement(
      [
        { amount: 23398n, remittance: `Payment ${invoice.payment_reference}`, reference: 'BANK-1' },
        { amount: 500n, remittance: 'who knows what for', reference: 'BANK-2' },
      ],
      '2026-02-05',
    );
    await importOnce(finance, paid);
    expect(await ask(owner, 'GET', `/v1/billing/invoices/${invoice.id}`)).toMatchObject({
      state: 'paid',
      open: { amount: 0 },
    });
    const balance = await ask(finance, 'GET', '/v1/ledger/trial-balance');
    expect(balance.balanced).toBe(true);
    expect(
      balance.rows.find((row: { ledger_account: string }) => row.ledger_account === 'receivable').balance
        .amount,
    ).toBe(0);
  });

  test("the reseller's own customers are drafted in the same run; it issues and records their payment; the vendor sees none of it", async () => {
    const sana = await reseller('postpay', 'Sana Cloud');
    const [owner, finance] = [
      await browserFor(sana, 'owner'),
      await browserFor(await world.vendor(), 'finance'),
    ];
    world.moveTo('2026-02-10T06:00:00.000Z');
    const sold = await sell(sana, stock.monthly.id, 3, 'sana-customer.example');
    world.moveTo('2026-03-01T06:00:00.000Z');
    const run = await monthEnd(finance, '2026-03-01');
    const drafts = (await ask(owner, 'GET', '/v1/billing/invoices?side=issued&state=draft')).items;
    // 3 × 2700 × 19/28 at list price
    expect(drafts.map((draft: { net: { amount: number } }) => draft.net.amount)).toEqual([5496]);
    expect(await ask(finance, 'GET', `/v1/billing/invoices/${drafts[0].id}`)).toMatchObject({ status: 404 });
    expect(
      await ask(owner, 'POST', '/v1/billing/invoices/issue', { invoice_ids: [drafts[0].id] }),
    ).toMatchObject({ issued: 1 });
    const payment = {
      account_id: drafts[0].account_id,
      invoice_id: drafts[0].id,
      amount: 6000,
      received_on: '2026-03-02',
      note: 'cash',
    };
    expect(await ask(owner, 'POST', '/v1/billing/payments', payment)).toMatchObject({ status: 201 });
    expect(await ask(owner, 'GET', `/v1/billing/invoices/${drafts[0].id}`)).toMatchObject({
      number: '2026-000001',
      state: 'partly_paid',
      open: { amount: 320 },
    });
    const panel = await browserFor(sold.customer, 'administrator');
    expect((await ask(panel, 'GET', '/v1/billing/invoices?side=received')).items).toHaveLength(1);
    expect(await ask(finance, 'GET', `/v1/billing/invoices/${drafts[0].id}`)).toMatchObject({ status: 404 });
    expect(await ask(finance, 'POST', `/v1/billing/runs/${run.id}/discard`)).toMatchObject({
      state: 'discarded',
    });
    expect((await ask(panel, 'GET', '/v1/billing/invoices?side=received')).items).toHaveLength(1);
  });
});

describe('pre-pay', () => {
  test('an order waits for its money, then is provisioned, charged for its first cycle and paid from the credit', async () => {
    world.moveTo('2026-03-05T06:00:00.000Z');
    const jidda = await reseller('prepay', 'Jidda Systems');
    const [owner, finance] = [
      await browserFor(jidda, 'owner'),
      await browserFor(await world.vendor(), 'finance'),
    ];
    const sold = await sell(jidda, stock.monthly.id, 5, 'prepaid.example');
    expect(sold.order.state).toBe('awaiting_payment');
    const [request] = (await ask(owner, 'GET', '/v1/billing/payment-requests')).items;
    // 5 × 2700 × 0.85 = 11475; VAT 1721.25
    expect(request).toMatchObject({ state: 'open', net: { amount: 11475 }, total: { amount: 13196 } });

    const paid = statement(
      [{ amount: 13196n, remittance: request.payment_reference, reference: 'BANK-9' }],
      '2026-03-06',
    );
    expect(await ask(finance, 'POST', '/v1/billing/bank-files?name=march.xml', paid)).toMatchObject({
      status: 201,
      matched: 1,
    });
    await world.runJobs();
    expect(await ask(owner, 'GET', `/v1/orders/orders/${sold.order.id}`)).toMatchObject({
      state: 'fulfilled',
    });
    const [invoice] = (await ask(owner, 'GET', '/v1/billing/invoices?side=received')).items;
    expect(invoice).toMatchObject({
      state: 'paid',
      net: { amount: 11475 },
      period_from: '2026-03-05',
      period_to: '2026-04-05',
    });
    expect((await ask(owner, 'GET', `/v1/billing/accounts/${invoice.account_id}/credit`)).credit.amount).toBe(
      0,
    );

    world.moveTo('2026-03-20T06:00:00.000Z');
    await world.as(jidda, ['sales'], (ctx) => changeQuantity(ctx, sold.subscriptionId, 7));
    await world.runJobs();
    const [increase] = (await ask(owner, 'GET', '/v1/billing/invoices?side=received')).items;
    // 2 more for the 16 days left of 31: 2 × 2295 × 16/31
    expect(increase).toMatchObject({
      state: 'open',
      net: { amount: 2369 },
      period_from: '2026-03-20',
      period_to: '2026-04-05',
    });
  });

  test('by card: the gateway’s page, its word, and the money booked once', async () => {
    const riyadh = await reseller('prepay', 'Riyadh Hosting');
    const owner = await browserFor(riyadh, 'owner');
    await sell(riyadh, stock.monthly.id, 1, 'card.example');
    const [request] = (await ask(owner, 'GET', '/v1/billing/payment-requests')).items;
    const begun = await ask(owner, 'POST', '/v1/billing/checkouts', { payment_request_id: request.id });
    await world.runJobs();
    const checkout = await ask(owner, 'GET', `/v1/billing/checkouts/${begun.id}`);
    expect(checkout.url).toContain('/pay/');
    const stranger = await browserFor(await world.reseller(), 'owner');
    expect(await ask(stranger, 'GET', `/v1/billing/checkouts/${begun.id}`)).toMatchObject({ status: 404 });
    expect(await ask({}, 'POST', '/v1/billing/webhooks/card', { forged: true })).toMatchObject({
      status: 403,
    });
  });
});

/** A copy of the subscription in a branch whose currency has no price list, as a bad migration would leave it. */
async function strand(oman: Organization, subscriptionId: string): Promise<void> {
  await world.system(async (ctx) => {
    // A subscription moved into a currency that has no price list, as a bad migration would leave it.
    await ctx.db
      .insertInto('orders.subscription')
      .values({
        ...(await ctx.db
          .selectFrom('orders.subscription')
          .selectAll()
          .where('id', '=', subscriptionId)
          .executeTakeFirstOrThrow()),
        reseller_id: oman.id,
        number: 'S-X',
        chain: oman.path,
        customer_id: oman.id,
        id: '0198c0de-0000-7000-8000-000000000001',
        domain: 'x.example',
      })
      .execute();
    await ctx.db
      .insertInto('orders.segment')
      .values({
        reseller_id: oman.id,
        subscription_id: '0198c0de-0000-7000-8000-000000000001',
        seq: 1,
        chain: oman.path,
        starts_on: '2026-03-25',
        quantity: 2,
        recorded_at: ctx.now,
      })
      .execute();
    const account = await ctx.db
      .selectFrom('identity.account')
      .selectAll()
      .where('buyer_id', '=', oman.id)
      .executeTakeFirstOrThrow();
    await setAccountPlan(ctx, account, {
      bundle_plan_id: stock.silver.id,
      billing_preference: 'postpay',
      valid_from: civilDate(ctx.now, 'Asia/Riyadh'),
    });
  });
}

describe('what cannot be billed', () => {
  test('a branch without a price is set aside with its cause, the rest goes on, and mended it is drafted', async () => {
    world.moveTo('2026-03-25T06:00:00.000Z');
    const oman = await world.reseller({ name: 'Muscat Net', currency: 'OMR', country: 'OM' });
    const finance = await browserFor(await world.vendor(), 'finance');
    const sold = await sell(await reseller('postpay', 'Taif Tech'), stock.monthly.id, 1, 'taif.example');
    await strand(oman, sold.subscriptionId);
    world.moveTo('2026-04-01T06:00:00.000Z');
    const opened = await ask(finance, 'POST', '/v1/billing/runs', { cutoff: '2026-04-01' });
    await world.runJobs();
    const drafted = await ask(finance, 'GET', `/v1/billing/runs/${opened.id}`);
    expect(drafted).toMatchObject({ state: 'drafted', quarantined: [{ reseller_id: oman.id }] });
    expect(drafted.quarantined[0].cause).toMatch(/is a price missing/);
    await world.system(({ db, now }) =>
      db
        .insertInto('catalog.list_price')
        .values({
          offer_id: stock.monthly.id,
          currency: 'OMR',
          valid_from: '2020-01-01',
          unit_price: '2800',
          recorded_at: now,
        })
        .execute(),
    );
    expect(await ask(finance, 'POST', `/v1/billing/runs/${opened.id}/retry`)).toMatchObject({ status: 202 });
    await world.runJobs();
    expect(await ask(finance, 'GET', `/v1/billing/runs/${opened.id}`)).toMatchObject({
      state: 'drafted',
      quarantined: [],
    });
  });

  test('a refused bank file names its line and takes nothing in', async () => {
    const finance = await browserFor(await world.vendor(), 'finance');
    const broken = statement([{ amount: 100n, remittance: 'x', reference: 'B' }], '2026-04-02').replace(
      '</Ntry>',
      '</Entry>',
    );
    const answer = await ask(finance, 'POST', '/v1/billing/bank-files?name=broken.xml', broken);
    expect(answer).toMatchObject({ status: 422, code: 'bank_file_refused' });
    expect(answer.detail).toMatch(/^Line \d+/);
    expect(
      (await ask(finance, 'GET', '/v1/billing/bank-files')).items.map((file: { name: string }) => file.name),
    ).not.toContain('broken.xml');
  });

  test('a cancelled subscription is billed to its last day', async () => {
    const hail = await reseller('postpay', 'Hail Data');
    world.moveTo('2026-04-10T06:00:00.000Z');
    const sold = await sell(hail, stock.monthly.id, 4, 'hail.example');
    world.moveTo('2026-04-20T06:00:00.000Z');
    await world.as(hail, ['sales'], (ctx) => cancelSubscription(ctx, sold.subscriptionId));
    await world.runJobs();
    const owner = await browserFor(hail, 'owner');
    const preview = await ask(owner, 'GET', '/v1/billing/preview');
    expect(
      preview.lines.map((line: { days: number; period_to: string }) => [line.days, line.period_to]),
    ).toEqual([[10, '2026-04-20']]);
  });

  test('an account on which no plan was ever set is billed at list price, not forgotten', async () => {
    const plain = await world.reseller({ name: 'Plain Reseller' });
    await sell(plain, stock.monthly.id, 2, 'plain.example');
    const preview = await ask(await browserFor(plain, 'owner'), 'GET', '/v1/billing/preview');
    expect(preview.lines).toMatchObject([{ quantity: 2, discount: '0', days: 1 }]);
  });
});
