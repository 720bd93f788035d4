import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../test/sandbox.ts';
import type { Provisioner, ProvisioningOrder, ProvisioningProgress } from '../orders/index.ts';
import { ConnectorError } from './connector-error.ts';
import { createServiceBroker } from './open-service-broker.ts';

let sandbox: Sandbox;
let broker: Provisioner;
let count = 0;

beforeAll(async () => {
  sandbox = await startSandbox();
  broker = createServiceBroker({
    url: sandbox.url,
    username: 'caravan',
    password: 'sandbox',
    timeoutMs: 1000,
  });
});
afterAll(() => sandbox.stop());
afterEach(() => sandbox.clearFaults());

function order(changes: Partial<ProvisioningOrder> = {}): ProvisioningOrder {
  count += 1;
  return {
    instanceId: `i-${count}`,
    kind: 'create',
    service: 'google-workspace',
    plan: 'business-standard',
    quantity: 25,
    domain: 'noor.sa',
    parameters: {},
    ...changes,
  };
}

/** Polls until the operation has ended; answers every distinct thing that was said on the way. */
async function finish(asked: ProvisioningOrder, operation: string): Promise<ProvisioningProgress[]> {
  const said: ProvisioningProgress[] = [];
  for (let tries = 0; tries < 1000; tries += 1) {
    const progress = await broker.poll({ ...asked, operation });
    if (said.at(-1)?.description !== progress.description) said.push(progress);
    if (progress.state !== 'in_progress') return said;
    await new Promise((done) => setTimeout(done, 15));
  }
  throw new Error('The operation did not end.');
}

/** True if what was said is some of `steps`, in their order: a busy machine may miss one. */
function isPartOf(said: ProvisioningProgress[], steps: (string | undefined)[]): boolean {
  const places = said.map((each) => steps.indexOf(each.description));
  return places.every((place, i) => place >= 0 && place > (places[i - 1] ?? -1));
}

async function begin(asked: ProvisioningOrder): Promise<string> {
  const begun = await broker.start(asked);
  return begun.state === 'in_progress' ? begun.operation : expect.fail('it was done at once');
}

async function show(
  instanceId: string,
): Promise<{ status: number; body: { plan_id?: string; parameters?: object } }> {
  const headers = { authorization: `Basic ${btoa('caravan:sandbox')}`, 'x-broker-api-version': '2.17' };
  const response = await fetch(`${sandbox.url}/v2/service_instances/${instanceId}`, { headers });
  return { status: response.status, body: await response.json() };
}

async function refused(work: Promise<unknown>): Promise<ConnectorError> {
  const error = await work.then(
    () => undefined,
    (thrown) => thrown,
  );
  return error instanceof ConnectorError ? error : expect.fail(`not a ConnectorError: ${error}`);
}

describe('provisioning', () => {
  test('goes through its steps, changes quantity and ends', async () => {
    const asked = order();
    const steps = await finish(asked, await begin(asked));
    expect(isPartOf(steps, ['Verifying the domain', 'Creating licences', 'Activating', 'Active'])).toBe(true);
    expect(steps.at(-1)?.state).toBe('succeeded');
    const change = { ...asked, kind: 'update' as const, quantity: 40 };
    expect((await finish(change, await begin(change))).at(-1)?.state).toBe('succeeded');
    expect((await show(asked.instanceId)).body).toMatchObject({
      plan_id: 'business-standard',
      parameters: { quantity: 40, domain: 'noor.sa' },
    });
    const end = { ...asked, kind: 'cancel' as const };
    const ending = await finish(end, await begin(end));
    expect(isPartOf(ending, ['Suspending the service', 'Removing the licences', undefined])).toBe(true);
    expect(ending.at(-1)).toEqual({ state: 'succeeded' });
    expect((await show(asked.instanceId)).status).toBe(404);
    expect(await broker.start(end)).toEqual({ state: 'succeeded' });
  });

  test('a pause suspends the service and keeps its quantity; it runs again when it resumes', async () => {
    const asked = order({ parameters: { delay_ms: 0 } });
    await broker.start(asked);
    for (const [kind, suspended] of [
      ['pause', true],
      ['resume', false],
    ] as const) {
      expect(await broker.start({ ...asked, kind })).toEqual({ state: 'succeeded' });
      const { parameters } = (await show(asked.instanceId)).body;
      expect(parameters).toMatchObject({ quantity: asked.quantity, suspended });
    }
  });

  test('without a delay everything is done with the answer', async () => {
    const asked = order({ parameters: { delay_ms: 0 } });
    expect(await broker.start(asked)).toEqual({ state: 'succeeded' });
    expect(await broker.start({ ...asked, kind: 'update', quantity: 30 })).toEqual({ state: 'succeeded' });
    expect((await show(asked.instanceId)).body.parameters).toEqual({ quantity: 30, domain: 'noor.sa' });
    expect(await broker.start({ ...asked, kind: 'cancel' })).toEqual({ state: 'succeeded' });
  });

  test('the same call again finds what the first began', async () => {
    const asked = order({ parameters: { delay_ms: 1500 } });
    const operation = await begin(asked);
    expect(await begin(asked)).toBe(operation);
    await finish(asked, operation);
    expect(await broker.start(asked)).toEqual({ state: 'succeeded' });
    const change = { ...asked, kind: 'update' as const, quantity: 26 };
    const changing = await begin(change);
    expect(await begin(change)).toBe(changing);
    expect(await refused(broker.start({ ...change, quantity: 27 }))).toMatchObject({
      retryable: true,
      detail: /another operation is in progress/i,
    });
    await finish(change, changing);
    expect(await broker.start(change)).toEqual({ state: 'succeeded' });
  });

  test('another order under the same id is a conflict', async () => {
    const asked = order({ parameters: { delay_ms: 0 } });
    await broker.start(asked);
    expect(await refused(broker.start({ ...asked, quantity: 99 }))).toMatchObject({
      retryable: false,
      detail: 'Sandbox: another service instance has this id.',
    });
  });

  test.each<[string, Partial<ProvisioningOrder>, RegExp]>([
    ['a plan without a name', { plan: '' }, /plan_id/],
    ['no licences', { quantity: 0 }, /quantity/],
    ['half a licence', { quantity: 1.5 }, /quantity/],
    ['no domain name', { domain: 'noor' }, /domain name/],
    ['a change of nothing', { kind: 'update' }, /no such service instance/],
  ])('%s is refused for good', async (_, changes, detail) => {
    expect(await refused(broker.start(order(changes)))).toMatchObject({
      retryable: false,
      detail: expect.stringMatching(detail),
    });
  });
});

describe('when things go wrong', () => {
  test('kill -9 while it provisions: it goes on after the restart, and nothing is doubled', async () => {
    const asked = order({ parameters: { delay_ms: 2500 } });
    const operation = await begin(asked);
    expect((await broker.poll({ ...asked, operation })).state).toBe('in_progress');
    await sandbox.kill();
    expect(await refused(broker.poll({ ...asked, operation }))).toMatchObject({
      retryable: true,
      detail: /could not be reached/,
    });
    await sandbox.restart();
    expect(await begin(asked)).toBe(operation);
    expect((await finish(asked, operation)).at(-1)).toEqual({ state: 'succeeded', description: 'Active' });
    expect((await show(asked.instanceId)).body.parameters).toEqual({ quantity: 25, domain: 'noor.sa' });
  });

  test('an order whose answer was lost is taken once', async () => {
    const asked = order();
    await sandbox.addFault({
      kind: 'timeout',
      match: { instance_id: asked.instanceId, operation: 'create' },
      when: 'after',
    });
    const lost = createServiceBroker({
      url: sandbox.url,
      username: 'caravan',
      password: 'sandbox',
      timeoutMs: 100,
    });
    expect(await refused(lost.start(asked))).toMatchObject({
      retryable: true,
      detail: 'The service broker did not answer in time.',
    });
    const again = await broker.start(asked);
    expect(
      again.state === 'succeeded' || (await finish(asked, again.operation)).at(-1)?.state === 'succeeded',
    ).toBe(true);
  });

  test('their fault is worth another try', async () => {
    const asked = order({ parameters: { delay_ms: 0 } });
    await sandbox.addFault({ kind: 'http_500', match: { service_id: 'google-workspace' }, times: 2 });
    expect(await refused(broker.start(asked))).toMatchObject({ retryable: true });
    expect(await refused(broker.start(asked))).toMatchObject({ retryable: true });
    expect(await broker.start(asked)).toEqual({ state: 'succeeded' });
  });

  test('an operation that fails can be begun anew', async () => {
    const asked = order({
      parameters: {
        sandbox_fault: { kind: 'fail_times', times: 1, description: 'The domain is not verified yet.' },
      },
    });
    expect((await finish(asked, await begin(asked))).at(-1)).toEqual({
      state: 'failed',
      description: 'The domain is not verified yet.',
    });
    expect((await finish(asked, await begin(asked))).at(-1)?.state).toBe('succeeded');
  });

  test('what can never be provisioned says so', async () => {
    await sandbox.addFault({
      kind: 'fail_permanently',
      match: { domain: 'taken.sa' },
      description: 'taken.sa belongs to another customer.',
    });
    for (const _ of [1, 2]) {
      expect(await refused(broker.start(order({ domain: 'taken.sa' })))).toMatchObject({
        retryable: false,
        detail: 'taken.sa belongs to another customer.',
      });
    }
  });

  test('a wrong password needs a person', async () => {
    const stranger = createServiceBroker({ url: sandbox.url, username: 'caravan', password: 'wrong' });
    expect(await refused(stranger.start(order()))).toMatchObject({
      retryable: false,
      detail: /wrong user name or password/,
    });
  });

  test('an operation that nobody knows has failed', async () => {
    expect(await broker.poll({ ...order(), operation: 'op_none' })).toEqual({
      state: 'failed',
      description: 'Sandbox: there is no such operation.',
    });
  });
});

/** A broker that answers one thing, to hold the connector to the rest of the specification. */
async function answering<T>(
  status: number,
  body: string,
  headers: Record<string, string>,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const server = createServer((_, response) => response.writeHead(status, headers).end(body));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('other brokers', () => {
  const start = (url: string) =>
    createServiceBroker({ url: `${url}/`, username: 'a', password: 'b' }).start(order());
  test.each<[number, string, Record<string, string>, object]>([
    [429, '', { 'retry-after': '30' }, { retryable: true, retryAfterSeconds: 30 }],
    [503, '<html>busy</html>', {}, { retryable: true, detail: 'The service broker answered 503.' }],
    [422, '{"error":"ConcurrencyError"}', {}, { retryable: true }],
    [422, '{"error":"RequiresApp","description":"no"}', {}, { retryable: false, detail: 'no' }],
    [400, '{"description":5}', {}, { retryable: false, detail: 'The service broker answered 400.' }],
    [302, '', { location: '/elsewhere' }, { retryable: true }],
  ])('%i %s', async (status, body, headers, expected) => {
    expect(await answering(status, body, headers, (url) => refused(start(url)))).toMatchObject(expected);
  });

  test('202 without an operation is polled without one', async () => {
    expect(await answering(202, '{}', {}, start)).toEqual({ state: 'in_progress', operation: '' });
    const poll = (url: string) =>
      createServiceBroker({ url, username: 'a', password: 'b' }).poll({ ...order(), operation: '' });
    expect(await answering(200, '{"state":"in progress"}', {}, poll)).toEqual({ state: 'in_progress' });
    expect(await answering(200, '{"state":"dancing"}', {}, (url) => refused(poll(url)))).toMatchObject({
      retryable: true,
    });
  });
});
