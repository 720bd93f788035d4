import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from './database.ts';
import { actAs, change, read, remove, slipIn } from './wall/actor.ts';
import { readCatalogue, readHoles, type Table } from './wall/catalogue.ts';
import { dropRules, type Edge, type Node, program, seed } from './wall/seed.ts';

let database: FreshDatabase;
let owner: pg.Client;
let tables: Table[];
beforeAll(async () => {
  database = await freshDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  tables = await readCatalogue(owner);
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** Tables that carry `reseller_id` only to say whose turn it is: they stay on the coordinator, and no actor reaches them. */
const COORDINATOR: Record<string, string> = {
  'billing.run_task':
    'the queue of a month-end run: workers take turns on branches, and a run is the vendor’s own',
};

/** Tables of no tenant, and the verbs that an actor’s role has on them; what may be written is guarded by the verbs’ permissions. */
const SHARED: Record<string, { may: string[]; reason: string }> = {
  'agreements.terms': { may: ['select', 'insert'], reason: 'published for everyone' },
  'base.demo': { may: [], reason: 'how far the demo program is loaded' },
  'base.idempotency_key': { may: [], reason: 'by person; the door’s own' },
  'billing.run_band': { may: [], reason: 'the frozen prices of a run; the system’s own' },
  'billing.run_freezing': { may: [], reason: 'which frozen prices of a run are which; the system’s own' },
  'billing.run_rate': { may: [], reason: 'the frozen prices of a run; the system’s own' },
  'billing.gateway_event': { may: [], reason: 'what the card gateway has said of anybody; the system’s own' },
  'billing.gateway_listing': { may: [], reason: 'how far its list was read; the system’s own' },
  'billing.exchange_rate': { may: ['select'], reason: 'rates for all; recorded as the system' },
  'billing.tax_rate': { may: ['select'], reason: 'law' },
  'billing.tax_rate_correction': { may: ['select'], reason: 'law' },
  'billing.tax_union': { may: ['select'], reason: 'law' },
  'catalog.applied_day': {
    may: ['select', 'insert', 'update'],
    reason: 'through which day the catalogue is in force',
  },
  'catalog.bundle_plan': { may: ['select', 'insert', 'update'], reason: 'the catalogue' },
  'catalog.bundle_plan_version': { may: ['select', 'insert'], reason: 'the catalogue' },
  'catalog.family': { may: ['select', 'insert', 'update'], reason: 'the catalogue' },
  'catalog.list_price': { may: ['select', 'insert'], reason: 'the catalogue' },
  'catalog.offer': { may: ['select', 'insert', 'update'], reason: 'the catalogue' },
  'catalog.offer_version': { may: ['select', 'insert'], reason: 'the catalogue' },
  'catalog.plan_commitment': { may: ['select', 'insert'], reason: 'the catalogue' },
  'catalog.plan_discount': { may: ['select', 'insert'], reason: 'the catalogue' },
  'catalog.price_band': { may: ['select', 'insert'], reason: 'the catalogue' },
  'catalog.plan_preference': { may: ['select', 'insert'], reason: 'the catalogue' },
  'catalog.product': { may: ['select', 'insert', 'update'], reason: 'the catalogue' },
  'catalog.product_relation': { may: ['select', 'insert', 'delete'], reason: 'the catalogue' },
  'catalog.product_version': { may: ['select', 'insert'], reason: 'the catalogue' },
  'deals.settings': {
    may: ['select', 'insert'],
    reason: 'windows and rates of the program, published for everyone',
  },
  'deals.settings_rate': { may: ['select', 'insert'], reason: 'the same' },
  'catalog.promotion': { may: ['select', 'insert', 'update'], reason: 'the catalogue' },
  'identity.link': { may: [], reason: 'secrets of people, who are no tenant’s' },
  'identity.person': { may: ['select'], reason: 'people are no tenant’s; behind a wall of its own' },
  'identity.person_secret': { may: [], reason: 'secrets of people' },
  'identity.recovery_code': { may: [], reason: 'secrets of people' },
  'identity.session': { may: [], reason: 'secrets of people' },
  'identity.sign_in_attempt': { may: [], reason: 'by address, before anybody is known' },
};

/** Tables seen further than from the two sides of an account: by whom, and why. */
const WIDER: Record<string, { who: (edge: Edge, all: Node[]) => string[]; reason: string }> = {
  'identity.organization': {
    who: ({ buyer }, all) => [
      ...buyer.path,
      ...all.filter(({ seller }) => seller === buyer).map(({ id }) => id),
    ],
    reason: 'I see those below me, and the one that sells to me',
  },
  ...chain(
    ['order', 'order_line', 'order_move', 'operation', 'operation_step', 'segment', 'subscription'],
    'a subscription and what is done to it are seen along its whole chain',
  ),
  'billing.usage_event': {
    who: ({ buyer }) => buyer.path,
    reason: 'units used are seen along the chain, as quantities are; what they cost is on lines',
  },
};

function chain(nouns: string[], reason: string) {
  return Object.fromEntries(
    nouns.map((noun) => [`orders.${noun}`, { who: ({ buyer }: Edge) => buyer.path, reason }]),
  );
}

const plain = (name: string) => name.replaceAll('"', '');
const tenants = () => tables.filter(({ name, tenant }) => tenant && !COORDINATOR[name]);

describe('every table with a reseller_id', () => {
  test('is behind a forced wall with a policy for actors', () => {
    const bare = tenants().filter(({ rls, forced, policies }) => !rls || !forced || !policies.caravan_app);
    expect(bare.map(({ name }) => name)).toEqual([]);
  });

  test('has no policy but the two roles’ own', () => {
    const roles = new Set(tenants().flatMap(({ policies }) => Object.keys(policies)));
    expect([...roles].sort()).toEqual(['caravan_app', 'caravan_system']);
  });

  test('has reseller_id first in its primary key and in every unique one', () => {
    const wrong = tenants().flatMap(({ name, keys }) => [
      ...(keys.some(({ primary }) => primary) ? [] : [`${name} has no primary key`]),
      ...keys
        .filter(({ columns }) => columns[0] !== 'reseller_id')
        .map((key) => `${key.name} (${key.columns.join(', ')})`),
    ]);
    expect(wrong).toEqual([]);
  });

  test('has reseller_id first on both ends of every foreign key to another', () => {
    const isTenant = new Set(tenants().map(({ name }) => name));
    const wrong = tenants().flatMap(({ name, references }) =>
      references
        .filter(
          ({ to, columns, toColumns }) =>
            isTenant.has(to) && (columns[0] !== 'reseller_id' || toColumns[0] !== 'reseller_id'),
        )
        .map((reference) => `${name}: ${reference.name}`),
    );
    expect(wrong).toEqual([]);
  });

  test('or stays on the coordinator, out of every actor’s reach', () => {
    for (const name of Object.keys(COORDINATOR))
      expect(tables.find((table) => table.name === name)).toMatchObject({ tenant: true, actorMay: [] });
  });

  test('that is seen along a chain tells nothing of money: each price is between two', () => {
    const money = /price|amount|total|discount|cost|rate$|tax|currency|minor/;
    const telling = tenants()
      .filter(({ policies }) => /\b(chain|path)\b/.test(policies.caravan_app ?? ''))
      .filter(({ name }) => name !== 'identity.organization')
      .flatMap(({ name, columns }) =>
        columns.filter((column) => money.test(column.name)).map((column) => `${name}.${column.name}`),
      );
    expect(telling).toEqual([]);
  });
});

test('every other table is known, and an actor’s role may do no more to it than is said here', () => {
  const others = tables.filter(({ tenant }) => !tenant);
  expect(Object.fromEntries(others.map(({ name, actorMay }) => [name, actorMay]))).toEqual(
    Object.fromEntries(Object.entries(SHARED).map(([name, { may }]) => [name, may])),
  );
});

test('nothing goes around the wall: views, functions, roles, grants to everyone, tables in public', async () => {
  expect(await readHoles(owner)).toEqual([]);
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
  );
  expect(rows.map(({ name }) => name).sort()).toEqual(['kysely_migration', 'kysely_migration_lock']);
});

describe('as each actor', () => {
  const { nodes, edges } = program();
  const actors: (Node | null)[] = [...nodes, null];
  let walled: Table[];
  let seeded: Map<string, Map<string, Edge>>;
  beforeAll(async () => {
    walled = tables.filter(({ rls }) => rls);
    await dropRules(owner);
    seeded = await seed(owner, walled, edges);
  });

  const edgeOf = (table: Table, key: string) => seeded.get(table.name)?.get(key);
  const seers = (table: Table, { seller, buyer }: Edge) =>
    WIDER[plain(table.name)]?.who({ seller, buyer }, nodes) ?? [seller.id, buyer.id];
  const isStrange = (table: Table, edge: Edge, actor: Node | null) =>
    !actor || !seers(table, edge).includes(actor.id);

  /** Sentences for each row of a stranger among the keys: none is what we want. */
  function trespasses(actor: Node | null, verb: string, table: Table, keys: string[]): string[] {
    return keys.flatMap((key) => {
      const edge = edgeOf(table, key);
      if (edge && !isStrange(table, edge, actor)) return [];
      return [
        `${actor?.name ?? 'nobody'} ${verb} ${table.name} of ${edge?.seller.name} and ${edge?.buyer.name}`,
      ];
    });
  }

  test.each(actors.map((actor) => [actor?.name ?? 'nobody', actor] as const))(
    '%s reads no row of a stranger',
    async (_, actor) => {
      const found = await actAs(owner, actor, async () => {
        const lists: string[] = [];
        for (const table of walled)
          lists.push(...trespasses(actor, 'reads', table, await read(owner, table)));
        return lists;
      });
      expect(found).toEqual([]);
    },
  );

  test.each(actors.map((actor) => [actor?.name ?? 'nobody', actor] as const))(
    '%s changes and removes no row of a stranger',
    async (_, actor) => {
      const found = await actAs(owner, actor, async () => {
        const lists: string[] = [];
        for (const table of walled) {
          lists.push(...trespasses(actor, 'changes', table, await change(owner, table)));
          lists.push(...trespasses(actor, 'removes', table, await remove(owner, table)));
        }
        return lists;
      });
      expect(found).toEqual([]);
    },
  );

  test.each(actors.map((actor) => [actor?.name ?? 'nobody', actor] as const))(
    '%s slips no row in between strangers',
    async (_, actor) => {
      const found = await actAs(owner, actor, async () => {
        const lists: string[] = [];
        for (const table of walled) {
          for (const edge of edges.filter((one) => isStrange(table, one, actor))) {
            if (await slipIn(owner, table, edge))
              lists.push(
                `${actor?.name ?? 'nobody'} writes ${table.name} of ${edge.seller.name} and ${edge.buyer.name}`,
              );
          }
        }
        return lists;
      });
      expect(found).toEqual([]);
    },
  );

  test('a reseller names itself a side of no row in another branch', async () => {
    const resellers = nodes.filter((one) => one.seller && !one.seller.seller);
    const [mine, other] = [resellers[0], resellers.find((one) => one.branch !== resellers[0]?.branch)];
    if (!mine || !other) throw new Error('the program has two branches');
    const within = await actAs(owner, mine, async () => {
      const lists: string[] = [];
      for (const table of walled)
        if (await slipIn(owner, table, { seller: mine, buyer: other })) lists.push(table.name);
      return lists;
    });
    expect(within).toEqual([]);
  });

  test('and yet each table is read by somebody, so that the rows above were there to be seen', async () => {
    const seen = new Set<string>();
    for (const actor of nodes) {
      await actAs(owner, actor, async () => {
        for (const table of walled) if ((await read(owner, table)).length > 0) seen.add(table.name);
      });
    }
    expect(walled.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
  });

  test('a subscription is seen by its whole chain, an account by its two sides', async () => {
    const subscription = walled.find(({ name }) => name === 'orders.subscription');
    const account = walled.find(({ name }) => name === 'identity.account');
    if (!subscription || !account) throw new Error('These tables are what the test is about.');
    const who = async (table: Table) => {
      const list: string[] = [];
      for (const actor of nodes) {
        const keys = await actAs(owner, actor, () => read(owner, table));
        if (keys.some((key) => edgeOf(table, key)?.buyer.name === 'customer of the sub-reseller'))
          list.push(actor.name);
      }
      return list;
    };
    expect(await who(subscription)).toEqual([
      'vendor',
      'reseller A',
      'sub-reseller of A',
      'customer of the sub-reseller',
    ]);
    expect(await who(account)).toEqual(['sub-reseller of A', 'customer of the sub-reseller']);
  });

  test('a hole would be found: one policy too wide shows in each of the three ways', async () => {
    const account = walled.find(({ name }) => name === 'identity.account');
    const stranger = nodes.find(({ name }) => name === 'customer of B') ?? null;
    const between = edges.find(({ buyer }) => buyer.name === 'reseller A');
    if (!account || !between) throw new Error('These are what the test is about.');
    await owner.query(
      'create policy hole on identity.account to caravan_app using (true) with check (true); grant update, delete on identity.account to caravan_app',
    );
    const mayUpdate = {
      ...account,
      columns: account.columns.map((column) => ({ ...column, mayUpdate: true })),
    };
    try {
      await actAs(owner, stranger, async () => {
        expect(trespasses(stranger, 'reads', account, await read(owner, account))).toContain(
          'customer of B reads identity.account of vendor and reseller A',
        );
        expect(trespasses(stranger, 'changes', account, await change(owner, mayUpdate))).toHaveLength(
          edges.length - 1,
        );
        expect(trespasses(stranger, 'removes', account, await remove(owner, account))).toHaveLength(
          edges.length - 1,
        );
        expect(await slipIn(owner, account, between)).toBe(true);
      });
    } finally {
      await owner.query(
        'drop policy hole on identity.account; revoke update, delete on identity.account from caravan_app',
      );
    }
  });
});
