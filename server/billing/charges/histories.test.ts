import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BilledLine, History } from '../../../test/daily-biller.ts';
import { type Branch, bill, bytes, linesOf } from '../../../test/histories.ts';
import { settleMany } from '../../../test/many-histories.ts';
import { pausingBiller } from '../../../test/pauses.ts';
import { sampleHistories } from '../../../test/sampled-histories.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { addDays, addMonths, daysBetween, firstOfNextMonth } from '../../base/dates.ts';
import { monthEnd } from '../runs/runs.rules.ts';

/** Told by name when a test fails; another by SEED=… */
const SEED = Number(process.env.SEED ?? 20260115);
const HISTORIES = Number(process.env.HISTORIES ?? 500);
const LAST = '2026-06-01';

let world: World;
beforeAll(async () => {
  world = await openWorld('2028-07-01T06:00:00.000Z');
});
afterAll(() => world.close());

/** The same history so many months later: into a leap year, onto other month ends. */
function later(one: History, months: number): History {
  const first = '2025-11-01';
  const move = (date: string) => addDays(addMonths(first, months), daysBetween(first, date));
  return {
    ...one,
    segments: one.segments.map((segment) => ({ ...segment, starts_on: move(segment.starts_on) })),
    pauses: one.pauses?.map(({ from, to }) => ({ from: move(from), to: move(to) })) ?? [],
    prices: one.prices.map((price) => ({ ...price, valid_from: move(price.valid_from) })),
    discounts: one.discounts.map((discount) => ({ ...discount, valid_from: move(discount.valid_from) })),
    list_price_from: one.list_price_from && move(one.list_price_from),
  };
}

function months(first: string, last: string): string[] {
  return first > last ? [] : [first, ...months(firstOfNextMonth(first), last)];
}

async function billAll(branches: Branch[], cutoffs: string[], size = branches.length): Promise<void> {
  for (const cutoff of cutoffs)
    for (let i = 0; i < branches.length; i += size) await bill(world, branches.slice(i, i + size), cutoff);
}

const order = (a: BilledLine, b: BilledLine) =>
  a.component.localeCompare(b.component) ||
  a.period_from.localeCompare(b.period_from) ||
  a.quantity - b.quantity ||
  a.days - b.days ||
  Number(a.net - b.net);

describe(`hundreds of histories at a time (SEED=${SEED})`, () => {
  test.each([
    ['SAR', 0],
    ['KWD', 0],
    ['JPY', 24],
    ['EUR', 26],
  ])(
    'in %s, %i months later, agree with the slow biller',
    async (currency, shift) => {
      const histories = sampleHistories(HISTORIES, SEED + shift).map((one) => later(one, shift));
      const last = addMonths(LAST, shift);
      const branches = await settleMany(world, histories, currency);
      const cutoffs = shift % 4 ? months(addMonths(last, -6), last) : [last];
      await billAll(branches, cutoffs);
      for (const [i, branch] of branches.entries()) {
        const expected = pausingBiller(histories[i] as History, cutoffs.map(monthEnd)).sort(order);
        const lines = (await linesOf(world, branch)).sort(order);
        expect(lines, `history ${i} of SEED=${SEED}`).toEqual(expected);
      }
    },
    300_000,
  );
});

describe('what may not matter', () => {
  const histories = sampleHistories(60, SEED + 1);

  test('how large the batches are, in which order they come, and how often the same is drafted', async () => {
    const together = await settleMany(world, histories, 'SAR');
    const apart = await settleMany(world, histories, 'SAR');
    const backwards = await settleMany(world, histories, 'SAR');
    const twice = await settleMany(world, histories, 'SAR');
    await billAll(together, [LAST]);
    await billAll(apart, [LAST], 7);
    await billAll([...backwards].reverse(), [LAST], 11);
    await billAll(twice, [LAST]);
    await billAll(twice, [LAST]);
    const expected = await bytes(world, together);
    expect(expected.length).toBeGreaterThan(100);
    expect(await bytes(world, apart)).toEqual(expected);
    expect(await bytes(world, backwards)).toEqual(expected);
    expect(await bytes(world, twice)).toEqual(expected);
  }, 120_000);

  test('that a segment says once more what holds already', async () => {
    const split = histories.map((one) => ({
      ...one,
      pauses: [],
      segments: [...one.segments]
        .sort((a, b) => (a.starts_on < b.starts_on ? -1 : 1))
        .filter((segment, i, all) => all[i + 1]?.starts_on !== segment.starts_on)
        .flatMap((segment, i, all) => {
          const next = all[i + 1]?.starts_on ?? addDays(segment.starts_on, 40);
          const between = addDays(segment.starts_on, Math.ceil(daysBetween(segment.starts_on, next) / 2));
          return between < next ? [segment, { ...segment, starts_on: between }] : [segment];
        }),
    }));
    const whole = histories.map((one, i) => ({
      ...one,
      pauses: [],
      segments: (split[i]?.segments ?? []).filter(
        (segment, k, all) => k === 0 || all[k - 1]?.quantity !== segment.quantity,
      ),
    }));
    const [first, second] = [await settleMany(world, whole, 'SAR'), await settleMany(world, split, 'SAR')];
    await billAll(first, months('2025-12-01', LAST));
    await billAll(second, months('2025-12-01', LAST));
    expect(await bytes(world, second)).toEqual(await bytes(world, first));
  }, 120_000);
});
