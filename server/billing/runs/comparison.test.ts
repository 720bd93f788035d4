import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { History } from '../../../test/daily-biller.ts';
import { settleMany } from '../../../test/many-histories.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { compareRun } from './comparison.ts';
import { completenessOf } from './completeness.ts';
import { openMonthEnd } from './runs.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld('2026-02-01T06:00:00.000Z');
});
afterAll(() => world.close());

/** Units by the first day they hold, at ten riyals a month. */
const history = (...segments: [string, number][]): History => ({
  cycle_months: 1,
  preference: 'postpay',
  segments: segments.map(([starts_on, quantity]) => ({ starts_on, quantity })),
  prices: [],
  first_price: '1000',
  discounts: [],
  first_discount: '0',
  list_price_from: null,
});

async function close(cutoff: string): Promise<string> {
  world.moveTo(`${cutoff}T06:00:00.000Z`);
  const vendor = await world.vendor();
  const run = await world.as(vendor, ['finance'], (ctx) => openMonthEnd(ctx, cutoff));
  await world.runJobs();
  return run.id;
}

test('every account that was due is billed, has nothing due, or is set aside; what was lived is what is charged', async () => {
  const branches = await settleMany(
    world,
    [
      history(['2026-04-01', 4], ['2026-04-11', 6]),
      history(['2026-03-05', 5], ['2026-04-01', 0]),
      { ...history(['2026-04-21', 3]), preference: 'prepay' },
      history(['2026-05-03', 8]),
    ],
    'SAR',
  );
  const [, run] = [await close('2026-04-01'), await close('2026-05-01')];
  const report = await world.as(await world.vendor(), ['finance'], (ctx) => completenessOf(ctx, run));
  const found = branches.map(({ reseller_id }) => {
    const item = report.items.find(({ buyer_id }) => buyer_id === reseller_id);
    return item && [item.outcome, item.lived, item.charged, item.net];
  });
  expect(found).toEqual([
    // 4 × 10 + 6 × 20 unit-days of thirty, at ten riyals a month
    ['billed', 160, 160, 5_333n],
    ['nothing_due', 0, 0, null],
    ['billed', 0, 0, 3_000n],
    // Its stream begins within the horizon, for what would be paid ahead.
    ['nothing_due', 0, 0, null],
  ]);
  expect(report).toMatchObject({
    due: 4,
    billed: 2,
    nothing_due: 2,
    quarantined: 0,
    lived: 160,
    charged: 160,
  });
  await world.system(({ db }) =>
    sql`update billing.run_task set state = 'quarantined', cause = 'No price' where run_id = ${run}
      and reseller_id = ${branches[1]?.reseller_id}`.execute(db),
  );
  const ask = async () => world.as(await world.vendor(), ['finance'], (ctx) => completenessOf(ctx, run));
  // Kept when the drafting ended; reckoned anew once some of it has been drafted again.
  expect(await ask()).toEqual(report);
  await world.system(({ db }) =>
    sql`update billing.run set finished_at = finished_at + interval '1 second' where id = ${run}`.execute(db),
  );
  const again = await ask();
  expect(again.items[0]).toMatchObject({ outcome: 'quarantined', cause: 'No price' });
}, 60_000);

test('a month end is compared with the one before: new, gone, and changed by the threshold and more', async () => {
  const branches = await settleMany(
    world,
    [
      history(['2026-02-01', 7]),
      history(['2026-01-01', 5], ['2026-02-01', 0]),
      history(['2026-01-01', 10], ['2026-02-01', 11]),
      history(['2026-01-01', 10], ['2026-02-01', 30]),
      history(['2026-01-01', 10], ['2026-02-01', 8]),
      history(['2026-01-01', 10]),
    ],
    'SAR',
  );
  const [january, february] = [await close('2026-02-01'), await close('2026-03-01')];
  const vendor = await world.vendor();
  const compare = (runId: string, threshold: number) =>
    world.as(vendor, ['finance'], (ctx) => compareRun(ctx, runId, threshold));
  expect(await compare(january, 20)).toEqual({ compared_with: null, items: [] });
  const { compared_with, items } = await compare(february, 20);
  expect(compared_with).toBe(january);
  const found = items.map(({ buyer_id, change, before, now }) => [
    branches.findIndex(({ reseller_id }) => reseller_id === buyer_id),
    change,
    before,
    now,
  ]);
  expect(found).toEqual([
    [3, 'more', 10_000n, 30_000n],
    [0, 'new', null, 7_000n],
    [1, 'gone', 5_000n, null],
    [4, 'less', 10_000n, 8_000n],
  ]);
  expect((await compare(february, 10)).items).toHaveLength(5);
}, 60_000);
