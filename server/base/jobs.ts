import { CompiledQuery } from 'kysely';
import pg from 'pg';
import { type JobInsert, PgBoss } from 'pg-boss';
import type { Ctx, JobRow } from './ctx.ts';
import type { Db } from './db.ts';
import type { Door } from './door.ts';

const QUEUE = 'task';
const QUIET = { supervise: false, schedule: false, migrate: false } as const;

/** A task that the worker runs. It is a door: it opens its own transactions and must be idempotent. */
export type Task<Data extends object = object> = {
  name: string;
  run: (door: Door, data: Data, attempt: Attempt) => Promise<void>;
};

/** `last` is true when this attempt's failure will not be retried. */
export type Attempt = { number: number; last: boolean };

/** Names a task and types its data. */
export function task<Data extends object>(name: string, run: Task<Data>['run']): Task<Data> {
  return { name, run };
}

/** Asks for a task once the transaction has committed. `singletonKey`: at most one such job waits. */
export function enqueue<Data extends object>(
  ctx: Ctx,
  wanted: Task<Data>,
  data: Data,
  when: { startAfter?: Date; singletonKey?: string } = {},
): void {
  ctx.effects.jobs.push({ task: wanted.name, data, ...when });
}

/** Makes pg-boss's schema and the queue, and lets the system role send from inside a transaction. */
export async function installJobs(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false, max: 2 });
  boss.on('error', () => {});
  await boss.start();
  await boss.createQueue(QUEUE, {
    notify: true,
    retryLimit: 8,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 300,
    expireInSeconds: 300,
    heartbeatSeconds: 10,
  });
  await boss.stop({ graceful: false });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`grant usage on schema pgboss to caravan_system;
    grant select, insert, update, delete on all tables in schema pgboss to caravan_system;
    grant usage on all sequences in schema pgboss to caravan_system;
    grant execute on all functions in schema pgboss to caravan_system;`);
  await client.end();
}

export type Jobs = { send(db: Db, jobs: JobRow[]): Promise<void>; stop(): Promise<void> };

/** A sender that writes jobs with the caller's transaction. */
export async function openJobs(url: string): Promise<Jobs> {
  const boss = new PgBoss({ connectionString: url, max: 1, ...QUIET });
  boss.on('error', () => {});
  await boss.start();
  return {
    async send(db, jobs) {
      if (jobs.length > 0) await boss.insert(QUEUE, jobs.map(insertable), { db: { executeSql: within(db) } });
    },
    stop: () => boss.stop({ graceful: false }),
  };
}

function insertable({ task: name, data, startAfter, singletonKey }: JobRow): JobInsert {
  return {
    data: { task: name, data },
    ...(startAfter && { startAfter }),
    ...(singletonKey && { singletonKey: `${name}:${singletonKey}` }),
  };
}

function within(db: Db) {
  return async (text: string, values: unknown[] = []) => {
    const { rows } = await db.executeQuery(CompiledQuery.raw(text, values));
    return { rows };
  };
}

/** Runs tasks until stopped. A task that throws is tried again with growing delay. */
export async function startWorker(
  url: string,
  door: Door,
  tasks: Task[],
  report: (line: string) => void,
): Promise<() => Promise<void>> {
  const byName = new Map(tasks.map((known) => [known.name, known]));
  const boss = new PgBoss({
    connectionString: url,
    max: 4,
    useListenNotify: true,
    migrate: false,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  });
  boss.on('error', (error) => report(`jobs: ${error.message}`));
  await boss.start();
  const options = {
    localConcurrency: 4,
    batchSize: 1,
    includeMetadata: true,
    pollingIntervalSeconds: 1,
    notifyPollingIntervalSeconds: 2,
  } as const;
  await boss.work<{ task: string; data: object }, void, typeof options>(QUEUE, options, async ([job]) => {
    if (!job) return;
    const known = byName.get(job.data.task);
    if (!known) throw new Error(`No task is called ${job.data.task}`);
    try {
      await known.run(door, job.data.data, {
        number: job.retryCount + 1,
        last: job.retryCount >= job.retryLimit,
      });
    } catch (error) {
      report(`task ${job.data.task}: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  });
  return () => boss.stop({ graceful: true, timeout: 5000 });
}
