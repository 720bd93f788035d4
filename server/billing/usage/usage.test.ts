import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { meanwhile } from '../../../test/at-once.ts';
import { type Branch, bill, FIRST } from '../../../test/histories.ts';
import { fc_use_pricing, settleMetered, tellUse } from '../../../test/metered.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { type ExportedInvoice, recomputeInvoice } from '../../../tools/recompute.ts';
import type { Ctx } from '../../base/ctx.ts';
import { addDays, firstOfMonth } from '../../base/dates.ts';
import { decimal, multiply, roundMinor } from '../../base/money.ts';
import { explainedInvoice } from '../invoices/line-exports.ts';
import { openMonthEnd } from '../runs/runs.ts';
import { useLines } from './usage.rules.ts';
import { importUsageFile, reportUsage } from './usage.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld('2026-06-01T06:00:00.000Z');
});
afterAll(() => world.close());

const CUTOFFS = ['2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01'];

const FLAT = { model: 'flat' as const, package_size: 1, list_price: '10', bands: [], discount: '0' };
const named = ({ subscription_id }: Branch) => ({ subscription: subscription_id });
async function office<T>(work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return world.as(await world.vendor(), ['finance'], work);
}

/** An offer paid by use, and events with the cutoff before which each is told. */
const metered = fc.record({
  pricing: fc_use_pricing,
  events: fc.array(
    fc.record({
      day: fc.integer({ min: 0, max: 115 }),
      units: fc.integer({ min: 1, max: 200 }),
      late: fc.integer({ min: 0, max: 2 }),
    }),
    { minLength: 1, maxLength: 12 },
  ),
});
type Metered = typeof metered extends fc.Arbitrary<infer T> ? T : never;

test('the statement and the rules agree on random use, month after month, with late events', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(metered, { minLength: 4, maxLength: 6 }), async (offers) => {
      const branches = await Promise.all(offers.map(({ pricing }) => settleMetered(world, pricing)));
      for (const cutoff of CUTOFFS) {
        for (const [i, branch] of branches.entries())
          await tellUse(world, branch, toldBy(offers[i] as Metered, cutoff));
        await bill(world, branches, cutoff);
      }
      for (const [i, branch] of branches.entries()) {
        expect(await linesOf(branch)).toEqual(expected(offers[i] as Metered));
        await explained(branch);
      }
    }),
    {
      numRuns: Number(process.env.RUNS ?? 5),
      seed: Number(process.env.SEED ?? 20260117),
      endOnFailure: true,
    },
  );
}, 240_000);

/** Every document says the bands of each of its lines, and the file alone comes to the same. */
async function explained({ reseller_id, account_id }: Branch): Promise<void> {
  const invoices = await world.system(({ db }) =>
    db
      .selectFrom('billing.invoice')
      .select('id')
      .where('reseller_id', '=', reseller_id)
      .where('account_id', '=', account_id)
      .execute(),
  );
  for (const { id } of invoices) {
    const { file } = await world.as(await world.vendor(), ['finance'], (ctx) => explainedInvoice(ctx, id));
    const invoice = JSON.parse(Buffer.from(file).toString()) as ExportedInvoice;
    expect(invoice.lines.filter(({ use }) => use === null)).toEqual([]);
    expect(recomputeInvoice(invoice).filter(({ agrees }) => !agrees)).toEqual([]);
  }
}

/** The pass in which an event is first seen: its own month's, or so many later. */
function passOf({ day, late }: { day: number; late: number }): number {
  return CUTOFFS.findIndex((cutoff) => addDays(FIRST, day) < cutoff) + late;
}

function toldBy({ events }: Metered, cutoff: string) {
  return events.map((event, n) => ({ ...event, n })).filter((event) => CUTOFFS[passOf(event)] === cutoff);
}

/** Pass by pass and month by month by the pure rules. */
function expected(offer: Metered): string[] {
  const lines: string[] = [];
  const counted = new Map<string, number>();
  for (const [pass] of CUTOFFS.entries()) {
    const seen = offer.events.filter((event) => passOf(event) <= pass && passOf(event) < CUTOFFS.length);
    for (const [month, events] of Map.groupBy(seen, ({ day }) => firstOfMonth(addDays(FIRST, day)))) {
      const total = events.reduce((sum, { units }) => sum + units, 0);
      for (const { quantity, unit_price } of useLines(offer.pricing, total, counted.get(month) ?? 0)) {
        const net = roundMinor(multiply(decimal(unit_price), decimal(String(quantity))), {
          numerator: 1n,
          denominator: 1n,
        });
        lines.push(`${month} ${quantity} ${net}`);
        counted.set(month, (counted.get(month) ?? 0) + quantity);
      }
    }
  }
  return lines.sort();
}

async function linesOf({ reseller_id, account_id }: Branch): Promise<string[]> {
  const rows = await world.system(({ db }) =>
    db
      .selectFrom('billing.charge')
      .select(['period_from', 'quantity', 'net'])
      .where('reseller_id', '=', reseller_id)
      .where('account_id', '=', account_id)
      .execute(),
  );
  return rows.map(({ period_from, quantity, net }) => `${period_from} ${quantity} ${net}`).sort();
}

test('an id that is told with other words is refused, not lost; the same words again change nothing', async () => {
  const branch = await settleMetered(world, FLAT);
  const told = (events: [id: string, day: string, units: number][]) => {
    const whole = events.map(([event_id, used_on, units]) => ({
      ...named(branch),
      event_id,
      used_on,
      units,
    }));
    return office((ctx) => reportUsage(ctx, whole));
  };
  expect(await told([['e1', '2026-05-01', 5]])).toEqual({ taken: 1, known: 0 });
  expect(
    await told([
      ['e1', '2026-05-01', 5],
      ['e1', '2026-05-01', 5],
      ['e2', '2026-05-01', 5],
    ]),
  ).toEqual({ taken: 1, known: 2 });
  for (const other of [
    ['e1', '2026-05-01', 6],
    ['e1', '2026-05-02', 5],
  ] as [string, string, number][])
    await expect(told([['e3', '2026-05-01', 1], other])).rejects.toMatchObject({
      errors: [
        {
          pointer: '#/events/1/event_id',
          detail: expect.stringMatching(/"e1" is told already, as 5 units on 2026-05-01/),
        },
      ],
    });
  await expect(
    told([
      ['e4', '2026-05-01', 1],
      ['e4', '2026-05-01', 2],
    ]),
  ).rejects.toMatchObject({ code: 'invalid_field' });
  expect(
    await told([
      ['e3', '2026-05-01', 1],
      ['e4', '2026-05-01', 2],
    ]),
  ).toEqual({ taken: 2, known: 0 });
});

test('a month of more units than its line can hold is refused when it is told, not at the month’s end', async () => {
  const branch = await settleMetered(world, FLAT);
  const file = (...ids: string[]) =>
    office((ctx) => {
      const rows = ids.map((id) => `${branch.subscription_id};${id};2026-05-01;999999999`);
      return importUsageFile(
        ctx,
        'use.csv',
        Buffer.from(`subscription;event_id;used_on;units\n${rows.join('\n')}`),
      );
    });
  expect(await file('m1', 'm2')).toEqual({ taken: 2, known: 0 });
  await expect(file('m3')).rejects.toMatchObject({
    message: expect.stringMatching(/comes to 2999999997 units in 2026-05/),
  });
  expect(await file('m1')).toEqual({ taken: 0, known: 1 });
});

test('what two tell at the same moment is refused as what is told one after the other', async () => {
  const branch = await settleMetered(world, FLAT);
  const told = (event_id: string, units: number) =>
    [
      office,
      (ctx: Ctx) => reportUsage(ctx, [{ ...named(branch), event_id, used_on: '2026-05-01', units }]),
    ] as const;
  const other = await meanwhile(told('e1', 5), told('e1', 6));
  expect([other.done, other.refused.map(({ code }) => code)]).toEqual([
    [{ taken: 1, known: 0 }],
    ['invalid_field'],
  ]);
  expect((await meanwhile(told('e2', 5), told('e2', 5))).done).toHaveLength(2);
  const over = await meanwhile(told('m1', 1_500_000_000), told('m2', 1_500_000_000));
  expect(over.refused.map(({ message }) => message)).toEqual([expect.stringMatching(/a month holds/)]);
});

test('use that is told after a month end is billed by the next one, however late that is opened', async () => {
  const slow = await openWorld('2026-02-01T06:00:00.000Z');
  const branch = await settleMetered(slow, FLAT);
  const vendor = await slow.vendor();
  const close = async (cutoff: string) => {
    await slow.as(vendor, ['finance'], (ctx) => openMonthEnd(ctx, cutoff));
    await slow.runJobs();
  };
  await close('2026-02-01');
  slow.moveTo('2026-02-02T06:00:00.000Z');
  const event = { ...named(branch), event_id: 'late', used_on: '2026-01-20', units: 7, note: null };
  await slow.as(vendor, ['finance'], (ctx) => reportUsage(ctx, [event]));
  slow.moveTo('2026-06-20T06:00:00.000Z');
  await close('2026-03-01');
  const lines = await slow.system(({ db }) =>
    db
      .selectFrom('billing.charge')
      .select(['period_from', 'quantity'])
      .where('component', '=', 'use')
      .where('account_id', '=', branch.account_id)
      .execute(),
  );
  expect(lines).toEqual([{ period_from: '2026-01-01', quantity: 7 }]);
  await slow.close();
}, 60_000);
