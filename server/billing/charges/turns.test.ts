import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { History } from '../../../test/daily-biller.ts';
import { type Branch, bill, FIRST } from '../../../test/histories.ts';
import { settleMany } from '../../../test/many-histories.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { addDays, addMonths, daysBetween } from '../../base/dates.ts';
import { chargeNow } from '../ahead/prepay.ts';

/** Told by name when a test fails; another by SEED=… */
const SEED = Number(process.env.SEED ?? 20260121);
const HISTORIES = Number(process.env.HISTORIES ?? 20);
const LAST = '2026-06-01';

let world: World;
beforeAll(async () => {
  world = await openWorld(`${FIRST}T06:00:00.000Z`);
});
afterAll(() => world.close());

/**
 * Days count from FIRST. `turns`: the days on which the account turns to the other way of paying, decided so many days before (`notice`);
 * `asked`: the days on which it is charged at once, beside its first and those of its steps where no such task fails (`prompt`). `foreseen`: its
 * steps are known from the start, else on the day on which they begin.
 */
type Turning = {
  start: number;
  growth: { after: number; more: number }[];
  preference: 'prepay' | 'postpay';
  turns: number[];
  notice: number;
  asked: number[];
  prompt: boolean;
  foreseen: boolean;
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
  notice: fc.constantFrom(0, 0, 1, 10, 45, 400),
  asked: fc.array(fc.integer({ min: 0, max: 210 }), { maxLength: 3 }),
  prompt: fc.boolean(),
  foreseen: fc.boolean(),
});

const ASKED_AS_IT_COMES = { preference: 'prepay', prompt: true, foreseen: false } as const;

/** All of it known from the start, and nothing charged at once but when asked. */
function told(one: Pick<Turning, 'start' | 'turns'> & Partial<Turning>): Turning {
  return { growth: [], preference: 'postpay', notice: 400, asked: [], prompt: false, foreseen: true, ...one };
}

/** What went wrong once: each day of these was charged twice, or some not at all. */
const FOUND: Turning[] = [
  // Never charged at once, and paid afterwards again before the month end: the cycle and the days after the turn come in one pass.
  { ...told({ start: 20, turns: [25] }), preference: 'prepay' },
  // The month end of January charged the days from the 14th on ahead; the cycle before, with a step on the 8th, was looked at no more.
  told({ start: 41, turns: [36, 65, 74], asked: [60], growth: [{ after: 27, more: 9 }] }),
  // Two cycles are charged ahead when it grows in the first of them.
  { ...told({ start: 41, turns: [200], growth: [{ after: 24, more: 3 }] }), ...ASKED_AS_IT_COMES },
  // It turns, and grows then, in a cycle that was charged before the turn was decided.
  {
    ...told({ start: 41, turns: [70], notice: 0, growth: [{ after: 45, more: 4 }] }),
    ...ASKED_AS_IT_COMES,
  },
  // The rest of the cycle was charged ahead from the turn on, and it grew on the day before.
  {
    ...told({ start: 23, turns: [106], notice: 45, asked: [145], growth: [{ after: 82, more: 3 }] }),
    ...{ ...ASKED_AS_IT_COMES, preference: 'postpay' },
  },
];

function historyOf({ start, growth, preference }: Turning, cycle_months: number): History {
  const segments = [{ starts_on: addDays(FIRST, start), quantity: 5 }];
  for (const { after, more } of growth) {
    const last = segments.at(-1) ?? { starts_on: FIRST, quantity: 0 };
    if (last.quantity > 0)
      segments.push({
        starts_on: addDays(last.starts_on, after),
        quantity: Math.max(0, last.quantity + more),
      });
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

/** What becomes known of the branch on a day: that its account will turn, and the steps of its timeline. */
async function tell({ account_id, subscription_id }: Branch, one: Turning, known: Known): Promise<void> {
  const { turns, steps } = known;
  if (turns.length + steps.length === 0) return;
  await world.system(async ({ db }) => {
    const [plan, first] = await Promise.all([
      db
        .selectFrom('program.account_plan')
        .selectAll()
        .where('account_id', '=', account_id)
        .where('valid_from', '=', '2020-01-01')
        .executeTakeFirstOrThrow(),
      db
        .selectFrom('orders.segment')
        .selectAll()
        .where('subscription_id', '=', subscription_id)
        .where('seq', '=', 1)
        .executeTakeFirstOrThrow(),
    ]);
    const other = one.preference === 'prepay' ? 'postpay' : 'prepay';
    const plans = turns.map((n) => ({
      ...plan,
      valid_from: addDays(FIRST, one.turns[n] ?? 0),
      billing_preference: n % 2 === 0 ? other : one.preference,
    }));
    if (plans.length) await db.insertInto('program.account_plan').values(plans).execute();
    const segments = steps.map((step) => ({ ...first, ...step, seq: first.seq + step.nth }));
    if (segments.length)
      await db
        .insertInto('orders.segment')
        .values(segments.map(({ nth: _, ...segment }) => segment))
        .execute();
  });
}

type Step = { nth: number; starts_on: string; quantity: number };
type Known = { turns: number[]; steps: Step[] };

function knownOn(day: number, one: Turning, { segments }: History): Known {
  const turns = one.turns.flatMap((turn, n) => (Math.max(0, turn - one.notice) === day ? [n] : []));
  const steps = segments.flatMap((segment, nth) => {
    const told = one.foreseen ? 0 : daysBetween(FIRST, segment.starts_on);
    return nth > 0 && told === day ? [{ ...segment, nth }] : [];
  });
  return { turns, steps };
}

/** Month ends, what becomes known, and charges at once, as when a subscription begins or grows, day after day; on one day in this order. */
async function live(branches: readonly Branch[], all: readonly Turning[], histories: readonly History[]) {
  for (let day: string = FIRST; day <= LAST; day = addDays(day, 1)) {
    world.moveTo(`${day}T06:00:00.000Z`);
    if (day > FIRST && day.endsWith('-01')) await bill(world, [...branches], day);
    const nth = daysBetween(FIRST, day);
    for (const [i, branch] of branches.entries()) {
      const [one, history] = [all[i] as Turning, histories[i] as History];
      await tell(branch, one, knownOn(nth, one, history));
      const steps = history.segments.some(({ starts_on }) => starts_on === day);
      if ((one.start <= nth && one.asked.includes(nth)) || (one.prompt && steps))
        await world.system((ctx) => chargeNow(ctx, branch.subscription_id));
    }
  }
}

/** The units held on a day. */
function heldOn({ segments }: History, day: string): number {
  return segments.filter(({ starts_on }) => starts_on <= day).at(-1)?.quantity ?? 0;
}

/** The units that a day is charged for where all is paid ahead: the most that its cycle has held from its first day on. */
function coveredOn(history: History, day: string): number {
  const [{ starts_on: began = '' } = {}] = history.segments;
  let cycles = 1;
  while (addMonths(began, cycles * history.cycle_months) <= day) cycles += 1;
  const first = addMonths(began, (cycles - 1) * history.cycle_months);
  const later = history.segments.filter(({ starts_on }) => first < starts_on && starts_on <= day);
  return Math.max(heldOn(history, first), ...later.map(({ quantity }) => quantity));
}

/** The days before LAST on which other units are charged than should be. */
async function wrongDays({ account_id }: Branch, history: History, due = heldOn) {
  const { segments } = history;
  const { rows } = await world.system(({ db }) =>
    sql<{ day: string; units: number }>`
      select d::date as day, coalesce(sum(c.quantity), 0)::int as units
      from generate_series(${segments[0]?.starts_on ?? ''}::date::timestamp, ${LAST}::date - 1, interval '1 day') d
      left join billing.charge c on c.account_id = ${account_id} and c.period_from <= d::date and d::date < c.period_to
      group by d order by d`.execute(db),
  );
  return rows.filter(({ day, units }) => units !== due(history, day));
}

test.each([1, 12])(
  `whatever the turns between paying ahead and afterwards, each day is charged once for all it holds: cycles of %i (SEED=${SEED})`,
  async (cycle_months) => {
    const all = [...FOUND, ...fc.sample(turning, { numRuns: HISTORIES, seed: SEED + cycle_months })];
    const histories = all.map((one) => historyOf(one, cycle_months));
    const begun = histories.map((one) => ({ ...one, segments: one.segments.slice(0, 1) }));
    const branches = await settleMany(world, begun, 'SAR');
    await live(branches, all, histories);
    for (const [i, branch] of branches.entries())
      expect(await wrongDays(branch, histories[i] as History), JSON.stringify(all[i])).toEqual([]);
  },
  Math.max(120_000, 5_000 * HISTORIES),
);

test.each([1, 12])(
  `what is paid ahead is charged for the most that a cycle has held, and for none that it only would have: cycles of %i (SEED=${SEED})`,
  async (cycle_months) => {
    const ahead = turning.chain((one) =>
      fc
        .array(fc.record({ after: fc.integer({ min: 1, max: 60 }), more: fc.integer({ min: -9, max: 9 }) }), {
          ...{ minLength: 1, maxLength: 6 },
        })
        .map((growth): Turning => ({ ...one, preference: 'prepay', turns: [], foreseen: false, growth })),
    );
    const all = fc.sample(ahead, { numRuns: HISTORIES, seed: SEED + cycle_months });
    const histories = all.map((one) => historyOf(one, cycle_months));
    const begun = histories.map((one) => ({ ...one, segments: one.segments.slice(0, 1) }));
    const branches = await settleMany(world, begun, 'SAR');
    await live(branches, all, histories);
    for (const [i, branch] of branches.entries())
      expect(await wrongDays(branch, histories[i] as History, coveredOn), JSON.stringify(all[i])).toEqual([]);
  },
  Math.max(120_000, 5_000 * HISTORIES),
);
