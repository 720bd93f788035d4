import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ctx } from '../../server/base/ctx.ts';
import { endPromotion, listPromotions, publishPromotion } from '../../server/catalog/plans/promotions.ts';
import type { Organization } from '../../server/identity/index.ts';
import { invite, revokeInvitation } from '../../server/identity/invitations.ts';
import { setAccountPlan } from '../../server/program/index.ts';
import { atOnce } from '../at-once.ts';
import { stockCatalogue } from '../catalogue.ts';
import { lastLink, openWorld, PASSWORD, signIn, type World } from '../world.ts';

let world: World;
let app: FastifyInstance;
let stock: Awaited<ReturnType<typeof stockCatalogue>>;
let reseller: Organization;
let owner: Record<string, string>;
beforeAll(async () => {
  world = await openWorld();
  app = await world.http();
  stock = await stockCatalogue(world);
  reseller = await world.reseller();
  owner = await signIn(app, (await world.person(reseller, ['owner'])).email);
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const as =
  (organization: Organization, role: string) =>
  <T>(work: (ctx: Ctx) => Promise<T>) =>
    world.as(organization, [role], work);

describe('one Idempotency-Key', () => {
  const customer = (name: string) => ({
    ...{ name, country: 'SA', headcount: 5, body_kind: 'business', language: 'en', contact: null },
  });
  const add = (key: string, name: string) => async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/orders/customers',
      headers: { ...owner, 'idempotency-key': key },
      payload: customer(name),
    });
    return { status: answer.statusCode, ...answer.json() };
  };

  test('sent five times at once is one customer and five equal answers', async () => {
    const one = add('same', 'Same');
    const { done } = await atOnce(one, one, one, one, one);
    expect(done[0]).toMatchObject({ status: 201, name: 'Same' });
    expect(done).toEqual(Array.from({ length: 5 }, () => done[0]));
  });

  test('sent at once with other bodies is one of them; the others are told', async () => {
    const { done } = await atOnce(...['A', 'B', 'C', 'D'].map((name) => add('other', `Other ${name}`)));
    const answers = done as { status: number; code?: string }[];
    expect(answers.map(({ status, code }) => code ?? status).sort()).toEqual([
      201,
      ...Array.from({ length: 3 }, () => 'idempotency_mismatch'),
    ]);
  });

  test('of a refusal that is written down, as a wrong password is, is free as well', async () => {
    const change = async () => {
      const answer = await app.inject({
        method: 'POST',
        url: '/v1/session/password',
        headers: { ...owner, 'idempotency-key': 'wrong' },
        payload: { present: 'not the password', password: 'over eight dunes' },
      });
      return answer.statusCode;
    };
    expect((await atOnce(change, change)).done).toEqual([422, 422]);
  });

  test('of a request that was refused is free for those that waited for it', async () => {
    const { done } = await atOnce(...[1, 2, 3].map(() => add('refused', '')));
    expect(new Set((done as { status: number }[]).map(({ status }) => status))).toEqual(new Set([422]));
    expect((await add('refused', 'Not refused')()).status).toBe(201);
  });
});

describe('an invitation', () => {
  let serial = 0;
  const wanted = () => {
    serial += 1;
    return { email: `guest${serial}@najd.example`, name: 'Guest', language: 'en' as const, roles: ['sales'] };
  };

  test('is written once to an address, however many invite it', async () => {
    const guest = wanted();
    const ask = [as(reseller, 'owner'), (ctx: Ctx) => invite(ctx, guest)] as const;
    const { done, refused } = await atOnce(ask, ask, ask);
    expect([done.length, refused.map(({ code }) => code)]).toEqual([1, ['already_exists', 'already_exists']]);
  });

  test.each([1, 2, 3])('is accepted or withdrawn, never both', async () => {
    const guest = wanted();
    const { id } = await as(reseller, 'owner')((ctx) => invite(ctx, guest));
    const token = (await lastLink(world, guest.email)).searchParams.get('token') ?? '';
    const { done } = await atOnce(
      () =>
        app.inject({
          method: 'POST',
          url: '/v1/identity/invitations/accept',
          payload: { token, password: PASSWORD, name: 'Guest' },
        }),
      [as(reseller, 'owner'), (ctx) => revokeInvitation(ctx, id)],
    );
    expect(done.length).toBeGreaterThan(0);
    const row = await world.system(({ db }) =>
      db
        .selectFrom('identity.invitation')
        .select(['accepted_at', 'revoked_at'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow(),
    );
    expect([row.accepted_at, row.revoked_at].filter(Boolean)).toHaveLength(1);
  });
});

test('a promotion that two end at once ends on the earlier day, whoever was first', async () => {
  const vendor = await world.vendor();
  const manager = as(vendor, 'channel_manager');
  const promotion = await manager((ctx) =>
    publishPromotion(ctx, {
      ...{
        code: 'SPRING',
        name: { en: 'Spring', ar: 'الربيع' },
        rate: '0.1',
        scope: 'everything',
        target: '',
      },
      ...{ bundle_plan_id: null, valid_from: '2026-02-01', valid_to: '2026-06-01' },
    } as never),
  );
  const end = (on: string) => [manager, (ctx: Ctx) => endPromotion(ctx, promotion.id, on)] as const;
  await atOnce(end('2026-05-01'), end('2026-03-01'));
  const { items } = await manager((ctx) => listPromotions(ctx, { limit: 5, format: 'json' }));
  expect(items.find(({ id }) => id === promotion.id)?.valid_to).toBe('2026-03-01');
});

test('plans that are set at once for one day all stand, and the last holds', async () => {
  const vendor = await world.vendor();
  const account = await world.system(({ db }) =>
    db
      .selectFrom('identity.account')
      .selectAll()
      .where('buyer_id', '=', reseller.id)
      .executeTakeFirstOrThrow(),
  );
  const set = [
    as(vendor, 'channel_manager'),
    (ctx: Ctx) =>
      setAccountPlan(ctx, account, {
        ...{ bundle_plan_id: stock.silver.id, billing_preference: 'postpay', valid_from: '2026-02-01' },
      }),
  ] as const;
  expect((await atOnce(set, set, set)).done).toHaveLength(3);
});

test('two that wait for each other are both done: one is tried again', async () => {
  const take = (first: number, second: number) =>
    [
      world.system,
      async ({ db }: Ctx) => {
        await sql`select pg_advisory_xact_lock(${first})`.execute(db);
        await setTimeout(50);
        await sql`select pg_advisory_xact_lock(${second})`.execute(db);
      },
    ] as const;
  expect((await atOnce(take(1, 2), take(2, 1))).done).toHaveLength(2);
});
