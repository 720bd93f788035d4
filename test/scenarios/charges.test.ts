import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recompute } from '../../server/catalog/prices/price-steps.rules.ts';
import type { Organization } from '../../server/identity/index.ts';
import { completeOperation } from '../../server/orders/operations/operations.ts';
import { offerOf } from '../catalogue.ts';
import { type Browser, openStory, type Story } from '../story.ts';

let story: Story;
let finance: Browser;
beforeAll(async () => {
  story = await openStory('2026-01-10T06:00:00.000Z');
  finance = await story.browser(await story.world.vendor(), 'finance');
});
afterAll(() => story.close());

type Line = { component: string; quantity: number; net: { amount: number }; words: { en: string } | null };
const brief = ({ component, quantity, net }: Line) => [component, quantity, net.amount];
const sar = (amount: number) => ({ amount, currency: 'SAR' });
const seat = { family_id: 'workspace', unit: 'seat' };

async function buyer(name: string, preference: 'prepay' | 'postpay' = 'postpay') {
  const organization = await story.reseller(preference, name);
  return {
    organization,
    owner: await story.browser(organization, 'owner'),
    account: await accountOf(organization),
  };
}

async function accountOf({ id }: Organization): Promise<string> {
  const account = await story.world.system(({ db }) =>
    db.selectFrom('identity.account').select('id').where('buyer_id', '=', id).executeTakeFirstOrThrow(),
  );
  return account.id;
}

describe('what a seller charges beside subscriptions', () => {
  test('once and every month, in both languages, with tax; ended, it is charged no more', async () => {
    const najd = await buyer('Najd IT');
    const fee = {
      account_id: najd.account,
      words: { en: 'Migration', ar: 'ترحيل البيانات' },
      unit_price: 50_000,
      quantity: 2,
      starts_on: '2026-01-15',
    };
    expect(await story.ask(najd.owner, 'POST', '/v1/billing/fees', fee)).toMatchObject({ status: 403 });
    expect(
      await story.ask(finance, 'POST', '/v1/billing/fees', { ...fee, words: { en: 'x', ar: ' ' } }),
    ).toMatchObject({ status: 422 });
    expect(await story.ask(finance, 'POST', '/v1/billing/fees', fee)).toMatchObject({
      status: 201,
      every_months: null,
      can: { end: true },
    });
    const care = {
      ...fee,
      words: { en: 'Care', ar: 'عناية' },
      unit_price: 9_900,
      quantity: 1,
      every_months: 1,
      starts_on: '2026-01-20',
    };
    const monthly = await story.ask(finance, 'POST', '/v1/billing/fees', care);
    story.world.moveTo('2026-02-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-02-01');
    const january = await story.newest(najd.owner);
    expect(january.lines.map(brief).sort()).toEqual([
      ['fee', 1, 9_900],
      ['fee', 2, 100_000],
    ]);
    expect(january).toMatchObject({ net: { amount: 109_900 }, tax: { amount: 16_485 } });
    const [, migration] = january.lines.toSorted((a: Line, b: Line) => a.quantity - b.quantity);
    expect(migration).toMatchObject({ product: fee.words, subscription: null });
    await story.ask(finance, 'POST', `/v1/billing/fees/${monthly.id}/end`, { ends_on: '2026-02-25' });
    story.world.moveTo('2026-04-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-03-01');
    expect((await story.newest(najd.owner)).lines.map(brief)).toEqual([['fee', 1, 9_900]]);
    await story.monthEnd(finance, '2026-04-01');
    expect((await story.newest(najd.owner)).period_from).toBe('2026-02-20');
  });
});

describe('a minimum that was promised', () => {
  test('what lacks is one line more on the month, taxed with it; a month that reaches it has none', async () => {
    const sana = await buyer('Sana Cloud');
    await story.sell(sana.organization, story.stock.monthly.id, 10, 'sana.example');
    const path = `/v1/billing/accounts/${sana.account}/minimums`;
    expect(
      await story.ask(finance, 'POST', path, { valid_from: '2026-04-02', amount: 30_000 }),
    ).toMatchObject({ status: 422 });
    expect(
      await story.ask(finance, 'POST', path, { valid_from: '2026-04-01', amount: 30_000 }),
    ).toMatchObject({ status: 201 });
    await story.ask(finance, 'POST', path, { valid_from: '2026-05-01', amount: 20_000 });
    story.world.moveTo('2026-05-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-05-01');
    const april = await story.newest(sana.owner);
    // 10 × 2160 = 21600 of 30000
    expect(april.lines.map(brief)).toEqual(
      expect.arrayContaining([
        ['usage', 10, 21_600],
        ['minimum', 1, 8_400],
      ]),
    );
    expect(april).toMatchObject({ net: { amount: 30_000 }, tax: { amount: 4_500 } });
    story.world.moveTo('2026-06-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-06-01');
    expect((await story.newest(sana.owner)).lines.map(brief)).toEqual([['usage', 10, 21_600]]);
  });
});

/** Gigabytes: the first thousand of a month at 1.00, the rest at half of it. */
function traffic() {
  return story.world.system(async (ctx) => {
    const made = await offerOf(
      ctx,
      { code: 'TRAFFIC', ...seat, unit: 'gigabyte', connector: 'manual', needs_domain: false },
      { term_months: 1, cycle_months: 1, billing: 'per_use', rate_model: 'tiered' } as never,
      '100',
    );
    await ctx.db
      .insertInto('catalog.price_band')
      .values({
        offer_id: made.id,
        currency: 'SAR',
        valid_from: '2020-01-01',
        above: 1000n,
        unit_price: '50',
      } as never)
      .execute();
    return made;
  });
}

/** What the program office does for what is provisioned by hand. */
async function activate(subscriptionId: string): Promise<void> {
  await story.world.system(async (ctx) => {
    const operation = await ctx.db
      .selectFrom('orders.operation')
      .selectAll()
      .where('subscription_id', '=', subscriptionId)
      .executeTakeFirstOrThrow();
    await completeOperation(ctx, { resellerId: operation.reseller_id, operationId: operation.id });
  });
}

/** Twelve hundred gigabytes of June, with a fifth off. */
const JUNE_BANDS = {
  ...{ month: '2026-06-01', model: 'tiered', package_size: 1, total: 1200, counted: 0, explanation: 0 },
  bands: [
    { above: 0, up_to: 1000, list_price: '100', unit_price: '80', quantity: 1000, net: sar(80_000) },
    { above: 1000, up_to: null, list_price: '50', unit_price: '40', quantity: 200, net: sar(8_000) },
  ],
};

describe('paid by use', () => {
  const event = (n: number, used_on: string, units: number) => ({ event_id: `e${n}`, used_on, units });

  test('tiered by the month, counted once by id, late events with the next run; a bad row of a file is named and nothing taken', async () => {
    const offer = await traffic();
    const taif = await buyer('Taif Net');
    const sold = await story.sell(taif.organization, offer.id, 1, '');
    await activate(sold.subscriptionId);
    const told = (events: object[]) => ({
      events: events.map((one) => ({ subscription: sold.subscriptionId, ...one })),
    });
    const ask = (events: object[]) => story.ask(finance, 'POST', '/v1/billing/usage-events', told(events));
    expect(await ask([event(1, '2026-06-01', 5), event(2, '2026-07-01', 5)])).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/events/1/used_on' }],
    });
    story.world.moveTo('2026-07-01T06:00:00.000Z');
    expect(await ask([event(1, '2026-06-05', 700), event(2, '2026-06-09', 500)])).toMatchObject({
      status: 201,
      taken: 2,
      known: 0,
    });
    expect(await ask([event(2, '2026-06-09', 500)])).toMatchObject({ taken: 0, known: 1 });
    await story.monthEnd(finance, '2026-07-01');
    // 1000 × 100 × 0.8 and 200 × 50 × 0.8
    expect((await story.newest(taif.owner)).lines.map(brief).sort()).toEqual([
      ['use', 1000, 80_000],
      ['use', 200, 8_000],
    ]);
    // Both lines open to the month's bands, and those to the first band's price.
    const bill = await story.newest(taif.owner);
    expect(bill.uses).toEqual([JUNE_BANDS]);
    expect(bill.lines.map((line: { use: object }) => line.use)).toEqual([
      { place: 0, band: 0 },
      { place: 0, band: 1 },
    ]);
    expect(recompute(bill.explanations[0])).toBe('80');
    story.world.moveTo('2026-08-01T06:00:00.000Z');
    const csv = (rows: string) =>
      story.ask(
        finance,
        'POST',
        '/v1/billing/usage-files?name=july.csv',
        `subscription,event_id,used_on,units\n${rows}`,
      );
    const bad = await csv(
      `${sold.subscriptionId},f1,2026-07-03,10\n${sold.subscriptionId},f2,2026-13-03,10\nS-1,f3,2026-07-03,x`,
    );
    expect(bad).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/lines/3/used_on' }, { pointer: '#/lines/4/units' }],
    });
    expect(
      await csv(`${sold.subscriptionId},f1,2026-07-03,10\n${sold.subscriptionId},f2,2026-06-30,100`),
    ).toMatchObject({ status: 201, taken: 2 });
    await story.monthEnd(finance, '2026-08-01');
    expect((await story.newest(taif.owner)).lines.map(brief).sort()).toEqual(
      [
        ['use', 10, 800],
        ['use', 100, 4_000],
      ].sort(),
    );
    const late = (await story.newest(taif.owner)).uses;
    expect(late).toMatchObject([
      { month: '2026-06-01', total: 1300, counted: 1200, bands: [{ quantity: 0 }, { quantity: 100 }] },
      { month: '2026-07-01', total: 10, counted: 0, bands: [{ quantity: 10 }, { quantity: 0 }] },
    ]);
  });
});

describe('terms', () => {
  test('a promised year that ends early costs its rate of what is left; one cancelled in its window is undone', async () => {
    const [early, free] = await story.world.system(async (ctx) => [
      await offerOf(
        ctx,
        { code: 'SEAT-E', ...seat },
        { term_months: 12, cycle_months: 1, early_termination_fee_rate: '0.5' } as never,
        '3100',
      ),
      await offerOf(
        ctx,
        { code: 'SEAT-F', ...seat },
        { term_months: 12, cycle_months: 12, cancel_window_hours: 168 } as never,
        '36500',
      ),
    ]);
    const abha = await buyer('Abha Tech');
    const promised = await story.sell(abha.organization, early.id, 10, 'abha.example');
    const sales = await story.browser(abha.organization, 'sales');
    story.world.moveTo('2026-08-11T06:00:00.000Z');
    const detail = await story.ask(sales, 'GET', `/v1/orders/subscriptions/${promised.subscriptionId}`);
    expect(detail.cancel_consequence).toContain('2027-08-01');
    const reader = { ...sales, headers: { ...sales.headers, 'accept-language': 'ar' } };
    const read = await story.ask(reader, 'GET', `/v1/orders/subscriptions/${promised.subscriptionId}`);
    expect(read.cancel_consequence).toMatch(/^تنتهي الخدمة اليوم[\s\S]*2027-08-01/);
    await story.ask(sales, 'POST', `/v1/orders/subscriptions/${promised.subscriptionId}/cancel`);
    await story.world.runJobs();
    const undone = await story.sell(abha.organization, free.id, 3, 'free.example');
    await story.ask(sales, 'POST', `/v1/orders/subscriptions/${undone.subscriptionId}/cancel`);
    await story.world.runJobs();
    story.world.moveTo('2026-09-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-09-01');
    const august = await story.newest(abha.owner);
    // 10 × 2480 × 10/31 used; 10 × 2480 × 12 × 0.5 × 355/365 for the rest of the year; nothing for what was undone
    expect(august.lines.map(brief).sort()).toEqual([
      ['termination', 10, 144_723],
      ['usage', 10, 8_000],
    ]);
  });
});

describe('windows, purchases and trials', () => {
  test('a year paid ahead and cancelled in its window is credited in full at once', async () => {
    const free = await story.world.system((ctx) =>
      offerOf(
        ctx,
        { code: 'SEAT-P', ...seat },
        { term_months: 12, cycle_months: 12, cancel_window_hours: 168 } as never,
        '36500',
      ),
    );
    const jeddah = await buyer('Jeddah Systems', 'prepay');
    const sold = await story.sell(jeddah.organization, free.id, 2, 'ahead.example');
    const [request] = (await story.ask(jeddah.owner, 'GET', '/v1/billing/payment-requests')).items;
    const paid = {
      account_id: jeddah.account,
      amount: request.total.amount,
      received_on: '2026-09-01',
      note: 'cash',
    };
    await story.ask(finance, 'POST', '/v1/billing/payments', paid);
    await story.world.runJobs();
    const invoice = await story.newest(jeddah.owner);
    expect(invoice).toMatchObject({ state: 'paid', lines: [{ component: 'term', quantity: 2 }] });
    story.world.moveTo('2026-09-03T06:00:00.000Z');
    const sales = await story.browser(jeddah.organization, 'sales');
    await story.ask(sales, 'POST', `/v1/orders/subscriptions/${sold.subscriptionId}/cancel`);
    await story.world.runJobs();
    const note = await story.newest(jeddah.owner, '&kind=credit_note');
    expect(note).toMatchObject({
      total: { amount: -invoice.total.amount },
      lines: [{ component: 'refund', quantity: -2 }],
    });
    expect(
      (await story.ask(jeddah.owner, 'GET', `/v1/billing/accounts/${jeddah.account}/credit`)).credit.amount,
    ).toBe(invoice.total.amount);
  });

  test('bought once is charged once; a trial is free', async () => {
    const [once, trial] = await story.world.system(async (ctx) => [
      await offerOf(
        ctx,
        { code: 'SETUP', ...seat },
        { term_months: 0, cycle_months: 0, billing: 'one_time' } as never,
        '10000',
      ),
      await offerOf(
        ctx,
        { code: 'SEAT-T', ...seat },
        { term_months: 1, cycle_months: 1, trial_days: 14 } as never,
        '3000',
      ),
    ]);
    const hail = await buyer('Hail Data');
    await story.sell(hail.organization, once.id, 2, 'hail.example');
    await story.sell(hail.organization, trial.id, 5, 'trial.example');
    story.world.moveTo('2026-10-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-10-01');
    const september = await story.newest(hail.owner);
    // from the 17th: 5 × 2400 × 14/30
    expect(september.lines.map(brief).sort()).toEqual([
      ['fee', 2, 16_000],
      ['usage', 5, 5_600],
    ]);
    story.world.moveTo('2026-11-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-11-01');
    expect((await story.newest(hail.owner)).lines.map(brief)).toEqual([['usage', 5, 12_000]]);
  });
});
