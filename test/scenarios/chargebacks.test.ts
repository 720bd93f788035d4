import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkBooks } from '../../server/billing/index.ts';
import { getInvoice } from '../../server/billing/invoices/invoices.ts';
import { debitInvoice } from '../../server/billing/invoices/notes.ts';
import { beginCheckout } from '../../server/billing/payments/checkouts.ts';
import { listPayments } from '../../server/billing/payments/payments.ts';
import { openHistory, type ProgramHistory } from '../history.ts';

let past: ProgramHistory;
let app: FastifyInstance;
let ear: Server;
/** Webhooks as the sandbox has sent them, in their order. */
const heard: { body: string; signature: string; type: string }[] = [];
beforeAll(async () => {
  past = await openHistory();
  app = await past.world.http();
  ear = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      heard.push({
        body,
        signature: String(request.headers['stripe-signature']),
        type: JSON.parse(body).type,
      });
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(ear, 'listening');
  const { port } = ear.address() as AddressInfo;
  await past.sandbox.sendWebhooksTo(`http://127.0.0.1:${port}/`, 'whsec_sandbox');
}, 240_000);
afterAll(async () => {
  ear.close();
  await app.close();
  await past.stop();
});

const asVendor: ProgramHistory['world']['system'] = (work) => past.world.as(past.vendor, ['finance'], work);
const asNajd: ProgramHistory['world']['system'] = (work) => past.world.as(past.najd, ['owner'], work);

/** What Najd IT pays with a card that is disputed afterwards; answers the invoice. */
async function payDisputed(net: bigint) {
  const january = past.january.find(({ buyer_id }) => buyer_id === past.najd.id);
  const words = { en: 'A service', ar: 'خدمة' };
  const invoice = await asVendor((ctx) =>
    debitInvoice(ctx, january?.id ?? '', { reason: 'A service', lines: [{ words, net, exemption: null }] }),
  );
  const { id } = await asNajd((ctx) => beginCheckout(ctx, { invoice_id: invoice.id }));
  await past.world.runJobs();
  const { url } = await past.world.system(({ db }) =>
    db.selectFrom('billing.checkout').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
  const card = { number: '4000 0000 0000 0259', expiry: '12/30', cvc: '123', name: 'Lina' };
  await fetch(url ?? '', { method: 'POST', body: new URLSearchParams(card), redirect: 'manual' });
  return invoice;
}

/** Hands on what the gateway has said of these types since, once each of them has come; in the order given. */
async function tell(...types: string[]): Promise<void> {
  await expect
    .poll(() => types.every((type) => heard.some((one) => one.type === type)), { timeout: 20_000 })
    .toBe(true);
  for (const type of types) {
    for (const { body, signature } of heard.filter((one) => one.type === type)) {
      const headers = { 'stripe-signature': signature, 'content-type': 'application/json' };
      const answer = await app.inject({
        method: 'POST',
        url: '/v1/billing/webhooks/card',
        headers,
        payload: body,
      });
      expect(answer.statusCode).toBe(200);
    }
  }
  await past.world.runJobs();
}

const cards = async () => {
  const { items } = await asVendor((ctx) =>
    listPayments(ctx, 'received', { limit: 50, format: 'json', sort: '-recorded_at' }),
  );
  return items.filter(({ method }) => method === 'card').map(({ amount, reason }) => [amount, reason]);
};
const disputeId = () =>
  JSON.parse(heard.find(({ type }) => type === 'charge.dispute.created')?.body ?? '{}').data.object.id;
const give = (evidence: string) =>
  fetch(`${past.sandbox.url}/v1/disputes/${disputeId()}`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_sandbox' },
    body: new URLSearchParams({ 'evidence[uncategorized_text]': evidence }),
  });

describe('the holder of a card disputes a payment', () => {
  test('the payment is reversed as a chargeback once, even if the news of it comes before that of the payment', async () => {
    const invoice = await payDisputed(1000n);
    await tell('charge.dispute.created', 'checkout.session.completed', 'charge.dispute.funds_withdrawn');
    expect(await cards()).toEqual([
      [-invoice.total, 'chargeback'],
      [invoice.total, null],
    ]);
    expect((await asVendor((ctx) => getInvoice(ctx, invoice.id))).paid).toBe(0n);
    expect((await past.world.system(checkBooks)).differences).toEqual([]);
  });

  test('and won, the money is a payment of its own, once', async () => {
    expect((await give('winning_evidence')).status).toBe(200);
    await tell('charge.dispute.closed', 'charge.dispute.funds_reinstated');
    const [back, ...before] = await cards();
    expect(before).toHaveLength(2);
    expect(back).toEqual([before[1]?.[0], null]);
    expect((await give('losing_evidence')).status).toBe(400);
    expect((await past.world.system(checkBooks)).differences).toEqual([]);
  });
});
