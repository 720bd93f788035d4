import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../test/sandbox.ts';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await startSandbox({ SANDBOX_DELAY_MS: '60000' });
  const { hostname, port } = new URL(sandbox.url);
  stripe = new Stripe('sk_test_sandbox', {
    host: hostname,
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
});
afterAll(() => sandbox.stop());

const HEADERS = {
  authorization: `Basic ${btoa('caravan:sandbox')}`,
  'x-broker-api-version': '2.17',
  'content-type': 'application/json',
};
const ORDER = {
  service_id: 'hosting',
  plan_id: 'small',
  organization_guid: 'o',
  space_guid: 's',
  parameters: { quantity: 1 },
};

async function broker(
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = HEADERS,
): Promise<[number, Record<string, unknown>]> {
  const response = await fetch(`${sandbox.url}/v2/${path}`, {
    method,
    headers,
    body: body && JSON.stringify(body),
  });
  return [response.status, (await response.json()) as Record<string, unknown>];
}
const now = { ...ORDER, parameters: { quantity: 1, delay_ms: 0 } };

describe('the service broker', () => {
  test('asks for a password and a version', async () => {
    expect((await broker('GET', 'catalog', undefined, { 'x-broker-api-version': '2.17' }))[0]).toBe(401);
    expect((await broker('GET', 'catalog', undefined, { authorization: HEADERS.authorization }))[0]).toBe(
      412,
    );
    expect(
      (await broker('GET', 'catalog', undefined, { ...HEADERS, 'x-broker-api-version': '3.0' }))[0],
    ).toBe(412);
  });

  test('lists what was ever ordered', async () => {
    await broker('PUT', 'service_instances/c-1', { ...now, service_id: 'ssl', plan_id: 'wildcard' });
    const [, { services }] = await broker('GET', 'catalog');
    expect(services).toContainEqual(
      expect.objectContaining({ id: 'ssl', plans: [expect.objectContaining({ id: 'wildcard' })] }),
    );
  });

  test('answers as the specification says', async () => {
    expect(await broker('PUT', 'service_instances/a', ORDER)).toMatchObject([
      422,
      { error: 'AsyncRequired' },
    ]);
    expect((await broker('PUT', 'service_instances/a', { ...ORDER, organization_guid: '' }))[0]).toBe(400);
    expect((await broker('PUT', 'service_instances/a', now))[0]).toBe(201);
    expect((await broker('PUT', 'service_instances/a', now))[0]).toBe(200);
    expect((await broker('PUT', 'service_instances/a', { ...now, plan_id: 'large' }))[0]).toBe(409);
    expect((await broker('PATCH', 'service_instances/a', { service_id: 'other', parameters: {} }))[0]).toBe(
      400,
    );
    expect((await broker('DELETE', 'service_instances/a'))[0]).toBe(400);
    expect(
      (await broker('DELETE', 'service_instances/a?service_id=hosting&plan_id=small&delay_ms=0'))[0],
    ).toBe(200);
    expect((await broker('DELETE', 'service_instances/a?service_id=hosting&plan_id=small'))[0]).toBe(410);
    expect((await broker('GET', 'service_instances/a/last_operation'))[0]).toBe(410);
    expect((await broker('GET', 'service_instances/none/last_operation'))[0]).toBe(404);
  });

  test('does one operation at a time', async () => {
    const [, { operation }] = await broker('PUT', 'service_instances/b?accepts_incomplete=true', ORDER);
    expect((await broker('GET', 'service_instances/b'))[0]).toBe(404);
    expect(
      await broker('PATCH', 'service_instances/b', { service_id: 'hosting', parameters: { quantity: 2 } }),
    ).toMatchObject([422, { error: 'ConcurrencyError' }]);
    expect(await broker('DELETE', 'service_instances/b?service_id=hosting&plan_id=small')).toMatchObject([
      422,
      { error: 'ConcurrencyError' },
    ]);
    expect(await broker('GET', `service_instances/b/last_operation?operation=${operation}`)).toMatchObject([
      200,
      { state: 'in progress' },
    ]);
  });

  test('what failed at once leaves nothing behind and can be ordered again', async () => {
    await sandbox.addFault({ kind: 'fail_times', match: { instance_id: 'f' } });
    expect((await broker('PUT', 'service_instances/f', now))[0]).toBe(500);
    expect((await broker('GET', 'service_instances/f'))[0]).toBe(404);
    expect((await broker('PUT', 'service_instances/f', now))[0]).toBe(201);
  });

  test('faults are listed, bounded and guarded', async () => {
    await expect(sandbox.addFault({ kind: 'earthquake' })).rejects.toThrow('kind must be one of');
    const stranger = await fetch(`${sandbox.url}/sandbox/faults`, { method: 'DELETE' });
    expect(stranger.status).toBe(401);
    await sandbox.clearFaults();
    const list = await fetch(`${sandbox.url}/sandbox/faults`, { headers: HEADERS });
    expect(await list.json()).toEqual({ faults: [] });
  });
});

describe('the card gateway, through its own library', () => {
  test('takes a payment from a customer and gives part of it back', async () => {
    const customer = await stripe.customers.create({
      email: 'finance@najd.example',
      metadata: { reseller: 'najd' },
    });
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({
      email: 'finance@najd.example',
      metadata: { reseller: 'najd' },
    });
    const intent = await stripe.paymentIntents.create({
      amount: 11_500,
      currency: 'sar',
      customer: customer.id,
    });
    expect(intent.status).toBe('requires_payment_method');
    const paid = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });
    expect(paid).toMatchObject({
      status: 'succeeded',
      amount_received: 11_500,
      latest_charge: expect.stringMatching(/^ch_/),
    });
    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 1500 });
    expect(refund).toMatchObject({ amount: 1500, status: 'succeeded', payment_intent: intent.id });
    expect((await stripe.refunds.create({ payment_intent: intent.id })).amount).toBe(10_000);
    await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });
  });

  test('a declined card is a card error, and the payment can go on', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 100, currency: 'sar' });
    const declined = stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_chargeDeclined' });
    await expect(declined).rejects.toMatchObject({ type: 'StripeCardError', code: 'card_declined' });
    expect((await stripe.paymentIntents.retrieve(intent.id)).last_payment_error?.code).toBe('card_declined');
    expect((await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' })).status).toBe(
      'succeeded',
    );
    await expect(
      stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' }),
    ).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
    await expect(stripe.paymentIntents.cancel(intent.id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });

  test('a card that the bank asks about waits for the answer', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 100,
      currency: 'sar',
      confirm: true,
      payment_method: 'pm_card_authenticationRequired',
    });
    expect(intent.status).toBe('requires_action');
    const address = intent.next_action?.redirect_to_url?.url ?? '';
    expect(await (await fetch(address)).text()).toContain('Confirm the payment');
    await fetch(address, { method: 'POST', body: new URLSearchParams({ answer: 'approve' }) });
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
  });

  test('cancelled payments and expired pages take no card', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 100, currency: 'sar' });
    expect((await stripe.paymentIntents.cancel(intent.id, { cancellation_reason: 'abandoned' })).status).toBe(
      'canceled',
    );
    const line = {
      price_data: { currency: 'sar', unit_amount: 100, product_data: { name: 'Invoice' } },
      quantity: 2,
    };
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [line],
      success_url: 'http://localhost/ok',
    });
    expect(session).toMatchObject({ amount_total: 200, status: 'open', payment_status: 'unpaid' });
    const page = String(session.url);
    expect((await stripe.checkout.sessions.expire(session.id)).status).toBe('expired');
    const closed = await fetch(page, {
      method: 'POST',
      body: new URLSearchParams({ number: '4242424242424242', expiry: '1/30', cvc: '1' }),
    });
    expect([closed.status, await closed.text()]).toEqual([
      410,
      expect.stringContaining('This payment page has expired'),
    ]);
  });

  test('one Idempotency-Key is one payment, also after kill -9', async () => {
    const create = (amount: number) =>
      stripe.paymentIntents.create({ amount, currency: 'sar' }, { idempotencyKey: 'once' });
    const first = await create(700);
    await sandbox.kill();
    await sandbox.restart();
    expect((await create(700)).id).toBe(first.id);
    await expect(create(800)).rejects.toMatchObject({ type: 'StripeIdempotencyError' });
  });

  test.each<[string, Record<string, string>, string]>([
    ['no amount', { currency: 'sar' }, 'parameter_missing'],
    ['half an amount', { currency: 'sar', amount: '1.5' }, 'parameter_invalid_integer'],
    ['nothing', { currency: 'sar', amount: '0' }, 'amount_too_small'],
    ['a stranger', { currency: 'sar', amount: '5', customer: 'cus_none' }, 'resource_missing'],
  ])('%s is refused', async (_, fields, code) => {
    const headers = { authorization: 'Bearer sk_test_sandbox' };
    const response = await fetch(`${sandbox.url}/v1/payment_intents`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(fields),
    });
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', code } });
  });
});

describe('for people', () => {
  test('the overview says Sandbox and shows what there is', async () => {
    const response = await fetch(sandbox.url);
    const html = await response.text();
    expect(html).toContain('<title>Sandbox</title>');
    expect(html).toContain('nothing here is real');
    expect(html).toContain('hosting');
    expect(html).toContain('SAR 115.00');
    expect(response.headers.get('x-caravan-sandbox')).toBe('true');
  });

  test('an unknown address and a huge body are refused', async () => {
    expect((await fetch(`${sandbox.url}/nowhere`)).status).toBe(404);
    expect((await fetch(`${sandbox.url}/pay/cs_test_none`)).status).toBe(404);
    const huge = await fetch(`${sandbox.url}/v1/customers`, {
      method: 'POST',
      body: 'x'.repeat(1_100_000),
    }).then(
      ({ status }) => status,
      () => 'line dropped',
    );
    expect([413, 'line dropped']).toContain(huge);
  });
});
