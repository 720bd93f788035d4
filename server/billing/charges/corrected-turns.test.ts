import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Branch, bill, FIRST } from '../../../test/histories.ts';
import { settleMany } from '../../../test/many-histories.ts';
import {
  beganOn,
  beginningOf,
  type MonthEnd,
  sampleTurned,
  type TurnedHistory,
  unitsDue,
} from '../../../test/turned-histories.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { addDays, addMonths } from '../../base/dates.ts';
import { chargeNow } from '../ahead/prepay.ts';

/** Told by name when a test fails; another by SEED=… */
const SEED = Number(process.env.SEED ?? 20260126);
const HISTORIES = Number(process.env.HISTORIES ?? 20);
const LAST = '2026-06-01';

let world: World;
beforeAll(async () => {
  world = await openWorld(`${FIRST}T06:00:00.000Z`);
});
afterAll(() => world.close());

/** The month ends up to LAST, each held so many days after its cutoff. */
function monthEnds(lag: number): MonthEnd[] {
  const ends: MonthEnd[] = [];
  for (let cutoff = addMonths(FIRST, 1); cutoff <= LAST; cutoff = addMonths(cutoff, 1))
    ends.push({ cutoff, held_on: addDays(cutoff, lag) });
  return ends;
}

/** Appends what becomes known of a branch on a day. */
async function tell({ reseller_id, account_id, subscription_id }: Branch, one: TurnedHistory, day: string) {
  const turns = one.turns.map((turn, n) => ({ ...turn, n })).filter(({ told_on }) => told_on === day);
  const steps = one.told
    .map((step, k) => ({ ...step, seq: k + 1 }))
    .filter(({ told_on, seq }) => seq > 1 && told_on === day);
  if (turns.length + steps.length === 0) return false;
  await world.system(async ({ db, now }) => {
    const plan = await db
      .selectFrom('program.account_plan')
      .selectAll()
      .where('account_id', '=', account_id)
      .where('valid_from', '=', '2020-01-01')
      .executeTakeFirstOrThrow();
    const plans = turns.map(({ n, on, preference, list }) => ({
      ...plan,
      ...{ valid_from: on, billing_preference: preference, revision: n + 1 },
      bundle_plan_id: list ? null : plan.bundle_plan_id,
    }));
    if (plans.length) await db.insertInto('program.account_plan').values(plans).execute();
    const shared = { reseller_id, subscription_id, chain: [reseller_id], recorded_at: now };
    const rows = steps.map(({ told_on: _, ...step }) => ({ ...shared, ...step }));
    if (rows.length) await db.insertInto('orders.segment').values(rows).execute();
  });
  return steps.length > 0;
}

/** Month ends, what becomes known, and charges at once, day after day; on one day in this order. */
async function live(histories: readonly TurnedHistory[], ends: readonly MonthEnd[]): Promise<Branch[]> {
  const branches = await settleMany(world, histories.map(beginningOf), 'SAR');
  const until = ends.at(-1)?.held_on ?? LAST;
  for (let day: string = FIRST; day <= until; day = addDays(day, 1)) {
    world.moveTo(`${day}T06:00:00.000Z`);
    const end = ends.find(({ held_on }) => held_on === day);
    if (end) await bill(world, branches, end.cutoff);
    if (day === until) break;
    for (const [i, branch] of branches.entries()) {
      const one = histories[i] as TurnedHistory;
      const stepped = (await tell(branch, one, day)) || day === one.told[0]?.starts_on;
      if ((one.prompt && stepped) || one.asked.includes(day))
        await world.system((ctx) => chargeNow(ctx, branch.subscription_id));
    }
  }
  return branches;
}

/** The days before LAST on which other units are charged than should be: day, charged, due. */
async function wrongDays({ account_id }: Branch, one: TurnedHistory, ends: readonly MonthEnd[]) {
  const { rows } = await world.system(({ db }) =>
    sql<{ day: string; units: number }>`
      select d::date as day, coalesce(sum(c.quantity), 0)::int as units
      from generate_series(${beganOn(one)}::date::timestamp, ${LAST}::date - 1, interval '1 day') d
      left join billing.charge c on c.account_id = ${account_id} and c.period_from <= d::date and d::date < c.period_to
      group by d order by d`.execute(db),
  );
  const due = unitsDue(one, ends);
  return rows
    .filter(({ day, units }) => units !== due(day))
    .map(({ day, units }) => `${day}: ${units}, not ${due(day)}`);
}

const step = (told_on: string, starts_on: string, quantity: number) => ({
  ...{ told_on, starts_on, quantity, paused: false, refunds: false, reason: 'A wrong number' },
});

const began = (on: string) => ({ ...step(on, on, 5), reason: null });

/** Of 5 from 10 December on, in an account that turns on the 20th: what is told about its past, from before the turn on. */
const CORRECTIONS = {
  'an increase': (on: string) => [step(on, '2025-12-15', 9)],
  'an increase that ended after the turn': (on: string) => [
    step(on, '2025-12-15', 9),
    step(on, '2025-12-25', 5),
  ],
  'a decrease': (on: string) => [step(on, '2025-12-15', 2)],
  'a decrease that ended after the turn': (on: string) => [
    step(on, '2025-12-15', 2),
    step(on, '2025-12-25', 5),
  ],
  'an end': (on: string) => [step(on, '2025-12-15', 0)],
  'a later start': (on: string) => [step(on, '2025-12-10', 0), step(on, '2025-12-25', 5)],
  'an increase from the turn on': (on: string) => [step(on, '2025-12-20', 9)],
  'a decrease after the turn': (on: string) => [step(on, '2025-12-22', 3)],
};

describe('a past that was otherwise, on an account that turned within the cycle', () => {
  /** Cycles of a month in every order of what becomes known; of longer ones, which no turn cuts, one. */
  const lives = [
    ...['2025-12-28', '2026-01-05', '2026-02-10'].flatMap((told_on) =>
      [0, 20].map((notice) => ({ cycle_months: 1, told_on, notice })),
    ),
    ...[3, 12].map((cycle_months) => ({ cycle_months, told_on: '2026-01-05', notice: 0 })),
  ];
  const all = Object.entries(CORRECTIONS).flatMap(([name, corrected]) =>
    (['prepay', 'postpay'] as const).flatMap((preference) =>
      lives.map(({ cycle_months, told_on, notice }): [string, TurnedHistory] => {
        const other = preference === 'prepay' ? 'postpay' : 'prepay';
        const turn = { told_on: addDays('2025-12-20', -notice), on: '2025-12-20', list: false };
        return [
          `${name} told on ${told_on}, from ${preference}, ${notice} days’ notice, cycles of ${cycle_months}`,
          {
            ...{ cycle_months, preference, prompt: notice > 0, free_until: null, asked: [] },
            told: [began('2025-12-10'), ...corrected(told_on)],
            turns: [{ ...turn, preference: other }],
          },
        ];
      }),
    ),
  );

  test.each([0, 7])(
    'each day is charged once for all it held, month ends held %i days late',
    async (lag) => {
      const ends = monthEnds(lag);
      const histories = all.map(([, one]) => one);
      const branches = await live(histories, ends);
      const wrong: string[] = [];
      for (const [i, branch] of branches.entries()) {
        const days = await wrongDays(branch, histories[i] as TurnedHistory, ends);
        if (days.length) wrong.push(`${all[i]?.[0]}: ${days.length} days from ${days[0]}`);
      }
      expect(wrong).toEqual([]);
    },
    240_000,
  );
});

describe('a turn that was decided against, after a month end had looked ahead to it', () => {
  const grows = (on: string) => ({ ...step(on, on, 8), reason: null });
  const turns = (preference: 'prepay' | 'postpay'): TurnedHistory['turns'] => [
    {
      told_on: '2025-12-22',
      on: '2026-01-10',
      preference: preference === 'prepay' ? 'postpay' : 'prepay',
      list: false,
    },
    { told_on: '2026-01-04', on: '2026-01-10', preference, list: false },
  ];
  const all = (['prepay', 'postpay'] as const).flatMap((preference) =>
    [
      [],
      [grows('2026-01-06')],
      [grows('2026-01-12')],
      [grows('2026-01-25')],
      [step('2026-01-14', '2026-01-06', 7)],
      [step('2026-01-14', '2026-01-11', 2)],
      [step('2026-02-14', '2026-01-11', 2), grows('2026-02-15')],
    ].map(
      (later): TurnedHistory => ({
        ...{ cycle_months: 1, preference, prompt: true, free_until: null, asked: [] },
        ...{ told: [began('2025-12-20'), ...later], turns: turns(preference) },
      }),
    ),
  );

  test('each day is charged once for all it held', async () => {
    const ends = monthEnds(0);
    const branches = await live(all, ends);
    const wrong: string[][] = [];
    for (const [i, branch] of branches.entries())
      wrong.push(await wrongDays(branch, all[i] as TurnedHistory, ends));
    expect(wrong).toEqual(all.map(() => []));
  });
});

describe(`histories that mix turns with changes, pauses, corrections and trials (SEED=${SEED})`, () => {
  test.each([
    [1, 0],
    [1, 4],
    [3, 0],
    [12, 4],
  ])(
    'cycles of %i months, month ends held %i days late: each day is charged once for all it held',
    async (cycle_months, lag) => {
      const ends = monthEnds(lag);
      const histories = sampleTurned(HISTORIES, SEED + cycle_months + lag, cycle_months);
      const branches = await live(histories, ends);
      for (const [i, branch] of branches.entries())
        expect(
          await wrongDays(branch, histories[i] as TurnedHistory, ends),
          `history ${i}: ${JSON.stringify(histories[i])}`,
        ).toEqual([]);
    },
    Math.max(240_000, 9_000 * HISTORIES),
  );
});
