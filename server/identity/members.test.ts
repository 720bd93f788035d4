import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, signIn, type World } from '../../test/world.ts';
import { changeRoles, endMembership } from './members.ts';
import type { Organization } from './organizations.rules.ts';
import type { Person } from './people.ts';

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

type Headers = Record<string, string>;
const list = async (headers: Headers, query = '') =>
  app.inject({ url: `/v1/identity/members${query}`, headers });
const patch = (headers: Headers, id: string, roles: string[], query = '') =>
  app.inject({ method: 'PATCH', url: `/v1/identity/members/${id}${query}`, headers, payload: { roles } });
const remove = (headers: Headers, id: string, query = '') =>
  app.inject({ method: 'DELETE', url: `/v1/identity/members/${id}${query}`, headers });

async function staffed(): Promise<{
  reseller: Organization;
  owner: Person;
  sales: Person;
  browser: Headers;
}> {
  const reseller = await world.reseller();
  const [owner, sales] = [await world.person(reseller, ['owner']), await world.person(reseller, ['sales'])];
  return { reseller, owner, sales, browser: await signIn(app, owner.email) };
}

describe('members', () => {
  test('are listed for the organization’s keepers and for its seller, with what can be done', async () => {
    const { reseller, owner, sales, browser } = await staffed();
    const mine = (await list(browser, '?sort=name')).json();
    expect(mine.items.map(({ id }: Person) => id)).toEqual([owner.id, sales.id]);
    expect(mine.items[1]).toMatchObject({
      email: sales.email,
      roles: ['sales'],
      can: { change_roles: true, end: true },
    });
    expect((await list(browser, `?q=${sales.email}`)).json().items).toHaveLength(1);
    expect((await list(await signIn(app, sales.email))).statusCode).toBe(403);
    const vendor = await world.vendor();
    const [manager, finance] = [
      await world.person(vendor, ['channel_manager']),
      await world.person(vendor, ['finance']),
    ];
    const seen = async (person: Person) =>
      (await list(await signIn(app, person.email), `?organization_id=${reseller.id}`)).json().items;
    expect((await seen(manager))[0].can).toEqual({ change_roles: true, end: true });
    expect((await seen(finance))[0].can.end).toBe(
      'Only these roles may do this: administrator, channel manager.',
    );
    expect((await list((await staffed()).browser, `?organization_id=${reseller.id}`)).statusCode).toBe(404);
  });

  test('as CSV for a spreadsheet', async () => {
    const { browser, sales } = await staffed();
    const csv = (await list(browser, '?format=csv&sort=email')).body;
    expect(csv).toContain('id,name,email,language,roles,since');
    expect(csv).toContain(sales.email);
  });

  test('get other roles, which hold from their next request on', async () => {
    const { browser, sales } = await staffed();
    const theirs = await signIn(app, sales.email);
    const changed = await patch(browser, sales.id, ['billing', 'support']);
    expect(changed.json()).toMatchObject({ id: sales.id, roles: ['billing', 'support'] });
    expect((await app.inject({ url: '/v1/session', headers: theirs })).json().roles).toEqual([
      'billing',
      'support',
    ]);
    expect((await patch(browser, sales.id, ['finance'])).json()).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/roles' }],
    });
    expect((await patch(theirs, sales.id, ['owner'])).statusCode).toBe(403);
  });

  test('leave: their session no longer acts for the organization', async () => {
    const { browser, sales } = await staffed();
    const theirs = await signIn(app, sales.email);
    expect((await remove(browser, sales.id)).statusCode).toBe(204);
    expect((await app.inject({ url: '/v1/session', headers: theirs })).statusCode).toBe(401);
    expect((await remove(browser, sales.id)).statusCode).toBe(404);
  });

  test('who belongs elsewhere too goes on there', async () => {
    const { browser, sales } = await staffed();
    const other = await world.customer();
    await world.person(other, ['member'], { email: sales.email });
    const theirs = await signIn(app, sales.email);
    await remove(browser, sales.id);
    expect((await app.inject({ url: '/v1/session', headers: theirs })).json().organization.id).toBe(other.id);
  });

  test('may leave by themselves', async () => {
    const { sales } = await staffed();
    expect((await remove(await signIn(app, sales.email), sales.id)).statusCode).toBe(204);
  });
});

describe('the last keeper', () => {
  test('cannot leave, be removed or lose the role', async () => {
    const { browser, owner } = await staffed();
    for (const answer of [await remove(browser, owner.id), await patch(browser, owner.id, ['sales'])]) {
      expect(answer.json()).toMatchObject({
        status: 409,
        code: 'illegal_move',
        detail: expect.stringContaining('last owner'),
      });
    }
  });

  test('can, once there is another', async () => {
    const { browser, owner, sales } = await staffed();
    await patch(browser, sales.id, ['owner']);
    expect((await patch(browser, owner.id, ['sales'])).statusCode).toBe(200);
  });

  test('two who remove each other at once leave one', async () => {
    const customer = await world.customer();
    const [a, b] = [
      await world.person(customer, ['administrator']),
      await world.person(customer, ['administrator']),
    ];
    const end = (by: Person, whom: Person) =>
      world.as(customer, ['administrator'], (ctx) => endMembership(ctx, { id: whom.id }), by.id);
    const outcomes = await Promise.allSettled([end(a, b), end(b, a)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('a seller cannot take a customer’s last administrator away', async () => {
    const customer = await world.customer();
    const admin = await world.person(customer, ['administrator']);
    const seller = await world.system(({ db }) =>
      db
        .selectFrom('identity.organization')
        .selectAll()
        .where('id', '=', customer.seller_id)
        .executeTakeFirstOrThrow(),
    );
    const asSeller = { organization_id: customer.id, id: admin.id };
    await expect(world.as(seller, ['sales'], (ctx) => endMembership(ctx, asSeller))).rejects.toMatchObject({
      code: 'illegal_move',
    });
    await expect(
      world.as(seller, ['sales'], (ctx) => changeRoles(ctx, { ...asSeller, roles: ['member'] })),
    ).rejects.toMatchObject({ code: 'illegal_move' });
  });
});
