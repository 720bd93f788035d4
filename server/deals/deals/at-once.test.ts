import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atOnce } from '../../../test/at-once.ts';
import { stockCatalogue } from '../../../test/catalogue.ts';
import type { ApprovedReseller } from '../../../test/join.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { Ctx } from '../../base/ctx.ts';
import { newId } from '../../base/ids.ts';
import { compareDeal, listDuplicates } from '../duplicates/duplicates.ts';
import { FIRST_LEVELS } from '../special-prices/approvals.rules.ts';
import { setApprovalStructure } from '../special-prices/approvals.ts';
import {
  agreeToSpecialPrice,
  declineSpecialPrice,
  endorseSpecialPrice,
} from '../special-prices/special-price-decisions.ts';
import { requestSpecialPrice } from '../special-prices/special-prices.ts';
import { winDeal } from './deal-outcomes.ts';
import { approveDeal, extendDeal, registerDeal } from './deal-registration.ts';
import { getDeal } from './deal-views.ts';
import { draftDeal } from './deals.ts';

let world: World;
let stock: Awaited<ReturnType<typeof stockCatalogue>>;
let najd: ApprovedReseller;
let hijaz: ApprovedReseller;
beforeAll(async () => {
  world = await openWorld();
  stock = await stockCatalogue(world);
  najd = await world.approvedReseller({ plan: stock.silver.id });
  hijaz = await world.approvedReseller({ plan: stock.silver.id });
});
afterAll(() => world.close());

const by =
  (of: ApprovedReseller) =>
  <T>(work: (ctx: Ctx) => Promise<T>) =>
    world.as(of.organization, ['owner'], work, of.owner.id);
const officer =
  (role: string) =>
  async <T>(work: (ctx: Ctx) => Promise<T>) => {
    const vendor = await world.vendor();
    return world.as(vendor, [role], work, (await world.person(vendor, [role])).id);
  };
const office = officer('channel_manager');

/** What two write of one customer, whose name is like nobody's before. */
const wanted = (name: string) => ({
  ...{ name, name_other: null, country: 'SA', domain: `${name}.example`, registration_number: null },
  ...{ group_name: null, headcount: null, body_kind: 'business' as const, about: null, customer_id: null },
  ...{ contact_name: 'Salma', contact_email: null, contact_phone: null, lines: [], value: 1_000_000n },
  ...{ currency: 'SAR', closes_on: '2026-03-31', stage: 'prospect' as const },
});
/** Two resellers' drafts for the same customer. */
async function rivals() {
  const particulars = wanted(newId().replaceAll('-', '').slice(-20));
  const draft = (of: ApprovedReseller) => by(of)((ctx) => draftDeal(ctx, particulars));
  return { mine: await draft(najd), theirs: await draft(hijaz) };
}
/** Registered, their tasks not run yet. */
async function registered() {
  const { mine, theirs } = await rivals();
  const { done } = await atOnce(
    [by(najd), (ctx) => registerDeal(ctx, mine.id)],
    [by(hijaz), (ctx) => registerDeal(ctx, theirs.id)],
  );
  expect(done).toHaveLength(2);
  return { mine, theirs };
}

const compare = ({ id }: { id: string }) => [world.system, (ctx: Ctx) => compareDeal(ctx, id)] as const;

describe('two resellers’ deals for one customer', () => {
  test('that are compared at once are found alike', async () => {
    const { mine, theirs } = await registered();
    await atOnce(compare(mine), compare(theirs));
    expect(await office((ctx) => listDuplicates(ctx, mine.id))).toMatchObject([{ other: { id: theirs.id } }]);
  });

  test('that are approved at once, also while they are compared: one of them, and the other is contested', async () => {
    for (const comparing of [false, true]) {
      const { mine, theirs } = await registered();
      const { refused } = await atOnce(
        ...(comparing ? [compare(mine), compare(theirs)] : []),
        [office, (ctx) => approveDeal(ctx, mine.id, null)],
        [office, (ctx) => approveDeal(ctx, theirs.id, null)],
      );
      expect(refused.map(({ code }) => code)).toEqual(['deal_contested']);
    }
  });
});

describe('one deal', () => {
  test('that two approve is approved once; extended at once it is extended one after the other', async () => {
    const { mine } = await registered();
    const approve = [office, (ctx: Ctx) => approveDeal(ctx, mine.id, null)] as const;
    expect((await atOnce(approve, approve)).done).toHaveLength(1);
    const extend = [office, (ctx: Ctx) => extendDeal(ctx, mine.id, null)] as const;
    const { done } = await atOnce(extend, extend, [by(najd), (ctx) => winDeal(ctx, mine.id, null)]);
    const { extensions, history } = await office((ctx) => getDeal(ctx, mine.id));
    expect(history.filter(({ move }) => move === 'extend')).toHaveLength(extensions);
    expect(done).toHaveLength(extensions + 1);
  });
});

describe('a special price', () => {
  const requested = async (times: number) => {
    const customer = await world.customer({ seller: najd.organization, headcount: 900 });
    const line = {
      ...{ offer_id: stock.monthly.id, from_quantity: 800, to_quantity: 1000 },
      wished_price: '1900',
    };
    const ask = (ctx: Ctx) =>
      requestSpecialPrice(ctx, {
        ...{ customer_id: customer.id, order_id: null, reason: 'They are large' },
        ...{ valid_from: null, valid_to: null, lines: [line] },
      });
    return atOnce(...Array.from({ length: times }, () => [by(najd), ask] as const));
  };

  test('is asked for once, however many ask', async () => {
    const { done, refused } = await requested(3);
    expect([done.length, refused.map(({ code }) => code)]).toEqual([1, ['already_exists', 'already_exists']]);
  });

  test('is decided by one of those who decide at once, and granted once', async () => {
    const { done } = await requested(1);
    const { id } = done[0] as { id: string };
    await officer('channel_supervisor')((ctx) => endorseSpecialPrice(ctx, id, 'A large one'));
    const agree = (ctx: Ctx) => agreeToSpecialPrice(ctx, id, { note: null, terms: null });
    const level = async (role: string) => {
      const decide = officer(role);
      await atOnce([decide, agree], [decide, agree], [decide, (ctx) => declineSpecialPrice(ctx, id, 'No')]);
    };
    await level('channel_manager');
    await level('management');
    const { granted, decided } = await world.system(async ({ db }) => ({
      granted: await db
        .selectFrom('deals.granted_price')
        .select('id')
        .where('special_price_id', '=', id)
        .execute(),
      decided: await db
        .selectFrom('deals.special_price')
        .select('state')
        .where('id', '=', id)
        .executeTakeFirstOrThrow(),
    }));
    expect([decided.state, granted.length]).toEqual(granted.length === 1 ? ['approved', 1] : ['declined', 0]);
  });
});

test('versions that are written at once follow each other, and none is lost', async () => {
  const write = [
    officer('administrator'),
    (ctx: Ctx) => setApprovalStructure(ctx, [...FIRST_LEVELS]),
  ] as const;
  const { done } = await atOnce(write, write, write);
  expect(done.map((structure) => (structure as { version: number }).version).sort()).toEqual([1, 2, 3]);
});
