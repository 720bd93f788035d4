import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, signIn, type World } from '../../test/world.ts';
import { editOrganization, getOrganization } from './organizations.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

describe('the tree', () => {
  test('a branch has the key of its top reseller at every depth', async () => {
    const reseller = await world.reseller();
    const below = await world.reseller({ seller: reseller });
    const customer = await world.customer({ seller: below });
    expect(reseller.reseller_id).toBe(reseller.id);
    expect(customer.reseller_id).toBe(reseller.id);
    expect(customer.path).toEqual([(await world.vendor()).id, reseller.id, below.id, customer.id]);
  });

  test('a stranger gets 404, its seller may edit a customer, the customer sees its seller', async () => {
    const customer = await world.customer();
    const stranger = await world.reseller();
    const seller = await world.system((ctx) => getOrganization(ctx, customer.seller_id ?? ''));
    await expect(
      world.as(stranger, ['owner'], (ctx) => getOrganization(ctx, customer.id)),
    ).rejects.toMatchObject({ kind: 'missing' });
    const edited = await world.as(seller, ['sales'], (ctx) =>
      editOrganization(ctx, customer.id, { headcount: 40 }),
    );
    expect(edited.headcount).toBe(40);
    const seen = await world.as(customer, ['member'], (ctx) => getOrganization(ctx, seller.id));
    expect(seen.name).toBe(seller.name);
  });

  test('an unknown time zone is refused by name', async () => {
    await expect(world.reseller({ time_zone: 'Mars/Olympus' })).rejects.toMatchObject({
      errors: [{ pointer: '#/time_zone' }],
    });
  });
});

test('bank particulars are kept as banks write them, and answered', async () => {
  const app = await world.http();
  const reseller = await world.reseller();
  const headers = await signIn(app, (await world.person(reseller, ['owner'])).email);
  const url = `/v1/identity/organizations/${reseller.id}`;
  const said = { iban: 'sa03 8000 0000 6080 1016 7519', bic: 'rjhisari' };
  const changed = await app.inject({ method: 'PATCH', url, headers, payload: said });
  const kept = { iban: 'SA0380000000608010167519', bic: 'RJHISARI' };
  expect([changed.statusCode, changed.json()]).toMatchObject([200, kept]);
  expect((await app.inject({ url, headers })).json()).toMatchObject(kept);
  const wrong = await app.inject({ method: 'PATCH', url, headers, payload: { iban: 'SA0000' } });
  expect([wrong.statusCode, wrong.json().errors]).toMatchObject([422, [{ pointer: '#/iban' }]]);
  await app.close();
});
