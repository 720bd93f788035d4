import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../test/sandbox.ts';
import { ConnectorError } from './connector-error.ts';
import { type CheckoutRequest, createStripeGateway, type PaymentGateway } from './stripe.ts';

const SECRET = 'whsec_test';
let sandbox: Sandbox;
let gateway: PaymentGateway;
let count = 0;

beforeAll(async () => {
  sandbox = await startSandbox();
  gateway = createStripeGateway({
    secretKey: 'sk_test_sandbox',
    webhookSecret: SECRET,
    apiUrl: sandbox.url,
    timeoutMs: 2000,
  });
});
afterAll(() => sandbox.stop());
afterEach(() => sandbox.clearFaults());

function request(changes: Partial<CheckoutRequest> = {}): CheckoutRequest {
  count += 1;
  return {
    reference: `INV-2026-${count}`,
    amount: { amount: 115_050n, currency: 'SAR' },
    description: 'Invoice INV-2026 & more',
    email: 'finance@najd.example',
    language: 'en',
    successUrl: 'http://127.0.0.1:1/paid?checkout={CHECKOUT_SESSION_ID}',
    cancelUrl: 'http://127.0.0.1:1/invoice',
    idempotencyKey: `key-${count}`,
    ...changes,
  };
}

const CARD = { number: '4242 4242 4242 4242', expiry: '12/30', cvc: '123', name: 'Sara' };
const post = (url: string, fields: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

async function refused(work: Promise<unknown>): Promise<ConnectorError> {
  const error = await work.then(
    () => undefined,
    (thrown) => thrown,
  );
  return error instanceof ConnectorError ? error : expect.fail(`not a ConnectorError: ${error}`);
}

describe('checkout', () => {
  test('a card pays, and the browser comes back with the checkout', async () => {
    const asked = request();
    const { id, url } = await gateway.createCheckout(asked);
    expect(await gateway.getCheckout(id)).toEqual({
      id,
      state: 'open',
      amount: 115_050n,
      currency: 'SAR',
      reference: asked.reference,
    });
    const paid = await post(url, CARD);
    expect([paid.status, paid.headers.get('location')]).toEqual([
      303,
      `http://127.0.0.1:1/paid?checkout=${id}`,
    ]);
    expect(await gateway.getCheckout(id)).toMatchObject({
      state: 'paid',
      amount: 115_050n,
      paymentId: expect.stringMatching(/^pi_/),
    });
    expect((await post(url, CARD)).headers.get('location')).toContain(id);
  });

  test('a declined card leaves the checkout open for another', async () => {
    const { id, url } = await gateway.createCheckout(request());
    const declined = await post(url, { ...CARD, number: '4000 0000 0000 0002' });
    expect(declined.status).toBe(422);
    expect(await declined.text()).toContain('Your card was declined');
    expect((await gateway.getCheckout(id)).state).toBe('open');
    expect((await post(url, CARD)).status).toBe(303);
    expect((await gateway.getCheckout(id)).state).toBe('paid');
  });

  test.each([
    ['approve', 303, 'paid'],
    ['refuse', 422, 'open'],
  ])('a card that the bank asks about: %s', async (answer, status, state) => {
    const { id, url } = await gateway.createCheckout(request());
    const asked = await post(url, { ...CARD, number: '4000002500003155' });
    const challenge = new URL(asked.headers.get('location') ?? '', url).href;
    expect(await (await fetch(challenge)).text()).toContain('Confirm the payment');
    expect((await gateway.getCheckout(id)).state).toBe('open');
    expect((await post(challenge, { answer })).status).toBe(status);
    expect((await gateway.getCheckout(id)).state).toBe(state);
  });

  test('an unfinished form keeps what was typed', async () => {
    const { url } = await gateway.createCheckout(request());
    const page = await (await post(url, { ...CARD, cvc: '', name: '"><b>' })).text();
    expect(page).toContain('role="alert"');
    expect(page).toContain('value="4242 4242 4242 4242"');
    expect(page).not.toContain('"><b>');
  });

  test('the page says Sandbox, and speaks Arabic to an Arab customer', async () => {
    const { url } = await gateway.createCheckout(request({ language: 'ar' }));
    const arabic = await (await fetch(url)).text();
    expect(arabic).toMatch(/<html lang="ar" dir="rtl">/);
    expect(arabic).toContain('بيئة تجريبية (Sandbox)');
    expect(arabic).toContain('SAR 1,150.50');
    const english = await fetch(`${url}?locale=en`);
    expect(await english.text()).toContain('Sandbox — no real money moves');
    expect(english.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('one key makes one checkout; another request under it is refused', async () => {
    const asked = request();
    const first = await gateway.createCheckout(asked);
    expect(await gateway.createCheckout(asked)).toEqual(first);
    expect(
      await refused(gateway.createCheckout({ ...asked, amount: { amount: 1n, currency: 'SAR' } })),
    ).toMatchObject({ retryable: false });
  });

  test.each<[string, bigint, string]>([
    ['JPY', 2700n, '2,700'],
    ['KWD', 12_340n, '12.340'],
    ['UGX', 5000n, '5,000.00'],
    ['MGA', 500_00n, '500'],
    ['EUR', 1n, '0.01'],
  ])('%s comes back as it went', async (currency, amount, shown) => {
    const { id, url } = await gateway.createCheckout(request({ amount: { amount, currency } }));
    expect(await gateway.getCheckout(id)).toMatchObject({ amount, currency });
    expect(await (await fetch(url)).text()).toContain(`${currency} ${shown}`);
  });

  test.each<[string, bigint]>([
    ['KWD', 12_345n],
    ['MGA', 50n],
    ['SAR', 0n],
    ['SAR', -5n],
    ['SAR', 100_000_000n],
  ])('%s %i cannot be charged', async (currency, amount) => {
    expect(await refused(gateway.createCheckout(request({ amount: { amount, currency } })))).toMatchObject({
      retryable: false,
    });
  });

  test('a fault of theirs is worth another try, a wrong key is not', async () => {
    await sandbox.addFault({ kind: 'http_500', match: { path: '/v1/checkout' }, times: 2 });
    expect(await refused(gateway.createCheckout(request()))).toMatchObject({ retryable: true });
    const stranger = createStripeGateway({
      secretKey: 'sk_wrong',
      webhookSecret: SECRET,
      apiUrl: sandbox.url,
    });
    expect(await refused(stranger.getCheckout('cs_test_x'))).toMatchObject({ retryable: false });
    expect(await refused(gateway.getCheckout('cs_test_none'))).toMatchObject({
      retryable: false,
      detail: /no such checkout.session/,
    });
    const nobody = createStripeGateway({
      secretKey: 'sk',
      webhookSecret: SECRET,
      apiUrl: 'http://127.0.0.1:9',
      timeoutMs: 300,
    });
    expect(await refused(nobody.getCheckout('cs_test_x'))).toMatchObject({ retryable: true });
  });
});

type Received = { body: Buffer; signature: string };

/** A receiver of webhooks that answers each with the next status given, then 200. */
async function receiver(statuses: number[]): Promise<{ url: string; received: Received[]; server: Server }> {
  const received: Received[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    received.push({ body, signature: String(incoming.headers['stripe-signature']) });
    response.writeHead(statuses.shift() ?? 200).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received, server };
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300 && !holds(); tries += 1) await new Promise((done) => setTimeout(done, 20));
  expect(holds()).toBe(true);
}

describe('webhooks', () => {
  test('are signed, retried until taken, and survive kill -9', async () => {
    const { url, received, server } = await receiver([500]);
    await sandbox.sendWebhooksTo(url, SECRET);
    const checkout = await gateway.createCheckout(request());
    await post(checkout.url, CARD);
    await until(() => received.length >= 3);
    const news = await Promise.all(
      received.map(({ body, signature }) => gateway.verifyWebhook(body, signature)),
    );
    expect(news.map((each) => each.type).sort()).toEqual([
      'checkout.session.completed',
      'payment_intent.succeeded',
      'payment_intent.succeeded',
    ]);
    expect(news.find((each) => each.type === 'checkout.session.completed')?.checkoutId).toBe(checkout.id);
    expect(new Set(news.map((each) => each.id)).size).toBe(2);

    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    const { url: payUrl } = await gateway.createCheckout(request());
    await post(payUrl, { ...CARD, number: '4000000000000002' });
    await sandbox.kill();
    const again = await receiver([]);
    await sandbox.restart();
    await sandbox.sendWebhooksTo(again.url, SECRET);
    await until(() => again.received.length >= 1);
    const [failed, ...others] = again.received;
    if (!failed) throw new Error('no webhook');
    expect(await gateway.verifyWebhook(failed.body, failed.signature)).toMatchObject({
      type: 'payment_intent.payment_failed',
    });
    expect(others).toEqual([]);
    again.server.closeAllConnections();
    again.server.close();
    await sandbox.sendWebhooksTo('', SECRET);
  });

  test('a changed body, a wrong secret and no signature are refused', async () => {
    const { url, received, server } = await receiver([]);
    await sandbox.sendWebhooksTo(url, SECRET);
    await post((await gateway.createCheckout(request())).url, CARD);
    await until(() => received.length >= 1);
    const [{ body, signature } = expect.fail('no webhook')] = received;
    const stranger = createStripeGateway({ secretKey: 'sk', webhookSecret: 'whsec_other' });
    expect(await refused(stranger.verifyWebhook(body, signature))).toMatchObject({ retryable: false });
    expect(
      await refused(gateway.verifyWebhook(Buffer.concat([body, Buffer.from(' ')]), signature)),
    ).toMatchObject({ retryable: false });
    expect(await refused(gateway.verifyWebhook(body, ''))).toMatchObject({ retryable: false });
    server.closeAllConnections();
    server.close();
    await sandbox.sendWebhooksTo('', SECRET);
  });
});
