import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, signIn, type World } from '../../test/world.ts';
import type { Organization } from '../identity/index.ts';
import { emit } from './events.ts';

let world: World;
let app: FastifyInstance;
let url: string;
beforeAll(async () => {
  world = await openWorld();
  app = await world.http();
  await app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/v1/events`;
});
afterAll(async () => {
  await app.close();
  await world.close();
});

type Heard = { event: string; id: string; data: { subject_id: string; payload: unknown } };

/** A reader of the stream, as a page is: what it has heard so far, and how it goes away. */
async function listen(headers: Record<string, string>, query = '') {
  const leaving = new AbortController();
  const response = await fetch(url + query, { headers, signal: leaving.signal });
  if (!response.ok || !response.body) throw new Error(`${response.status} ${await response.text()}`);
  const heard: Heard[] = [];
  let text = '';
  const ended = (async () => {
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      heard.push(...blocks.filter((block) => block.startsWith('event:')).map(read));
    }
  })().catch(() => {});
  return { heard, ended, leave: () => leaving.abort() };
}

function read(block: string): Heard {
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2) ?? '';
  return { event: field('event'), id: field('id'), data: JSON.parse(field('data')) };
}

async function say(audience: Organization[], name: string, subjectId: string = randomUUID()) {
  const resellerId = audience[0]?.reseller_id ?? '';
  await world.system(async (ctx) =>
    emit(ctx, { resellerId, name, subjectId, payload: { name }, audience: audience.map(({ id }) => id) }),
  );
}

const until = (condition: () => boolean) =>
  expect.poll(condition, { timeout: 10_000, interval: 30 }).toBe(true);

async function reader(organization?: Organization) {
  const mine = organization ?? (await world.reseller());
  const person = await world.person(mine, ['owner']);
  return { mine, person, browser: await signIn(app, person.email) };
}

describe('live events', () => {
  test('a page hears what concerns its organization, in order, and nothing of strangers', async () => {
    const { mine, browser } = await reader();
    const stranger = await world.reseller();
    await say([mine], 'before.opening');
    const page = await listen(browser);
    await say([mine], 'invoice.issued');
    await say([stranger], 'secret.thing');
    await say([mine, stranger], 'order.placed');
    // What came just before may be told once more: while another transaction runs, nobody knows what is older than it.
    const heard = () => page.heard.filter(({ event }) => event !== 'before.opening');
    await until(() => heard().length >= 2);
    expect(heard().map(({ event }) => event)).toEqual(['invoice.issued', 'order.placed']);
    expect(heard()[0]?.data.payload).toEqual({ name: 'invoice.issued' });
    page.leave();
  });

  test('a lost stream goes on after the last event it heard', async () => {
    const { mine, browser } = await reader();
    const first = await listen(browser);
    await say([mine], 'one.said');
    await until(() => first.heard.length === 1);
    first.leave();
    await first.ended;
    await say([mine], 'two.said');
    await say([mine], 'three.said');
    const id = first.heard[0]?.id ?? '';
    const again = await listen({ ...browser, 'last-event-id': id });
    await until(() => again.heard.length === 2);
    const asked = await listen(browser, `?after=${id}`);
    await until(() => asked.heard.length === 2);
    for (const page of [again, asked])
      expect(page.heard.map(({ event }) => event)).toEqual(['two.said', 'three.said']);
    again.leave();
    asked.leave();
  });

  test('the session’s live_cursor misses nothing between the answer and the stream', async () => {
    const { mine, browser } = await reader();
    const { live_cursor } = (await app.inject({ url: '/v1/session', headers: browser })).json();
    await say([mine], 'between.both');
    const page = await listen(browser, `?after=${live_cursor}`);
    await until(() => page.heard.length === 1);
    expect(page.heard[0]?.event).toBe('between.both');
    page.leave();
  });

  test('one subject can be followed alone', async () => {
    const { mine, browser } = await reader();
    const subject = randomUUID();
    const page = await listen(browser, `?subject_id=${subject}`);
    await say([mine], 'other.thing');
    await say([mine], 'run.progressed', subject);
    await until(() => page.heard.length === 1);
    expect(page.heard[0]).toMatchObject({ event: 'run.progressed', data: { subject_id: subject } });
    page.leave();
  });

  test('signing out ends the stream', async () => {
    const { mine, browser } = await reader();
    const page = await listen(browser);
    await say([mine], 'still.here');
    await until(() => page.heard.length === 1);
    await app.inject({ method: 'DELETE', url: '/v1/session', headers: browser });
    await say([mine], 'not.anymore');
    await page.ended;
    expect(page.heard).toHaveLength(1);
  });

  test('nobody hears nothing, and a bad cursor is named', async () => {
    expect((await fetch(url)).status).toBe(401);
    const { browser } = await reader();
    const answer = await fetch(`${url}?after=yesterday`, { headers: browser });
    expect(await answer.json()).toMatchObject({ status: 422, errors: [{ pointer: '#/after' }] });
  });

  test('one person holds twenty streams at most', async () => {
    const { browser } = await reader();
    const pages = await Promise.all(Array.from({ length: 20 }, () => listen(browser)));
    await expect(listen(browser)).rejects.toThrow(/^429/);
    for (const page of pages) page.leave();
    await Promise.all(pages.map(({ ended }) => ended));
  });

  test('the server closes although pages listen', async () => {
    const own = await world.http();
    await own.listen({ port: 0, host: '127.0.0.1' });
    const { browser } = await reader();
    const address = `http://127.0.0.1:${(own.server.address() as AddressInfo).port}/v1/events`;
    const response = await fetch(address, { headers: browser });
    const text = response.text();
    // As a browser does that expects to need it: it never says a word.
    const silent = connect((own.server.address() as AddressInfo).port, '127.0.0.1');
    await once(silent, 'connect');
    const gone = once(silent, 'close');
    await own.close();
    await gone;
    expect(await text).toMatch(/^retry: 2000\nid: \d+\.\d+\n\n/);
  });
});
