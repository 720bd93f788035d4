import { afterAll, expect, test } from 'vitest';
import { type Branch, bytes } from '../../../test/histories.ts';
import { settleMany } from '../../../test/many-histories.ts';
import { sampleHistories } from '../../../test/sampled-histories.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { draftRun } from './draft.task.ts';
import { planTasks } from './runs.sql.ts';
import { getRun, openMonthEnd } from './runs.ts';

const SEED = Number(process.env.SEED ?? 20260119);
const histories = sampleHistories(90, SEED);
const CUTOFFS = ['2026-02-01', '2026-03-01', '2026-04-01'];

const worlds: World[] = [];
afterAll(() => Promise.all(worlds.map((world) => world.close())));

/** Closes three months of the same histories in a program of its own, so many workers at a time, in batches of so many streams. */
async function closedBy(workers: number, size: number): Promise<string[]> {
  const world = await openWorld('2026-04-01T06:00:00.000Z');
  worlds.push(world);
  const branches: Branch[] = await settleMany(world, histories, 'SAR');
  const vendor = await world.vendor();
  for (const cutoff of CUTOFFS) {
    const run = await world.as(vendor, ['finance'], (ctx) => openMonthEnd(ctx, cutoff));
    const batches = await world.system(async ({ db }) => {
      await db.deleteFrom('billing.run_task').where('run_id', '=', run.id).execute();
      await planTasks(db, run, size);
      const rows = await db
        .selectFrom('billing.run_task')
        .select('batch')
        .distinct()
        .where('run_id', '=', run.id)
        .execute();
      return rows.length;
    });
    expect(batches).toBeGreaterThan(workers);
    const work = () => draftRun.run(world.door, { runId: run.id }, { number: 1, last: true });
    await Promise.all(Array.from({ length: workers }, work));
    const done = await world.as(vendor, ['finance'], (ctx) => getRun(ctx, run.id));
    expect(done).toMatchObject({ state: 'drafted', findings: [] });
  }
  return bytes(world, branches);
}

test(`one worker, three, and three with other batches write the same bytes (SEED=${SEED})`, async () => {
  const alone = await closedBy(1, 8);
  expect(alone.length).toBeGreaterThan(150);
  expect(await closedBy(3, 8)).toEqual(alone);
  expect(await closedBy(3, 3)).toEqual(alone);
}, 180_000);
