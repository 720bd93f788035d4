import { afterAll, beforeAll, expect, test } from 'vitest';
import type { History } from '../../../test/daily-biller.ts';
import { type Branch, linesOf as chargesOf } from '../../../test/histories.ts';
import { settleMany } from '../../../test/many-histories.ts';
import { sampleHistories } from '../../../test/sampled-histories.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { addDays } from '../../base/dates.ts';
import { type DescribedLine, linesOf } from '../invoices/invoices.sql.ts';
import { openMonthEnd } from '../runs/runs.ts';
import { type Preview, previewAccount } from './preview.ts';

const SEED = Number(process.env.SEED ?? 20260120);
/** A year, in arrears, of which nothing but a step in mid-month is new: all of it is billed far beyond the month before. */
const grown: History = {
  ...{ cycle_months: 12, preference: 'postpay', first_price: '12000', prices: [] },
  segments: [
    { starts_on: '2026-02-10', quantity: 5 },
    { starts_on: '2026-03-12', quantity: 9 },
  ],
  ...{ first_discount: '0.1', discounts: [], list_price_from: null },
};
/** A dozen lines of the month, whatever the others come to. */
const restless: History = {
  ...{ cycle_months: 1, preference: 'postpay', first_price: '3100', prices: [] },
  segments: Array.from({ length: 12 }, (_, i) => ({ starts_on: addDays('2026-03-02', i), quantity: i + 1 })),
  ...{ first_discount: '0.1', discounts: [], list_price_from: null },
};
const histories = [...sampleHistories(60, SEED), grown, restless];

let world: World;
let branches: Branch[];
beforeAll(async () => {
  world = await openWorld('2026-03-31T18:00:00.000Z');
  branches = await settleMany(world, histories, 'SAR');
  await close('2026-03-01');
});
afterAll(() => world.close());

async function close(cutoff: string): Promise<string> {
  const vendor = await world.vendor();
  const { id } = await world.as(vendor, ['finance'], (ctx) => openMonthEnd(ctx, cutoff));
  await world.runJobs();
  return id;
}

/** What a line says, without what differs by chance. */
const brief = (line: DescribedLine) =>
  [
    line.component,
    line.period_from,
    line.period_to,
    line.quantity,
    line.days,
    line.unit_price,
    line.net,
    line.tax,
  ].join(' ');

test(`on the last day of a month, an account's next invoice so far is its invoice (SEED=${SEED})`, async () => {
  const vendor = await world.vendor();
  const previews: Preview[] = [];
  for (const { account_id } of branches)
    previews.push(await world.as(vendor, ['finance'], (ctx) => previewAccount(ctx, account_id)));
  const longest = previews.reduce((a, b) => (b.lines.length > a.lines.length ? b : a));
  expect(longest.line_count).toBeGreaterThan(2);
  const short = await world.as(vendor, ['finance'], (ctx) => previewAccount(ctx, longest.account_id, 2));
  expect({ ...short, lines: short.lines.map(brief) }).toEqual({
    ...longest,
    lines: longest.lines.slice(0, 2).map(brief),
  });
  world.moveTo('2026-04-01T06:00:00.000Z');
  const run = await close('2026-04-01');
  let compared = 0;
  for (const [i, { reseller_id }] of branches.entries()) {
    // Who pays ahead has the month to come on the bill, which is not begun on the last day of this one.
    if (histories[i]?.preference === 'prepay') continue;
    const invoice = await world.system(async ({ db }) => {
      const found = await db
        .selectFrom('billing.invoice')
        .selectAll()
        .where('run_id', '=', run)
        .where('reseller_id', '=', reseller_id)
        .executeTakeFirst();
      return found && { ...found, lines: await linesOf(db, found) };
    });
    const preview = previews[i];
    expect(preview?.lines.map(brief).sort(), `history ${i}`).toEqual(
      (invoice?.lines ?? []).map(brief).sort(),
    );
    expect([preview?.net, preview?.tax]).toEqual([invoice?.net ?? 0n, invoice?.tax ?? 0n]);
    compared += invoice?.lines.length ?? 0;
  }
  expect(compared).toBeGreaterThan(10);
}, 120_000);

test('a step within a year is on the next month end, though nothing else of the program is left to bill', async () => {
  const yearly = await openWorld('2026-04-01T06:00:00.000Z');
  try {
    const [branch] = await settleMany(yearly, [grown], 'SAR');
    const vendor = await yearly.vendor();
    for (const cutoff of ['2026-03-01', '2026-04-01']) {
      await yearly.as(vendor, ['finance'], (ctx) => openMonthEnd(ctx, cutoff));
      await yearly.runJobs();
    }
    const lines = branch ? await chargesOf(yearly, branch) : [];
    // 4 more for 335 of the year's 365 days, 10 % off 120.00 each: 396.49.
    expect(lines.map(({ period_from, quantity, days, net }) => [period_from, quantity, days, net])).toEqual([
      ['2026-02-10', 5, 365, 54_000n],
      ['2026-03-12', 4, 335, 39_649n],
    ]);
  } finally {
    await yearly.close();
  }
}, 60_000);
