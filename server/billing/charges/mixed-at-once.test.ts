import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Branch, bill, linesOf } from '../../../test/histories.ts';
import { settleMany } from '../../../test/many-histories.ts';
import { type MixedHistory, sampleMixed } from '../../../test/mixed-histories.ts';
import { tellBefore } from '../../../test/mixed-telling.ts';
import { mixingBiller, told } from '../../../test/mixing-biller.ts';
import { type Law, ruledDocuments } from '../../../test/rule-biller.ts';
import { changeRate, documentsOf } from '../../../test/tax-rules.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { addDays } from '../../base/dates.ts';
import { chargeNow } from '../ahead/prepay.ts';
import { immediate, monthEnd } from '../runs/runs.rules.ts';

/** Told by name when a test fails; another by SEED=… */
const SEED = Number(process.env.SEED ?? 7);
const HISTORIES = Number(process.env.HISTORIES ?? 5);
const CUTOFFS = ['2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'];
const [FIRST, LAST] = ['2025-12-01', '2026-04-01'];

let world: World;
beforeAll(async () => {
  world = await openWorld('2025-11-01T06:00:00.000Z');
  // Within a month too, so that what is given back on a day was charged by another rule on the day before.
  await changeRate(world, 'SA', '2026-01-15', '0.20');
  await changeRate(world, 'SA', '2026-02-20', '0.07');
});
afterAll(() => world.close());

/** Of accounts that pay ahead; each pass knows what was told up to its day, and charges what began by itself since the one before. */
function sampleAhead(): MixedHistory[] {
  return sampleMixed(HISTORIES * 6, SEED, { cutoffs: CUTOFFS, lag: 0 })
    .filter(({ preference }) => preference === 'prepay')
    .slice(0, HISTORIES)
    .map((one) => ({
      ...one,
      ...{ minimum: null, credits: [] },
      corrections: one.corrections.map((step, k) => ({
        ...step,
        before: addDays(one.told[k + 1]?.told_on ?? '', 1),
      })),
    }));
}

const law: Law = (on) => ({
  note: 'standard',
  percent: on < '2026-01-15' ? 15n : on < '2026-02-20' ? 20n : 7n,
});

/** The first month end takes up all that was told before it. */
const daysOf = ({ told }: MixedHistory) =>
  [...new Set(told.map(({ told_on }) => told_on))].filter((day) => FIRST <= day && day < LAST);

/** Told and charged at once, day after day, as an account that pays ahead is; a month end comes first on its day. */
async function live(histories: readonly MixedHistory[]): Promise<Branch[]> {
  const branches = await settleMany(world, [...histories], 'SAR');
  const days = histories.flatMap(({ told }) => told.map(({ told_on }) => told_on));
  for (const day of [...new Set([...CUTOFFS, ...days])].sort()) {
    if (day > LAST) break;
    if (CUTOFFS.includes(day)) await bill(world, branches, day);
    world.moveTo(`${day}T06:00:00.000Z`);
    await tellBefore(world, addDays(day, 1), branches, histories);
    for (const [i, { subscription_id }] of branches.entries())
      if (daysOf(histories[i] as MixedHistory).includes(day))
        await world.system((ctx) => chargeNow(ctx, subscription_id));
  }
  return branches;
}

test(`what is charged at once and by month ends is charged once together, and taxed as it was when it is given back (SEED=${SEED})`, async () => {
  const histories = sampleAhead();
  const branches = await live(histories);
  for (const [i, branch] of branches.entries()) {
    const one = histories[i] as MixedHistory;
    const passes = [
      ...CUTOFFS.map((day) => ({ day, nth: 0, ...monthEnd(day) })),
      ...daysOf(one).map((day) => ({ day, nth: 1, ...immediate(day) })),
    ].sort((a, b) => (a.day < b.day || (a.day === b.day && a.nth < b.nth) ? -1 : 1));
    const lines = (await linesOf(world, branch)).map(told).sort();
    const expected = mixingBiller(one, passes).lines;
    const why = `history ${i} of SEED=${SEED}: ${JSON.stringify(one.told)}`;
    expect(lines, why).toEqual(expected.map(told).sort());
    expect(await documentsOf(world, branch), why).toEqual(ruledDocuments(expected, passes, law));
  }
}, 900_000);
