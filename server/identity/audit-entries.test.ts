import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openWorld, signIn, type World } from '../../test/world.ts';
import type { Organization } from './organizations.rules.ts';
import { editOrganization } from './organizations.ts';

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

async function read(browser: Record<string, string>, query = '') {
  const answer = await app.inject({ url: `/v1/identity/audit-entries${query}`, headers: browser });
  const items: { action: string }[] = query.includes('csv') ? [] : (answer.json().items ?? []);
  return { status: answer.statusCode, csv: answer.body, actions: items.map(({ action }) => action) };
}

async function staffed() {
  const reseller = await world.reseller();
  const owner = await world.person(reseller, ['owner']);
  return { reseller, owner, browser: await signIn(app, owner.email) };
}

const rename = (organization: Organization, name: string, personId: string) =>
  world.as(organization, ['owner'], (ctx) => editOrganization(ctx, organization.id, { name }), personId);

test('the log says who did what, from where, newest first', async () => {
  const { reseller, owner, browser } = await staffed();
  world.moveTo('2026-01-15T07:00:00.000Z');
  await rename(reseller, 'Najd IT', owner.id);
  const answer = (await app.inject({ url: '/v1/identity/audit-entries', headers: browser })).json();
  expect(answer.items).toHaveLength(2);
  expect(answer.items[0]).toMatchObject({
    action: 'organization.edited',
    subject_kind: 'organization',
    subject_id: reseller.id,
    details: { name: 'Najd IT' },
    person_id: owner.id,
    recorded_at: '2026-01-15T07:00:00.000Z',
  });
  expect(answer.items[1]).toMatchObject({
    action: 'session.started',
    person_name: owner.name,
    address: '127.0.0.1',
  });
});

test('is narrowed by action, noun, person, words and civil days', async () => {
  const { reseller, owner, browser } = await staffed();
  const other = await world.person(reseller, ['owner']);
  world.moveTo('2026-01-15T21:30:00.000Z');
  await rename(reseller, 'Hijaz Cloud', other.id);
  expect((await read(browser, '?action=organization.edited')).actions).toEqual(['organization.edited']);
  expect((await read(browser, '?action=session.')).actions).toEqual(['session.started']);
  expect((await read(browser, `?person_id=${other.id}`)).actions).toEqual(['organization.edited']);
  expect((await read(browser, '?q=hijaz')).actions).toEqual(['organization.edited']);
  // In Riyadh it was the 16th already.
  expect((await read(browser, '?from=2026-01-16&to=2026-01-16')).actions).toEqual(['organization.edited']);
  expect((await read(browser, '?to=2026-01-15')).actions).toEqual(['session.started']);
  expect((await read(browser, `?person_id=${owner.id}&from=2026-01-16`)).actions).toEqual([]);
  expect((await read(browser, '?from=yesterday')).status).toBe(422);
});

test('pages without a gap, even among entries of one instant', async () => {
  const { reseller, owner, browser } = await staffed();
  for (let i = 0; i < 5; i += 1) await rename(reseller, `Name ${i}`, owner.id);
  const names: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const url = `/v1/identity/audit-entries?limit=2&action=organization.edited${cursor && `&cursor=${cursor}`}`;
    const answer: { items: { details: { name: string } }[]; next_cursor: string | null } = (
      await app.inject({ url, headers: browser })
    ).json();
    names.push(...answer.items.map(({ details }) => details.name));
    cursor = answer.next_cursor;
  }
  expect(names).toEqual(['Name 4', 'Name 3', 'Name 2', 'Name 1', 'Name 0']);
});

test('goes out as CSV', async () => {
  const { browser } = await staffed();
  const { csv } = await read(browser, '?format=csv');
  expect(csv.split('\r\n')[0]).toContain('action,subject_kind,subject_id');
  expect(csv).toContain('session.started');
});

test('shows keepers their own organization alone', async () => {
  const { reseller } = await staffed();
  const stranger = await staffed();
  expect((await read(stranger.browser, '?action=organization.edited')).actions).toEqual([]);
  const sales = await signIn(app, (await world.person(reseller, ['sales'])).email);
  expect((await read(sales)).status).toBe(403);
});
