import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Organization } from '../../server/identity/index.ts';
import { offerOf } from '../catalogue.ts';
import { type Browser, openStory, type Story } from '../story.ts';

let story: Story;
let finance: Browser;
beforeAll(async () => {
  story = await openStory('2026-01-10T06:00:00.000Z');
  finance = await story.browser(await story.world.vendor(), 'finance');
});
afterAll(() => story.close());

type Line = { component: string; quantity: number; days: number; net: { amount: number } };
const brief = ({ component, quantity, days, net }: Line) => [component, quantity, days, net.amount];
const sorted = (lines: Line[]) => lines.map(brief).sort();

async function seller(name: string, preference: 'prepay' | 'postpay') {
  const organization = await story.reseller(preference, name);
  const owner = await story.browser(organization, 'owner');
  return { organization, owner };
}

async function accountOf({ id }: Organization): Promise<string> {
  const account = await story.world.system(({ db }) =>
    db.selectFrom('identity.account').select('id').where('buyer_id', '=', id).executeTakeFirstOrThrow(),
  );
  return account.id;
}

async function sold(organization: Organization, offerId: string, quantity: number, domain: string) {
  const { subscriptionId } = await story.sell(organization, offerId, quantity, domain);
  return `/v1/orders/subscriptions/${subscriptionId}`;
}

const move = async (day: string) => {
  story.world.moveTo(`${day}T06:00:00.000Z`);
  await story.world.tick();
};

describe('a pause that is free', () => {
  test('rests from its day to the day it resumes by itself; nothing is charged between, its units are kept', async () => {
    const najd = await seller('Najd IT', 'postpay');
    const path = await sold(najd.organization, story.stock.monthly.id, 10, 'noor.example');
    await move('2026-01-20');
    expect(await story.ask(finance, 'POST', `${path}/pause`, {})).toMatchObject({ status: 403 });
    expect(await story.ask(najd.owner, 'POST', `${path}/pause`, { resumes_on: '2026-01-20' })).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/resumes_on' }],
    });
    expect(await story.ask(najd.owner, 'GET', path)).toMatchObject({
      pausing: 'free',
      can: { pause: true, resume: 'It is not paused.' },
    });
    await story.ask(najd.owner, 'POST', `${path}/pause`, { resumes_on: '2026-02-05' });
    await story.world.runJobs();
    const paused = await story.ask(najd.owner, 'GET', path);
    expect(paused).toMatchObject({
      state: 'paused',
      quantity: 10,
      resumes_on: '2026-02-05',
      segments: [
        { starts_on: '2026-01-10', quantity: 10, paused: false },
        { starts_on: '2026-01-20', quantity: 0, paused: true },
      ],
      operations: [{ kind: 'pause', state: 'succeeded' }, { kind: 'create' }],
      can: { resume: true, cancel: true, pause: 'This subscription is paused; resume it first.' },
    });
    expect(await story.ask(najd.owner, 'POST', `${path}/quantity`, { quantity: 12 })).toMatchObject({
      status: 409,
    });
    await move('2026-02-01');
    await story.monthEnd(finance, '2026-02-01');
    // 10 × 2160 × 10/31
    expect(sorted((await story.newest(najd.owner)).lines)).toEqual([['usage', 10, 10, 6968]]);
    await move('2026-02-04');
    expect((await story.ask(najd.owner, 'GET', path)).state).toBe('paused');
    await move('2026-02-05');
    expect(await story.ask(najd.owner, 'GET', path)).toMatchObject({
      state: 'active',
      quantity: 10,
      resumes_on: null,
    });
    await move('2026-03-01');
    await story.monthEnd(finance, '2026-03-01');
    // 10 × 2160 × 24/28
    expect(sorted((await story.newest(najd.owner)).lines)).toEqual([['usage', 10, 24, 18514]]);
  });

  test('gives back at once what was paid ahead, and charges the rest of the cycle when it resumes', async () => {
    const jidda = await seller('Jidda Systems', 'prepay');
    await move('2026-03-10');
    const path = await sold(jidda.organization, story.stock.monthly.id, 4, 'jidda.example');
    const [request] = (await story.ask(jidda.owner, 'GET', '/v1/billing/payment-requests')).items;
    await story.ask(finance, 'POST', '/v1/billing/payments', {
      account_id: await accountOf(jidda.organization),
      amount: request.total.amount,
      received_on: '2026-03-10',
      note: 'cash',
    });
    await story.world.runJobs();
    await move('2026-03-20');
    await story.ask(jidda.owner, 'POST', `${path}/pause`, {});
    await story.world.runJobs();
    const note = await story.newest(jidda.owner);
    // 4 × 2295 × 21/31 of the cycle from 10 March to 10 April
    expect(note.kind).toBe('credit_note');
    expect(sorted(note.lines)).toEqual([['refund', -4, 21, -6219]]);
    await move('2026-03-31');
    await story.ask(jidda.owner, 'POST', `${path}/resume`);
    await story.world.runJobs();
    // the ten days that are left of it
    expect(sorted((await story.newest(jidda.owner)).lines)).toEqual([['term', 4, 10, 2961]]);
    expect(await story.ask(jidda.owner, 'POST', `${path}/resume`)).toMatchObject({ status: 409 });
  });
});

describe('a pause of a promised term', () => {
  test('rests, and is charged as before', async () => {
    const taif = await seller('Taif Net', 'postpay');
    await move('2026-05-01');
    const path = await sold(taif.organization, story.stock.committed.id, 3, 'taif.example');
    await move('2026-05-11');
    await story.ask(taif.owner, 'POST', `${path}/pause`, {});
    await story.world.runJobs();
    expect(await story.ask(taif.owner, 'GET', path)).toMatchObject({
      state: 'paused',
      pausing: 'charged',
      segments: [{ quantity: 3 }, { starts_on: '2026-05-11', quantity: 3, paused: true }],
    });
    await move('2026-06-01');
    await story.monthEnd(finance, '2026-06-01');
    // 3 × 1728 for the whole month
    expect(sorted((await story.newest(taif.owner)).lines)).toEqual([['usage', 3, 31, 5184]]);
  });

  test('leaving costs its fee for the units it keeps, though nothing was charged while it rested', async () => {
    const offer = await story.world.system((ctx) =>
      offerOf(
        ctx,
        { code: 'SEAT-P', family_id: 'workspace', unit: 'seat' },
        { term_months: 12, cycle_months: 1, early_termination_fee_rate: '0.5', pausing: 'free' },
        '3100',
      ),
    );
    const abha = await seller('Abha Tech', 'postpay');
    await move('2026-07-01');
    const path = await sold(abha.organization, offer.id, 10, 'abha.example');
    await move('2026-07-11');
    await story.ask(abha.owner, 'POST', `${path}/pause`, {});
    await story.world.runJobs();
    await move('2026-07-21');
    await story.ask(abha.owner, 'POST', `${path}/cancel`);
    await story.world.runJobs();
    await move('2026-08-01');
    await story.monthEnd(finance, '2026-08-01');
    // 10 × 2480 × 10/31, and half of 12 × 2480 × 10 for the 345 of 365 days that are left
    expect(sorted((await story.newest(abha.owner)).lines)).toEqual([
      ['termination', 10, 345, 140647],
      ['usage', 10, 10, 8000],
    ]);
  });
});
