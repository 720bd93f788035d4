import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openWorld, signIn, type World } from '../../test/world.ts';

let world: World;
let app: FastifyInstance;
beforeAll(async () => {
  world = await openWorld();
  app = await world.http();
});
afterAll(async () => {
  await app.close();
  await world.close();
});
beforeEach(() => world.moveTo('2026-01-15T06:00:00.000Z'));

const URL_ = '/v1/identity/access-keys';
type Headers = Record<string, string>;
const post = (url: string, headers: Headers, payload: object = {}) =>
  app.inject({ method: 'POST', url, headers, payload });
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

async function keeper() {
  const reseller = await world.reseller();
  return { reseller, browser: await signIn(app, (await world.person(reseller, ['owner'])).email) };
}

test('a key acts for its organization with its roles, and no others', async () => {
  const { reseller, browser } = await keeper();
  const made = await post(URL_, browser, { name: 'Billing robot', roles: ['billing'] });
  expect(made.statusCode).toBe(201);
  const { secret, hint, id } = made.json();
  expect(secret).toMatch(/^caravan_[\w-]{43}$/);
  expect(secret.endsWith(hint)).toBe(true);
  expect(
    (await app.inject({ url: `/v1/identity/organizations/${reseller.id}`, headers: bearer(secret) }))
      .statusCode,
  ).toBe(200);
  expect((await app.inject({ url: URL_, headers: bearer(secret) })).statusCode).toBe(403);
  const listed = (await app.inject({ url: URL_, headers: browser })).json().items;
  expect(listed).toMatchObject([
    {
      id,
      name: 'Billing robot',
      roles: ['billing'],
      last_used_at: '2026-01-15T06:00:00.000Z',
      can: { revoke: true },
    },
  ]);
  expect(JSON.stringify(listed)).not.toContain(secret);
});

test('revoked, it is nobody', async () => {
  const { browser, reseller } = await keeper();
  const { secret, id } = (await post(URL_, browser, { name: 'Robot', roles: ['sales'] })).json();
  const ask = () => app.inject({ url: `/v1/identity/organizations/${reseller.id}`, headers: bearer(secret) });
  expect((await ask()).statusCode).toBe(200);
  const revoked = await post(`${URL_}/${id}/revoke`, browser);
  expect(revoked.json()).toMatchObject({
    revoked_at: '2026-01-15T06:00:00.000Z',
    can: { revoke: 'It is revoked already.' },
  });
  expect((await ask()).statusCode).toBe(401);
  expect((await post(`${URL_}/${id}/revoke`, browser)).statusCode).toBe(200);
});

test('a key makes no keys, signs nothing up and is no person', async () => {
  const { browser } = await keeper();
  const { secret } = (await post(URL_, browser, { name: 'All-round', roles: ['owner'] })).json();
  expect((await post(URL_, bearer(secret), { name: 'Child', roles: ['owner'] })).json()).toMatchObject({
    status: 403,
    code: 'not_allowed',
  });
  expect((await app.inject({ url: '/v1/session', headers: bearer(secret) })).statusCode).toBe(403);
  expect((await app.inject({ url: '/v1/identity/members', headers: bearer(secret) })).statusCode).toBe(200);
});

test('its secret is kept nowhere: not as a row, not for a replay', async () => {
  const { browser } = await keeper();
  const headers = { ...browser, 'idempotency-key': 'key-once' };
  const { secret } = (await post(URL_, headers, { name: 'Robot', roles: ['sales'] })).json();
  const rows = await world.system(async ({ db }) => [
    await db.selectFrom('identity.access_key').selectAll().execute(),
    await db.selectFrom('base.idempotency_key').selectAll().execute(),
  ]);
  expect(
    JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? value.toString() : value)),
  ).not.toContain(secret);
});

test('unknown roles are refused, other roles than keepers may not, strangers see no key', async () => {
  const { browser, reseller } = await keeper();
  expect((await post(URL_, browser, { name: 'Robot', roles: ['administrator'] })).json()).toMatchObject({
    status: 422,
    errors: [{ pointer: '#/roles' }],
  });
  const sales = await signIn(app, (await world.person(reseller, ['sales'])).email);
  expect((await post(URL_, sales, { name: 'Robot', roles: ['sales'] })).statusCode).toBe(403);
  const { id } = (await post(URL_, browser, { name: 'Robot', roles: ['sales'] })).json();
  expect((await post(`${URL_}/${id}/revoke`, (await keeper()).browser)).statusCode).toBe(404);
});

test('a made-up key is nobody, even beside a good cookie', async () => {
  const { browser } = await keeper();
  expect(
    (await app.inject({ url: '/v1/session', headers: { ...browser, ...bearer('caravan_made-up') } }))
      .statusCode,
  ).toBe(401);
});
