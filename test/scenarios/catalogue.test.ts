import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stockCatalogue } from '../catalogue.ts';
import { openWorld, signIn, type World } from '../world.ts';

const LIST = new URL('../data/catalog/tld-prices.dynadot.json', import.meta.url);

let world: World;
let app: FastifyInstance;
let manager: Record<string, string>;
beforeAll(async () => {
  world = await openWorld();
  await stockCatalogue(world);
  app = await world.http();
  const person = await world.person(await world.vendor(), ['channel_manager']);
  manager = await signIn(app, person.email);
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const handIn = (headers: Record<string, string>, name: string, payload: Buffer | string) =>
  app.inject({
    method: 'POST',
    url: `/v1/catalog/imports?name=${name}`,
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    payload,
  });

test('a price list of 809 top-level domains is handed in, seen, published from a day on, and sold from that day', async () => {
  const read = (await handIn(manager, 'prices.json', await readFile(LIST))).json();
  expect(read).toMatchObject({
    state: 'ready',
    valid_from: '2026-01-16',
    summary: { products: { added: 809 } },
  });
  const page = await app.inject({
    url: `/v1/catalog/imports/${read.id}/changes?subject=offer&limit=1`,
    headers: manager,
  });
  expect(page.json().items[0]).toMatchObject({ change: 'added', moves: [{ from: null, currency: 'USD' }] });
  const publish = (proof: string) =>
    app.inject({
      method: 'POST',
      url: `/v1/catalog/imports/${read.id}/publish`,
      headers: manager,
      payload: { proof },
    });
  expect((await publish('what somebody else saw')).json()).toMatchObject({
    status: 409,
    code: 'catalogue_moved',
  });
  expect((await publish(read.proof)).json()).toMatchObject({ state: 'published' });

  const file = await app.inject({
    url: '/v1/catalog/export?format=csv&on=2026-01-16&family_id=domains',
    headers: manager,
  });
  expect(file.headers['content-disposition']).toContain('catalogue-domains-2026-01-16.csv');
  const again = (await handIn(manager, 'again.csv', file.rawPayload)).json();
  expect(again).toMatchObject({
    state: 'ready',
    summary: { products: { added: 0, changed: 0 }, prices: { new: 0, up: 0 } },
  });
});

test('a file with faults is answered with every place, and a reseller hands in nothing', async () => {
  const refused = (
    await handIn(manager, 'bad.csv', 'offer,price_sar\nGWS-STARTER-M,27,5\nNO-SUCH,1\nGWS-STARTER-Y,x\n')
  ).json();
  expect(refused.state).toBe('refused');
  expect(refused.faults.map(({ line, column }: { line: number; column: string }) => [line, column])).toEqual([
    [2, ''],
    [3, 'product'],
    [4, 'price_sar'],
  ]);
  const reseller = await world.reseller();
  const theirs = await signIn(app, (await world.person(reseller, ['owner'])).email);
  expect((await handIn(theirs, 'x.csv', 'offer\nA1\n')).statusCode).toBe(403);
});
