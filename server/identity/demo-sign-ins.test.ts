import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openWorld, signIn, type World } from '../../test/world.ts';
import { DEMO_PASSWORD } from './demo-sign-ins.rules.ts';
import { hashPassword } from './passwords.ts';

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
afterEach(() => vi.unstubAllEnvs());

const ask = () => app.inject({ url: '/v1/session/demo' });

test('only a server in demo mode tells, and each sign-in works', async () => {
  const [vendor, reseller] = [await world.vendor(), await world.reseller({ name: 'Najd IT' })];
  const password_hash = await hashPassword(DEMO_PASSWORD);
  const person = (organization: typeof vendor, role: string, email: string) =>
    world.person(organization, [role], { email, password_hash });
  await person(reseller, 'owner', 'owner@najd.example');
  await person(vendor, 'finance', 'finance@sahara.example');
  await person(vendor, 'administrator', 'admin@sahara.example');
  await person(vendor, 'care', 'real@sahara.net');
  expect((await ask()).statusCode).toBe(404);
  vi.stubEnv('CARAVAN_DEMO', '1');
  const { items } = (await ask()).json();
  expect(items.map(({ kind, role, email }: Record<string, string>) => `${kind} ${role} ${email}`)).toEqual([
    'vendor administrator admin@sahara.example',
    'vendor finance finance@sahara.example',
    'reseller owner owner@najd.example',
  ]);
  for (const { email, password } of items)
    expect(await signIn(app, email, { password })).toHaveProperty('cookie');
});

test('of several with a role, whoever has held it longest is offered', async () => {
  vi.stubEnv('CARAVAN_DEMO', '1');
  const customer = await world.customer();
  await world.person(customer, ['member'], { email: 'first@noor.example' });
  world.moveTo('2026-02-01T06:00:00.000Z');
  await world.person(customer, ['member'], { email: 'second@noor.example' });
  const { items } = (await ask()).json();
  expect(items.filter(({ kind }: { kind: string }) => kind === 'customer')).toMatchObject([
    { role: 'member', email: 'first@noor.example' },
  ]);
});
