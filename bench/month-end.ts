import { sql } from 'kysely';
import { openDatabase } from '../server/base/db.ts';
import { type Door, openDoor } from '../server/base/door.ts';
import { openJobs } from '../server/base/jobs.ts';
import { majorUnits } from '../server/base/money.ts';
import { issueFor, issueRun } from '../server/billing/invoices/invoices.ts';
import { previewAccount } from '../server/billing/previews/preview.ts';
import { openStreams } from '../server/billing/rates/rates.sql.ts';
import { draftRun } from '../server/billing/runs/draft.task.ts';
import { openMonthEnd } from '../server/billing/runs/runs.ts';
import { type BenchDatabase, connect, openBench } from './database.ts';
import { floorSeconds } from './floor.ts';
import { generate, MONTH, type Plan } from './generate.ts';
import { cpuSeconds, peakRssMb, seconds, stageMeter } from './meter.ts';
import { type Result, worked } from './report.ts';

const WORKERS = 2;

/** Bills the plan's month by the product's own run and measures it. */
export async function monthEnd(plan: Plan, log: (line: string) => void): Promise<Result> {
  log(`\nMaking ${plan.subscriptions.toLocaleString('en')} subscriptions…`);
  const bench = await openBench();
  try {
    return await measure(bench, plan, log);
  } finally {
    await bench.drop();
  }
}

async function measure(bench: BenchDatabase, plan: Plan, log: (line: string) => void): Promise<Result> {
  const owner = await connect(bench.url);
  const database = openDatabase(bench.url, WORKERS + 2);
  const jobs = await openJobs(bench.url);
  const door = openDoor({ database, jobs, clock: () => new Date(MONTH.now) });
  const setup_seconds = await seconds(async () => {
    await generate(owner, plan);
    // In a program's life the streams are opened as subscriptions begin, not at the month's end.
    await door.system((ctx) => openStreams(ctx.db, null));
    await owner.query('analyze billing.charge_stream');
  });
  log(`Billing ${MONTH.first} to ${MONTH.cutoff}…`);
  const cpu = () => cpuSeconds(bench.pid);
  const cpuBefore = cpu();
  let cpuDrafted = 0;
  const stages = await work(door, () => {
    cpuDrafted = cpu() - cpuBefore;
  });
  const cpu_seconds = cpu() - cpuBefore;
  const peak_rss_mb = peakRssMb();
  const sums = await sumsOf(owner);
  const cpuAtFloor = cpu();
  const floor_seconds = await floorSeconds(bench.url, 'bare');
  const floor_cpu_seconds = (cpu() - cpuAtFloor) / 3;
  const floor_indexed_seconds = await floorSeconds(bench.url, 'indexed');
  const preview = await previewSeconds(door, owner);
  await Promise.all([owner.end(), jobs.stop(), database.destroy()]);
  return {
    ...plan,
    ...sums,
    seconds: { ...stages, ...preview },
    floor_seconds,
    ratio: worked(stages) / floor_seconds,
    floor_indexed_seconds,
    ratio_indexed: worked(stages) / floor_indexed_seconds,
    cpu_seconds,
    cpu_seconds_drafting: cpuDrafted,
    floor_cpu_seconds,
    peak_rss_mb,
    setup_seconds,
  };
}

/** The run from its opening to the last invoice issued, on both legs. Seconds by stage. */
async function work(door: Door, drafted: () => void): Promise<Record<string, number>> {
  const meter = stageMeter();
  const opened = { runId: '' };
  const rate = await seconds(async () => {
    opened.runId = (await door.system((ctx) => openMonthEnd(ctx, MONTH.cutoff))).id;
  });
  const drafting = await seconds(() => side(() => draftRun.run(door, opened, { number: 1, last: false })));
  const { draft = 0, verify = 0 } = meter.sums;
  drafted();
  const branches = await branchesOf(door, opened.runId);
  const issue = await seconds(() => door.system((ctx) => issueRun(ctx, opened.runId)));
  const { ledger: ofVendor = 0 } = meter.sums;
  const issue_branches = await seconds(() => side(() => issueInTurn(door, opened.runId, branches)));
  const { ledger: ofBoth = 0 } = meter.sums;
  meter.stop();
  return {
    rate,
    draft: (drafting * draft) / (draft + verify),
    verify: (drafting * verify) / (draft + verify),
    ledger: ofVendor + (ofBoth - ofVendor) / WORKERS,
    issue,
    issue_branches,
  };
}

/** The same work by each worker side by side. */
function side(worker: () => Promise<void>): Promise<unknown> {
  return Promise.all(Array.from({ length: WORKERS }, worker));
}

/** The run's branches in its batches; of very small ones so many at a time, for each seller's accounts are locked while it issues. */
async function branchesOf(door: Door, runId: string): Promise<string[][]> {
  const { rows } = await door.system(({ db }) =>
    sql<{ ids: string[] }>`select array_agg(reseller_id) as ids
      from (select batch, reseller_id, row_number() over (partition by batch order by reseller_id) / 500 as part
        from billing.run_task where run_id = ${runId}) task
      group by batch, part order by batch, part`.execute(db),
  );
  return rows.map(({ ids }) => ids);
}

/** The resellers' own leg: what they have drafted is issued batch by batch. */
async function issueInTurn(door: Door, runId: string, batches: string[][]): Promise<void> {
  for (let resellerIds = batches.shift(); resellerIds; resellerIds = batches.shift()) {
    const which = { runId, resellerIds };
    await door.system((ctx) => issueFor(ctx, which));
  }
}

async function sumsOf(owner: Awaited<ReturnType<typeof connect>>) {
  const { rows } = await owner.query<Record<'lines' | 'invoices' | 'transfers' | 'net' | 'tax', string>>(`
    select (select count(*) from billing.charge) as lines, count(*) as invoices, (select count(*) from ledger.transfer) as transfers,
      coalesce(sum(net), 0) as net, coalesce(sum(tax), 0) as tax from billing.invoice`);
  const { lines = '0', invoices = '0', transfers = '0', net = '0', tax = '0' } = rows[0] ?? {};
  return {
    lines: Number(lines),
    invoices: Number(invoices),
    transfers: Number(transfers),
    net: majorUnits({ amount: BigInt(net), currency: 'SAR' }),
    tax: majorUnits({ amount: BigInt(tax), currency: 'SAR' }),
    total: majorUnits({ amount: BigInt(net) + BigInt(tax), currency: 'SAR' }),
  };
}

/** "Your next invoice so far", as a page asks for it, for a reseller of middling size and for the largest, as of a day later. */
async function previewSeconds(door: Door, owner: Awaited<ReturnType<typeof connect>>) {
  const { rows } = await owner.query<{ account_id: string }>(
    'select account_id from billing.charge_stream group by account_id order by count(*), account_id',
  );
  const later = new Date('2026-06-15T06:00:00.000Z');
  const ask = (account: { account_id: string } | undefined) =>
    seconds(() => door.system((ctx) => previewAccount(ctx, account?.account_id, 500), later));
  await ask(rows[0]);
  return {
    preview: await ask(rows[Math.floor(rows.length * 0.95)]),
    preview_largest: await ask(rows.at(-1)),
  };
}
