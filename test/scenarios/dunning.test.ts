import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHistory, type ProgramHistory } from '../history.ts';
import { signIn } from '../world.ts';

let past: ProgramHistory;
let app: FastifyInstance;
let vendor: Record<string, string>;
let najd: Record<string, string>;
let desk: string;
let mailbox: string;
beforeAll(async () => {
  past = await openHistory();
  app = await past.world.http();
  const finance = await past.world.person(past.vendor, ['finance']);
  const owner = await past.world.person(past.najd, ['owner'], { language: 'ar' });
  mailbox = owner.email;
  desk = finance.email;
}, 240_000);
afterAll(async () => {
  await app.close();
  await past.stop();
});

type Method = 'GET' | 'POST' | 'PUT';
async function call(who: Record<string, string>, method: Method, url: string, body?: object) {
  const answer = await app.inject({ method, url, headers: who, ...(body && { payload: body }) });
  return { status: answer.statusCode, body: answer.json() };
}

/** A whole day after another, as a sandbox program's clock goes. */
async function live(from: string, days: number): Promise<void> {
  for (let i = 0; i < days; i += 1) {
    past.world.moveTo(new Date(Date.parse(`${from}T04:00:00Z`) + i * 86_400_000).toISOString());
    await past.world.tick();
  }
  // No session lasts as long as a clock leaps.
  vendor = await signIn(app, desk);
  najd = { ...(await signIn(app, mailbox)), 'accept-language': 'ar' };
}

const order = (domain: string) => ({
  customer_id: past.noor.customer.id,
  lines: [{ offer_id: past.stock.yearly.id, quantity: 1, domain }],
});
type Row = { id: string; buyer: { id: string }; overdue: { amount: number }; open: { amount: number } };
const rowOf = async () => {
  const { body } = await call(vendor, 'GET', '/v1/billing/overdue');
  return (body.items as Row[]).find(({ buyer }) => buyer.id === past.najd.id);
};

describe('a reseller that does not pay', () => {
  test('is written to by the vendor’s policy, each letter on its day, once it is turned on', async () => {
    await live('2026-04-01', 2);
    expect((await rowOf())?.overdue.amount).toBeGreaterThan(0);
    const { body: proposed } = await call(vendor, 'GET', '/v1/billing/dunning-policy');
    expect(proposed).toMatchObject({ version: 0, enabled: false });
    const { steps } = proposed;
    const refused = await call(vendor, 'PUT', '/v1/billing/dunning-policy', {
      version: 0,
      enabled: true,
      steps: steps.toReversed(),
    });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/steps/1/step' }] } });
    const wanted = { version: 0, enabled: true, steps };
    expect(await call(vendor, 'PUT', '/v1/billing/dunning-policy', wanted)).toMatchObject({ status: 200 });
    expect(await call(vendor, 'PUT', '/v1/billing/dunning-policy', wanted)).toMatchObject({ status: 409 });
    await live('2026-04-03', 20);
    const account = (await rowOf())?.id;
    const { body } = await call(vendor, 'GET', `/v1/billing/overdue/${account}`);
    // January's was due on 3 March, February's on 31 March: a month of silence before it was turned on is one letter.
    expect(
      body.reminders.map((letter: { step: string; sent_on: string }) => [letter.sent_on, letter.step]),
    ).toEqual([
      ['2026-04-20', 'final_notice'],
      ['2026-04-10', 'second_reminder'],
      ['2026-04-03', 'final_notice'],
    ]);
    expect(body.hold).toMatchObject({ kind: 'overdue' });
  });

  test('orders nothing new, nor more, while it is held; what runs goes on', async () => {
    const refused = await call(najd, 'POST', '/v1/orders/orders', order('held.example'));
    expect(refused).toMatchObject({ status: 409, body: { code: 'account_held' } });
    const numbers = [past.january, past.february].map(
      (month) => month.find(({ buyer_id }) => buyer_id === past.najd.id)?.number,
    );
    for (const number of numbers) expect(refused.body.detail).toContain(number);
    expect(refused.body.detail).toMatch(/^لا يقبل/);
    const change = (quantity: number) =>
      call(najd, 'POST', `/v1/orders/subscriptions/${past.noor.subscriptionId}/quantity`, { quantity });
    expect(await change(40)).toMatchObject({ status: 409, body: { code: 'account_held' } });
    expect((await change(15)).body.code).not.toBe('account_held');
    const { body: own } = await call(najd, 'GET', '/v1/billing/hold');
    expect(own.hold.invoices).toEqual(numbers);
    expect((await call(najd, 'GET', `/v1/billing/overdue/${(await rowOf())?.id}`)).status).toBe(403);
  });

  test('pays, and orders at once', async () => {
    const row = await rowOf();
    const payment = {
      account_id: row?.id,
      amount: row?.open.amount,
      received_on: '2026-04-22',
      note: 'By cheque',
    };
    expect((await call(vendor, 'POST', '/v1/billing/payments', payment)).status).toBeLessThan(300);
    expect((await call(najd, 'GET', '/v1/billing/hold')).body).toEqual({ hold: null });
    expect((await call(najd, 'POST', '/v1/orders/orders', order('paid.example'))).status).toBe(201);
    expect(await rowOf()).toBeUndefined();
  });

  test('is held by a person’s word as well, and told so in its language', async () => {
    const { id: account } = await past.world.system(({ db }) =>
      db
        .selectFrom('identity.account')
        .select('id')
        .where('buyer_id', '=', past.najd.id)
        .executeTakeFirstOrThrow(),
    );
    const arabic = { ...vendor, 'accept-language': 'ar' };
    const say = (verb: 'hold' | 'release') =>
      call(arabic, 'POST', `/v1/billing/overdue/${account}/${verb}`, { reason: 'A word with the owner' });
    expect((await say('release')).body.detail).toBe('لا شيء معلّقًا على هذا الحساب.');
    expect((await say('hold')).body.hold).toMatchObject({ kind: 'person', reason: 'A word with the owner' });
    const refused = await call(najd, 'POST', '/v1/orders/orders', order('word.example'));
    expect(refused.body.detail).toMatch(/«.?A word with the owner.?»/u);
    expect((await say('release')).body.holds[0]).toMatchObject({ kind: 'person', held: false });
  });

  test('got every letter once, in its own language, under the vendor’s name', async () => {
    const mails = await past.world.system(({ db }) =>
      db
        .selectFrom('base.mail')
        .selectAll()
        .where('recipient', '=', mailbox)
        .where('kind', '=', 'invoice.reminded')
        .orderBy('id')
        .execute(),
    );
    expect(mails.map(({ language }) => language)).toEqual(['ar', 'ar', 'ar']);
    expect(mails[0]?.subject).toContain('إشعار أخير');
    expect(mails[0]?.body).toContain(past.vendor.name);
    expect(mails[0]?.body).toContain('SA03 8000 0000 6080 1016 7519');
    expect(mails[0]?.body).toContain('لا تُقبل طلبات جديدة');
  });
});
