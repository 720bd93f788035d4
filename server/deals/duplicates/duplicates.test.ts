import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stockCatalogue } from '../../../test/catalogue.ts';
import type { ApprovedReseller } from '../../../test/join.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { ANONYMOUS, type Ctx } from '../../base/ctx.ts';
import { sha256 } from '../../base/ids.ts';
import { sealed } from '../deals/deal-choices.rules.ts';
import { askForChoice, choicesOf, openChoice, recordChoice, signChoice } from '../deals/deal-choices.ts';
import { loseDeal } from '../deals/deal-outcomes.ts';
import { approveDeal, registerDeal } from '../deals/deal-registration.ts';
import { getDeal, listDeals } from '../deals/deal-views.ts';
import type { NewDeal } from '../deals/deals.rules.ts';
import { draftDeal } from '../deals/deals.ts';
import {
  compareWithCustomers,
  judgeCustomerLikeness,
  listCustomerLikenesses,
} from './customer-likenesses.ts';
import { judgeDuplicate, listDuplicates } from './duplicates.ts';

let world: World;
let najd: ApprovedReseller;
let hijaz: ApprovedReseller;
beforeAll(async () => {
  world = await openWorld();
  const { silver } = await stockCatalogue(world);
  najd = await world.approvedReseller({ plan: silver.id });
  hijaz = await world.approvedReseller({ plan: silver.id, language: 'ar' });
});
afterAll(() => world.close());

function aDeal(more: Partial<NewDeal>): NewDeal {
  return {
    ...{
      name: 'Nobody’s Namesake',
      name_other: null,
      country: 'SA',
      domain: null,
      registration_number: null,
    },
    ...{ group_name: null, headcount: null, body_kind: 'business', about: null },
    ...{ contact_name: 'Salma', contact_email: null, contact_phone: null, lines: [] },
    ...{ value: 1_000_000n, currency: 'SAR', closes_on: '2026-03-31', stage: 'prospect', customer_id: null },
    ...more,
  };
}

const as = <T>(of: ApprovedReseller, work: (ctx: Ctx) => Promise<T>) =>
  world.as(of.organization, ['owner'], work, of.owner.id);
const office = async <T>(work: (ctx: Ctx) => Promise<T>) =>
  world.as(await world.vendor(), ['channel_manager'], work, najd.manager.id);

/** Registered, and compared by the task that registering asks for. */
async function register(of: ApprovedReseller, more: Partial<NewDeal>) {
  const { id } = await as(of, (ctx) => draftDeal(ctx, aDeal(more)));
  const deal = await as(of, (ctx) => registerDeal(ctx, id));
  await world.runJobs();
  return deal;
}
const alike = async (id: string) =>
  (await office((ctx) => listDuplicates(ctx, id))).map(({ other, reasons, first }) => ({
    other: other.id,
    by: reasons.map(({ kind }) => kind),
    first,
  }));

describe('two deals are alike', () => {
  test.each<[string, Partial<NewDeal>, Partial<NewDeal>, string[]]>([
    ['by name', { name: 'Tabuk Dairy Co. Ltd' }, { name: 'TABUK DAIRY company' }, ['name', 'spelling']],
    ['by sound across the scripts', { name: 'Al-Rawabi Clinics' }, { name: 'عيادات الروابي' }, ['spelling']],
    [
      'by the name in the other script',
      { name: 'Yanbu Shipping', name_other: 'ينبع للشحن' },
      { name: 'شركة ينبع للشحن المحدودة' },
      ['name', 'spelling'],
    ],
    [
      'by domain, in any country',
      { name: 'Rimal', domain: 'rimal-group.example' },
      { name: 'Wholly Other', country: 'AE', contact_email: 'x@rimal-group.example' },
      ['domain'],
    ],
    [
      'by registration number',
      { name: 'Hail Grain', registration_number: '3350-11 2233' },
      { name: 'Qasr', registration_number: '3350112233' },
      ['registration'],
    ],
    [
      'by group',
      { name: 'Zamil Steel', group_name: 'Zamil Group Holding' },
      { name: 'Sadara Plastics', group_name: 'مجموعة الزامل' },
      ['group'],
    ],
    [
      'by a name nearly the same',
      { name: 'Asir Mountain Resorts' },
      { name: 'Aseer Mountain Resort' },
      ['name', 'spelling'],
    ],
  ])('%s', async (_, one, other, by) => {
    const first = await register(najd, one);
    const second = await register(hijaz, other);
    const seen = await alike(second.id);
    expect(seen).toEqual([{ other: first.id, by: expect.arrayContaining(by), first: true }]);
    expect(await alike(first.id)).toEqual([{ other: second.id, by: seen[0]?.by, first: false }]);
  });

  test.each<[string, Partial<NewDeal>, Partial<NewDeal>]>([
    ['a name in two countries', { name: 'Crescent Foods' }, { name: 'Crescent Foods', country: 'EG' }],
    [
      'a provider everybody shares',
      { name: 'Oud House', contact_email: 'a@gmail.com' },
      { name: 'Palm Kiosk', contact_email: 'b@gmail.com' },
    ],
    ['a business word alone', { name: 'Duba Trading' }, { name: 'Sharurah Trading' }],
    [
      'a number in two countries',
      { name: 'Noqta', registration_number: '77001' },
      { name: 'Fasila', registration_number: '77001', country: 'EG' },
    ],
  ])('but not by %s', async (_, one, other) => {
    await register(najd, one);
    const second = await register(hijaz, other);
    expect(await alike(second.id)).toEqual([]);
  });

  test('no more once the other is over, and never before it is registered', async () => {
    const first = await register(najd, { name: 'Farasan Pearls' });
    await as(hijaz, (ctx) => draftDeal(ctx, aDeal({ name: 'Farasan Pearls' })));
    expect(await alike(first.id)).toEqual([]);
    await as(najd, (ctx) => loseDeal(ctx, first.id, { reason: 'price', note: null }));
    const second = await register(hijaz, { name: 'Farasan Pearls' });
    expect(await alike(second.id)).toEqual([]);
  });

  test('the vendor hears of it, and the vendor alone', async () => {
    const first = await register(najd, { name: 'Khaybar Stone Works' });
    const second = await register(hijaz, { name: 'Khaybar Stoneworks' });
    const told = await world.system(({ db }) =>
      db
        .selectFrom('base.event')
        .select(['audience'])
        .where('name', '=', 'deal.likeness_found')
        .where('subject_id', '=', second.id)
        .execute(),
    );
    expect(told).toEqual([{ audience: [(await world.vendor()).id] }]);
    const letters = await world.system(({ db }) =>
      db
        .selectFrom('base.mail')
        .select('recipient')
        .where('kind', '=', 'deal.likeness')
        .where('subject', 'like', `%${second.number}%`)
        .execute(),
    );
    expect(letters).toEqual([{ recipient: hijaz.manager.email }]);
    for (const one of [najd, hijaz]) {
      const about = one === najd ? first : second;
      await expect(as(one, (ctx) => listDuplicates(ctx, about.id))).rejects.toMatchObject({
        kind: 'forbidden',
      });
      expect(await as(one, (ctx) => getDeal(ctx, about.id))).toMatchObject({ likenesses: null, timers: [] });
      const rows = await as(one, ({ db }) => db.selectFrom('deals.duplicate').selectAll().execute());
      const keys = await as(one, ({ db }) => db.selectFrom('deals.match_key').selectAll().execute());
      expect([rows, keys]).toEqual([[], []]);
    }
    const queue = await office((ctx) => listDeals(ctx, { limit: 200, format: 'json' }, { alike: true }));
    expect(queue.items.map(({ id }) => id)).toEqual(expect.arrayContaining([first.id, second.id]));
  });
});

describe('a deal and an existing customer of another partner', () => {
  const customerOf = (of: ApprovedReseller, more: object) =>
    world.customer({ seller: of.organization, ...more });
  const customers = async (id: string) =>
    (await office((ctx) => listCustomerLikenesses(ctx, id))).map(
      ({ customer, partner, reasons, verdict }) => ({
        customer: customer.id,
        partner: partner?.id,
        by: reasons.map(({ kind }) => kind).sort(),
        verdict,
      }),
    );

  test.each<[string, object, Partial<NewDeal>, string[]]>([
    ['by name', { name: 'Jubail Cement Co.' }, { name: 'JUBAIL CEMENT company' }, ['name', 'spelling']],
    ['by sound across the scripts', { name: 'عيادات السديم' }, { name: 'Al-Sadeem Clinics' }, ['spelling']],
    [
      'by domain',
      { name: 'Wadi Foods', domain: 'wadi-foods.example' },
      { name: 'Another Name', contact_email: 'it@wadi-foods.example' },
      ['domain'],
    ],
    [
      'by registration number',
      { name: 'Ghadir', registration_number: '1010-445566' },
      { name: 'Nakheel', registration_number: '1010445566' },
      ['registration'],
    ],
    [
      'by group',
      { name: 'Marjan', group_name: 'Turath Group' },
      { name: 'Safwa', group_name: 'مجموعة تراث' },
      ['group'],
    ],
  ])('%s', async (_, written, deal, by) => {
    const customer = await customerOf(najd, written);
    const { id } = await register(hijaz, deal);
    expect(await customers(id)).toEqual([
      { customer: customer.id, partner: najd.organization.id, by, verdict: 'open' },
    ]);
    const { items } = await office((ctx) => listDeals(ctx, { limit: 1, format: 'json' }, { alike: true }));
    expect(items).toMatchObject([{ id, likenesses: 1 }]);
  });

  test('but not its own customer, one that is closed, or one that is called otherwise by now', async () => {
    await customerOf(hijaz, { name: 'Own Orchard' });
    expect(await customers((await register(hijaz, { name: 'Own Orchard' })).id)).toEqual([]);
    const closed = await customerOf(najd, { name: 'Closed Quarry' });
    const renamed = await customerOf(najd, { name: 'Before Bakery' });
    const first = await register(hijaz, { name: 'Before Bakery' });
    expect(await customers(first.id)).toMatchObject([{ customer: renamed.id }]);
    await world.system(async ({ db }) => {
      const put = (id: string, set: object) =>
        db.updateTable('identity.organization').set(set).where('id', '=', id).execute();
      await put(closed.id, { state: 'closed' });
      await put(renamed.id, { name: 'Completely Different' });
    });
    expect(await customers((await register(hijaz, { name: 'Closed Quarry' })).id)).toEqual([]);
    const second = await register(hijaz, { name: 'Completely Different' });
    expect(await customers(second.id)).toMatchObject([{ customer: renamed.id }]);
    // Looked at again, what nobody has judged is taken back.
    await world.system((ctx) => compareWithCustomers(ctx, first.id));
    expect(await customers(first.id)).toEqual([]);
  });

  test('is judged by a decider, once for all; it stands in no approval’s way', async () => {
    const customer = await customerOf(najd, { name: 'Sahab Airfreight' });
    const { id } = await register(hijaz, { name: 'Sahab Airfreight' });
    const [found] = await office((ctx) => listCustomerLikenesses(ctx, id));
    await office((ctx) =>
      judgeCustomerLikeness(ctx, found?.id ?? '', { verdict: 'distinct', note: 'Two of a name' }),
    );
    await world.system((ctx) => compareWithCustomers(ctx, id));
    expect(await customers(id)).toMatchObject([{ customer: customer.id, verdict: 'distinct' }]);
    expect(await office((ctx) => getDeal(ctx, id))).toMatchObject({ likenesses: 0 });
    expect(await office((ctx) => approveDeal(ctx, id, null))).toMatchObject({ state: 'approved' });
    await expect(
      as(hijaz, (ctx) => judgeCustomerLikeness(ctx, found?.id ?? '', { verdict: 'same', note: null })),
    ).rejects.toMatchObject({ kind: 'forbidden' });
  });

  test('the vendor hears of it and its supervisor reads of it, once; no reseller sees a row', async () => {
    await customerOf(najd, { name: 'Barq Couriers' });
    const deal = await register(hijaz, { name: 'Barq Couriers' });
    await world.system((ctx) => compareWithCustomers(ctx, deal.id));
    const told = await world.system(({ db }) =>
      db
        .selectFrom('base.event')
        .select('audience')
        .where('name', '=', 'deal.likeness_found')
        .where('subject_id', '=', deal.id)
        .execute(),
    );
    expect(told).toEqual([{ audience: [(await world.vendor()).id] }]);
    const letters = await world.system(({ db }) =>
      db
        .selectFrom('base.mail')
        .select(['recipient', 'body'])
        .where('kind', '=', 'deal.customer_likeness')
        .where('subject', 'like', `%${deal.number}%`)
        .execute(),
    );
    expect(letters).toMatchObject([{ recipient: hijaz.supervisor.email }]);
    expect(letters[0]?.body).toContain(najd.organization.name);
    for (const one of [najd, hijaz]) {
      await expect(as(one, (ctx) => listCustomerLikenesses(ctx, deal.id))).rejects.toMatchObject({
        kind: 'forbidden',
      });
      const rows = await as(one, async ({ db }) => [
        ...(await db.selectFrom('deals.customer_likeness').selectAll().execute()),
        ...(await db.selectFrom('deals.customer_key').selectAll().execute()),
        ...(await db.selectFrom('deals.customer_mark').selectAll().execute()),
      ]);
      expect(rows).toEqual([]);
    }
  });
});

describe('a protected deal', () => {
  async function rivals(name: string) {
    const first = await register(najd, { name });
    await office((ctx) => approveDeal(ctx, first.id, null));
    const second = await register(hijaz, { name });
    return { first, second };
  }
  const judge = async (id: string, verdict: 'same' | 'distinct') => {
    const [seen] = await office((ctx) => listDuplicates(ctx, id));
    await office((ctx) => judgeDuplicate(ctx, seen?.id ?? '', { verdict, note: 'Asked both' }));
  };

  test('stands against approving its like, until the two are judged different', async () => {
    const { second } = await rivals('Tayma Oasis Farms');
    const approve = () => office((ctx) => approveDeal(ctx, second.id, null));
    await expect(approve()).rejects.toMatchObject({ kind: 'conflict', code: 'deal_contested' });
    await judge(second.id, 'same');
    await expect(approve()).rejects.toMatchObject({ code: 'deal_contested' });
    await judge(second.id, 'distinct');
    expect(await approve()).toMatchObject({ state: 'approved' });
    const [seen] = await office((ctx) => listDuplicates(ctx, second.id));
    expect(seen).toMatchObject({ verdict: 'distinct', note: 'Asked both', person_name: 'Test Person' });
  });

  test('is compared at the approval itself: one registered a moment ago counts', async () => {
    const first = await register(najd, { name: 'Umluj Divers' });
    await office((ctx) => approveDeal(ctx, first.id, null));
    const { id } = await as(hijaz, (ctx) => draftDeal(ctx, aDeal({ name: 'Umluj Divers' })));
    await as(hijaz, (ctx) => registerDeal(ctx, id));
    await expect(office((ctx) => approveDeal(ctx, id, null))).rejects.toMatchObject({
      code: 'deal_contested',
    });
  });

  test('gives way to the customer’s choice, recorded by the office', async () => {
    const { first, second } = await rivals('Wadi Rum Logistics');
    const choice = {
      ...{ chosen_id: hijaz.organization.id, chosen_name: null, language: 'ar' as const },
      ...{ signer_name: 'Dr. Salma', signer_email: 'salma@rum.example', evidence: 'Letter of 12 January' },
    };
    await expect(as(najd, (ctx) => recordChoice(ctx, first.id, choice))).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await expect(
      office((ctx) => recordChoice(ctx, first.id, { ...choice, chosen_id: najd.organization.id })),
    ).rejects.toMatchObject({ kind: 'invalid' });
    const ended = await office((ctx) => recordChoice(ctx, first.id, choice));
    expect(ended).toMatchObject({ state: 'lost', ended_reason: 'customer_choice' });
    expect(await office((ctx) => approveDeal(ctx, second.id, null))).toMatchObject({ state: 'approved' });
    const { choice: kept } = await office((ctx) => choicesOf(ctx, first.id));
    expect(kept).toMatchObject({ via: 'office', signer_name: 'Dr. Salma', evidence: 'Letter of 12 January' });
    expect(kept?.text).toContain(hijaz.organization.name);
    expect(kept?.text_sha256).toBe(sha256(kept?.text ?? ''));
    expect(kept?.seal_sha256).toBe(sha256(sealed(kept ?? {})));
    expect(kept?.seal_sha256).not.toBe(sha256(sealed({ ...kept, signer_name: 'Somebody else' })));
  });

  test('and by the customer itself, with a link that works once; its reseller reads that it was lost, not to whom', async () => {
    const { first } = await rivals('Bisha Gold Mining');
    const asked = {
      ...{ chosen_id: hijaz.organization.id, chosen_name: null, language: 'en' as const },
      ...{ signer_name: 'Dr. Salma', signer_email: 'salma@bisha.example' },
    };
    const { token } = await office((ctx) => askForChoice(ctx, first.id, asked));
    const visit = <T>(work: (ctx: Ctx) => Promise<T>) =>
      world.door.enter({ actor: ANONYMOUS, address: '203.0.113.9', userAgent: 'Test' }, work);
    const opened = await visit((ctx) => openChoice(ctx, token));
    expect(opened.text).toContain(`has chosen ${hijaz.organization.name}`);
    expect(await office((ctx) => getDeal(ctx, first.id))).toMatchObject({ state: 'approved' });
    await visit((ctx) => signChoice(ctx, token, 'Dr. Salma Al-Ghamdi'));
    await expect(visit((ctx) => signChoice(ctx, token, 'Again'))).rejects.toMatchObject({
      code: 'link_expired',
    });
    const { choice, requests } = await office((ctx) => choicesOf(ctx, first.id));
    expect(choice).toMatchObject({ via: 'link', address: '203.0.113.9', person_id: null, text: opened.text });
    expect(requests).toMatchObject([{ used_at: world.now().toISOString() }]);
    const mine = await as(najd, (ctx) => getDeal(ctx, first.id));
    expect(mine).toMatchObject({ state: 'lost', ended_reason: 'customer_choice' });
    expect(
      JSON.stringify(mine, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain(hijaz.organization.name);
    const letters = await world.system(({ db }) =>
      db
        .selectFrom('base.mail')
        .select(['kind', 'recipient', 'body'])
        .where('reseller_id', '=', najd.organization.id)
        .where('kind', 'like', 'deal.choice%')
        .orderBy('id')
        .execute(),
    );
    const latest = letters.slice(-3);
    expect(latest.map(({ kind, recipient }) => [kind, recipient])).toEqual([
      ['deal.choice_asked', 'salma@bisha.example'],
      ['deal.choice', najd.owner.email],
      ['deal.choice_signed', 'salma@bisha.example'],
    ]);
    expect(latest[1]?.body).not.toContain(hijaz.organization.name);
  });

  test('a link that is too old signs nothing', async () => {
    const { first } = await rivals('Rabigh Glass');
    const asked = {
      ...{ chosen_id: null, chosen_name: 'Another Partner', language: 'ar' as const },
      ...{ signer_name: 'Salma', signer_email: 'salma@rabigh.example' },
    };
    const { token } = await office((ctx) => askForChoice(ctx, first.id, asked));
    world.moveTo('2026-01-22T06:00:01Z');
    const sign = () => world.door.enter({ actor: ANONYMOUS }, (ctx) => signChoice(ctx, token, 'Salma'));
    await expect(sign()).rejects.toMatchObject({ code: 'link_expired' });
    expect(await office((ctx) => getDeal(ctx, first.id))).toMatchObject({ state: 'approved' });
  });
});
