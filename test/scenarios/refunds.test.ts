import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkBooks } from '../../server/billing/index.ts';
import { getInvoice } from '../../server/billing/invoices/invoices.ts';
import { creditInvoice } from '../../server/billing/invoices/notes.ts';
import { accountCredit } from '../../server/billing/payments/payments.ts';
import { atOnce } from '../at-once.ts';
import { openCardDesk } from '../card-desk.ts';
import { openHistory, type ProgramHistory } from '../history.ts';
import { signIn } from '../world.ts';

let past: ProgramHistory;
let app: FastifyInstance;
let desk: Awaited<ReturnType<typeof openCardDesk>>;
let finance: Record<string, string>;
beforeAll(async () => {
  past = await openHistory({ SANDBOX_REFUND_MS: '1' });
  app = await past.world.http();
  desk = await openCardDesk(past, app);
  finance = await signIn(app, (await past.world.person(past.vendor, ['finance'])).email);
}, 240_000);
afterAll(async () => {
  desk.stop();
  await app.close();
  await past.stop();
});
afterEach(() => past.sandbox.clearFaults());

const asVendor: ProgramHistory['world']['system'] = (work) => past.world.as(past.vendor, ['finance'], work);
const paidOn = async ({ id }: { id: string }) => (await asVendor((ctx) => getInvoice(ctx, id))).paid;
const credit = async ({ account_id }: { account_id: string }) =>
  (await asVendor((ctx) => accountCredit(ctx, account_id))).amount;
const balanced = async () => expect((await past.world.system(checkBooks)).differences).toEqual([]);
const ask = (id: string, amount: bigint, key = `${id} ${amount}`) =>
  app.inject({
    ...{ method: 'POST', url: `/v1/billing/payments/${id}/refunds` },
    headers: { ...finance, 'idempotency-key': key },
    payload: { way: 'card', amount: Number(amount) },
  });
const detail = async (id: string) =>
  (await app.inject({ url: `/v1/billing/payments/${id}`, headers: finance })).json();
const states = async (id: string) =>
  (await detail(id)).refunds.map((refund: { state: string }) => refund.state);
const lettersOf = (kind: string, recipient: string) =>
  past.world.system(({ db }) =>
    db
      .selectFrom('base.mail')
      .select('subject')
      .where('kind', '=', kind)
      .where('recipient', '=', recipient)
      .execute(),
  );

/** An invoice of which a part was cancelled after a card had paid it all: so much is to be refunded. */
async function overpaid(net: bigint, cancelled: bigint, card: Parameters<typeof desk.pay>[1] = 'plain') {
  await desk.settleAll();
  const { invoice, intent, payment } = await desk.pay(net, card);
  await desk.tell('checkout.session.completed');
  await asVendor((ctx) => creditInvoice(ctx, invoice.id, { reason: 'Cancelled', net: cancelled }));
  return { invoice, intent, id: (await payment()).id, payment };
}

describe('a refund to the card', () => {
  test('is made once at the gateway, and the payer is told when it has arrived', async () => {
    const buyer = await past.world.person(past.najd, ['billing'], { language: 'en' });
    const { invoice, intent, id } = await overpaid(10_000n, 4000n);
    expect(await detail(id)).toMatchObject({ refundable: { amount: 4600 }, ways: ['card', 'bank_transfer'] });
    const [made, again] = [await ask(id, 4600n), await ask(id, 4600n)];
    expect([made.statusCode, made.json().state, again.json()]).toEqual([201, 'requested', made.json()]);
    expect([await paidOn(invoice), await credit(invoice)]).toEqual([invoice.total, 0n]);
    await past.world.runJobs();
    expect(await states(id)).toEqual(['succeeded']);
    await desk.tell('refund.created', 'charge.refunded');
    const { data } = await desk.read(`refunds?payment_intent=${intent}`);
    expect(data.map((refund: { amount: number }) => refund.amount)).toEqual([4600]);
    expect(await lettersOf('refund.succeeded', buyer.email)).toEqual([
      { subject: 'Sahara Net refunded you SAR 46.00' },
    ]);
    expect((await ask(id, 1n)).statusCode).toBe(403);
    await balanced();
  });

  test('that takes a while is on its way first, and arrives by a webhook', async () => {
    const { id } = await overpaid(5000n, 1000n, 'refundsLater');
    await past.sandbox.addFault({
      kind: 'http_500',
      match: { path: '/v1/refunds', method: 'POST' },
      times: 2,
    });
    await ask(id, 1150n);
    await expect(past.world.runJobs()).rejects.toThrow('gateway');
    expect(await states(id)).toEqual(['requested']);
    await past.sandbox.clearFaults();
    past.world.moveTo('2026-03-02T06:10:00.000Z');
    await past.world.tick();
    expect(['pending', 'succeeded']).toContain((await states(id))[0]);
    await desk.tell('refund.created', 'refund.updated');
    expect(await states(id)).toEqual(['succeeded']);
    await balanced();
  });

  test('that comes back is credit again, both sides are told, and it can be refunded once more', async () => {
    const seller = await past.world.person(past.vendor, ['finance'], { language: 'en' });
    const buyer = await past.world.person(past.najd, ['owner'], { language: 'ar' });
    const { invoice, id } = await overpaid(5000n, 1000n, 'refundFails');
    await ask(id, 1150n);
    await past.world.runJobs();
    await desk.tell('refund.failed');
    expect(await detail(id)).toMatchObject({
      refunds: [{ state: 'failed', detail: 'expired_or_canceled_card' }],
      taken: { amount: 0 },
      refundable: { amount: 1150 },
    });
    expect([await paidOn(invoice), await credit(invoice)]).toEqual([invoice.total, 1150n]);
    const subject = 'A refund of SAR 11.50 came back (Najd IT)';
    expect(await lettersOf('refund.failed', seller.email)).toEqual([{ subject }]);
    expect(await lettersOf('refund.failed', buyer.email)).toHaveLength(1);
    const way = { way: 'bank_transfer', amount: 1150, refunded_on: '2026-03-02', reference: 'TRF-9' };
    const url = `/v1/billing/payments/${id}/refunds`;
    expect((await app.inject({ method: 'POST', url, headers: finance, payload: way })).statusCode).toBe(201);
    await balanced();
  });

  test('that the gateway refuses is credit again, with what it said; what was refunded there instead is booked', async () => {
    const { invoice, intent, id } = await overpaid(5000n, 1000n);
    await desk.refundAtGateway(intent, '57.00');
    await ask(id, 1150n);
    expect(await credit(invoice)).toBe(0n);
    await past.world.runJobs();
    const { refunds, taken } = await detail(id);
    expect(refunds).toMatchObject([
      { state: 'succeeded', amount: { amount: 5700 }, gateway_id: expect.stringMatching(/^re_/) },
      { state: 'failed', amount: { amount: 1150 }, detail: expect.stringContaining('50 is left to refund') },
    ]);
    expect([taken.amount, await paidOn(invoice)]).toEqual([5700, 1150n + 50n]);
    await balanced();
  });
});

describe('a refund made at the gateway itself', () => {
  test('is booked once, and what it takes of an invoice is open again', async () => {
    await desk.settleAll();
    const { invoice, intent, payment } = await desk.pay(2000n);
    await desk.refundAtGateway(intent, '5.00');
    await desk.tell('refund.created', 'charge.refunded', 'checkout.session.completed');
    expect(await paidOn(invoice)).toBe(invoice.total - 500n);
    const { id, taken } = await payment();
    expect([taken, await states(id)]).toEqual([500n, ['succeeded']]);
    const { refunds } = await detail(id);
    expect(refunds[0].gateway_id).toMatch(/^re_/);
    await balanced();
  });
});

describe('at the same moment', () => {
  test('two refunds of all that is free, and the news of a third that was made at the gateway', async () => {
    const { invoice, intent, id, payment } = await overpaid(10_000n, 4000n);
    const { done } = await atOnce(
      async () => expect([201, 403, 422]).toContain((await ask(id, 4600n, 'one')).statusCode),
      async () => expect([201, 403, 422]).toContain((await ask(id, 4600n, 'two')).statusCode),
      () => desk.refundAtGateway(intent, '100.00'),
    );
    expect(done).toHaveLength(3);
    await past.world.runJobs();
    await desk.tell('refund.created', 'charge.refunded');
    const { data } = await desk.read(`refunds?payment_intent=${intent}`);
    const sent = data.reduce((sum: bigint, refund: { amount: number }) => sum + BigInt(refund.amount), 0n);
    expect(await credit(invoice)).toBe(0n);
    expect([await payment().then(({ taken }) => taken), sent]).toEqual([10_000n, 10_000n]);
    await balanced();
  });

  test('a refund and a dispute of all of it: what the gateway has given back is what is booked', async () => {
    const { intent, id, payment } = await overpaid(10_000n, 4000n);
    await ask(id, 4600n);
    await desk.disputeAtBank(intent, '115.00');
    await desk.tell('charge.dispute.created', 'charge.dispute.funds_withdrawn');
    await past.world.runJobs();
    expect(await states(id)).toEqual(['failed']);
    expect(await payment()).toMatchObject({ taken: 11_500n, allocated: 0n });
    await balanced();
  });
});

describe('a webhook that was lost', () => {
  test('of a payment, a refund and a dispute: each is found in the list of events, and taken up once', async () => {
    await desk.settleAll();
    past.world.moveTo('2026-03-03T06:00:00.000Z');
    const { invoice, intent, payment } = await desk.pay(10_000n);
    await desk.refundAtGateway(intent, '10.00');
    await desk.disputeAtBank(intent, '40.00');
    await past.world.tick();
    expect(await payment()).toMatchObject({ taken: 5000n });
    expect(await paidOn(invoice)).toBe(invoice.total - 5000n);
    const seen = await past.world.system(({ db }) =>
      db.selectFrom('billing.gateway_event').selectAll().execute(),
    );
    expect(await past.world.tick()).toBe(0);
    await desk.tell('checkout.session.completed', 'refund.created', 'charge.dispute.created');
    const later = await past.world.system(({ db }) =>
      db.selectFrom('billing.gateway_event').selectAll().execute(),
    );
    expect(later).toHaveLength(seen.length);
    expect(await payment()).toMatchObject({ taken: 5000n });
    await balanced();
  });

  test('of a payment that the list no longer has: the checkout is asked after', async () => {
    await desk.settleAll('2026-03-03');
    const { invoice } = await desk.pay(3000n);
    await past.sandbox.addFault({ kind: 'http_500', match: { path: '/v1/events' }, times: 9 });
    await expect(past.world.tick()).rejects.toThrow('gateway');
    expect(await paidOn(invoice)).toBe(0n);
    past.world.moveTo('2026-03-03T06:04:00.000Z');
    await expect(past.world.tick()).rejects.toThrow('gateway');
    await past.world.runJobs();
    expect(await paidOn(invoice)).toBe(invoice.total);
  });
});
