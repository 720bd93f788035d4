import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkBooks } from '../../server/billing/index.ts';
import { debitInvoice } from '../../server/billing/invoices/notes.ts';
import { chargeDue } from '../../server/billing/payments/card-charges.ts';
import { cardKeeper, useCardKeeper } from '../../server/billing/payments/gateway.port.ts';
import { typeCard } from '../cards.ts';
import { openHistory, type ProgramHistory } from '../history.ts';
import { signIn } from '../world.ts';

let past: ProgramHistory;
let app: FastifyInstance;
let ear: Server;
/** Webhooks as the sandbox has sent them; none of them reaches the program by itself. */
const heard: { body: string; signature: string; type: string }[] = [];
let payer: string;
let collector: string;
let buyer: Record<string, string>;
let seller: Record<string, string>;
beforeAll(async () => {
  past = await openHistory();
  app = await past.world.http();
  ear = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const signature = String(request.headers['stripe-signature']);
      heard.push({ body, signature, type: JSON.parse(body).type });
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(ear, 'listening');
  const { port } = ear.address() as AddressInfo;
  await past.sandbox.sendWebhooksTo(`http://127.0.0.1:${port}/`, 'whsec_sandbox');
  payer = (await past.world.person(past.najd, ['billing'])).email;
  collector = (await past.world.person(past.vendor, ['finance'])).email;
  await signInAnew();
}, 240_000);
afterAll(async () => {
  ear.close();
  await app.close();
  await past.stop();
});

/** Sessions do not last until an invoice falls due. */
async function signInAnew(): Promise<void> {
  buyer = await signIn(app, payer);
  seller = await signIn(app, collector);
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
async function call(who: Record<string, string>, method: Method, url: string, payload?: object) {
  const answer = await app.inject({ method, url, headers: who, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body ? JSON.parse(answer.body) : null };
}

/** Keeps a card over HTTP, as the page does. */
async function keep(number: string): Promise<void> {
  const begun = await call(buyer, 'POST', '/v1/billing/card-setups', { agreed: true, prepaid: false });
  expect([begun.status, begun.body.state]).toEqual([202, 'open']);
  await past.world.runJobs();
  const { id } = begun.body;
  const { url } = (await call(buyer, 'GET', `/v1/billing/card-setups/${id}`)).body;
  await typeCard(past.sandbox, url, { number, expiry: '12/60' });
  expect((await call(buyer, 'POST', `/v1/billing/card-setups/${id}/ask`)).status).toBe(202);
  await past.world.runJobs();
  expect((await call(buyer, 'GET', `/v1/billing/card-setups/${id}`)).body.state).toBe('done');
}

/** An invoice to Najd IT and, once it is looked at, the day on which it falls due. */
async function invoice(net: bigint) {
  const january = past.january.find(({ buyer_id }) => buyer_id === past.najd.id);
  const words = { en: 'A service', ar: 'خدمة' };
  const lines = [{ words, net, exemption: null }];
  return past.world.as(past.vendor, ['finance'], (ctx) =>
    debitInvoice(ctx, january?.id ?? '', { reason: 'A service', lines }),
  );
}

async function dueDay(due_on: string | null): Promise<void> {
  past.world.moveTo(`${due_on}T06:00:00.000Z`);
  await signInAnew();
}
const chargeOf = async (who: Record<string, string>, id: string) =>
  (await call(who, 'GET', `/v1/billing/invoices/${id}/card-charge`)).body.charge;
const stateOf = async (id: string) => (await call(seller, 'GET', `/v1/billing/invoices/${id}`)).body.state;

/** Hands on what the gateway has said of this type since. */
async function tell(type: string): Promise<void> {
  await expect.poll(() => heard.some((one) => one.type === type), { timeout: 20_000 }).toBe(true);
  for (const { body, signature } of heard.filter((one) => one.type === type)) {
    const headers = { 'stripe-signature': signature, 'content-type': 'application/json' };
    const url = '/v1/billing/webhooks/card';
    expect((await app.inject({ method: 'POST', url, headers, payload: body })).statusCode).toBe(200);
  }
  await past.world.runJobs();
}

describe('a card that is kept and charged, over HTTP', () => {
  test('is agreed to, typed at the gateway and kept, though the gateway’s news is lost', async () => {
    const without = (await call(buyer, 'GET', '/v1/billing/card')).body;
    expect([without.card, without.mandate, without.can.keep]).toEqual([null, null, true]);
    expect((await call(buyer, 'POST', '/v1/billing/card-setups', { prepaid: false })).status).toBe(422);
    expect(
      (await call(seller, 'POST', '/v1/billing/card-setups', { agreed: true, prepaid: false })).status,
    ).toBe(403);
    await keep('4242 4242 4242 4242');
    const { card, mandate, agreement } = (await call(buyer, 'GET', '/v1/billing/card')).body;
    expect(card).toMatchObject({ brand: 'visa', last4: '4242', expires_on: '2060-12-31', ends: 'later' });
    expect(JSON.stringify(card)).not.toMatch(/pm_|cus_/);
    expect(mandate.words).toBe(agreement.invoices);
  });

  test('pays an invoice on its day; both sides are told before, no third one ever', async () => {
    const due = await invoice(1000n);
    for (const who of [buyer, seller])
      expect(await chargeOf(who, due.id)).toMatchObject({ state: 'waiting', on: true, due_on: due.due_on });
    const stranger = await signIn(app, (await past.world.person(past.dubai, ['owner'])).email);
    expect((await call(stranger, 'GET', `/v1/billing/invoices/${due.id}/card-charge`)).status).toBe(404);
    await dueDay(due.due_on);
    await past.world.tick();
    expect([await stateOf(due.id), (await chargeOf(buyer, due.id)).state]).toEqual(['paid', 'paid']);
  });

  test('though the answer was lost, its news books it, once; a dispute takes it back', async () => {
    await keep('4000 0000 0000 0259');
    const due = await invoice(3000n);
    await dueDay(due.due_on);
    const real = cardKeeper();
    useCardKeeper({
      ...real,
      charge: (wanted) => real.charge(wanted).then(() => Promise.reject(new Error('lost'))),
    });
    await expect(chargeDue.run(past.world.door, {}, { number: 1, last: false })).rejects.toThrow('lost');
    useCardKeeper(real);
    expect([await stateOf(due.id), (await chargeOf(seller, due.id)).state]).toEqual(['open', 'trying']);
    await tell('payment_intent.succeeded');
    await tell('payment_intent.succeeded');
    expect(await stateOf(due.id)).toBe('paid');
    await tell('charge.dispute.created');
    expect(await stateOf(due.id)).toBe('open');
    await past.world.tick();
    expect((await chargeOf(buyer, due.id)).tries).toBe(1);
    expect((await past.world.system(checkBooks)).differences).toEqual([]);
  });

  test('is turned off and removed', async () => {
    const off = await call(buyer, 'PATCH', '/v1/billing/card', { automatic: false, prepaid: false });
    expect([off.status, off.body.card.automatic]).toEqual([200, false]);
    expect((await call(seller, 'DELETE', '/v1/billing/card')).status).toBe(403);
    expect((await call(buyer, 'DELETE', '/v1/billing/card')).status).toBe(204);
    expect((await call(buyer, 'GET', '/v1/billing/card')).body.card).toBeNull();
    await past.world.runJobs();
    expect((await call(buyer, 'DELETE', '/v1/billing/card')).status).toBe(404);
  });
});
