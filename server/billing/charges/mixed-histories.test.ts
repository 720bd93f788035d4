import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { History } from '../../../test/daily-biller.ts';
import { type Branch, bill, linesOf } from '../../../test/histories.ts';
import { brokenInvariants } from '../../../test/invariants.ts';
import { settleMany } from '../../../test/many-histories.ts';
import { type MixedHistory, mixed, sampleMixed } from '../../../test/mixed-histories.ts';
import { tellBefore } from '../../../test/mixed-telling.ts';
import type { ToldStep } from '../../../test/mixed-timelines.ts';
import { type Credit, mixingBiller, told } from '../../../test/mixing-biller.ts';
import { type Law, ruledDocuments } from '../../../test/rule-biller.ts';
import { changeRate, documentsOf } from '../../../test/tax-rules.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { newId } from '../../base/ids.ts';
import { insertMinimum } from '../fees/minimums.sql.ts';
import { issueFor } from '../invoices/invoices.ts';
import { creditInvoice } from '../invoices/notes.ts';
import { monthEnd } from '../runs/runs.rules.ts';
import { insertExemption } from '../tax/tax-exemptions.sql.ts';

/** Told by name when a test fails; another by SEED=… */
const SEED = Number(process.env.SEED ?? 20260122);
const HISTORIES = Number(process.env.HISTORIES ?? 16);
const CUTOFFS = [
  '2025-12-01',
  '2026-01-01',
  '2026-02-01',
  '2026-03-01',
  '2026-04-01',
  '2026-05-01',
  '2026-06-01',
];

let world: World;
beforeAll(async () => {
  world = await openWorld('2025-11-01T06:00:00.000Z');
  for (const [from, percent] of RATES.slice(1))
    await changeRate(world, 'SA', from, `0.${String(percent).padStart(2, '0')}`);
});
afterAll(() => world.close());

async function promise(branches: readonly Branch[], histories: readonly MixedHistory[]): Promise<void> {
  const { id: seller_id } = await world.vendor();
  await world.system(async ({ db, now }) => {
    const by = { recorded_by: null, recorded_at: now.toISOString() };
    for (const [i, { reseller_id, account_id }] of branches.entries()) {
      const { minimum: amount = null, certified_to: valid_to = null } = histories[i] ?? {};
      const edge = {
        ...by,
        reseller_id,
        account_id,
        seller_id,
        buyer_id: reseller_id,
        valid_from: '2020-01-01',
      };
      if (amount !== null) await insertMinimum(db, { ...edge, amount, currency: 'SAR' });
      const certificate = { id: newId(), certificate: 'C-1', authority: 'A', revoked_at: null };
      if (valid_to !== null) await insertExemption(db, { ...edge, ...certificate, valid_to });
    }
  });
}

/** By the verb, from the stored line that is told like the slow biller's. */
async function credit({ reseller_id }: Branch, { line, net }: Credit): Promise<void> {
  const rows = await world.system(({ db }) =>
    db.selectFrom('billing.charge').selectAll().where('reseller_id', '=', reseller_id).execute(),
  );
  const found = rows.find((row) => told(row) === told(line));
  if (!found) throw new Error(`No line is told as ${told(line)}.`);
  const { invoice_id, subscription_id, component, period_from, revision } = found;
  const wish = { reason: 'By hand', lines: [{ subscription_id, component, period_from, revision, net }] };
  await world.as(await world.vendor(), ['finance'], (ctx) => creditInvoice(ctx, invoice_id, wish));
}

/** Lets the histories live: pass after pass they are told, billed, issued and credited. */
async function live(
  histories: readonly MixedHistory[],
  cutoffs: readonly string[],
  credits: readonly (readonly Credit[])[] = [],
): Promise<Branch[]> {
  world.moveTo('2025-11-01T06:00:00.000Z');
  const branches = await settleMany(world, [...histories], 'SAR');
  await promise(branches, histories);
  for (const [pass, cutoff] of cutoffs.entries()) {
    world.moveTo(`${cutoff}T05:00:00.000Z`);
    await tellBefore(world, cutoff, branches, histories);
    const run = await bill(world, branches, cutoff);
    await world.system((ctx) => issueFor(ctx, { sellerId: run.seller_id, runId: run.id }));
    for (const [i, branch] of branches.entries())
      for (const one of credits[i] ?? []) if (one.pass === pass) await credit(branch, one);
  }
  return branches;
}

/** From which day on the tax is so many percent. */
const RATES = [
  ['2020-07-01', 15n],
  ['2026-02-01', 20n],
  ['2026-04-01', 7n],
] as const;

function lawOf({ certified_to }: MixedHistory): Law {
  return (on) => {
    if (certified_to !== null && on < certified_to) return { note: 'exempt_certificate', percent: 0n };
    return { note: 'standard', percent: RATES.findLast(([from]) => from <= on)?.[1] ?? 0n };
  };
}

describe(`histories that mix changes, pauses, corrections, trials, minimums, certificates, credits and changes of the tax (SEED=${SEED})`, () => {
  test.each([0, 4])(
    'agree with the slow biller, each month billed %i days after its end',
    async (lag) => {
      const histories = sampleMixed(HISTORIES, SEED + lag, { cutoffs: CUTOFFS, lag });
      const expected = histories.map((one) => mixingBiller(one, CUTOFFS.map(monthEnd)));
      const branches = await live(
        histories,
        CUTOFFS,
        expected.map(({ credits }) => credits),
      );
      for (const [i, branch] of branches.entries()) {
        const lines = (await linesOf(world, branch)).map(told).sort();
        const why = `history ${i} of SEED=${SEED}: ${JSON.stringify(histories[i]?.told)}`;
        const all = expected[i]?.lines ?? [];
        expect(lines, why).toEqual(all.map(told).sort());
        const law = lawOf(histories[i] as MixedHistory);
        expect(await documentsOf(world, branch), why).toEqual(
          ruledDocuments(all, CUTOFFS.map(monthEnd), law),
        );
      }
      expect(await brokenInvariants(world, HISTORIES)).toEqual([]);
    },
    900_000,
  );
});

const SHELF: History = {
  ...{ cycle_months: 1, preference: 'prepay', first_price: '3100', first_discount: '0' },
  ...{ segments: [], prices: [], discounts: [], list_price_from: null },
};
const said = (told_on: string, quantity: number, more: Partial<ToldStep> = {}): ToldStep => ({
  ...{ told_on, starts_on: told_on, quantity, paused: false, refunds: false, reason: null },
  ...more,
});
const resting = (on: string): ToldStep => said(on, 0, { paused: true, refunds: true });

/** Each is a history that was billed wrongly, cut short. */
describe('what was found in them', () => {
  test.each<[string, ToldStep[], bigint | null, string[]]>([
    [
      'a correction that holds from today gives back what is paid ahead, though the connector answers on the same day',
      [said('2026-01-01', 10), said('2026-01-16', 4, { reason: 'A wrong number' }), said('2026-01-16', 4)],
      null,
      [
        'refund 2026-01-16 2026-02-01 -6 16/31 -9600',
        'term 2026-01-01 2026-02-01 10 31/31 31000',
        'term 2026-02-01 2026-03-01 4 28/28 12400',
      ],
    ],
    [
      'more within a cycle is charged for its rest, though the next is charged already',
      [said('2025-12-20', 1), said('2026-01-10', 3)],
      null,
      [
        'term 2025-12-20 2026-01-20 1 31/31 3100',
        'term 2026-01-10 2026-01-20 2 10/31 2000',
        'term 2026-01-20 2026-02-20 1 31/31 3100',
        'term 2026-01-20 2026-02-20 2 31/31 6200',
        'term 2026-02-20 2026-03-20 3 28/28 9300',
      ],
    ],
    [
      'nor is it forgotten where the next cycle rests from a day on',
      [said('2025-12-20', 1), said('2026-01-10', 3), resting('2026-01-25')],
      null,
      [
        'refund 2026-01-25 2026-02-20 -1 26/31 -2600',
        'term 2025-12-20 2026-01-20 1 31/31 3100',
        'term 2026-01-10 2026-01-20 2 10/31 2000',
        'term 2026-01-20 2026-01-25 2 5/31 1000',
        'term 2026-01-20 2026-02-20 1 31/31 3100',
      ],
    ],
    [
      'a promise charges nothing again of what a pause gave back of an earlier month',
      [said('2025-12-20', 1), resting('2026-01-05')],
      3100n,
      [
        'minimum 2026-01-01 2026-02-01 1 1/1 3100',
        'refund 2026-01-05 2026-01-20 -1 15/31 -1500',
        'refund 2026-01-20 2026-02-20 -1 31/31 -3100',
        'term 2025-12-20 2026-01-20 1 31/31 3100',
        'term 2026-01-20 2026-02-20 1 31/31 3100',
      ],
    ],
    [
      'what is charged ahead counts towards the promise of the month in which it begins, and of no other',
      [said('2026-01-10', 1)],
      5000n,
      [
        'minimum 2025-12-01 2026-01-01 1 1/1 5000',
        'minimum 2026-01-01 2026-02-01 1 1/1 1900',
        'term 2026-01-10 2026-02-10 1 31/31 3100',
        'term 2026-02-10 2026-03-10 1 28/28 3100',
      ],
    ],
  ])('%s', async (_, steps, minimum, expected) => {
    const cutoffs = ['2026-01-01', '2026-02-01'];
    const one = { ...mixed(SHELF, steps, { cutoffs, lag: 0 }), minimum };
    const [branch] = await live([one], cutoffs);
    expect((await linesOf(world, branch as Branch)).map(told).sort()).toEqual(expected);
    expect(mixingBiller(one, cutoffs.map(monthEnd)).lines.map(told).sort()).toEqual(expected);
  });
});
