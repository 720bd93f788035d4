import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import type { Invoice } from '../server/billing/invoices/invoices.rules.ts';
import { debitInvoice } from '../server/billing/invoices/notes.ts';
import { beginCheckout } from '../server/billing/payments/checkouts.ts';
import { findPaymentBySource } from '../server/billing/payments/payments.sql.ts';
import { recordPayment } from '../server/billing/payments/payments.ts';
import type { KnownPayment } from '../server/billing/payments/reversals.rules.ts';
import { findPayment } from '../server/billing/payments/reversals.sql.ts';
import { accountBalance } from '../server/ledger/index.ts';
import type { ProgramHistory } from './history.ts';

/** Test cards by what becomes of them. */
const CARDS = {
  plain: '4242 4242 4242 4242',
  disputed: '4000 0000 0000 0259',
  refundsLater: '4000 0000 0000 7726',
  refundFails: '4000 0000 0000 5126',
} as const;
type Event = {
  id: string;
  type: string;
  data: { object: { id: string; payment_intent?: string; status?: string } };
};

/**
 * The card gateway's side of a test: cards that pay invoices, what the gateway's dashboard and a card's holder do, and its webhooks, which reach the
 * program only when a test hands them on. Stop it in afterAll.
 */
export async function openCardDesk(past: ProgramHistory, app: FastifyInstance) {
  const heard: { body: string; signature: string; event: Event }[] = [];
  const ear = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      heard.push({ body, signature: String(request.headers['stripe-signature']), event: JSON.parse(body) });
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(ear, 'listening');
  const { port } = ear.address() as AddressInfo;
  await past.sandbox.sendWebhooksTo(`http://127.0.0.1:${port}/`, 'whsec_sandbox');
  const gateway = gatewayOf(past);
  return {
    ...gateway,
    ...counter(past, gateway),
    heard: () => heard.map(({ event }) => event),
    /** Hands on all that the gateway has to say of these types, once it has come; in the order given. */
    async tell(...types: string[]): Promise<void> {
      const come = (type: string) => heard.filter(({ event }) => event.type === type);
      const { data } = await gateway.read(
        `events?limit=100&${types.map((type) => `types[]=${type}`).join('&')}`,
      );
      expect(new Set(data.map((event: Event) => event.type))).toEqual(new Set(types));
      await expect.poll(() => types.flatMap(come).length, { timeout: 20_000 }).toBe(data.length);
      for (const { body, signature } of types.flatMap(come)) {
        const headers = { 'stripe-signature': signature, 'content-type': 'application/json' };
        const url = '/v1/billing/webhooks/card';
        const answer = await app.inject({ method: 'POST', url, headers, payload: body });
        expect(answer.statusCode).toBe(200);
      }
      await past.world.runJobs();
    },
    stop: () => ear.close(),
  };
}

/** What the gateway itself is asked, by its API and by the pages of its dashboard. */
function gatewayOf({ sandbox }: ProgramHistory) {
  const headers = { authorization: 'Bearer sk_test_sandbox' };
  const post = async (path: string, fields: Record<string, string>) => {
    const body = new URLSearchParams(fields);
    const answer = await fetch(`${sandbox.url}${path}`, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
    });
    expect([200, 303]).toContain(answer.status);
  };
  return {
    /** biome-ignore lint/suspicious/noExplicitAny: the gateway's answers are read as a script would. */
    async read(path: string): Promise<any> {
      return (await fetch(`${sandbox.url}/v1/${path}`, { headers })).json();
    },
    refundAtGateway: (intent: string, amount: string) =>
      post(`/sandbox/payments/${intent}/refund`, { amount }),
    disputeAtBank: (intent: string, amount: string) =>
      post(`/sandbox/payments/${intent}/dispute`, { amount }),
    give: (dispute: string, evidence: string) =>
      post(`/v1/disputes/${dispute}`, { 'evidence[uncategorized_text]': evidence }),
  };
}

/** Invoices of the vendor's to Najd IT that are paid by card. */
function counter({ world, vendor, najd, january }: ProgramHistory, gateway: ReturnType<typeof gatewayOf>) {
  const of = january.find(({ buyer_id }) => buyer_id === najd.id);
  const charge = (net: bigint): Promise<Invoice> =>
    world.as(vendor, ['finance'], (ctx) =>
      debitInvoice(ctx, of?.id ?? '', {
        reason: 'A service',
        lines: [{ words: { en: 'A service', ar: 'خدمة' }, net, exemption: null }],
      }),
    );
  const begin = async (invoice_id: string) => {
    const { id } = await world.as(najd, ['owner'], (ctx) => beginCheckout(ctx, { invoice_id }));
    await world.runJobs();
    return world.system(({ db }) =>
      db.selectFrom('billing.checkout').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
  };
  return {
    charge,
    /** Pays all that is open on the account, so that a test knows where its own money goes. */
    async settleAll(received_on = '2026-03-02'): Promise<void> {
      const account_id = of?.account_id ?? '';
      const amount = await world.system((ctx) => accountBalance(ctx, account_id, 'receivable'));
      const words = { account_id, amount, received_on, note: 'All that is open' };
      if (amount > 0n) await world.as(vendor, ['finance'], (ctx) => recordPayment(ctx, words));
    },
    /** Charges so much and has it paid with this card at the gateway, of which the program is not told. */
    async pay(net: bigint, card: keyof typeof CARDS = 'plain') {
      const invoice = await charge(net);
      const { gateway_id, url, reseller_id } = await begin(invoice.id);
      const form = { number: CARDS[card], expiry: '12/30', cvc: '123', name: 'Lina' };
      await fetch(url ?? '', { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
      const { payment_intent } = await gateway.read(`checkout/sessions/${gateway_id}`);
      return {
        invoice,
        intent: String(payment_intent),
        /** The payment as the program knows it. */
        payment: async (): Promise<KnownPayment> =>
          world.system(async ({ db }) => {
            const row = await findPaymentBySource(db, reseller_id, `card:${gateway_id}`);
            return (row && (await findPayment(db, row.id))) ?? expect.fail('the program knows of no payment');
          }),
      };
    },
  };
}
