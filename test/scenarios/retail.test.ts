import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recompute } from '../../server/catalog/prices/price-steps.rules.ts';
import { completeOperation } from '../../server/orders/operations/operations.ts';
import { wireConnectors } from '../../server/wiring.ts';
import { offerOf, stockCatalogue } from '../catalogue.ts';
import { closeMonth } from '../history.ts';
import type { ApprovedReseller } from '../join.ts';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { lastLink, openWorld, signIn, type World } from '../world.ts';

type Browser = Record<string, string>;

let world: World;
let app: FastifyInstance;
let sandbox: Sandbox;
let stock: Awaited<ReturnType<typeof stockCatalogue>>;
let partner: ApprovedReseller;
let owner: Browser;
beforeAll(async () => {
  world = await openWorld();
  sandbox = await startSandbox({ SANDBOX_DELAY_MS: '0' });
  wireConnectors({ SANDBOX_URL: sandbox.url });
  app = await world.http();
  stock = await stockCatalogue(world);
  partner = await world.approvedReseller({ plan: stock.silver.id });
  owner = await signIn(app, partner.owner.email);
});
afterAll(async () => {
  await app.close();
  await sandbox.stop();
  await world.close();
});

// biome-ignore lint/suspicious/noExplicitAny: the story reads answers as a browser's script would.
async function ask(method: InjectOptions['method'], url: string, payload?: object): Promise<any> {
  const answer = await app.inject({ method, url, headers: owner, ...(payload && { payload }) });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json();
}

async function customer(domain: string): Promise<string> {
  const particulars = { name: domain, country: 'SA', domain, headcount: 40, body_kind: 'business' };
  const more = { registration_number: null, tax_number: null, address: null, language: 'en', contact: null };
  return (await ask('POST', '/v1/orders/customers', { ...particulars, ...more })).id;
}

async function order(customer_id: string, domain: string): Promise<void> {
  const lines = [{ offer_id: stock.monthly.id, quantity: 10, domain }];
  await ask('POST', '/v1/orders/orders', { customer_id, lines });
  await world.runJobs();
}

/** Gigabytes, ordered and set up by hand: the first thousand of a month at 1.00, the rest at half of it. Answers the subscription's id. */
async function orderTraffic(customer_id: string): Promise<string> {
  const product = { code: 'TRAFFIC', family_id: 'connectivity', unit: 'gigabyte', needs_domain: false };
  const byUse = { term_months: 1, cycle_months: 1, billing: 'per_use', rate_model: 'tiered' } as const;
  const offer = await world.system(async (ctx) => {
    const made = await offerOf(ctx, { ...product, connector: 'manual' }, byUse, '100');
    await ctx.db
      .insertInto('catalog.price_band')
      .values({
        ...{ offer_id: made.id, currency: 'SAR', valid_from: '2020-01-01' },
        ...{ above: 1000n, unit_price: '50' },
      })
      .execute();
    return made;
  });
  await ask('POST', '/v1/orders/orders', { customer_id, lines: [{ offer_id: offer.id, quantity: 1 }] });
  await world.runJobs();
  return world.system(async (ctx) => {
    const operation = await ctx.db
      .selectFrom('orders.operation')
      .innerJoin('orders.subscription as s', 's.id', 'orders.operation.subscription_id')
      .select(['orders.operation.id', 's.reseller_id', 's.id as subscription_id'])
      .where('s.offer_id', '=', offer.id)
      .executeTakeFirstOrThrow();
    await completeOperation(ctx, { resellerId: operation.reseller_id, operationId: operation.id });
    return operation.subscription_id;
  });
}

/** A quote at 24.50 for each of ten seats, which the customer accepts by its letter. */
async function quoted(customer_id: string, domain: string): Promise<void> {
  const email = `buyer@${domain}`;
  const lines = [{ offer_id: stock.monthly.id, quantity: 10, domain, unit_price: '2450' }];
  const draft = { contact: { name: 'Buyer', email }, language: 'en', lines, valid_until: '2026-02-10' };
  const { id } = await ask('POST', '/v1/orders/quotes', { customer_id, ...draft });
  await ask('POST', `/v1/orders/quotes/${id}/send`);
  await world.runJobs();
  const token = (await lastLink(world, email)).searchParams.get('token');
  const { document_sha256 } = await ask('POST', '/v1/orders/quotes/link', { token });
  await ask('POST', '/v1/orders/quotes/link/accept', {
    token,
    name: 'Buyer',
    consent: true,
    document_sha256,
  });
  await world.runJobs();
}

async function lines(buyer_id: string, component = 'usage') {
  return world.system(({ db }) =>
    db
      .selectFrom('billing.line')
      .select(['period_from', 'unit_price', 'net', 'list_price'])
      .where('buyer_id', '=', buyer_id)
      .where('component', '=', component)
      .orderBy('period_from')
      .orderBy('net', 'desc')
      .execute(),
  );
}

test('a reseller’s customers are billed by its price book: by their rule, as they agreed, else at list price', async () => {
  const [ruled, agreed, plain] = [
    await customer('ruled.example'),
    await customer('agreed.example'),
    await customer('plain.example'),
  ];
  const rule = { scope: 'product', target: 'GWS-STARTER', kind: 'markup_on_cost', buyer_id: ruled };
  const version = (valid_from: string, rate: string) =>
    ask('POST', '/v1/catalog/price-book/versions', { valid_from, rules: [{ ...rule, rate }] });
  await version('2026-01-15', '0.1');
  await version('2026-01-25', '0.2');
  await order(ruled, 'ruled.example');
  await order(plain, 'plain.example');
  await quoted(agreed, 'agreed.example');

  world.moveTo('2026-02-01T06:00:00.000Z');
  owner = await signIn(app, partner.owner.email);
  const account = await world.system(({ db }) =>
    db.selectFrom('identity.account').select('id').where('buyer_id', '=', ruled).executeTakeFirstOrThrow(),
  );
  const preview = await ask('GET', `/v1/billing/preview?account_id=${account.id}`);
  await closeMonth(world, '2026-02-01');

  // Ten seats cost 21.60 each: 23.76 for ten days of 31 with a tenth on top, 25.92 for seven with a fifth.
  expect(await lines(ruled)).toMatchObject([
    { period_from: '2026-01-15', unit_price: '2376.000000000000000000', net: 7665n },
    { period_from: '2026-01-25', unit_price: '2592.000000000000000000', net: 5853n },
  ]);
  expect(preview.lines.slice(0, 2).map(({ net }: { net: { amount: number } }) => net.amount)).toEqual([
    7665, 5853,
  ]);
  expect(await lines(agreed)).toMatchObject([{ unit_price: '2450.000000000000000000', net: 13_435n }]);
  expect(await lines(plain)).toMatchObject([{ unit_price: '2700.000000000000000000', net: 14_806n }]);
  // What the reseller pays itself does not follow from its book.
  const own = await lines(partner.organization.id);
  expect(own.map(({ unit_price }) => unit_price)).toEqual(Array(3).fill('2160.000000000000000000'));
});

test('what is paid by use follows the book too, dearer than list where the book says so, band by band', async () => {
  world.moveTo('2026-02-02T06:00:00.000Z');
  const rules = [{ scope: 'everything', kind: 'markup_on_cost', rate: '0.5' }];
  await ask('POST', '/v1/catalog/price-book/versions', { valid_from: '2026-02-03', rules });
  world.moveTo('2026-02-03T06:00:00.000Z');
  const buyer = await customer('traffic.example');
  const subscription = await orderTraffic(buyer);
  const finance = await signIn(app, (await world.person(await world.vendor(), ['finance'])).email);
  const events = [{ subscription, event_id: 'e1', used_on: '2026-02-03', units: 1200 }];
  const told = await app.inject({
    ...{ method: 'POST', url: '/v1/billing/usage-events', headers: finance, payload: { events } },
  });
  expect(told.statusCode, told.body).toBe(201);
  world.moveTo('2026-03-01T06:00:00.000Z');
  await closeMonth(world, '2026-03-01');
  // A gigabyte costs 0.90 and half of it: 1.35 and 0.675 with a half on top.
  expect(await lines(buyer, 'use')).toMatchObject([{ net: 135_000n }, { net: 13_500n }]);
  const { items } = await ask('GET', `/v1/billing/invoices?side=issued&buyer_id=${buyer}`);
  const { uses, explanations } = await ask('GET', `/v1/billing/invoices/${items[0].id}`);
  expect(uses).toMatchObject([
    {
      total: 1200,
      bands: [
        { unit_price: '135', quantity: 1000, net: { amount: 135_000 } },
        { unit_price: '67.5', quantity: 200, net: { amount: 13_500 } },
      ],
    },
  ]);
  expect(recompute(explanations[uses[0].explanation])).toBe('135');
});
