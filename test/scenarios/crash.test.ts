import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generate, MONTH } from '../../bench/generate.ts';
import { openDatabase } from '../../server/base/db.ts';
import { openDoor } from '../../server/base/door.ts';
import { openJobs } from '../../server/base/jobs.ts';
import { migrate } from '../../server/base/migrate.ts';
import { type PostgresServer, removePostgres, startPostgres } from '../../server/base/postgres/postgres.ts';
import { openStreams } from '../../server/billing/rates/rates.sql.ts';
import { discardRun, openMonthEnd } from '../../server/billing/runs/runs.ts';

/* `npm test -- crash` bills 100,000 subscriptions and crashes ten times; the usual run is smaller. */
const SUBSCRIPTIONS = Number(process.env.CRASH_SUBSCRIPTIONS ?? 6000);
const CRASHES = Number(process.env.CRASHES ?? 4);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const BATCHES = 30;

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDER = join(ROOT, '.caravan');
const dir = join(FOLDER, `crash-pg-${process.pid}`);
let server: PostgresServer;
const start = async () => {
  server = await startPostgres({ dir, log: join(FOLDER, 'crash-pg.log') });
};
beforeAll(async () => {
  await start();
  await migrate(server.url);
  await asOwner((owner) =>
    generate(owner, {
      shape: 'skewed',
      subscriptions: SUBSCRIPTIONS,
      resellers: Math.ceil(SUBSCRIPTIONS / 50),
    }),
  );
  await withDoor((door) => door.system((ctx) => openStreams(ctx.db, null)));
}, 600_000);
afterAll(async () => {
  await server.stop();
  await removePostgres(dir);
});

async function asOwner<T>(work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: server.url });
  owner.on('error', () => {});
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

async function withDoor<T>(work: (door: ReturnType<typeof openDoor>) => Promise<T>): Promise<T> {
  const database = openDatabase(server.url, 2);
  const jobs = await openJobs(server.url);
  try {
    return await work(openDoor({ database, jobs, clock: () => new Date(MONTH.now) }));
  } finally {
    await jobs.stop();
    await database.destroy();
  }
}

/** Opens the month and cuts it into small batches, so that a crash finds some done, some under way and some waiting. */
async function open(): Promise<string> {
  const run = await withDoor((door) => door.system((ctx) => openMonthEnd(ctx, MONTH.cutoff)));
  await asOwner((owner) =>
    owner.query(
      `update billing.run_task t set batch = b.batch, leads = b.leads from (
        select reseller_id, batch, row_number() over (partition by batch order by reseller_id) = 1 as leads
        from (select reseller_id, ntile($2) over (order by reseller_id) as batch from billing.run_task where run_id = $1) p) b
      where t.run_id = $1 and t.reseller_id = b.reseller_id`,
      [run.id, BATCHES],
    ),
  );
  return run.id;
}

function worker(runId: string): ChildProcess {
  const args = [join(ROOT, 'test/crash/worker.ts'), server.url, runId, MONTH.now];
  return spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] });
}

const begun = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', () => resolve());
  });

const ended = (child: ChildProcess) =>
  new Promise<void>((resolve) =>
    child.exitCode !== null || child.signalCode !== null ? resolve() : child.once('exit', () => resolve()),
  );

async function stateOf(runId: string): Promise<{ state: string; findings: unknown; done: number }> {
  const { rows } = await asOwner(async (owner) => {
    await owner.query('alter table billing.run no force row level security');
    return owner.query(
      `select state, findings, (select count(*)::int from billing.run_task where run_id = $1 and state = 'done') as done
       from billing.run where id = $1`,
      [runId],
    );
  });
  return rows[0];
}

/** One sum over every line, invoice and mark of the run, without the ids that differ by chance. */
async function digest(runId: string): Promise<{ lines: number; sum: string }> {
  return asOwner(async (owner) => {
    await owner.query('alter table billing.branch_mark no force row level security');
    const { rows } = await owner.query(
      `with line as (
        select l.reseller_id, row(l.reseller_id, l.account_id, l.subscription_id, l.component, l.period_from, l.revision, l.period_to, l.quantity,
          l.days, l.period_days, l.list_price, l.discount, l.unit_price, l.net, l.tax, l.currency, i.net, i.tax, i.total, i.period_from)::text as line
        from billing.charge l join billing.invoice i on i.reseller_id = l.reseller_id and i.id = l.invoice_id where i.run_id = $1
        union all select reseller_id, row(reseller_id, billed_through)::text from billing.branch_mark where run_id = $1)
      select count(*)::int as lines, md5(string_agg(md5(line), '' order by line)) as sum from line`,
      [runId],
    );
    return rows[0];
  });
}

test(`${CRASHES} crashes of workers and PostgreSQL leave the same as none (SEED=${SEED})`, async () => {
  const calm = await open();
  await Promise.all([worker(calm), worker(calm)].map(ended));
  expect(await stateOf(calm)).toMatchObject({ state: 'drafted', findings: [] });
  const expected = await digest(calm);
  expect(expected.lines).toBeGreaterThan(SUBSCRIPTIONS * 2);
  await withDoor((door) => door.system((ctx) => discardRun(ctx, calm)));

  const runId = await open();
  // Evenly spread, where fast-check would like the earliest best; the last comes late enough for some branches to be done.
  const latest = 600;
  const early = fc.sample(fc.noBias(fc.integer({ min: 20, max: latest })), {
    numRuns: CRASHES - 1,
    seed: SEED,
  });
  const moments = [...early, latest];
  let reached = 0;
  for (const [i, moment] of moments.entries()) {
    const workers = [worker(runId), worker(runId)];
    await Promise.race(workers.map(begun));
    await sleep(moment);
    if (i % 2 === 1) {
      process.kill(server.pid, 'SIGKILL');
      for (const one of workers) one.kill('SIGKILL');
      await Promise.all(workers.map(ended));
      await start();
    } else {
      for (const one of workers) one.kill('SIGKILL');
      await Promise.all(workers.map(ended));
    }
    const { state, done } = await stateOf(runId);
    expect(done, 'what was done before a crash is still done').toBeGreaterThanOrEqual(reached);
    reached = done;
    console.log(
      `crash ${i + 1} after ${moment} ms: ${i % 2 ? 'PostgreSQL' : 'workers'}; ${state}, ${done} branches done`,
    );
  }
  expect(reached, 'a crash found some branches done').toBeGreaterThan(0);
  await Promise.all([worker(runId), worker(runId)].map(ended));
  expect(await stateOf(runId)).toMatchObject({ state: 'drafted', findings: [] });
  expect(await digest(runId)).toEqual(expected);
}, 900_000);
