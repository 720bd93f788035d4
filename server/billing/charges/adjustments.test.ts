import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CorrectedHistory, correctingBiller } from '../../../test/correcting-biller.ts';
import type { BilledLine } from '../../../test/daily-biller.ts';
import { type Branch, bill, day, history, linesOf, settle } from '../../../test/histories.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { monthEnd } from '../runs/runs.rules.ts';
import { dropDraft } from './lines.sql.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld('2026-06-01T06:00:00.000Z');
});
afterAll(() => world.close());

const CUTOFFS = [
  '2025-12-01',
  '2026-01-01',
  '2026-02-01',
  '2026-03-01',
  '2026-04-01',
  '2026-05-01',
  '2026-06-01',
];

const corrected: fc.Arbitrary<CorrectedHistory> = fc
  .tuple(
    history,
    fc.array(
      fc.record({
        before: fc.constantFrom(...CUTOFFS.slice(1)),
        starts_on: day,
        quantity: fc.integer({ min: 0, max: 500 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([one, corrections]) => {
    const first = one.segments.map(({ starts_on }) => starts_on).sort()[0] ?? '';
    // A correction is of the past, and of what was active.
    const past = corrections.filter(({ starts_on, before }) => starts_on >= first && starts_on < before);
    return { ...one, corrections: past.sort((a, b) => (a.before < b.before ? -1 : 1)) };
  });

describe('corrections and a slow biller that counts days', () => {
  test('agree on random histories, month after month, and the check finds nothing', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(corrected, { minLength: 4, maxLength: 6 }), async (histories) => {
        const branches = await Promise.all(histories.map((one) => settle(world, one)));
        for (const cutoff of CUTOFFS) {
          for (const [i, branch] of branches.entries())
            await record(branch, histories[i]?.corrections.filter(({ before }) => before === cutoff) ?? []);
          await bill(world, branches, cutoff);
        }
        for (const [i, branch] of branches.entries()) {
          const expected = correctingBiller(histories[i] as CorrectedHistory, CUTOFFS.map(monthEnd));
          const lines = await linesOf(world, branch);
          for (const { component } of lines) seen.add(component);
          expect(sorted(lines)).toEqual(sorted(expected));
        }
      }),
      {
        numRuns: Number(process.env.RUNS ?? 6),
        seed: Number(process.env.SEED ?? 20260116),
        endOnFailure: true,
      },
    );
    expect([...seen].sort()).toEqual(['adjustment', 'refund', 'term', 'usage']);
  }, 240_000);

  test('a month billed with the past known from the start costs the same, but for a halala a line', async () => {
    await fc.assert(
      fc.asyncProperty(corrected, async (one) => {
        const plain = {
          ...one,
          cycle_months: 1,
          preference: 'postpay' as const,
          prices: [],
          discounts: [],
          list_price_from: null,
        };
        const late = await settle(world, plain);
        const known = await settle(world, {
          ...plain,
          segments: [
            ...plain.segments,
            ...plain.corrections.map(({ starts_on, quantity }) => ({ starts_on, quantity })),
          ],
        });
        await bill(world, [late], '2026-06-01');
        await record(late, plain.corrections);
        await bill(world, [late], '2026-07-01');
        await bill(world, [known], '2026-07-01');
        const [a, b] = [await linesOf(world, late), await linesOf(world, known)];
        const off = sum(a) - sum(b);
        expect(Number(off < 0n ? -off : off)).toBeLessThanOrEqual(a.length + b.length);
      }),
      { numRuns: 6, seed: 7, endOnFailure: true },
    );
  }, 120_000);

  test.each([
    ['monthly', 1, '2025-12-12', '2026-02-12', 0],
    ['monthly, to fewer', 1, '2025-12-12', '2026-02-12', 3],
    ['yearly', 12, '2025-01-12', '2027-01-12', 0],
  ] as const)(
    'what ended or shrank before a cycle that a month end had charged ahead is given that back: %s',
    async (_, cycle_months, began, until, left) => {
      const [one] = fc.sample(history, { numRuns: 1, seed: 7 });
      const segments = [{ starts_on: began, quantity: 5 }];
      const branch = await settle(world, { ...one, preference: 'prepay', cycle_months, segments } as never);
      await bill(world, [branch], '2026-01-01');
      await world.system(({ db }) =>
        sql`insert into orders.segment (reseller_id, subscription_id, seq, chain, starts_on, quantity, recorded_at)
        select reseller_id, subscription_id, 2, chain, '2026-01-05', ${left}, recorded_at from orders.segment
        where subscription_id = ${branch.subscription_id}`.execute(db),
      );
      await bill(world, [branch], '2026-02-01');
      const taken = async () => (await linesOf(world, branch)).filter((line) => line.component === 'refund');
      const charged = (await linesOf(world, branch)).find(
        (line) => line.period_from === '2026-01-12' && line.component === 'term',
      );
      const [back, ...more] = await taken();
      expect(more).toEqual([]);
      expect(back).toMatchObject({ period_from: '2026-01-12', period_to: until, quantity: left - 5 });
      expect(charged).toMatchObject({ quantity: 5, period_to: until });
      if (left === 0) expect(back?.net).toBe(-(charged?.net ?? 0n));
      // The cycle that ran stays paid, and nothing is given back twice.
      await bill(world, [branch], '2026-03-01');
      expect(await taken()).toEqual([back]);
      const march = (await linesOf(world, branch)).filter((line) => line.period_from > '2026-01-12');
      expect(march.every((line) => line.quantity === left)).toBe(true);
    },
  );

  test('what ends on the day on which its next cycle begins gives back all that was charged ahead for that', async () => {
    const [one] = fc.sample(history, { numRuns: 1, seed: 7 });
    const segments = [{ starts_on: '2025-12-12', quantity: 5 }];
    const branch = await settle(world, { ...one, preference: 'prepay', cycle_months: 1, segments } as never);
    await bill(world, [branch], '2026-01-01');
    await world.system(({ db }) =>
      sql`insert into orders.segment (reseller_id, subscription_id, seq, chain, starts_on, quantity, recorded_at, refunds)
        select reseller_id, subscription_id, 2, chain, '2026-01-12', 0, recorded_at, true from orders.segment
        where subscription_id = ${branch.subscription_id}`.execute(db),
    );
    await bill(world, [branch], '2026-02-01');
    const lines = await linesOf(world, branch);
    expect(lines.map((l) => [l.component, l.period_from, l.period_to, l.quantity])).toEqual([
      ['refund', '2026-01-12', '2026-02-12', -5],
      ['term', '2025-12-12', '2026-01-12', 5],
      ['term', '2026-01-12', '2026-02-12', 5],
    ]);
    expect(lines[0]?.net).toBe(-(lines[2]?.net ?? 0n));
  });

  test('a run that is dropped drafts its corrections again', async () => {
    const [one] = fc.sample(history, { numRuns: 1, seed: 7 });
    const branch = await settle(world, {
      ...one,
      preference: 'postpay',
      cycle_months: 1,
      segments: [{ starts_on: '2025-12-01', quantity: 9 }],
    } as never);
    await bill(world, [branch], '2026-01-01');
    await record(branch, [{ starts_on: '2025-12-11', quantity: 4 }]);
    const run = await bill(world, [branch], '2026-02-01');
    const first = await linesOf(world, branch);
    expect(first.filter(({ component }) => component === 'adjustment')).toMatchObject([
      { quantity: -5, days: 21, period_days: 31 },
    ]);
    await world.system((ctx) => dropDraft(ctx.db, run.id, [branch.reseller_id]));
    await bill(world, [branch], '2026-02-01');
    expect(await linesOf(world, branch)).toEqual(first);
  });
});

function sum(lines: readonly { net: bigint }[]): bigint {
  return lines.reduce((total, { net }) => total + net, 0n);
}

function sorted(lines: readonly BilledLine[]): string[] {
  return lines
    .map(({ component, period_from, period_to, quantity, days, period_days, net }) =>
      [component, period_from, period_to, quantity, `${days}/${period_days}`, net].join(' '),
    )
    .sort();
}

async function record(
  branch: Branch,
  corrections: readonly { starts_on: string; quantity: number }[],
): Promise<void> {
  await world.system(async ({ db, now }) => {
    for (const { starts_on, quantity } of corrections) {
      const before = await db
        .selectFrom('orders.segment')
        .select(['seq', 'chain'])
        .where('subscription_id', '=', branch.subscription_id)
        .orderBy('seq', 'desc')
        .executeTakeFirstOrThrow();
      await db
        .insertInto('orders.segment')
        .values({
          reseller_id: branch.reseller_id,
          subscription_id: branch.subscription_id,
          seq: before.seq + 1,
          chain: before.chain,
          starts_on,
          quantity,
          reason: 'A wrong number',
          recorded_at: now,
        })
        .execute();
    }
  });
}
