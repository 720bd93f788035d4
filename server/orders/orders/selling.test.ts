import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stockCatalogue } from '../../../test/catalogue.ts';
import { grantSpecialPrice } from '../../../test/special-prices.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { Ctx } from '../../base/ctx.ts';
import { changeOffer } from '../../catalog/offers.ts';
import { getAccountBetween, type Organization } from '../../identity/index.ts';
import { accountPlanAt, setAccountPlan } from '../../program/index.ts';
import { addCustomer, editCustomer, listCustomers, type NewCustomer } from './customers.ts';
import { describeOrder, describeSubscription, listOrders, listSubscriptions } from './describing.ts';
import { cancelOrder, getOrder, placeOrder, releaseHeldOrder, releaseOrder } from './orders.ts';
import { previewOrder } from './previews.ts';
import { getStoreProduct, listStore } from './store.ts';

const PAGE = { limit: 50, format: 'json' } as const;
const EVERY = { customer_id: undefined, state: undefined, seller_id: undefined, product_id: undefined };

let world: World;
let stock: Awaited<ReturnType<typeof stockCatalogue>>;
let vendor: Organization;
beforeAll(async () => {
  world = await openWorld();
  stock = await stockCatalogue(world);
  vendor = await world.vendor();
});
afterAll(() => world.close());

const sell = <T>(seller: Organization, work: (ctx: Ctx) => Promise<T>) => world.as(seller, ['sales'], work);
const office = <T>(work: (ctx: Ctx) => Promise<T>, role = 'channel_supervisor') =>
  world.as(vendor, [role], work);

/** A reseller on the silver plan. */
async function silverReseller(
  billing_preference: 'prepay' | 'postpay' = 'postpay',
  more: Parameters<World['reseller']>[0] = {},
) {
  const reseller = await world.reseller(more);
  await world.system(async (ctx) => {
    const account = await getAccountBetween(ctx, reseller.seller_id ?? '', reseller.id);
    const bundle_plan_id = reseller.seller_id === vendor.id ? stock.silver.id : null;
    await setAccountPlan(ctx, account, { bundle_plan_id, billing_preference, valid_from: '2026-01-15' });
  });
  return reseller;
}

const customerOf = (name: string, more: Partial<NewCustomer> = {}): NewCustomer => ({
  name,
  country: 'SA',
  domain: null,
  headcount: 40,
  body_kind: 'business',
  registration_number: null,
  tax_number: null,
  address: null,
  language: 'en',
  contact: null,
  ...more,
});

const seats = (
  customer: Organization,
  quantity = 10,
  domain: string | null = `d${customer.id.slice(-6)}.example`,
) => ({
  customer_id: customer.id,
  lines: [{ offer_id: stock.monthly.id, quantity, domain }],
});

describe('customers', () => {
  test('come with an account at list price, post-pay, in the reseller’s currency, and an invited administrator', async () => {
    const reseller = await silverReseller();
    const contact = { name: 'Huda Salem', email: 'Huda@alnoor.example', language: 'ar' } as const;
    const customer = await sell(reseller, (ctx) =>
      addCustomer(ctx, customerOf('Al-Noor Clinics', { domain: 'Alnoor.example', contact })),
    );
    expect(customer).toMatchObject({
      kind: 'customer',
      domain: 'alnoor.example',
      currency: 'SAR',
      reseller_id: reseller.id,
      path: [vendor.id, reseller.id, customer.id],
    });
    const account = await sell(reseller, (ctx) => getAccountBetween(ctx, reseller.id, customer.id));
    expect(await world.system((ctx) => accountPlanAt(ctx, account.id, '2026-01-15'))).toEqual({
      bundle_plan_id: null,
      billing_preference: 'postpay',
    });
    const mail = await world.system(({ db }) =>
      db
        .selectFrom('base.mail')
        .select(['recipient', 'language'])
        .where('reseller_id', '=', reseller.id)
        .execute(),
    );
    expect(mail).toEqual([{ recipient: 'huda@alnoor.example', language: 'ar' }]);
  });

  test('are refused twice under one seller, by name or domain; another seller may serve them', async () => {
    const [one, other] = [await silverReseller(), await silverReseller()];
    const first = await sell(one, (ctx) =>
      addCustomer(ctx, customerOf('Najd Foods', { domain: 'najd.example' })),
    );
    await expect(sell(one, (ctx) => addCustomer(ctx, customerOf('najd  FOODS ')))).rejects.toMatchObject({
      code: 'already_exists',
      errors: [{ pointer: '#/name' }],
    });
    await expect(
      sell(one, (ctx) => addCustomer(ctx, customerOf('Another', { domain: 'NAJD.example' }))),
    ).rejects.toMatchObject({ code: 'already_exists', errors: [{ pointer: '#/domain' }] });
    await expect(
      sell(one, (ctx) => addCustomer(ctx, customerOf('Third', { domain: 'no domain' }))),
    ).rejects.toMatchObject({ errors: [{ pointer: '#/domain' }] });
    expect(
      (await sell(other, (ctx) => addCustomer(ctx, customerOf('Najd Foods', { domain: 'najd.example' })))).id,
    ).not.toBe(first.id);
    const edited = await sell(one, (ctx) =>
      editCustomer(ctx, first.id, { headcount: 55, domain: 'new.example' }),
    );
    expect([edited.headcount, edited.domain, edited.name]).toEqual([55, 'new.example', 'Najd Foods']);
    const second = await sell(one, (ctx) => addCustomer(ctx, customerOf('Najd Toys')));
    await expect(
      sell(one, (ctx) => editCustomer(ctx, second.id, { name: 'NAJD foods' })),
    ).rejects.toMatchObject({ code: 'already_exists' });
  });

  test('added twice at once are added once', async () => {
    const reseller = await silverReseller();
    const twice = await Promise.allSettled(
      [1, 2].map(() => sell(reseller, (ctx) => addCustomer(ctx, customerOf('Twins')))),
    );
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('are found however their letters are written', async () => {
    const reseller = await silverReseller();
    const name = 'مؤسسة الإنارة';
    const { id } = await world.customer({ seller: reseller, name, domain: 'inarah.example' });
    const found = async (q: string) =>
      (await sell(reseller, (ctx) => listCustomers(ctx, { ...PAGE, q }, {}))).items.map(
        ({ organization }) => organization.id,
      );
    for (const q of ['موسسه الاناره', 'الإِنارة', 'INARAH']) expect([q, await found(q)]).toEqual([q, [id]]);
    for (const q of ['الانارات', 'in_rah', '%']) expect([q, await found(q)]).toEqual([q, []]);
  });

  test('are listed with their subscriptions, to their seller and the office, not to strangers or idle hands', async () => {
    const reseller = await silverReseller();
    const stranger = await silverReseller();
    const customer = await world.customer({ seller: reseller, name: 'Listed' });
    await sell(reseller, (ctx) => placeOrder(ctx, seats(customer)));
    const rows = await sell(reseller, (ctx) => listCustomers(ctx, { ...PAGE, q: 'list' }, {}));
    expect(rows.items).toMatchObject([
      { organization: { id: customer.id }, seller: { name: reseller.name }, active: 0, pending: 1 },
    ]);
    const seen = await office((ctx) => listCustomers(ctx, PAGE, { seller_id: reseller.id }));
    expect(seen.items.map(({ organization }) => organization.id)).toEqual([customer.id]);
    const named = await sell(reseller, (ctx) => listCustomers(ctx, PAGE, { ids: [customer.id] }));
    expect(named.items.map(({ organization }) => organization.id)).toEqual([customer.id]);
    expect((await sell(reseller, (ctx) => listCustomers(ctx, PAGE, { ids: [reseller.id] }))).items).toEqual(
      [],
    );
    expect((await sell(stranger, (ctx) => listCustomers(ctx, PAGE, {}))).items).toEqual([]);
    expect((await sell(stranger, (ctx) => listCustomers(ctx, PAGE, { ids: [customer.id] }))).items).toEqual(
      [],
    );
    await expect(
      world.as(reseller, ['billing'], (ctx) => addCustomer(ctx, customerOf('Nope'))),
    ).rejects.toMatchObject({ kind: 'forbidden' });
    const applying = await world.reseller({ state: 'applying' });
    await expect(sell(applying, (ctx) => addCustomer(ctx, customerOf('Early')))).rejects.toMatchObject({
      kind: 'forbidden',
    });
  });
});

describe('the store', () => {
  test('shows list and own price with the steps between, in the account’s currency', async () => {
    const reseller = await silverReseller();
    const { items } = await sell(reseller, (ctx) => listStore(ctx, { ...PAGE, q: 'starter' }, {}));
    const [offer] = items[0]?.offers ?? [];
    expect(offer).toMatchObject({
      offer_code: 'GWS-STARTER-M',
      currency: 'SAR',
      list_price: '2700',
      discount: '0.2',
      unit_price: '2160',
    });
    expect(offer?.steps.map(({ scope, applied }) => [scope, applied])).toEqual([
      [null, true],
      ['everything', false],
      ['family', true],
    ]);
    const prepaid = await silverReseller('prepay');
    const product = await sell(prepaid, (ctx) => getStoreProduct(ctx, stock.monthly.product_id));
    expect([product.billing_preference, product.offers.map(({ unit_price }) => unit_price)]).toEqual([
      'prepay',
      ['2295', '1836', '22032'],
    ]);
  });

  test('is filtered by family, and empty where nothing is sold', async () => {
    const reseller = await silverReseller();
    const family = await sell(reseller, (ctx) => listStore(ctx, PAGE, { family_id: 'domains' }));
    expect(family.items.map(({ code }) => code)).toEqual(['DOMAIN-SA']);
    const yen = await silverReseller('postpay', { currency: 'JPY' });
    expect((await sell(yen, (ctx) => listStore(ctx, PAGE, {}))).items).toEqual([]);
    await expect(sell(yen, (ctx) => getStoreProduct(ctx, stock.monthly.product_id))).rejects.toMatchObject({
      kind: 'missing',
    });
  });
});

describe('an order', () => {
  test('is previewed to the halala, and nothing is written', async () => {
    const reseller = await silverReseller();
    const customer = await world.customer({ seller: reseller, domain: 'preview.example' });
    const lines = [
      { offer_id: stock.monthly.id, quantity: 10 },
      { offer_id: stock.committed.id, quantity: 3, domain: 'branch.preview.example' },
      { offer_id: stock.domain.id, quantity: 1, domain: 'مثال.السعودية' },
      { offer_id: stock.line.id, quantity: 2 },
    ];
    const preview = await sell(reseller, (ctx) => previewOrder(ctx, { customer_id: customer.id, lines }));
    expect(
      preview.lines.map(({ domain, cycle_net, term_net }) => [domain, cycle_net.amount, term_net.amount]),
    ).toEqual([
      ['preview.example', 21_600n, 21_600n],
      ['branch.preview.example', 5184n, 62_208n],
      ['xn--mgbh0fb.xn--mgberp4a5d4ar', 13_455n, 13_455n],
      [null, 81_000n, 81_000n],
    ]);
    expect([preview.monthly_net.amount, preview.yearly_net.amount, preview.outcome.state]).toEqual([
      107_784n,
      13_455n,
      'provisioning',
    ]);
    expect((await sell(reseller, (ctx) => listOrders(ctx, PAGE, {}))).items).toEqual([]);
  });

  test('names every bad line', async () => {
    const reseller = await silverReseller();
    const customer = await world.customer({ seller: reseller });
    const lines = [
      { offer_id: customer.id, quantity: 1 },
      { offer_id: stock.domain.id, quantity: 2, domain: 'a.example' },
      { offer_id: stock.monthly.id, quantity: 1 },
      { offer_id: stock.domain.id, quantity: 1, domain: 'not a domain' },
      { offer_id: stock.yearly.id, quantity: 1, domain: 'twice.example' },
      { offer_id: stock.yearly.id, quantity: 2, domain: 'TWICE.example' },
    ];
    const refused = sell(reseller, (ctx) => placeOrder(ctx, { customer_id: customer.id, lines }));
    const pointers = [
      '#/lines/0/offer_id',
      '#/lines/1/quantity',
      '#/lines/2/domain',
      '#/lines/3/domain',
      '#/lines/5/domain',
    ];
    await expect(refused).rejects.toMatchObject({ errors: pointers.map((pointer) => ({ pointer })) });
  });

  test('of what is withdrawn, or has a subscription for the domain, is refused', async () => {
    const reseller = await silverReseller();
    const customer = await world.customer({ seller: reseller });
    await sell(reseller, (ctx) => placeOrder(ctx, seats(customer, 5, 'once.example')));
    await expect(
      sell(reseller, (ctx) => placeOrder(ctx, seats(customer, 5, 'ONCE.example'))),
    ).rejects.toMatchObject({ code: 'already_exists' });
    await world.system((ctx) => changeOffer(ctx, stock.committed.id, { withdrawn: true }));
    const withdrawn = {
      customer_id: customer.id,
      lines: [{ offer_id: stock.committed.id, quantity: 1, domain: 'x.example' }],
    };
    await expect(sell(reseller, (ctx) => placeOrder(ctx, withdrawn))).rejects.toMatchObject({
      errors: [{ pointer: '#/lines/0/offer_id' }],
    });
  });

  test('is placed by the customer’s own active seller alone', async () => {
    const reseller = await silverReseller();
    const below = await silverReseller('postpay', { seller: reseller });
    const customer = await world.customer({ seller: below });
    const wanted = seats(customer);
    await expect(sell(await silverReseller(), (ctx) => placeOrder(ctx, wanted))).rejects.toMatchObject({
      kind: 'missing',
    });
    await expect(sell(reseller, (ctx) => placeOrder(ctx, wanted))).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await expect(world.as(below, ['support'], (ctx) => placeOrder(ctx, wanted))).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await expect(
      sell({ ...below, state: 'suspended' }, (ctx) => placeOrder(ctx, wanted)),
    ).rejects.toMatchObject({ kind: 'forbidden' });
    const { order } = await sell(below, (ctx) => placeOrder(ctx, wanted));
    expect(order).toMatchObject({
      reseller_id: reseller.id,
      seller_id: below.id,
      chain: [vendor.id, reseller.id, below.id, customer.id],
      state: 'provisioning',
    });
    for (const [who, role] of [
      [vendor, 'care'],
      [reseller, 'support'],
      [below, 'sales'],
    ] as const) {
      const seen = await world.as(who, [role], (ctx) =>
        listSubscriptions(ctx, PAGE, { ...EVERY, customer_id: customer.id }),
      );
      expect(seen.items).toMatchObject([
        { customer: { name: customer.name }, seller: { id: below.id }, quantity: 10, state: 'pending' },
      ]);
    }
    const own = await world.as(customer, ['member'], (ctx) => listSubscriptions(ctx, PAGE, EVERY));
    expect(own.items).toMatchObject([{ customer: { id: customer.id }, seller: { name: below.name } }]);
    expect((await sell(await silverReseller(), (ctx) => listSubscriptions(ctx, PAGE, EVERY))).items).toEqual(
      [],
    );
  });
});

describe('above 750 employees, or government', () => {
  test.each([
    ['750 employees', { headcount: 750 }, 'provisioning'],
    ['751 employees', { headcount: 751 }, 'held'],
    ['government', { headcount: 5, body_kind: 'government' }, 'held'],
    ['unknown size', { headcount: null }, 'provisioning'],
  ])('%s', async (_, facts, state) => {
    const reseller = await silverReseller();
    const customer = await world.customer({ seller: reseller, ...facts });
    const preview = await sell(reseller, (ctx) => previewOrder(ctx, seats(customer)));
    const { order } = await sell(reseller, (ctx) => placeOrder(ctx, seats(customer)));
    expect([preview.outcome.state, order.state]).toEqual([state, state]);
    expect(order.held_reason).toBe(state === 'held' ? 'special_price' : null);
  });

  test('it is held, the supervisor is named, the office releases it', async () => {
    const reseller = await silverReseller();
    const supervisor = await world.person(vendor, ['channel_supervisor'], { name: 'Reem Supervisor' });
    await approve(reseller, supervisor.id);
    const customer = await world.customer({ seller: reseller, headcount: 2000 });
    const { order, considered } = await sell(reseller, (ctx) => placeOrder(ctx, seats(customer)));
    expect(considered.outcome).toMatchObject({ hold: 'special_price', contact: { name: 'Reem Supervisor' } });
    expect(considered.outcome.sentence).toContain('channel supervisor Reem Supervisor');
    const queue = await office((ctx) => listOrders(ctx, PAGE, { state: 'held' }));
    expect(queue.items.find(({ id }) => id === order.id)).toMatchObject({
      can: { release: true },
      seller: { name: reseller.name },
    });
    const mine = await sell(reseller, (ctx) => describeOrder(ctx, order.id));
    expect(mine.can.release).toMatch(/No approved special price/);
    await expect(sell(reseller, (ctx) => releaseHeldOrder(ctx, order.id, null))).rejects.toMatchObject({
      code: 'special_price_needed',
    });
    await grantSpecialPrice(world, customer.id, { offer_id: stock.monthly.id, unit_price: '2000' });
    await expect(office((ctx) => releaseHeldOrder(ctx, order.id, null), 'finance')).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await office((ctx) => releaseHeldOrder(ctx, order.id, 'Approved by management'));
    const after = await sell(reseller, (ctx) => describeOrder(ctx, order.id));
    expect(after).toMatchObject({
      state: 'provisioning',
      moves: [{ move: 'place' }, { move: 'release', note: 'Approved by management' }],
      operations: [{ state: 'queued' }],
    });
    await expect(office((ctx) => releaseHeldOrder(ctx, order.id, null))).rejects.toMatchObject({
      kind: 'conflict',
    });
  });

  test('it can be cancelled, and then ordered anew', async () => {
    const reseller = await silverReseller();
    const customer = await world.customer({ seller: reseller, body_kind: 'government' });
    const { order } = await sell(reseller, (ctx) => placeOrder(ctx, seats(customer)));
    await office((ctx) => cancelOrder(ctx, order.id, 'No special price for this one'));
    const after = await sell(reseller, (ctx) => describeOrder(ctx, order.id));
    expect(after).toMatchObject({
      state: 'cancelled',
      operations: [{ state: 'cancelled' }],
      outcome: { sentence: expect.stringMatching(/cancelled/) },
    });
    const [line] = after.lines;
    expect(
      (await sell(reseller, (ctx) => describeSubscription(ctx, line?.subscription_id ?? ''))).state,
    ).toBe('cancelled');
    expect((await sell(reseller, (ctx) => placeOrder(ctx, seats(customer)))).order.state).toBe('held');
    await expect(sell(reseller, (ctx) => cancelOrder(ctx, order.id, null))).rejects.toMatchObject({
      code: 'illegal_move',
    });
  });
});

describe('billed ahead', () => {
  test('an order waits for its payment and goes on when it came, once', async () => {
    const reseller = await silverReseller('prepay');
    const customer = await world.customer({ seller: reseller });
    const { order } = await sell(reseller, (ctx) => placeOrder(ctx, seats(customer)));
    expect(order.state).toBe('awaiting_payment');
    const release = () =>
      world.system((ctx) => releaseOrder(ctx, { resellerId: reseller.id, orderId: order.id }));
    await release();
    await release();
    const after = await sell(reseller, (ctx) => describeOrder(ctx, order.id));
    expect([
      after.state,
      after.moves.map(({ move }) => move),
      after.operations.map(({ state }) => state),
    ]).toEqual(['provisioning', ['place', 'pay'], ['queued']]);
  });

  test('money for a cancelled order moves nothing', async () => {
    const reseller = await silverReseller('prepay');
    const customer = await world.customer({ seller: reseller });
    const { order } = await sell(reseller, (ctx) => placeOrder(ctx, seats(customer)));
    await sell(reseller, (ctx) => cancelOrder(ctx, order.id, null));
    await world.system((ctx) => releaseOrder(ctx, { resellerId: reseller.id, orderId: order.id }));
    expect((await sell(reseller, (ctx) => getOrder(ctx, order.id))).state).toBe('cancelled');
  });

  test('what counts is how the branch pays the vendor, however deep the seller', async () => {
    const top = await silverReseller('prepay');
    const below = await silverReseller('postpay', { seller: top });
    const customer = await world.customer({ seller: below });
    expect((await sell(below, (ctx) => placeOrder(ctx, seats(customer)))).order.state).toBe(
      'awaiting_payment',
    );
  });

  test('a held order of a prepaid branch waits for its payment once it is released', async () => {
    const reseller = await silverReseller('prepay');
    const customer = await world.customer({ seller: reseller, headcount: 900 });
    const { order } = await sell(reseller, (ctx) => placeOrder(ctx, seats(customer)));
    await grantSpecialPrice(world, customer.id, { offer_id: stock.monthly.id, unit_price: '2000' });
    await office((ctx) => releaseHeldOrder(ctx, order.id, null));
    expect((await sell(reseller, (ctx) => getOrder(ctx, order.id))).state).toBe('awaiting_payment');
  });
});

/** What approval writes of a reseller: who looks after it. */
async function approve(reseller: Organization, supervisorId: string): Promise<void> {
  await world.system(async (ctx) => {
    const account = await getAccountBetween(ctx, vendor.id, reseller.id);
    await ctx.db
      .insertInto('program.reseller')
      .values({
        reseller_id: reseller.id,
        id: reseller.id,
        seller_id: vendor.id,
        account_id: account.id,
        account_number: account.number,
        currency: account.currency,
        channel_manager_id: supervisorId,
        channel_supervisor_id: supervisorId,
        approved_by: supervisorId,
        approved_at: ctx.now,
      })
      .execute();
  });
}
