import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, signIn, type World } from '../test/world.ts';
import { readSetup, setUpProgram } from './setup.ts';

const ARGS = [
  '--name',
  'Sahel Cloud',
  '--name-ar',
  'سحابة الساحل',
  '--country',
  'SN',
  '--address',
  'Dakar',
  '--law',
  'Senegal',
  '--law-ar',
  'السنغال',
  '--courts',
  'the courts of Dakar',
  '--courts-ar',
  'محاكم داكار',
  '--admin-name',
  'Awa Diop',
  '--admin-email',
  'Awa@Sahel.example',
];

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('an empty database becomes a program whose administrator can sign in, once', async () => {
  const { email, password } = await world.system((ctx) => setUpProgram(ctx, readSetup(ARGS)));
  const app = await world.http();
  const browser = await signIn(app, email, { password });
  const session = (await app.inject({ url: '/v1/session', headers: browser })).json();
  expect(session).toMatchObject({
    organization: { name: 'Sahel Cloud', kind: 'vendor' },
    roles: ['administrator'],
  });
  const terms = (await app.inject({ url: '/v1/agreements/terms/current?kind=partner' })).json();
  expect(JSON.stringify(terms)).toContain('Sahel Cloud');
  await expect(world.system((ctx) => setUpProgram(ctx, readSetup(ARGS)))).rejects.toMatchObject({
    code: 'already_exists',
  });
  await app.close();
});

test('what is missing is named', () => {
  expect(() => readSetup(['--name', 'X'])).toThrow(/--country/);
});
