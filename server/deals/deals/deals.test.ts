import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stockCatalogue } from '../../../test/catalogue.ts';
import type { ApprovedReseller } from '../../../test/join.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { verifyAudit } from '../../base/audit.ts';
import type { Ctx } from '../../base/ctx.ts';
import { getAccountBetween } from '../../identity/index.ts';
import { dealIncentivesOn } from '../index.ts';
import { linkDeal, loseDeal, winDeal, winDealsByOrder } from './deal-outcomes.ts';
import {
  approveDeal,
  declineDeal,
  extendDeal,
  recallDeal,
  registerDeal,
  resubmitDeal,
  returnDeal,
} from './deal-registration.ts';
import { publishSettings } from './deal-settings.ts';
import { countDeals, getDeal, getForecast, listDeals } from './deal-views.ts';
import type { NewDeal } from './deals.rules.ts';
import { draftDeal, editDeal, stageDeal } from './deals.ts';

let world: World;
let partner: ApprovedReseller;
let stock: Awaited<ReturnType<typeof stockCatalogue>>;
beforeAll(async () => {
  world = await openWorld();
  stock = await stockCatalogue(world);
  partner = await world.approvedReseller({ plan: stock.silver.id, language: 'ar' });
});
afterAll(() => world.close());

const FIRST = { limit: 50, format: 'json' } as const;
let serial = 0;
function aDeal(more: Partial<NewDeal> = {}): NewDeal {
  serial += 1;
  return {
    name: `Prospect ${serial} of its own kind`,
    ...{ name_other: null, country: 'SA', domain: `prospect${serial}.example`, registration_number: null },
    ...{ group_name: null, headcount: 40, body_kind: 'business', about: null },
    ...{ contact_name: 'Salma', contact_email: null, contact_phone: null },
    ...{ value: 1_000_000n, currency: 'SAR', closes_on: '2026-03-31', stage: 'prospect', customer_id: null },
    lines: [{ product_id: stock.monthly.product_id, quantity: 25 }],
    ...more,
  };
}

const seller = <T>(work: (ctx: Ctx) => Promise<T>, of = partner) =>
  world.as(of.organization, ['sales'], work, of.owner.id);
const office = async <T>(work: (ctx: Ctx) => Promise<T>, role = 'channel_manager') =>
  world.as(await world.vendor(), [role], work, partner.manager.id);

const drafted = (more: Partial<NewDeal> = {}) => seller((ctx) => draftDeal(ctx, aDeal(more)));
async function registered(more: Partial<NewDeal> = {}) {
  const { id } = await drafted(more);
  return seller((ctx) => registerDeal(ctx, id));
}
async function approved(more: Partial<NewDeal> = {}) {
  const { id } = await registered(more);
  return office((ctx) => approveDeal(ctx, id, null));
}
const customer = () => world.customer({ seller: partner.organization });

async function letters(kind: string, number: string) {
  return world.system(({ db }) =>
    db
      .selectFrom('base.mail')
      .select(['recipient', 'language', 'subject', 'body'])
      .where('kind', '=', kind)
      .where('subject', 'like', `%${number}%`)
      .orderBy('id')
      .execute(),
  );
}
const timersOf = (id: string) =>
  world.system(({ db }) =>
    db
      .selectFrom('deals.deal_timer')
      .select(['kind', 'due_at', 'fired_at', 'stopped_at'])
      .where('deal_id', '=', id)
      .orderBy('due_at')
      .execute(),
  );
const running = async (id: string) =>
  (await timersOf(id)).filter((timer) => !timer.fired_at && !timer.stopped_at).map(({ kind }) => kind);

describe('a draft', () => {
  test('is the reseller’s alone until it is registered', async () => {
    const deal = await drafted();
    expect(deal).toMatchObject({ state: 'draft', probability: 10, owner_id: partner.owner.id });
    await expect(office((ctx) => getDeal(ctx, deal.id))).rejects.toMatchObject({ kind: 'missing' });
    await seller((ctx) => registerDeal(ctx, deal.id));
    const seen = await office((ctx) => getDeal(ctx, deal.id));
    expect(seen).toMatchObject({ state: 'submitted', lines: [{ quantity: 25, unit: 'seat' }] });
    expect(seen.history.map(({ move }) => move)).toEqual(['draft', 'register']);
  });

  test.each([
    [{ country: 'XX' }, '#/country'],
    [{ currency: 'XXX' }, '#/currency'],
    [{ domain: 'no domain' }, '#/domain'],
    [
      { lines: [{ product_id: '019b0000-0000-7000-8000-000000000000', quantity: 1 }] },
      '#/lines/0/product_id',
    ],
  ])('with %j is refused, pointing at the field', async (more, pointer) => {
    await expect(drafted(more)).rejects.toMatchObject({ kind: 'invalid', errors: [{ pointer }] });
  });

  test('takes a web address for a domain', async () => {
    expect(await drafted({ domain: 'https://www.Alnoor.example/contact' })).toMatchObject({
      domain: 'alnoor.example',
    });
  });

  test('is no one else’s to make: the vendor, a customer’s reseller below, an applicant', async () => {
    const below = await world.reseller({ seller: partner.organization });
    const one = (organization: typeof below, roles: string[]) =>
      world.as(organization, roles, (ctx) => draftDeal(ctx, aDeal()));
    await expect(one(await world.vendor(), ['channel_manager'])).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(one(below, ['owner'])).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(one(partner.organization, ['support'])).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(drafted({ customer_id: (await world.customer()).id })).rejects.toMatchObject({
      kind: 'missing',
    });
  });

  test('is changed, with what changed in its history; nothing changed is no step', async () => {
    const { id } = await drafted();
    await seller((ctx) => editDeal(ctx, id, { value: 2_000_000n, lines: [] }));
    await seller((ctx) => editDeal(ctx, id, { value: 2_000_000n }));
    const { history, lines } = await seller((ctx) => getDeal(ctx, id));
    expect(lines).toEqual([]);
    expect(history.map(({ move, changes }) => [move, changes])).toEqual([
      ['draft', {}],
      ['edit', { value: '2000000', lines: [] }],
    ]);
  });
});

describe('registering', () => {
  test('tells the channel manager, starts the decision clock, and is written down', async () => {
    const deal = await registered();
    expect(deal.decide_by).toBe('2026-01-20T21:00:00.000Z');
    expect(await running(deal.id)).toEqual(['remind_decision', 'escalate_supervisor', 'escalate_management']);
    expect(await letters('deal.register', deal.number)).toMatchObject([{ recipient: partner.manager.email }]);
    const events = await world.system(({ db }) =>
      db
        .selectFrom('base.event')
        .select(['name', 'audience'])
        .where('subject_id', '=', deal.id)
        .orderBy('id')
        .execute(),
    );
    expect(events).toEqual([
      { name: 'deal.drafted', audience: [partner.organization.id] },
      { name: 'deal.registered', audience: [(await world.vendor()).id, partner.organization.id] },
    ]);
  });

  test('is taken back, changed and done anew', async () => {
    const { id, number } = await registered();
    const recalled = await seller((ctx) => recallDeal(ctx, id, 'Too early'));
    expect([recalled.state, recalled.decide_by, await running(id)]).toEqual(['recalled', null, []]);
    expect(await letters('deal.recall', number)).toHaveLength(1);
    await seller((ctx) => editDeal(ctx, id, { headcount: 50 }));
    expect(await seller((ctx) => registerDeal(ctx, id))).toMatchObject({ state: 'submitted', headcount: 50 });
  });

  test('is not the other side’s step, and what is submitted is not changed under the vendor’s eyes', async () => {
    const { id } = await registered();
    await expect(seller((ctx) => approveDeal(ctx, id, null))).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(office((ctx) => recallDeal(ctx, id, null))).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(seller((ctx) => editDeal(ctx, id, { headcount: 9 }))).rejects.toMatchObject({
      code: 'illegal_move',
    });
    await expect(office((ctx) => approveDeal(ctx, id, null), 'finance')).rejects.toMatchObject({
      kind: 'forbidden',
    });
  });
});

describe('deciding', () => {
  test('with a question: the clock stops, the answer starts it anew', async () => {
    const { id, number } = await registered();
    const returned = await office((ctx) => returnDeal(ctx, id, 'Who decides there?'));
    expect([returned.state, returned.decide_by]).toEqual(['returned', null]);
    expect(await running(id)).toEqual(['expire_unanswered']);
    const [letter] = await letters('deal.return', number);
    expect(letter).toMatchObject({ recipient: partner.owner.email, language: 'ar' });
    expect(letter?.body).toContain('Who decides there?');
    const again = await seller((ctx) => resubmitDeal(ctx, id, 'Their CFO', { contact_name: 'Dr. Huda' }));
    expect(again).toMatchObject({ state: 'submitted', contact_name: 'Dr. Huda' });
    const { history } = await office((ctx) => getDeal(ctx, id));
    expect(history.at(-1)).toMatchObject({
      move: 'resubmit',
      note: 'Their CFO',
      changes: { contact_name: 'Dr. Huda' },
    });
  });

  test('with a yes: protected by the day, with the rate of the reseller’s plan', async () => {
    await world.as(await world.vendor(), ['management'], (ctx) =>
      publishSettings(ctx, { ...RULES, rates: [{ bundle_plan_id: stock.silver.id, rate: '0.08' }] }),
    );
    const deal = await approved();
    expect(deal).toMatchObject({
      ...{
        state: 'approved',
        protected_from: '2026-01-15',
        protected_until: '2026-04-15',
        incentive_rate: '0.080000',
      },
      decided_at: world.now().toISOString(),
    });
    expect(await running(deal.id)).toEqual(['notice_expiry', 'expire']);
    const [letter] = await letters('deal.approve', deal.number);
    expect(letter?.body).toContain('2026-04-15');
  });

  test('with a no: the reason is read, nothing is earned, and the sale goes on', async () => {
    const { id, number } = await registered({ customer_id: (await customer()).id });
    const declined = await office((ctx) => declineDeal(ctx, id, 'Already our own customer'));
    expect(declined).toMatchObject({ state: 'declined', incentive_rate: null });
    expect((await letters('deal.decline', number))[0]?.body).toContain('Already our own customer');
    expect(await seller((ctx) => winDeal(ctx, id, null))).toMatchObject({ state: 'won' });
    expect((await seller((ctx) => getDeal(ctx, id))).incentives).toEqual([]);
  });

  test('two at once decide one after the other', async () => {
    const { id } = await registered();
    const both = await Promise.allSettled([
      office((ctx) => approveDeal(ctx, id, null)),
      office((ctx) => declineDeal(ctx, id, 'No'), 'management'),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

const RULES = {
  ...{ valid_from: '2026-01-15', decision_days: 3, reminder_days: 2, escalation_days: 2, answer_days: 10 },
  ...{ protection_days: 90, extension_days: 30, maximum_extensions: 2, notice_days: 14 },
  ...{ incentive_rate: '0.05', incentive_months: 12, work_week: [7, 1, 2, 3, 4], holidays: [], rates: [] },
};

describe('the rules of the program', () => {
  test('start today or later, are management’s, and bind what is registered from then', async () => {
    const publish = async (more: object, role: string) =>
      world.as(await world.vendor(), [role], (ctx) => publishSettings(ctx, { ...RULES, ...more }));
    await expect(publish({}, 'channel_manager')).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(publish({ valid_from: '2026-01-14' }, 'management')).rejects.toMatchObject({
      kind: 'invalid',
    });
    const before = await registered();
    await publish({ decision_days: 1, reminder_days: 0, protection_days: 10 }, 'management');
    const after = await registered();
    expect([before.decide_by, after.decide_by]).toEqual([
      '2026-01-20T21:00:00.000Z',
      '2026-01-18T21:00:00.000Z',
    ]);
    expect(await office((ctx) => approveDeal(ctx, before.id, null))).toMatchObject({
      protected_until: '2026-04-15',
    });
    expect(await office((ctx) => approveDeal(ctx, after.id, null))).toMatchObject({
      protected_until: '2026-01-25',
    });
    await publish({}, 'management');
  });
});

describe('extending', () => {
  test('the reseller as often as the program allows, the vendor as it sees fit', async () => {
    const { id, number } = await approved({ customer_id: (await customer()).id });
    await seller((ctx) => extendDeal(ctx, id, 'Tender delayed'));
    const twice = await seller((ctx) => extendDeal(ctx, id, null));
    expect([twice.protected_until, twice.extensions]).toEqual(['2026-06-14', 2]);
    await expect(seller((ctx) => extendDeal(ctx, id, null))).rejects.toMatchObject({ kind: 'forbidden' });
    expect(await letters('deal.extend', number)).toEqual([]);
    const thrice = await office((ctx) => extendDeal(ctx, id, null));
    expect(thrice.protected_until).toBe('2026-07-14');
    expect(await letters('deal.extend', number)).toHaveLength(1);
    expect((await seller((ctx) => getDeal(ctx, id))).incentives).toMatchObject([{ valid_to: '2026-07-14' }]);
    expect(await running(id)).toEqual(['notice_expiry', 'expire']);
  });
});

describe('what registration earns', () => {
  const offOn = async (customerId: string, on: string) => {
    const { seller_id, buyer_id } = {
      seller_id: (await world.vendor()).id,
      buyer_id: partner.organization.id,
    };
    return world.system(async (ctx) => {
      const account = await getAccountBetween(ctx, seller_id, buyer_id);
      return dealIncentivesOn(ctx, { account_id: account.id, customer_id: customerId, on });
    });
  };

  test('holds for the linked customer and the wanted products while it is protected, and for a year once it is won', async () => {
    const { id } = await approved();
    const { id: customerId } = await customer();
    expect(await offOn(customerId, '2026-01-15')).toEqual([]);
    await seller((ctx) => linkDeal(ctx, id, customerId));
    expect(await offOn(customerId, '2026-01-15')).toMatchObject([
      { deal_id: id, product_id: stock.monthly.product_id, rate: '0.050000' },
    ]);
    expect(await offOn(customerId, '2026-04-14')).toHaveLength(1);
    expect(await offOn(customerId, '2026-04-15')).toEqual([]);
    expect(await offOn((await customer()).id, '2026-01-15')).toEqual([]);
    await seller((ctx) => winDeal(ctx, id, null));
    expect(await offOn(customerId, '2027-01-14')).toHaveLength(1);
    expect(await offOn(customerId, '2027-01-15')).toEqual([]);
  });

  test('a deal that names no product takes off everything; lost, it takes off nothing from today', async () => {
    const { id: customerId } = await customer();
    const { id } = await approved({ customer_id: customerId, lines: [] });
    expect(await offOn(customerId, '2026-01-20')).toMatchObject([{ product_id: null }]);
    await seller((ctx) => loseDeal(ctx, id, { reason: 'price', note: null }));
    expect(await offOn(customerId, '2026-01-20')).toEqual([]);
  });

  test('goes along when the deal turns out to be for another customer', async () => {
    const [one, other] = [await customer(), await customer()];
    const { id } = await approved({ customer_id: one.id });
    await seller((ctx) => linkDeal(ctx, id, other.id));
    expect(await offOn(one.id, '2026-01-20')).toEqual([]);
    expect(await offOn(other.id, '2026-01-20')).toHaveLength(1);
  });
});

describe('an outcome', () => {
  test('an order wins the seller’s deals for this customer and these products, once', async () => {
    const { id: customerId } = await customer();
    const wanted = await approved({ customer_id: customerId });
    const other = await approved({
      customer_id: customerId,
      lines: [{ product_id: stock.line.product_id, quantity: 1 }],
    });
    const order = {
      ...{ id: wanted.id, number: 'O-7', seller_id: partner.organization.id, customer_id: customerId },
      product_ids: [stock.monthly.product_id],
    };
    const won = await world.system((ctx) => winDealsByOrder(ctx, order));
    expect(won).toMatchObject([{ id: wanted.id, state: 'won', won_order_number: 'O-7', probability: 100 }]);
    expect(await world.system((ctx) => winDealsByOrder(ctx, order))).toEqual([]);
    expect(await seller((ctx) => getDeal(ctx, other.id))).toMatchObject({ state: 'approved' });
    const { history } = await seller((ctx) => getDeal(ctx, wanted.id));
    expect(history.at(-1)).toMatchObject({ move: 'win', organization_id: null, changes: { order: 'O-7' } });
  });

  test('lost is lost: with its reason, and nothing goes on', async () => {
    const { id } = await approved();
    const lost = await seller((ctx) => loseDeal(ctx, id, { reason: 'no_budget', note: 'Next year' }));
    expect(lost).toMatchObject({ state: 'lost', ended_reason: 'no_budget', probability: 0 });
    expect(await running(id)).toEqual([]);
    await expect(seller((ctx) => winDeal(ctx, id, null))).rejects.toMatchObject({ code: 'illegal_move' });
  });
});

describe('the pipeline', () => {
  test('a stage brings its chance along, one’s own chance stays', async () => {
    const { id } = await drafted();
    const stage = (wanted: Parameters<typeof stageDeal>[2]) => seller((ctx) => stageDeal(ctx, id, wanted));
    expect(await stage({ stage: 'proposal' })).toMatchObject({ probability: 50 });
    expect(await stage({ stage: 'proposal', probability: 60 })).toMatchObject({ probability: 60 });
    expect(await stage({ stage: 'proposal' })).toMatchObject({ probability: 60 });
    const { history } = await seller((ctx) => getDeal(ctx, id));
    expect(history.filter(({ move }) => move === 'stage')).toHaveLength(2);
  });

  test('lists, counts and forecasts show each side its own', async () => {
    const other = await world.approvedReseller({ plan: stock.silver.id });
    const mine = <T>(work: (ctx: Ctx) => Promise<T>) => seller(work, other);
    const make = (more: Partial<NewDeal>) => mine((ctx) => draftDeal(ctx, aDeal(more)));
    const one = await make({ value: 1_000n, stage: 'proposal' });
    await make({ value: 3_000n, stage: 'negotiation', closes_on: '2026-04-30' });
    await make({ value: 5_000n, currency: 'USD' });
    expect(await mine(countDeals)).toEqual({ draft: 3 });
    const forecast = await mine(getForecast);
    expect(
      forecast.months.map(({ month, currency, value, weighted }) => [month, currency, value, weighted]),
    ).toEqual([
      ['2026-03', 'SAR', 1_000n, 500n],
      ['2026-03', 'USD', 5_000n, 500n],
      ['2026-04', 'SAR', 3_000n, 2_250n],
    ]);
    expect(forecast.ages).toMatchObject([
      { bucket: 0, currency: 'SAR', deals: 2 },
      { bucket: 0, currency: 'USD', deals: 1 },
    ]);
    const ofOther = async () =>
      (await office(getForecast)).resellers.filter(({ buyer_id }) => buyer_id === other.organization.id);
    expect(await ofOther()).toEqual([]);
    await mine((ctx) => registerDeal(ctx, one.id));
    expect(await ofOther()).toMatchObject([{ deals: 1, value: 1_000n, name: other.organization.name }]);
    const listed = await office((ctx) => listDeals(ctx, FIRST, { buyer_id: other.organization.id }));
    expect(listed.items).toMatchObject([
      { id: one.id, buyer: { name: other.organization.name }, likenesses: 0 },
    ]);
    expect(
      (await mine((ctx) => listDeals(ctx, FIRST, {}))).items.map(({ likenesses }) => likenesses),
    ).toEqual([null, null, null]);
    await expect(seller((ctx) => getDeal(ctx, one.id))).rejects.toMatchObject({ kind: 'missing' });
  });
});

test('everything above is in the audit’s chains, unbroken', async () => {
  const { faults } = await world.system(({ db }) => verifyAudit(db));
  expect(faults).toEqual([]);
});

describe('as the clock moves', () => {
  test('the manager is reminded, then the supervisor and management are told; once each', async () => {
    const boss = await world.person(await world.vendor(), ['management'], { language: 'ar' });
    const deal = await registered();
    const told = async () => {
      await world.tick();
      const kinds = ['remind_decision', 'escalate_supervisor', 'escalate_management'];
      const all = await Promise.all(kinds.map((kind) => letters(`deal.${kind}`, deal.number)));
      return all.map((some) => some.map(({ recipient }) => recipient));
    };
    expect(await told()).toEqual([[], [], []]);
    world.moveTo('2026-01-19T21:00:00Z');
    expect(await told()).toEqual([[partner.manager.email], [], []]);
    world.moveTo('2026-01-20T21:00:00Z');
    expect(await told()).toEqual([[partner.manager.email], [partner.supervisor.email], []]);
    const overdue = await office((ctx) => listDeals(ctx, FIRST, { overdue: true }));
    expect(overdue.items.map(({ id }) => id)).not.toContain(deal.id);
    world.moveTo('2026-01-23T06:00:00Z');
    expect(await told()).toEqual([[partner.manager.email], [partner.supervisor.email], [boss.email]]);
    expect(await told()).toEqual([[partner.manager.email], [partner.supervisor.email], [boss.email]]);
    const late = await office((ctx) => listDeals(ctx, FIRST, { overdue: true }));
    expect(late.items.map(({ id }) => id)).toContain(deal.id);
    await office((ctx) => approveDeal(ctx, deal.id, null), 'channel_supervisor');
  });

  test('what is not answered expires, and so does what is not closed; both can be registered again', async () => {
    const asked = await registered();
    await office((ctx) => returnDeal(ctx, asked.id, 'Who decides?'));
    const { id: customerId } = await customer();
    const kept = await approved({ customer_id: customerId });
    world.moveTo('2026-02-10T06:00:00Z');
    await world.tick();
    expect(await seller((ctx) => getDeal(ctx, asked.id))).toMatchObject({ state: 'expired' });
    world.moveTo('2026-05-01T06:00:00Z');
    await world.tick();
    const expired = await seller((ctx) => getDeal(ctx, kept.id));
    expect(expired).toMatchObject({ state: 'expired', incentive_rate: null });
    expect(expired.history.at(-1)).toMatchObject({ move: 'expire', person_id: null });
    expect(await letters('deal.notice_expiry', kept.number)).toHaveLength(1);
    expect(await letters('deal.expire', kept.number)).toHaveLength(1);
    const again = await seller((ctx) => registerDeal(ctx, kept.id));
    expect(again).toMatchObject({ state: 'submitted', protected_until: null, extensions: 0 });
  });
});
