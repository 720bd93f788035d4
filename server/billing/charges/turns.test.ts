import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { History } from '../../../test/daily-biller.ts';
import { type Branch, bill, FIRST } from '../../../test/histories.ts';
import { settleMany } from '../../../test/many-histories.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { addDays, daysBetween } from '../../base/dates.ts';
import { chargeNow } from '../payments/prepay.ts';

/** Told by name when a test fails; another by SEED=… */
const SEED = Number(process.env.SEED ?? 20260121);
const HISTORIES = Number(process.env.HISTORIES ?? 20);
const LAST = '2026-06-01';

let world: World;
beforeAll(async () => {
  world = await openWorld(`${FIRST}T06:00:00.000Z`);
});
afterAll(() => world.close());

/** Days count from FIRST. `turns`: the days on which the account turns to the other way of paying; `asked`: on which it is charged at once. */
type Turning = {
  start: number;
  growth: { after: number; more: number }[];
  preference: 'prepay' | 'postpay';
  turns: number[];
  asked: number[];
};

const turning: fc.Arbitrary<Turning> = fc.record({
  start: fc.integer({ min: 0, max: 120 }),
  growth: fc.array(
    fc.record({ after: fc.integer({ min: 1, max: 90 }), more: fc.integer({ min: 1, max: 20 }) }),
    { maxLength: 3 },
  ),
  preference: fc.constantFrom('prepay' as const, 'postpay' as const),
  // The firsts of months among them: then a month end and a turn are on one day.
  turns: fc
    .uniqueArray(fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constantFrom(30, 61, 92, 120, 151, 181)), {
      ...{ minLength: 1, maxLength: 3 },
    })
    .map((days) => days.sort((a, b) => a - b)),
  asked: fc.array(fc.integer({ min: 0, max: 210 }), { maxLength: 3 }),
});

function historyOf({ start, growth, preference }: Turning, cycle_months: number): History {
  const segments = [{ starts_on: addDays(FIRST, start), quantity: 5 }];
  for (const { after, more } of growth) {
    const last = segments.at(-1) ?? { starts_on: FIRST, quantity: 0 };
    segments.push({ starts_on: addDays(last.starts_on, after), quantity: last.quantity + more });
  }
  const prices = {
    prices: [],
    discounts: [],
    first_price: '1000',
    first_discount: '0',
    list_price_from: null,
  };
  return { ...prices, cycle_months, preference, segments };
}

async function writeTurns(branches: readonly Branch[], all: readonly Turning[]): Promise<void> {
  await world.system(async ({ db }) => {
    for (const [i, { account_id }] of branches.entries()) {
      const first = await db
        .selectFrom('program.account_plan')
        .selectAll()
        .where('account_id', '=', account_id)
        .executeTakeFirstOrThrow();
      const rows = (all[i]?.turns ?? []).map((day, n) => ({
        ...first,
        valid_from: addDays(FIRST, day),
        billing_preference: (n % 2 === 0) === (first.billing_preference === 'prepay') ? 'postpay' : 'prepay',
      }));
      await db.insertInto('program.account_plan').values(rows).execute();
    }
  });
}

/** Month ends and charges at once, as when a subscription begins, day after day; on one day the month end comes first. */
async function live(branches: readonly Branch[], all: readonly Turning[]): Promise<void> {
  for (let day: string = FIRST; day <= LAST; day = addDays(day, 1)) {
    world.moveTo(`${day}T06:00:00.000Z`);
    if (day > FIRST && day.endsWith('-01')) await bill(world, [...branches], day);
    const nth = daysBetween(FIRST, day);
    for (const [i, { subscription_id }] of branches.entries()) {
      const { start, asked } = all[i] as Turning;
      if (start === nth || (start < nth && asked.includes(nth)))
        await world.system((ctx) => chargeNow(ctx, subscription_id));
    }
  }
}

/** The days before LAST on which other units are charged than are held. */
async function wrongDays({ account_id }: Branch, { segments }: History) {
  const { rows } = await world.system(({ db }) =>
    sql<{ day: string; units: number }>`
      select d::date as day, coalesce(sum(c.quantity), 0)::int as units
      from generate_series(${segments[0]?.starts_on ?? ''}::date::timestamp, ${LAST}::date - 1, interval '1 day') d
      left join billing.charge c on c.account_id = ${account_id} and c.period_from <= d::date and d::date < c.period_to
      group by d order by d`.execute(db),
  );
  return rows.filter(({ day, units }) => {
    const held = segments.filter(({ starts_on }) => starts_on <= day).at(-1);
    return units !== (held?.quantity ?? 0);
  });
}

test.each([1, 12])(
  `whatever the turns between paying ahead and afterwards, each day is charged once for all it holds: cycles of %i (SEED=${SEED})`,
  async (cycle_months) => {
    const all = fc.sample(turning, { numRuns: HISTORIES, seed: SEED + cycle_months });
    const histories = all.map((one) => historyOf(one, cycle_months));
    const branches = await settleMany(world, histories, 'SAR');
    await writeTurns(branches, all);
    await live(branches, all);
    for (const [i, branch] of branches.entries())
      expect(await wrongDays(branch, histories[i] as History), JSON.stringify(all[i])).toEqual([]);
  },
  120_000,
);
