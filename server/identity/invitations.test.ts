import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { browserOf, lastLink, openWorld, PASSWORD, signIn, type World } from '../../test/world.ts';
import type { Organization } from './organizations.rules.ts';

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

const START = '2026-01-15T06:00:00.000Z';
beforeEach(() => world.moveTo(START));

type Headers = Record<string, string>;
const post = (url: string, headers: Headers, payload: object = {}) =>
  app.inject({ method: 'POST', url, headers, payload });

async function browserIn(organization: Organization, ...roles: string[]) {
  return signIn(app, (await world.person(organization, roles)).email);
}

let serial = 0;
function invitation(more: object = {}) {
  serial += 1;
  return {
    email: `invited${serial}@world.example`,
    name: 'Huda Saleh',
    language: 'en',
    roles: ['sales'],
    ...more,
  };
}

const tokenFor = async (email: string) => (await lastLink(world, email)).searchParams.get('token') ?? '';

describe('an invitation', () => {
  test('reaches a new person, who sets name and password and is signed in', async () => {
    const reseller = await world.reseller({ name: 'Najd IT' });
    const owner = await browserIn(reseller, 'owner');
    const wanted = invitation({ email: ' New.Person@World.example', language: 'ar' });
    const sent = await post('/v1/identity/invitations', owner, wanted);
    expect(sent.statusCode).toBe(201);
    expect(sent.json()).toMatchObject({
      email: 'new.person@world.example',
      state: 'open',
      expires_at: '2026-01-29T06:00:00.000Z',
      can: { resend: true, revoke: true },
    });
    const link = await lastLink(world, 'new.person@world.example');
    expect(link.pathname).toBe('/invitation');
    const token = link.searchParams.get('token');
    const read = (await post('/v1/identity/invitations/read', {}, { token })).json();
    expect(read).toMatchObject({
      organization: { name: 'Najd IT', kind: 'reseller' },
      email: 'new.person@world.example',
      roles: ['sales'],
      known: false,
    });
    const weak = await post(
      '/v1/identity/invitations/accept',
      {},
      { token, name: 'Huda', password: 'najd 12345' },
    );
    expect(weak.json()).toMatchObject({ status: 422, errors: [{ pointer: '#/password' }] });
    const accepted = await post(
      '/v1/identity/invitations/accept',
      {},
      { token, name: 'Huda Al-Saleh', password: PASSWORD },
    );
    expect(accepted.json()).toMatchObject({
      person: { name: 'Huda Al-Saleh', language: 'ar' },
      organization: { id: reseller.id },
      roles: ['sales'],
    });
    expect((await app.inject({ url: '/v1/session', headers: browserOf(accepted) })).statusCode).toBe(200);
    expect(await signIn(app, 'new.person@world.example')).toHaveProperty('cookie');
    expect(
      (await post('/v1/identity/invitations/accept', {}, { token, password: PASSWORD })).json().code,
    ).toBe('link_expired');
  });

  test('comes in the reader’s language, from the one that sells to them', async () => {
    const customer = await world.customer({ name: 'عيادات النور' });
    const seller = await world.system((ctx) =>
      ctx.db
        .selectFrom('identity.organization')
        .selectAll()
        .where('id', '=', customer.seller_id)
        .executeTakeFirstOrThrow(),
    );
    const wanted = invitation({ organization_id: customer.id, language: 'ar', roles: ['administrator'] });
    await post('/v1/identity/invitations', await browserIn(seller, 'sales'), wanted);
    const outbox = await app.inject({ url: '/v1/identity/mails', headers: await browserIn(seller, 'owner') });
    const [mail] = outbox.json().items;
    expect(mail).toMatchObject({
      recipient: wanted.email,
      kind: 'invitation',
      language: 'ar',
      subject: 'دعوة للانضمام إلى عيادات النور',
      state: 'queued',
    });
  });

  test('gives someone known a further membership, by their own password', async () => {
    const known = await world.person(await world.reseller(), ['owner']);
    const customer = await world.customer();
    await post(
      '/v1/identity/invitations',
      await browserIn(customer, 'administrator'),
      invitation({ email: known.email, name: 'Somebody Else', roles: ['member'] }),
    );
    const token = await tokenFor(known.email);
    expect((await post('/v1/identity/invitations/read', {}, { token })).json().known).toBe(true);
    const stranger = await post(
      '/v1/identity/invitations/accept',
      {},
      { token, password: 'chosen by a thief', name: 'Thief' },
    );
    expect(stranger.json().code).toBe('wrong_sign_in');
    const accepted = (
      await post('/v1/identity/invitations/accept', {}, { token, password: PASSWORD })
    ).json();
    expect(accepted).toMatchObject({
      person: { id: known.id, name: known.name },
      organization: { id: customer.id },
      roles: ['member'],
    });
    expect(accepted.organizations).toHaveLength(2);
  });

  test('is too old after fourteen days; sent again, the new link works and the old does not', async () => {
    const owner = await browserIn(await world.reseller(), 'owner');
    const sent = (await post('/v1/identity/invitations', owner, invitation())).json();
    const old = await tokenFor(sent.email);
    world.moveTo('2026-01-29T06:00:00.000Z');
    expect((await post('/v1/identity/invitations/read', {}, { token: old })).json()).toMatchObject({
      status: 409,
      code: 'link_expired',
    });
    const again = (await post(`/v1/identity/invitations/${sent.id}/resend`, owner)).json();
    expect(again).toMatchObject({ state: 'open', expires_at: '2026-02-12T06:00:00.000Z' });
    expect((await post('/v1/identity/invitations/read', {}, { token: old })).json().code).toBe(
      'link_expired',
    );
    expect(
      (await post('/v1/identity/invitations/read', {}, { token: await tokenFor(sent.email) })).statusCode,
    ).toBe(200);
  });

  test('taken back, it is worth nothing', async () => {
    const owner = await browserIn(await world.reseller(), 'owner');
    const sent = (await post('/v1/identity/invitations', owner, invitation())).json();
    const revoked = (await post(`/v1/identity/invitations/${sent.id}/revoke`, owner)).json();
    expect(revoked).toMatchObject({ state: 'revoked', can: { resend: 'Not possible while revoked.' } });
    expect(
      (
        await post(
          '/v1/identity/invitations/accept',
          {},
          { token: await tokenFor(sent.email), password: PASSWORD },
        )
      ).json().code,
    ).toBe('link_expired');
    expect((await post(`/v1/identity/invitations/${sent.id}/resend`, owner)).json()).toMatchObject({
      status: 409,
      code: 'illegal_move',
    });
  });

  test('two who accept at once make one member', async () => {
    const reseller = await world.reseller();
    const owner = await browserIn(reseller, 'owner');
    const sent = (await post('/v1/identity/invitations', owner, invitation())).json();
    const token = await tokenFor(sent.email);
    const accept = () =>
      post('/v1/identity/invitations/accept', {}, { token, name: 'Huda', password: PASSWORD });
    const codes = (await Promise.all([accept(), accept()])).map(({ statusCode }) => statusCode);
    expect(codes.toSorted()).toEqual([200, 409]);
  });

  test('is refused for members, for a second open one, and for roles of another kind', async () => {
    const reseller = await world.reseller();
    const member = await world.person(reseller, ['sales']);
    const owner = await browserIn(reseller, 'owner');
    expect(
      (await post('/v1/identity/invitations', owner, invitation({ email: member.email }))).json(),
    ).toMatchObject({ status: 409, code: 'already_exists' });
    const wanted = invitation();
    expect((await post('/v1/identity/invitations', owner, wanted)).statusCode).toBe(201);
    expect((await post('/v1/identity/invitations', owner, wanted)).json()).toMatchObject({
      code: 'already_exists',
      detail: expect.stringContaining('open invitation'),
    });
    const strange = await post('/v1/identity/invitations', owner, invitation({ roles: ['finance'] }));
    expect(strange.json()).toMatchObject({ status: 422, errors: [{ pointer: '#/roles' }] });
  });
});

describe('who may invite', () => {
  test.each([
    ['a reseller’s owner its own people', 'reseller', ['owner'], 201],
    ['a reseller’s sales its own people', 'reseller', ['sales'], 403],
    ['a reseller’s sales its customer’s people', 'customer', ['sales'], 201],
    ['a reseller’s billing its customer’s people', 'customer', ['billing'], 403],
    ['a reseller’s owner its sub-reseller’s people', 'sub-reseller', ['owner'], 201],
    ['a reseller’s support its sub-reseller’s people', 'sub-reseller', ['support'], 403],
    ['a reseller’s owner the people of a customer of its sub-reseller', 'sub-customer', ['owner'], 403],
    ['a reseller’s owner the people of a stranger', 'stranger', ['owner'], 404],
  ])('%s: %s by %s answers %i', async (_, whom, roles, status) => {
    const reseller = await world.reseller();
    const below = await world.reseller({ seller: reseller });
    const target = {
      reseller,
      customer: await world.customer({ seller: reseller }),
      'sub-reseller': below,
      'sub-customer': await world.customer({ seller: below }),
      stranger: await world.reseller(),
    }[whom as 'reseller'];
    const browser = await browserIn(reseller, ...roles);
    const answer = await post(
      '/v1/identity/invitations',
      browser,
      invitation({
        organization_id: target.id,
        roles: [target.kind === 'customer' ? 'administrator' : 'owner'],
      }),
    );
    expect(answer.statusCode).toBe(status);
  });

  test('the vendor’s channel manager a reseller’s people; its finance not', async () => {
    const [vendor, reseller] = [await world.vendor(), await world.reseller()];
    const ask = async (role: string) =>
      post(
        '/v1/identity/invitations',
        await browserIn(vendor, role),
        invitation({ organization_id: reseller.id, roles: ['owner'] }),
      );
    expect((await ask('channel_manager')).statusCode).toBe(201);
    expect((await ask('finance')).statusCode).toBe(403);
  });

  test('the list shows one’s own, and a buyer’s on asking', async () => {
    const reseller = await world.reseller();
    const customer = await world.customer({ seller: reseller });
    const owner = await browserIn(reseller, 'owner');
    const [own, theirs] = [
      invitation(),
      invitation({ organization_id: customer.id, roles: ['administrator'] }),
    ];
    await post('/v1/identity/invitations', owner, own);
    await post('/v1/identity/invitations', owner, theirs);
    const list = async (query: string) =>
      (await app.inject({ url: `/v1/identity/invitations${query}`, headers: owner }))
        .json()
        .items.map(({ email }: { email: string }) => email);
    expect(await list('')).toEqual([own.email]);
    expect(await list(`?organization_id=${customer.id}`)).toEqual([theirs.email]);
  });
});
