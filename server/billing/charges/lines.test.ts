import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dailyBiller, type History } from '../../../test/daily-biller.ts';
import { bill, FIRST, history, linesOf, settle } from '../../../test/histories.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { firstOfNextMonth } from '../../base/dates.ts';
import { monthEnd } from '../runs/runs.rules.ts';
import { draftCharges } from './charging.sql.ts';
import { dropDraft } from './lines.sql.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld('2026-06-01T06:00:00.000Z');
});
afterAll(() => world.close());

describe('the statement and a slow biller that counts days', () => {
  test('agree on random histories, whether billed month by month or all at once, and the check finds nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(history, { minLength: 4, maxLength: 8 }),
        fc.boolean(),
        async (histories, monthly) => {
          const branches = await Promise.all(histories.map((one) => settle(world, one)));
          const cutoffs = monthly ? months('2025-12-01', '2026-06-01') : ['2026-06-01'];
          for (const cutoff of cutoffs) await bill(world, branches, cutoff);
          for (const [i, branch] of branches.entries()) {
            expect(await linesOf(world, branch)).toEqual(
              dailyBiller(histories[i] as History, '2026-06-01', monthEnd('2026-06-01').horizon),
            );
          }
        },
      ),
      { numRuns: Number(process.env.RUNS ?? 8), seed: Number(process.env.SEED ?? 20260115) },
    );
  }, 240_000);

  test('drafting twice drafts nothing more, and a discarded draft comes back the same', async () => {
    const [one] = fc.sample(history, { numRuns: 1, seed: 7 });
    const branch = await settle(world, {
      ...(one as History),
      preference: 'postpay',
      cycle_months: 1,
      segments: [{ starts_on: FIRST, quantity: 3 }],
    });
    const run = await bill(world, [branch], '2026-02-01');
    const first = await linesOf(world, branch);
    expect(
      await world.system((ctx) => draftCharges(ctx.db, run, { resellerIds: [branch.reseller_id] })),
    ).toEqual([]);
    await world.system((ctx) => dropDraft(ctx.db, run.id, [branch.reseller_id]));
    expect(await linesOf(world, branch)).toEqual([]);
    await bill(world, [branch], '2026-02-01');
    expect(await linesOf(world, branch)).toEqual(first);
  });

  test("an invoice's tax is rounded once and its lines' shares sum to it", async () => {
    const histories = fc
      .sample(history, { numRuns: 5, seed: 11 })
      .map((one) => ({ ...one, preference: 'postpay' as const }));
    const branches = await Promise.all(histories.map((one) => settle(world, one)));
    await bill(world, branches, '2026-05-01');
    for (const { reseller_id } of branches) {
      const { rows } = await world.system(({ db }) =>
        sql<{
          ok: boolean;
        }>`select i.tax = round(i.net * 0.15) and i.tax = sum(l.tax) and i.net = sum(l.net) and min(l.tax) >= 0 as ok
          from billing.invoice i join billing.line l on l.invoice_id = i.id where i.reseller_id = ${reseller_id} group by i.id, i.tax, i.net`.execute(
          db,
        ),
      );
      expect(rows.every((row) => row.ok)).toBe(true);
    }
  });
});

function months(first: string, last: string): string[] {
  return first > last ? [] : [first, ...months(firstOfNextMonth(first), last)];
}
