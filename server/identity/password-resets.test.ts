import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { lastLink, openWorld, PASSWORD, signIn, type World } from '../../test/world.ts';

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

const NEW = 'four white camels';
const post = (url: string, payload: object) => app.inject({ method: 'POST', url, payload });
const request = (email: string, from: string) =>
  app.inject({ method: 'POST', url: '/v1/session/password-reset', remoteAddress: from, payload: { email } });
const owner = async () => world.person(await world.reseller(), ['owner']);

let asked = 0;

async function ask(email: string): Promise<void> {
  asked += 1;
  const answer = await request(email, `198.51.100.${asked}`);
  expect(answer.statusCode).toBe(204);
  await world.runJobs();
}

const confirm = (token: string | null, password = NEW) =>
  post('/v1/session/password-reset/confirm', { token, password });
const tokenFor = async (email: string) => (await lastLink(world, email)).searchParams.get('token');
const lettersTo = (email: string) =>
  world.system(({ db }) => db.selectFrom('base.mail').selectAll().where('recipient', '=', email).execute());

test('the link sets a new password once, and every session ends', async () => {
  const { email } = await owner();
  const browser = await signIn(app, email);
  await ask(email.toUpperCase());
  expect((await lastLink(world, email)).pathname).toBe('/reset');
  const token = await tokenFor(email);
  expect((await confirm(token, 'short')).json()).toMatchObject({
    status: 422,
    errors: [{ pointer: '#/password' }],
  });
  expect((await confirm(token)).statusCode).toBe(204);
  expect((await app.inject({ url: '/v1/session', headers: browser })).statusCode).toBe(401);
  expect((await post('/v1/session', { email, password: PASSWORD })).statusCode).toBe(401);
  expect(await signIn(app, email, { password: NEW })).toHaveProperty('cookie');
  expect((await confirm(token)).json()).toMatchObject({ status: 409, code: 'link_expired' });
});

test('for an address that nobody has, the answer is the same and no letter goes out', async () => {
  await ask('stranger@world.example');
  expect(await lettersTo('stranger@world.example')).toEqual([]);
});

test('an hour later the link is too old', async () => {
  const { email } = await owner();
  await ask(email);
  const token = await tokenFor(email);
  world.moveTo('2026-01-15T07:00:00.000Z');
  expect((await confirm(token)).json().code).toBe('link_expired');
});

test('whoever asks for it again and again fills no mailbox, and the links that came still work', async () => {
  const { email } = await owner();
  for (let i = 0; i < 5; i += 1) await ask(email);
  expect(await lettersTo(email)).toHaveLength(3);
  expect((await confirm(await tokenFor(email))).statusCode).toBe(204);
});

test('the first link that is used makes the others worthless', async () => {
  const { email } = await owner();
  await ask(email);
  const first = await tokenFor(email);
  await ask(email);
  expect((await confirm(await tokenFor(email))).statusCode).toBe(204);
  expect((await confirm(first)).json().code).toBe('link_expired');
});

test('a mailbox alone does not open an account with a second factor', async () => {
  const person = await owner();
  await world.system(({ db, now }) =>
    db
      .updateTable('identity.person_secret')
      .set({ totp_secret: 'JBSWY3DPEHPK3PXP', totp_confirmed_at: now })
      .where('person_id', '=', person.id)
      .execute(),
  );
  await ask(person.email);
  await confirm(await tokenFor(person.email));
  expect((await post('/v1/session', { email: person.email, password: NEW })).json().code).toBe(
    'code_required',
  );
});

test('the letter comes from the one that sells to them, in their language', async () => {
  const customer = await world.customer();
  const person = await world.person(customer, ['administrator'], { language: 'ar' });
  await ask(person.email);
  expect(await lettersTo(person.email)).toMatchObject([
    {
      seller_id: customer.seller_id,
      language: 'ar',
      kind: 'password_reset',
      subject: 'تعيين كلمة مرور جديدة',
    },
  ]);
});

test('one address asks ten times a minute at most', async () => {
  const codes: number[] = [];
  for (let i = 0; i < 11; i += 1)
    codes.push((await request('stranger@world.example', '203.0.113.5')).statusCode);
  expect(codes).toEqual([...Array(10).fill(204), 429]);
});
