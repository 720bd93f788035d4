import type { FastifyInstance, InjectOptions } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createServiceBroker } from '../../server/connectors/index.ts';
import { useProvisioner } from '../../server/orders/index.ts';
import { stockCatalogue } from '../catalogue.ts';
import type { ApprovedReseller } from '../join.ts';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { lastLink, openWorld, signIn, type World } from '../world.ts';

type Browser = Record<string, string>;
// biome-ignore lint/suspicious/noExplicitAny: the story reads answers as a browser's script would.
type Answered = { status: number; body: any; text: string };

let world: World;
let app: FastifyInstance;
let sandbox: Sandbox;
let stock: Awaited<ReturnType<typeof stockCatalogue>>;
let najd: ApprovedReseller;
let hijaz: ApprovedReseller;
let [atNajd, atHijaz, manager, boss]: Browser[] = [];
beforeAll(async () => {
  world = await openWorld();
  sandbox = await startSandbox();
  const access = { url: sandbox.url, username: 'caravan', password: 'sandbox' };
  useProvisioner('open-service-broker', createServiceBroker(access));
  app = await world.http();
  stock = await stockCatalogue(world);
  najd = await world.approvedReseller({ plan: stock.silver.id });
  hijaz = await world.approvedReseller({ plan: stock.silver.id });
  const management = await world.person(await world.vendor(), ['management']);
  atNajd = await signIn(app, najd.owner.email);
  atHijaz = await signIn(app, hijaz.owner.email);
  manager = await signIn(app, najd.manager.email);
  boss = await signIn(app, management.email);
});
afterAll(async () => {
  await app.close();
  await sandbox.stop();
  await world.close();
});

async function ask(
  who: Browser | undefined,
  method: InjectOptions['method'],
  url: string,
  payload?: object,
): Promise<Answered> {
  const answer = await app.inject({ method, url, headers: who ?? {}, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body ? answer.json() : null, text: answer.body };
}

const DEALS = '/v1/deals/deals';
const aDeal = (more: object = {}) => ({
  ...{ name: 'Al-Noor Clinics', country: 'SA', contact_name: 'Dr. Salma', closes_on: '2026-03-31' },
  value: { amount: 12_000_000, currency: 'SAR' },
  lines: [{ product_id: stock.monthly.product_id, quantity: 40 }],
  register: true,
  ...more,
});

describe('a deal, from its registration to its order', () => {
  let id: string;

  test('is registered, asked about, answered and decided in time', async () => {
    const made = await ask(atNajd, 'POST', DEALS, aDeal({ headcount: 120, domain: 'alnoor.example' }));
    expect(made).toMatchObject({
      status: 201,
      body: { state: 'submitted', likenesses: null, extensions_left: 2 },
    });
    id = made.body.id;
    const queue = await ask(manager, 'GET', `${DEALS}?state=submitted`);
    expect(queue.body.items).toMatchObject([
      { id, buyer: { id: najd.organization.id }, can: { approve: true } },
    ]);
    expect((await ask(manager, 'POST', `${DEALS}/${id}/return`, { note: 'Who decides?' })).body.state).toBe(
      'returned',
    );
    const answer = { note: 'Their CFO, in February', changes: { contact_name: 'Dr. Huda' } };
    const again = await ask(atNajd, 'POST', `${DEALS}/${id}/resubmit`, answer);
    expect(again.body).toMatchObject({ state: 'submitted', contact_name: 'Dr. Huda' });
    const approved = await ask(manager, 'POST', `${DEALS}/${id}/approve`, {});
    expect(approved.body).toMatchObject({
      state: 'approved',
      protected_until: '2026-04-15',
      incentive_rate: '0.050000',
    });
    expect(approved.body.timers.length).toBeGreaterThan(0);
    expect((await ask(atNajd, 'GET', `${DEALS}/${id}`)).body.timers).toEqual([]);
    const twice = await ask(manager, 'POST', `${DEALS}/${id}/approve`, {});
    expect(twice).toMatchObject({ status: 409, body: { code: 'illegal_move' } });
  });

  test('moves through the pipeline, and counts in the forecast by its chance', async () => {
    const moved = await ask(atNajd, 'POST', `${DEALS}/${id}/stage`, { stage: 'proposal' });
    expect(moved.body).toMatchObject({ stage: 'proposal', probability: 50 });
    const forecast = await ask(atNajd, 'GET', `${DEALS}/forecast`);
    expect(forecast.body.months).toMatchObject([
      { month: '2026-03', value: { amount: 12_000_000 }, weighted: { amount: 6_000_000 } },
    ]);
    expect((await ask(manager, 'GET', `${DEALS}/forecast`)).body.resellers).toMatchObject([
      { name: najd.organization.name },
    ]);
  });

  test('is won by the customer’s order, and its incentive goes on for a year', async () => {
    const customer = await ask(atNajd, 'POST', '/v1/orders/customers', {
      ...{ name: 'Al-Noor Clinics', country: 'SA', domain: 'alnoor.example', headcount: 120 },
      ...{ body_kind: 'business', registration_number: null, language: 'ar', contact: null },
    });
    await ask(atNajd, 'POST', `${DEALS}/${id}/link`, { customer_id: customer.body.id });
    const lines = [{ offer_id: stock.monthly.id, quantity: 40 }];
    const order = await ask(atNajd, 'POST', '/v1/orders/orders', { customer_id: customer.body.id, lines });
    expect(order.status).toBe(201);
    await world.runJobs();
    const won = await ask(atNajd, 'GET', `${DEALS}/${id}`);
    expect(won.body).toMatchObject({
      state: 'won',
      won_order: { id: order.body.id, number: order.body.number },
    });
    expect(won.body.incentives).toMatchObject([{ rate: '0.050000', valid_to: '2027-01-15' }]);
    expect(won.body.history.at(-1)).toMatchObject({ move: 'win', by: 'clock' });
  });
});

describe('blind: a stranger’s deal and none are the same to a reseller', () => {
  // Names of one length; Najd works on the first alone, and sells to the third.
  const [KNOWN, UNKNOWN, SOLD_TO] = ['Sarawat Steel', 'Dahna Textile', 'Qunfudah Salt'];
  const statements: string[] = [];
  const query = pg.Client.prototype.query;
  beforeAll(async () => {
    const first = await ask(
      atNajd,
      'POST',
      DEALS,
      aDeal({ name: KNOWN, domain: 'sarawat.example', registration_number: '1010-77' }),
    );
    await ask(manager, 'POST', `${DEALS}/${first.body.id}/approve`, {});
    await ask(atNajd, 'POST', '/v1/orders/customers', {
      ...{ name: SOLD_TO, country: 'SA', domain: 'qunfuda.example', headcount: 90, body_kind: 'business' },
      ...{ registration_number: '2020-66', language: 'en', contact: null },
    });
    await world.runJobs();
    pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
      const [config] = args as [string | { text: string }];
      statements.push(typeof config === 'string' ? config : config.text);
      return Reflect.apply(query, this, args);
    } as typeof query;
  });
  afterAll(() => {
    pg.Client.prototype.query = query;
  });

  type Seen = { answers: string[]; statements: string[]; events: string; letters: string };
  type Customer = { name: string; domain: string; registration_number: string };

  /** Everything a reseller can ask about a customer before and after the comparison, and everything it is told. */
  async function lookAt(who: ApprovedReseller, about: Customer): Promise<Seen> {
    const seen = { answers: [] as string[], statements: [] as string[] };
    const browser = await signIn(app, who.owner.email);
    const { name } = about;
    const own = [...Object.values(about), who.organization.name, who.owner.name];
    const blind = (text: string) =>
      own
        .reduce((plain, word, place) => plain.replaceAll(word, `<${place}>`), text)
        .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')
        .replaceAll(/DL-[A-Z0-9]{6}/g, '<number>');
    let id = '';
    const knock = async (method: InjectOptions['method'], url: string, payload?: object) => {
      statements.length = 0;
      const answer = await ask(browser, method, url.replace('$id', id), payload);
      seen.answers.push(`${answer.status} ${blind(answer.text)}`);
      seen.statements.push(...statements);
      return answer;
    };
    id = (await knock('POST', DEALS, aDeal({ ...about, register: false }))).body.id;
    await knock('POST', `${DEALS}/$id/register`, {});
    const look = async () => {
      for (const url of [
        `${DEALS}/$id`,
        `${DEALS}?q=${encodeURIComponent(name)}`,
        `${DEALS}/counts`,
        `${DEALS}/forecast`,
      ])
        await knock('GET', url);
      await knock('GET', `${DEALS}/$id/duplicates`);
      await knock('GET', `${DEALS}/$id/customer-likenesses`);
      await knock('GET', `${DEALS}?alike=true&q=${encodeURIComponent(name)}`);
      await knock('POST', `${DEALS}/$id/register`, {});
    };
    await look();
    await world.runJobs();
    await look();
    await ask(manager, 'POST', `${DEALS}/${id}/return`, { note: 'Tell us more' });
    await knock('PATCH', `${DEALS}/$id`, { name, headcount: 30 });
    await knock('PATCH', `${DEALS}/$id`, { domain: 'not a domain' });
    await knock('POST', `${DEALS}/$id/resubmit`, { note: 'Here' });
    await world.runJobs();
    await look();
    await knock('POST', `${DEALS}/$id/stage`, { stage: 'negotiation' });
    await knock('POST', `${DEALS}/$id/recall`, {});
    await knock('POST', `${DEALS}/$id/lose`, { reason: 'price' });
    const events = await world.as(who.organization, ['owner'], ({ db }) =>
      db
        .selectFrom('base.event')
        .select(['name', 'payload', 'audience'])
        .where('subject_id', '=', id)
        .orderBy('id')
        .execute(),
    );
    const letters = await world.system(({ db }) =>
      db
        .selectFrom('base.mail')
        .select(['kind', 'subject', 'body'])
        .where('recipient', '=', who.owner.email)
        .where('kind', 'like', 'deal.%')
        .execute(),
    );
    return { ...seen, events: blind(JSON.stringify(events)), letters: blind(JSON.stringify(letters)) };
  }

  test('no answer, no error, no statement of the database, no news and no letter differ', async () => {
    const yanbu = await world.approvedReseller({ plan: stock.silver.id });
    const number = { registration_number: '9090-88' };
    const none = await lookAt(yanbu, { name: UNKNOWN, domain: 'dahnaaa.example', ...number });
    const known = await lookAt(hijaz, {
      name: KNOWN,
      domain: 'sarawat.example',
      registration_number: '1010-77',
    });
    expect(known.answers).toEqual(none.answers);
    expect(known.statements).toEqual(none.statements);
    expect(known.statements.length).toBeGreaterThan(100);
    expect([known.events, known.letters]).toEqual([none.events, none.letters]);
    expect(known.letters).toContain('deal.return');
    const tabuk = await world.approvedReseller({ plan: stock.silver.id });
    const soldTo = await lookAt(tabuk, {
      name: SOLD_TO,
      domain: 'qunfuda.example',
      registration_number: '2020-66',
    });
    expect(soldTo).toEqual(none);
    const sold = await ask(manager, 'GET', `${DEALS}?q=${encodeURIComponent(SOLD_TO)}`);
    const likely = await ask(manager, 'GET', `${DEALS}/${sold.body.items[0].id}/customer-likenesses`);
    expect(likely.body.items).toMatchObject([
      {
        verdict: 'open',
        customer: { name: SOLD_TO, domain: 'qunfuda.example' },
        partner: { id: najd.organization.id, name: najd.organization.name },
        reasons: [{ kind: 'registration' }, { kind: 'domain' }, { kind: 'name' }, { kind: 'spelling' }],
      },
    ]);
    // The vendor saw it, all the while.
    const alike = await ask(manager, 'GET', `${DEALS}?q=${encodeURIComponent(KNOWN)}`);
    expect(alike.body.items).toMatchObject([
      { buyer: { id: hijaz.organization.id } },
      { buyer: { id: najd.organization.id } },
    ]);
    const { body } = await ask(manager, 'GET', `${DEALS}/${alike.body.items[0].id}/duplicates`);
    expect(body.items).toMatchObject([
      {
        first: true,
        other: { buyer: { id: najd.organization.id }, state: 'approved' },
        reasons: [{ kind: 'registration' }, { kind: 'domain' }, { kind: 'name' }, { kind: 'spelling' }],
      },
    ]);
  });
});

describe('two partners and one customer', () => {
  test('the vendor sees both side by side, helps no rival, and the customer’s signed choice wins', async () => {
    const first = await ask(
      atNajd,
      'POST',
      DEALS,
      aDeal({ name: 'Al-Rawdah Hospital', domain: 'rawdah.example' }),
    );
    await ask(manager, 'POST', `${DEALS}/${first.body.id}/approve`, {});
    const second = await ask(
      atHijaz,
      'POST',
      DEALS,
      aDeal({ name: 'مستشفى الروضة', contact_email: 'it@rawdah.example' }),
    );
    await world.runJobs();
    const seen = await ask(manager, 'GET', `${DEALS}/${second.body.id}/duplicates`);
    expect(seen.body.items).toMatchObject([
      { first: true, verdict: 'open', other: { id: first.body.id, buyer: { name: najd.organization.name } } },
    ]);
    const refused = await ask(manager, 'POST', `${DEALS}/${second.body.id}/approve`, {});
    expect(refused).toMatchObject({ status: 409, body: { code: 'deal_contested' } });
    const asked = await ask(manager, 'POST', `${DEALS}/${first.body.id}/choice-link`, {
      ...{
        chosen_id: hijaz.organization.id,
        signer_name: 'Dr. Huda',
        signer_email: 'huda@rawdah.example',
        language: 'ar',
      },
    });
    expect(asked.status).toBe(202);
    const link = await lastLink(world, 'huda@rawdah.example');
    const token = link.searchParams.get('token');
    expect(link.pathname).toBe('/choice');
    const opened = await ask(undefined, 'POST', '/v1/deals/choices/link', { token });
    expect(opened.body).toMatchObject({
      customer: 'Al-Rawdah Hospital',
      chosen: hijaz.organization.name,
      language: 'ar',
    });
    expect(
      (await ask(undefined, 'POST', '/v1/deals/choices', { token, signer_name: 'Dr. Huda' })).status,
    ).toBe(201);
    expect(
      (await ask(undefined, 'POST', '/v1/deals/choices', { token, signer_name: 'Dr. Huda' })).status,
    ).toBe(409);
    const lost = await ask(atNajd, 'GET', `${DEALS}/${first.body.id}`);
    expect(lost.body).toMatchObject({ state: 'lost', ended_reason: 'customer_choice' });
    expect(lost.text).not.toContain(hijaz.organization.name);
    expect((await ask(atNajd, 'GET', `${DEALS}/${first.body.id}/choice`)).status).toBe(403);
    const kept = await ask(manager, 'GET', `${DEALS}/${first.body.id}/choice`);
    expect(kept.body.choice).toMatchObject({ signer_name: 'Dr. Huda', via: 'link', text: opened.body.text });
    expect((await ask(manager, 'POST', `${DEALS}/${second.body.id}/approve`, {})).body.state).toBe(
      'approved',
    );
  });
});

describe('the clock', () => {
  test('goes by the rules of the day of registration; a late decision climbs, a protection ends', async () => {
    const rules = await ask(boss, 'GET', '/v1/deals/rules');
    const { version: _, recorded_at: _at, ...current } = rules.body.items[0];
    const published = {
      ...current,
      valid_from: '2026-01-15',
      decision_days: 1,
      reminder_days: 0,
      protection_days: 20,
    };
    expect((await ask(atNajd, 'POST', '/v1/deals/rules', published)).status).toBe(403);
    expect(
      (await ask(boss, 'POST', '/v1/deals/rules', { ...published, incentive_rate: '0.07' })).status,
    ).toBe(201);
    const made = await ask(atNajd, 'POST', DEALS, aDeal({ name: 'Najran Quarries' }));
    expect(made.body.decide_by).toBe('2026-01-18T21:00:00.000Z');
    world.moveTo('2026-01-19T06:00:00Z');
    await world.tick();
    const overdue = await ask(await signIn(app, najd.supervisor.email), 'GET', `${DEALS}?overdue=true`);
    expect(overdue.body.items).toMatchObject([{ id: made.body.id, can: { approve: true } }]);
    const approved = await ask(boss, 'POST', `${DEALS}/${made.body.id}/approve`, {});
    expect(approved.body).toMatchObject({ incentive_rate: '0.070000', protected_until: '2026-02-08' });
    expect((await ask(atNajd, 'POST', `${DEALS}/${made.body.id}/extend`, {})).body.protected_until).toBe(
      '2026-03-10',
    );
    world.moveTo('2026-03-10T06:00:00Z');
    await world.tick();
    const over = await ask(await signIn(app, najd.owner.email), 'GET', `${DEALS}/${made.body.id}`);
    expect(over.body).toMatchObject({
      state: 'expired',
      can: { register: true },
      history: expect.any(Array),
    });
    expect(over.body.history.at(-1)).toMatchObject({ move: 'expire', by: 'clock' });
  });
});
