import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { History } from '../../../test/daily-biller.ts';
import { type Branch, bill, linesOf } from '../../../test/histories.ts';
import { settleMany } from '../../../test/many-histories.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { Db } from '../../base/db.ts';
import { draftRun } from '../runs/draft.task.ts';
import { getRun, openMonthEnd, retryQuarantined } from '../runs/runs.ts';
import { verifyLines } from './checks.sql.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld('2026-04-01T06:00:00.000Z');
});
afterAll(() => world.close());

const shelf = (first_price: string, more: Partial<History> = {}): History => ({
  ...{ cycle_months: 1, preference: 'prepay', first_price, first_discount: '0', prices: [], discounts: [] },
  ...{ list_price_from: null, segments: [{ starts_on: '2026-03-10', quantity: 5 }] },
  ...more,
});

/** What no verb of Caravan does: by the owner of the tables. */
async function asOwner(work: (db: Db) => Promise<unknown>): Promise<void> {
  await world.database.transaction().execute(async (db) => {
    await sql`set local role none`.execute(db);
    await work(db);
  });
}

const offerOf = ({ subscription_id }: Branch) =>
  sql`(select offer_id from orders.subscription where id = ${subscription_id})`;

/** Of one branch whose offer has a price from this day on. */
async function priced(from: string, history: History): Promise<Branch> {
  const [branch] = await settleMany(world, [history], 'SAR');
  if (!branch) throw new Error('One history is one branch.');
  await pricedFrom(branch, from);
  return branch;
}

const pricedFrom = (branch: Branch, from: string) =>
  asOwner((db) =>
    sql`update catalog.list_price set valid_from = ${from}::date where offer_id = ${offerOf(branch)}`.execute(
      db,
    ),
  );

const NEVER = '2090-01-01';

describe('a price that is missing is found, for', () => {
  test.each<[string, string, string, () => Promise<Branch>]>([
    ['a month paid ahead', '2026-03-10', '2026-04-01', () => priced(NEVER, shelf('1001'))],
    [
      'a year that an account pays after it began',
      '2026-03-10',
      '2026-04-01',
      () => priced(NEVER, shelf('1002', { cycle_months: 12, preference: 'postpay' })),
    ],
    [
      'the cycle to come alone',
      '2026-04-05',
      '2026-04-01',
      () => priced(NEVER, shelf('1003', { segments: [{ starts_on: '2026-04-05', quantity: 5 }] })),
    ],
    [
      'the beginning of a cycle that grows once there is a price',
      '2026-03-10',
      '2026-04-01',
      () =>
        priced(
          '2026-03-15',
          shelf('1004', {
            segments: [
              { starts_on: '2026-03-10', quantity: 5 },
              { starts_on: '2026-03-20', quantity: 9 },
            ],
          }),
        ),
    ],
    ['what is bought once', '2026-03-10', '2026-04-01', () => once(shelf('1005', { preference: 'postpay' }))],
    [
      'days that a correction adds',
      '2026-03-10',
      '2026-05-01',
      () =>
        corrected(
          shelf('1006', { preference: 'postpay', segments: [{ starts_on: '2026-03-05', quantity: 0 }] }),
        ),
    ],
  ])('%s', async (_, on, cutoff, settle) => {
    const branch = await settle();
    const { code } = await world.system(({ db }) =>
      sql<{ code: string }>`select code from catalog.offer where id = ${offerOf(branch)}`
        .execute(db)
        .then(({ rows }) => rows[0] ?? { code: '' }),
    );
    const words = `Subscription S1 holds units on ${on} that no line charges`;
    await expect(bill(world, [branch], cutoff)).rejects.toThrow(words);
    await expect(bill(world, [branch], cutoff)).rejects.toThrow(
      `See that ${code} has a price in SAR on that day`,
    );
    await pricedFrom(branch, '2020-01-01');
    await bill(world, [branch], cutoff);
    expect((await linesOf(world, branch)).length).toBeGreaterThan(0);
  });

  async function once(history: History): Promise<Branch> {
    const branch = await priced(NEVER, history);
    await asOwner((db) =>
      sql`update catalog.offer set billing = 'one_time', term_months = 0, cycle_months = 0 where id = ${offerOf(branch)}`.execute(
        db,
      ),
    );
    return branch;
  }

  /** April is billed; then March is said to have held five from the tenth on, when nothing had a price. */
  async function corrected(history: History): Promise<Branch> {
    const branch = await priced('2026-04-01', history);
    await bill(world, [branch], '2026-04-01');
    await world.system(({ db }) =>
      sql`insert into orders.segment (reseller_id, subscription_id, seq, chain, starts_on, quantity, recorded_at, reason)
        select reseller_id, subscription_id, 2, chain, '2026-03-10', 5, '2026-06-10', 'Five' from orders.segment
        where subscription_id = ${branch.subscription_id}`.execute(db),
    );
    return branch;
  }
});

describe('a fault in what is paid ahead is found', () => {
  test.each([
    ['a unit less', sql`update billing.charge set quantity = quantity - 1`],
    ['a line of other days', sql`update billing.charge set period_from = period_from + 1, days = days - 1`],
  ])('%s', async (_, change) => {
    const branch = await priced('2020-01-01', shelf('1007'));
    const run = await bill(world, [branch], '2026-04-01');
    const found: string[] = [];
    const undone = asOwner(async (db) => {
      await sql`${change} where reseller_id = ${branch.reseller_id} and period_from = '2026-04-10'`.execute(
        db,
      );
      for (const { rule, detail } of await verifyLines(db, run, [branch.reseller_id]))
        if (rule === 'days') found.push(detail);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(found).toEqual([
      expect.stringMatching(/^Subscription S1 holds units on 2026-04-10 that no line charges/),
    ]);
  });
});

test('the branch alone is set aside in words, and drafted once there is a price', async () => {
  const good = await priced('2020-01-01', shelf('2001'));
  const bad = await priced(NEVER, shelf('2002'));
  const as = async <T>(work: (ctx: Parameters<typeof getRun>[0]) => Promise<T>) =>
    world.as(await world.vendor(), ['finance'], work);
  const { id } = await as((ctx) => openMonthEnd(ctx, '2026-04-01'));
  const draft = async () => {
    await draftRun.run(world.door, { runId: id }, { number: 1, last: false });
    return as((ctx) => getRun(ctx, id));
  };
  const run = await draft();
  expect(run).toMatchObject({ state: 'drafted', findings: [] });
  const tasks = await world.system(({ db }) =>
    db.selectFrom('billing.run_task').selectAll().where('run_id', '=', id).execute(),
  );
  const task = ({ reseller_id }: Branch) => tasks.find((one) => one.reseller_id === reseller_id);
  expect(task(good)).toMatchObject({ state: 'done' });
  expect(task(bad)).toMatchObject({
    state: 'quarantined',
    cause: expect.stringContaining('Is a price missing?'),
  });
  await pricedFrom(bad, '2020-01-01');
  await as((ctx) => retryQuarantined(ctx, id));
  await draft();
  expect((await linesOf(world, bad)).map(({ period_from }) => period_from)).toEqual([
    '2026-03-10',
    '2026-04-10',
  ]);
});
