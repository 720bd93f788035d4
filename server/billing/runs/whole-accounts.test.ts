import { afterAll, beforeAll, expect, test } from 'vitest';
import { brokenInvariants } from '../../../test/invariants.ts';
import { CUTOFFS, FIRST, sampleWhole, type WholeAccount } from '../../../test/whole-accounts.ts';
import { wholeLines } from '../../../test/whole-biller.ts';
import { settleWhole, tellUseOf, type WholeBranch } from '../../../test/whole-settling.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { addDays } from '../../base/dates.ts';
import { issueRun } from '../invoices/invoices.ts';
import { previewAccount } from '../previews/preview.ts';
import { describeReplay, startReplay } from '../replays/replays.ts';
import { discardRun, openMonthEnd, retryQuarantined } from './runs.ts';

/** Told by name when a test fails; another by SEED=… */
const SEED = Number(process.env.SEED ?? 20261126);
const ACCOUNTS = Number(process.env.HISTORIES ?? 12);

let world: World;
beforeAll(async () => {
  world = await openWorld(`${FIRST}T06:00:00.000Z`);
});
afterAll(() => world.close());

type Line = { component: string; period_from: string; quantity: number | bigint | string; net: bigint };
const said = ({ component, period_from, quantity, net }: Line) =>
  [component, period_from, quantity, net].join(' ');

/** Drafts the month: branches that are set aside are so before any worker comes to them, and some are tried again. */
async function draft(cutoff: string, aside: ReadonlyMap<string, 'left' | 'retried'>): Promise<string> {
  const vendor = await world.vendor();
  const { id } = await world.as(vendor, ['finance'], (ctx) => openMonthEnd(ctx, cutoff));
  const setAside = (ids: string[]) =>
    world.system(({ db }) =>
      db
        .updateTable('billing.run_task')
        .set({ state: 'quarantined', cause: 'By hand' })
        .where('run_id', '=', id)
        .where('reseller_id', 'in', ids)
        .execute(),
    );
  const [all, left] = [[...aside.keys()], [...aside].filter(([, how]) => how === 'left').map(([key]) => key)];
  if (all.length > 0) await setAside(all);
  await world.runJobs();
  if (all.length > left.length) {
    await world.as(vendor, ['finance'], (ctx) => retryQuarantined(ctx, id));
    if (left.length > 0) await setAside(left);
    await world.runJobs();
  }
  return id;
}

/** The account's next invoice as it is told on the evening before the month ends. */
async function preview({ account_id }: WholeBranch): Promise<string[]> {
  const { lines } = await world.as(await world.vendor(), ['finance'], (ctx) =>
    previewAccount(ctx, account_id),
  );
  return lines.map(said).sort();
}

async function linesOf(branch: WholeBranch, runId?: string): Promise<string[]> {
  const rows = await world.system(({ db }) =>
    db
      .selectFrom('billing.charge')
      .select(['component', 'period_from', 'quantity', 'net'])
      .where('reseller_id', '=', branch.reseller_id)
      .$if(runId !== undefined, (query) => query.where('run_id', '=', runId ?? ''))
      .execute(),
  );
  return rows.map(said).sort();
}

async function netOf({ account_id }: WholeBranch, run_id: string): Promise<bigint> {
  const rows = await world.system(({ db }) =>
    db
      .selectFrom('billing.invoice')
      .select('net')
      .where('account_id', '=', account_id)
      .where('run_id', '=', run_id)
      .where('state', '=', 'issued')
      .execute(),
  );
  return rows.reduce((sum, { net }) => sum + net, 0n);
}

/** The last month end again, with list prices that change by nothing: what each account was and would be billed. */
async function replayed(): Promise<Map<string, [was: bigint, would_be: bigint]>> {
  const vendor = await world.vendor();
  const prices = {
    kind: 'change' as const,
    changes: [{ scope: 'everything' as const, target: '', rate: '0' }],
  };
  const wanted = { name: 'The same', plan: null, prices, moves: null, book: null };
  const { id } = await world.as(vendor, ['finance'], (ctx) => startReplay(ctx, wanted));
  await world.runJobs();
  const { lines } = await world.as(vendor, ['finance'], (ctx) => describeReplay(ctx, id));
  return new Map(lines.map(({ account_id, was, would_be }) => [account_id, [was, would_be]]));
}

test(`accounts that buy all sorts of things are charged once for each, however their month ends go (SEED=${SEED})`, async () => {
  const sample = sampleWhole(ACCOUNTS, SEED);
  const { accounts, passes } = sample;
  const branches = await settleWhole(world, sample);
  const vendor = await world.vendor();
  let lastRun = '';
  for (const [pass, cutoff] of CUTOFFS.entries()) {
    // The evening before, in Riyadh.
    world.moveTo(`${addDays(cutoff, -1)}T18:00:00.000Z`);
    await tellUseOf(world, branches, accounts, pass);
    if (passes[pass] === 'skipped') continue;
    const previewed = new Map<number, string[]>();
    for (const [i, branch] of branches.entries())
      if (i < 12 && accounts[i]?.preference === 'postpay') previewed.set(i, await preview(branch));
    // Half past midnight there, in UTC still the day before.
    world.moveTo(`${addDays(cutoff, -1)}T21:30:00.000Z`);
    const aside = new Map(
      branches.flatMap(({ reseller_id }, i): [string, 'left' | 'retried'][] => {
        const how = accounts[i]?.aside[pass];
        return how ? [[reseller_id, how]] : [];
      }),
    );
    let runId = await draft(cutoff, aside);
    if (passes[pass] === 'again') {
      await world.as(vendor, ['finance'], (ctx) => discardRun(ctx, runId));
      runId = await draft(cutoff, aside);
    }
    await world.as(vendor, ['finance'], (ctx) => issueRun(ctx, runId));
    lastRun = runId;
    for (const [i, lines] of previewed) {
      if (accounts[i]?.aside[pass] === 'left') continue;
      expect(
        await linesOf(branches[i] as WholeBranch, runId),
        `preview of account ${i} before ${cutoff}`,
      ).toEqual(lines);
    }
  }
  for (const [i, branch] of branches.entries()) {
    const why = `account ${i} of SEED=${SEED}, ${passes}: ${JSON.stringify(accounts[i], (_, v) => (typeof v === 'bigint' ? `${v}` : v))}`;
    const expected = wholeLines(sample, accounts[i] as WholeAccount, passes)
      .map(said)
      .sort();
    expect(await linesOf(branch), why).toEqual(expected);
  }
  const again = await replayed();
  for (const [i, branch] of branches.entries()) {
    const billed = await netOf(branch, lastRun);
    expect(again.get(branch.account_id) ?? [0n, 0n], `replay of account ${i} of SEED=${SEED}`).toEqual([
      billed,
      billed,
    ]);
  }
  expect(await brokenInvariants(world, ACCOUNTS)).toEqual([]);
}, 900_000);
