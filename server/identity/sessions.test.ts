import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserOf, openWorld, PASSWORD, signIn, type World } from '../../test/world.ts';
import { PERMISSIONS } from '../base/permissions.ts';

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

const get = (url: string, headers: Record<string, string>) => app.inject({ method: 'GET', url, headers });
const post = (url: string, headers: Record<string, string>, payload: object = {}) =>
  app.inject({ method: 'POST', url, headers, payload });

describe('a session', () => {
  test('sign-in answers who, for whom, and what every action of the table says', async () => {
    const reseller = await world.reseller({ name: 'Najd IT' });
    const person = await world.person(reseller, ['billing'], {
      email: 'Reem@Najd.example',
      name: 'Reem',
      language: 'ar',
    });
    const answer = await post('/v1/session', {}, { email: ' REEM@najd.example ', password: PASSWORD });
    const session = answer.json();
    expect(answer.statusCode).toBe(200);
    expect(session.person).toEqual({
      id: person.id,
      name: 'Reem',
      email: 'reem@najd.example',
      language: 'ar',
    });
    expect(session.organization).toMatchObject({
      id: reseller.id,
      name: 'Najd IT',
      kind: 'reseller',
      state: 'active',
    });
    expect(session.seller).toMatchObject({ name: 'Sahara Net' });
    expect(Object.keys(session.can).sort()).toEqual(Object.keys(PERMISSIONS).sort());
    expect(session.can['invoice.pay']).toBe(true);
    expect(session.can['order.place']).toBe('Only these roles may do this: owner, sales.');
    expect(session).toMatchObject({
      second_factor: false,
      demo: false,
      live_cursor: expect.stringMatching(/^\d+\.\d+$/),
    });
    const [cookie] = answer.cookies;
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    expect((await get('/v1/session', browserOf(answer))).json()).toEqual({
      ...session,
      live_cursor: expect.any(String),
    });
  });

  test('the vendor has no seller', async () => {
    const person = await world.person(await world.vendor(), ['finance']);
    const session = (await get('/v1/session', await signIn(app, person.email))).json();
    expect(session.seller).toBeNull();
    expect(session.can['run.start']).toBe(true);
  });

  test('nobody is 401, and a cookie of nothing is nobody', async () => {
    expect((await get('/v1/session', {})).json()).toMatchObject({ status: 401, code: 'not_signed_in' });
    expect((await get('/v1/session', { cookie: 'caravan_session=made-up' })).statusCode).toBe(401);
  });

  test('signing out ends it and takes the cookie back', async () => {
    const person = await world.person(await world.reseller(), ['owner']);
    const browser = await signIn(app, person.email);
    const out = await app.inject({ method: 'DELETE', url: '/v1/session', headers: browser });
    expect(out.statusCode).toBe(204);
    expect(out.cookies[0]).toMatchObject({ value: '', maxAge: 0 });
    expect((await get('/v1/session', browser)).statusCode).toBe(401);
  });

  test('it ends after thirty days, used or not', async () => {
    const person = await world.person(await world.reseller(), ['owner']);
    const browser = await signIn(app, person.email);
    const start = world.now().toISOString();
    world.moveTo('2026-02-14T05:59:00.000Z');
    expect((await get('/v1/session', browser)).statusCode).toBe(200);
    world.moveTo('2026-02-14T06:00:00.000Z');
    expect((await get('/v1/session', browser)).statusCode).toBe(401);
    world.moveTo(start);
  });

  test('a browser that signs in again leaves no session behind', async () => {
    const person = await world.person(await world.reseller(), ['owner']);
    const browser = await signIn(app, person.email);
    const again = await post('/v1/session', browser, { email: person.email, password: PASSWORD });
    expect((await get('/v1/session', browser)).statusCode).toBe(401);
    expect((await get('/v1/identity/sessions', browserOf(again))).json().items).toHaveLength(1);
  });

  test('a write with a cookie but without the header is refused', async () => {
    const person = await world.person(await world.reseller(), ['owner']);
    const { cookie } = await signIn(app, person.email);
    const answer = await app.inject({ method: 'DELETE', url: '/v1/session', headers: { cookie } });
    expect(answer.json()).toMatchObject({ status: 403, code: 'csrf' });
  });
});

describe('last seen', () => {
  test('is written at most once a minute', async () => {
    const start = world.now().toISOString();
    const person = await world.person(await world.reseller(), ['owner']);
    const browser = await signIn(app, person.email);
    const lastSeen = async () => (await get('/v1/identity/sessions', browser)).json().items[0].last_seen_at;
    world.moveTo('2026-01-15T06:01:00.000Z');
    expect(await lastSeen()).toBe(start);
    world.moveTo('2026-01-15T06:01:01.000Z');
    expect(await lastSeen()).toBe('2026-01-15T06:01:01.000Z');
    world.moveTo(start);
  });
});

describe('several organizations', () => {
  test('a person acts for one at a time and may switch to the others alone', async () => {
    const [first, second, stranger] = [
      await world.reseller(),
      await world.customer(),
      await world.reseller(),
    ];
    const person = await world.person(first, ['owner']);
    await world.person(second, ['administrator'], { email: person.email });
    const browser = await signIn(app, person.email);
    const before = (await get('/v1/session', browser)).json();
    expect(before.organization.id).toBe(first.id);
    expect(before.organizations.map(({ id }: { id: string }) => id).sort()).toEqual(
      [first.id, second.id].sort(),
    );
    const switched = await post('/v1/session/organization', browser, { organization_id: second.id });
    expect(switched.json()).toMatchObject({
      organization: { id: second.id, kind: 'customer' },
      roles: ['administrator'],
    });
    expect((await get('/v1/session', browser)).json().organization.id).toBe(second.id);
    const refused = await post('/v1/session/organization', browser, { organization_id: stranger.id });
    expect(refused.statusCode).toBe(404);
    expect((await get('/v1/session', browser)).json().organization.id).toBe(second.id);
  });
});

describe('my sessions', () => {
  test('are listed with their devices, and one or all others can be ended', async () => {
    const person = await world.person(await world.reseller(), ['owner']);
    const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
    const signInWith = (agent: string) =>
      post('/v1/session', { 'user-agent': agent }, { email: person.email, password: PASSWORD });
    const [a, b, c] = [
      browserOf(await signInWith(firefox)),
      browserOf(await signInWith('curl/8')),
      await signIn(app, person.email),
    ];
    const { items } = (await get('/v1/identity/sessions', a)).json();
    expect(items).toHaveLength(3);
    const mine = items.find(({ current }: { current: boolean }) => current);
    expect(mine.device).toBe('Firefox · Linux');
    const other = items.find(({ device }: { device: string }) => device === 'curl/8');
    expect(
      (await app.inject({ method: 'DELETE', url: `/v1/identity/sessions/${other.id}`, headers: a }))
        .statusCode,
    ).toBe(204);
    expect((await get('/v1/session', b)).statusCode).toBe(401);
    expect((await post('/v1/identity/sessions/revoke-others', a)).json()).toEqual({ revoked: 1 });
    expect((await get('/v1/session', c)).statusCode).toBe(401);
    expect((await get('/v1/session', a)).statusCode).toBe(200);
  });

  test('somebody else’s session is 404', async () => {
    const [mine, theirs] = [
      await world.person(await world.reseller(), ['owner']),
      await world.person(await world.vendor(), ['administrator']),
    ];
    const [browser, other] = [await signIn(app, mine.email), await signIn(app, theirs.email)];
    const { items } = (await get('/v1/identity/sessions', browser)).json();
    const answer = await app.inject({
      method: 'DELETE',
      url: `/v1/identity/sessions/${items[0].id}`,
      headers: other,
    });
    expect(answer.statusCode).toBe(404);
    expect((await get('/v1/session', browser)).statusCode).toBe(200);
  });
});

describe('myself', () => {
  test('name and language are mine to change', async () => {
    const person = await world.person(await world.reseller(), ['owner']);
    const browser = await signIn(app, person.email);
    const answer = await app.inject({
      method: 'PATCH',
      url: '/v1/session/person',
      headers: browser,
      payload: { language: 'ar', name: 'ريم' },
    });
    expect(answer.json().person).toMatchObject({ language: 'ar', name: 'ريم' });
  });

  test('a new password needs the present one, ends other sessions, and works from then on', async () => {
    const person = await world.person(await world.reseller(), ['owner']);
    const [browser, other] = [await signIn(app, person.email), await signIn(app, person.email)];
    const wrong = await post('/v1/session/password', browser, {
      present: 'not this one',
      password: 'a long enough phrase',
    });
    expect(wrong.json()).toMatchObject({ status: 422, errors: [{ pointer: '#/present' }] });
    const weak = await post('/v1/session/password', browser, { present: PASSWORD, password: 'short' });
    expect(weak.json()).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/password', detail: 'Use at least 10 characters.' }],
    });
    const done = await post('/v1/session/password', browser, {
      present: PASSWORD,
      password: 'a long enough phrase',
    });
    expect(done.statusCode).toBe(204);
    expect((await get('/v1/session', browser)).statusCode).toBe(200);
    expect((await get('/v1/session', other)).statusCode).toBe(401);
    expect(await signIn(app, person.email, { password: 'a long enough phrase' })).toHaveProperty('cookie');
  });
});
