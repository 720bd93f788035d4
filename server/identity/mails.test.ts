import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { lastLink, openWorld, signIn, type World } from '../../test/world.ts';
import { sendMail } from '../base/mail.ts';
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
afterEach(() => vi.unstubAllEnvs());

const get = (url: string, headers: Record<string, string>) => app.inject({ url, headers });

async function invitedBy(reseller: Organization) {
  const browser = await signIn(app, (await world.person(reseller, ['owner'])).email);
  const customer = await world.customer({ seller: reseller });
  const email = `huda${reseller.id.slice(-6)}@world.example`;
  const payload = { organization_id: customer.id, email, name: 'Huda Saleh', roles: ['administrator'] };
  await app.inject({ method: 'POST', url: '/v1/identity/invitations', headers: browser, payload });
  return { browser, email };
}

test('the outbox shows what was sent in one’s own name, and each letter', async () => {
  const { browser, email } = await invitedBy(await world.reseller({ name: 'Najd IT' }));
  const { items } = (await get('/v1/identity/mails', browser)).json();
  expect(items).toMatchObject([{ recipient: email, kind: 'invitation', state: 'queued', sent_at: null }]);
  expect(items[0]).not.toHaveProperty('html');
  const mail = (await get(`/v1/identity/mails/${items[0].id}`, browser)).json();
  expect(mail.html).toContain('Najd IT');
  expect(mail.body).toContain('Accept the invitation');
  const stranger = await signIn(app, (await world.person(await world.reseller(), ['owner'])).email);
  expect((await get('/v1/identity/mails', stranger)).json().items).toEqual([]);
  expect((await get(`/v1/identity/mails/${items[0].id}`, stranger)).statusCode).toBe(404);
});

test('its search takes wildcards literally', async () => {
  const reseller = await world.reseller();
  const browser = await signIn(app, (await world.person(reseller, ['owner'])).email);
  const letter = { from: { name: 'x' }, heading: 'x', paragraphs: [] };
  const to = {
    resellerId: reseller.reseller_id,
    sellerId: reseller.id,
    recipient: 'a@world.example',
    language: 'en' as const,
    kind: 'test',
    letter,
  };
  await world.system(async (ctx) => {
    await sendMail(ctx, { ...to, subject: '100% sure' });
    await sendMail(ctx, { ...to, subject: '100 camels' });
  });
  const { items } = (await get('/v1/identity/mails?q=100%25', browser)).json();
  expect(items.map(({ subject }: { subject: string }) => subject)).toEqual(['100% sure']);
});

test('with a mail server, nobody reads another’s one-time link in it', async () => {
  const { browser, email } = await invitedBy(await world.reseller());
  const token = (await lastLink(world, email)).searchParams.get('token') ?? '';
  const [{ id }] = (await get('/v1/identity/mails', browser)).json().items;
  expect((await get(`/v1/identity/mails/${id}`, browser)).body).toContain(token);
  vi.stubEnv('SMTP_URL', 'smtp://mail.world.example');
  const hidden = (await get(`/v1/identity/mails/${id}`, browser)).json();
  expect(hidden.html + hidden.body).not.toContain(token);
  expect(hidden.body).toContain('/invitation?token=…');
});
