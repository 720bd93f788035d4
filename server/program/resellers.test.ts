import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { multiply } from '../../test/many-resellers.ts';
import { actorOf, openWorld, type World } from '../../test/world.ts';
import { getAccountBetween } from '../identity/index.ts';
import { accountPlanAt, setAccountPlan } from './account-plans.ts';
import { listKeepers } from './keepers.ts';
import { assignKeepers, getOwnReseller, getReseller, listResellers, setResellerPlan } from './resellers.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const FIRST = { limit: 50, format: 'json' } as const;

async function manager() {
  return actorOf(await world.vendor(), ['channel_manager'], (await world.office()).manager.id);
}

describe('the vendor’s list', () => {
  test('shows plan, preference, who looks after whom, and the customers of the whole branch', async () => {
    const {
      organization,
      bundlePlanId,
      manager: keeper,
      supervisor,
    } = await world.approvedReseller({ company: 'Tihama Cloud', preference: 'prepay' });
    await world.customer({ seller: organization });
    const below = await world.reseller({ seller: organization });
    await world.customer({ seller: below });
    await world.submitted({ company: 'Tihama Waiting' });
    const { items } = await world.door.enter({ actor: await manager() }, (ctx) =>
      listResellers(ctx, undefined, { ...FIRST, q: 'tihama' }),
    );
    expect(items).toEqual([
      expect.objectContaining({
        id: organization.id,
        name: 'Tihama Cloud',
        state: 'active',
        currency: 'SAR',
        customers: 2,
        bundle_plan: { id: bundlePlanId, name: { en: 'Silver', ar: 'الفضية' } },
        billing_preference: 'prepay',
        channel_manager: { id: keeper.id, name: keeper.name, email: keeper.email },
        channel_supervisor: { id: supervisor.id, name: supervisor.name, email: supervisor.email },
      }),
    ]);
  });

  test('narrows to those somebody looks after, sorts and pages', async () => {
    const somebody = await world.person(await world.vendor(), ['channel_manager']);
    const { supervisor } = await world.office();
    const names = ['Zamzam IT', 'Asir IT', 'Madain IT'];
    for (const company of names) {
      const { organization } = await world.approvedReseller({ company });
      const keepers = { channel_manager_id: somebody.id, channel_supervisor_id: supervisor.id };
      await world.door.enter({ actor: await manager() }, (ctx) =>
        assignKeepers(ctx, organization.id, keepers),
      );
    }
    const actor = await manager();
    const list = { ...FIRST, limit: 2, sort: 'name' };
    const first = await world.door.enter({ actor }, (ctx) => listResellers(ctx, somebody.id, list));
    const cursor = first.next_cursor ?? '';
    const second = await world.door.enter({ actor }, (ctx) =>
      listResellers(ctx, somebody.id, { ...list, cursor }),
    );
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual([...names].sort());
    expect(second.next_cursor).toBeNull();
  });
});

describe('assigning', () => {
  test('is chosen among the people whose roles fit', async () => {
    const vendor = await world.vendor();
    const { manager: one, supervisor } = await world.office();
    const finance = await world.person(vendor, ['finance']);
    const keepers = await world.door.enter({ actor: await manager() }, (ctx) => listKeepers(ctx));
    const managers = keepers.channel_managers.map(({ id }) => id);
    expect(managers).toContain(one.id);
    expect(keepers.channel_supervisors).toContainEqual({
      id: supervisor.id,
      name: supervisor.name,
      email: supervisor.email,
    });
    expect([...managers, ...keepers.channel_supervisors.map(({ id }) => id)]).not.toContain(finance.id);
    const care = actorOf(vendor, ['care']);
    await expect(world.door.enter({ actor: care }, (ctx) => listKeepers(ctx))).rejects.toMatchObject({
      kind: 'forbidden',
    });
  });

  test('is the channel managers’, to people with the role', async () => {
    const { organization } = await world.approvedReseller();
    const { manager: one, supervisor } = await world.office();
    const keepers = { channel_manager_id: one.id, channel_supervisor_id: supervisor.id };
    const care = actorOf(await world.vendor(), ['care']);
    await expect(
      world.door.enter({ actor: care }, (ctx) => assignKeepers(ctx, organization.id, keepers)),
    ).rejects.toMatchObject({ kind: 'forbidden' });
    const outsider = await world.person(organization, ['owner']);
    const wrong = { ...keepers, channel_manager_id: outsider.id };
    const attempt = world.door.enter({ actor: await manager() }, (ctx) =>
      assignKeepers(ctx, organization.id, wrong),
    );
    await expect(attempt).rejects.toMatchObject({ errors: [{ pointer: '#/channel_manager_id' }] });
  });
});

describe('a reseller’s plan', () => {
  test('is appended: it holds from its day on, and the past stays as it was', async () => {
    const { organization, bundlePlanId } = await world.approvedReseller();
    const actor = await manager();
    const change = { bundle_plan_id: null, billing_preference: 'prepay' as const, valid_from: '2026-03-01' };
    const detail = await world.door.enter({ actor }, (ctx) => setResellerPlan(ctx, organization.id, change));
    expect(
      detail.plans.map(({ valid_from, billing_preference, in_force }) => [
        valid_from,
        billing_preference,
        in_force,
      ]),
    ).toEqual([
      ['2026-03-01', 'prepay', false],
      ['2026-01-15', 'postpay', true],
    ]);
    expect(detail.bundle_plan?.id).toBe(bundlePlanId);
    const at = (day: string) => world.system((ctx) => accountPlanAt(ctx, detail.account_id, day));
    expect(await at('2026-01-14')).toEqual({ bundle_plan_id: null, billing_preference: 'postpay' });
    expect(await at('2026-02-28')).toEqual({ bundle_plan_id: bundlePlanId, billing_preference: 'postpay' });
    expect(await at('2026-03-01')).toEqual({ bundle_plan_id: null, billing_preference: 'prepay' });
    const again = await world.door.enter({ actor }, (ctx) =>
      setResellerPlan(ctx, organization.id, { ...change, billing_preference: 'postpay' }),
    );
    expect(again.plans).toHaveLength(3);
    expect(await at('2026-03-01')).toEqual({ bundle_plan_id: null, billing_preference: 'postpay' });
  });

  test.each([
    [{ valid_from: '2026-01-14' }, '#/valid_from'],
    [{ bundle_plan_id: '01890000-0000-7000-8000-000000000000' }, '#/bundle_plan_id'],
  ])('refuses %j', async (more, pointer) => {
    const { organization } = await world.approvedReseller();
    const wanted = {
      bundle_plan_id: null,
      billing_preference: 'postpay' as const,
      valid_from: '2026-02-01',
      ...more,
    };
    const attempt = world.door.enter({ actor: await manager() }, (ctx) =>
      setResellerPlan(ctx, organization.id, wanted),
    );
    await expect(attempt).rejects.toMatchObject({ kind: 'invalid', errors: [{ pointer }] });
  });

  test('a reseller decides for its own customers, at list price, and nobody for another’s', async () => {
    const { organization, bundlePlanId } = await world.approvedReseller();
    const customer = await world.customer({ seller: organization });
    const account = await world.system((ctx) => getAccountBetween(ctx, organization.id, customer.id));
    const postpay = {
      bundle_plan_id: null,
      billing_preference: 'postpay' as const,
      valid_from: '2026-01-15',
    };
    const plan = await world.as(organization, ['sales'], (ctx) => setAccountPlan(ctx, account, postpay));
    expect(plan).toMatchObject({ revision: 1, seller_id: organization.id, buyer_id: customer.id });
    const bundled = world.as(organization, ['sales'], (ctx) =>
      setAccountPlan(ctx, account, { ...postpay, bundle_plan_id: bundlePlanId }),
    );
    await expect(bundled).rejects.toMatchObject({ errors: [{ pointer: '#/bundle_plan_id' }] });
    for (const other of [customer, await world.reseller(), await world.vendor()])
      await expect(
        world.as(other, ['owner', 'administrator'], (ctx) => setAccountPlan(ctx, account, postpay)),
      ).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('a reseller', () => {
  test('sees its own place, with the names and addresses of those who look after it', async () => {
    const { organization, manager: keeper, supervisor } = await world.approvedReseller({ currency: 'USD' });
    const own = await world.as(organization, ['support'], (ctx) => getOwnReseller(ctx));
    expect(own).toMatchObject({
      id: organization.id,
      currency: 'USD',
      bundle_plan: { name: { en: 'Silver' } },
      billing_preference: 'postpay',
      channel_manager: { name: keeper.name, email: keeper.email },
      channel_supervisor: { name: supervisor.name, email: supervisor.email },
    });
  });

  test('is hidden from another reseller', async () => {
    const { organization } = await world.approvedReseller();
    const { organization: other } = await world.approvedReseller();
    await expect(
      world.as(other, ['owner'], (ctx) => getReseller(ctx, organization.id)),
    ).rejects.toMatchObject({ kind: 'missing' });
    const { items } = await world.as(other, ['owner'], (ctx) => listResellers(ctx, undefined, FIRST));
    expect(items).toEqual([]);
  });
});

describe('with ten thousand resellers', () => {
  test('pages follow each other in the order asked, and a search finds what is there', async () => {
    const actor = await manager();
    const { organization } = await world.approvedReseller();
    await world.system(({ db }) => multiply(db, organization.id, 10_000));
    const list = (more: object) =>
      world.door.enter({ actor }, (ctx) => listResellers(ctx, undefined, { ...FIRST, ...more }));
    const first = await list({ sort: 'name' });
    const second = await list({ sort: 'name', cursor: first.next_cursor });
    const names = [...first.items, ...second.items].map(({ name }) => name);
    expect(names).toHaveLength(2 * first.items.length);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual([...names].sort());
    const { items: found } = await list({ q: 'copy 77' });
    expect(found.length).toBeGreaterThan(9);
    expect(found.filter(({ name }) => !name.startsWith('Copy 77'))).toEqual([]);
  });
});
