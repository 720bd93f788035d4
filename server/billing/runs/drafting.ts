import type { Ctx } from '../../base/ctx.ts';
import { commitLater } from '../../base/db.ts';
import { Fail, found } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { enqueue } from '../../base/jobs.ts';
import { move } from '../../base/states.ts';
import { draftCharges } from '../charges/charging.sql.ts';
import { verifyComplete, verifyLines } from '../charges/checks.sql.ts';
import { reckonCompleteness } from './completeness.task.ts';
import { type Progress, RUN_MOVES, type Run } from './runs.rules.ts';
import * as store from './runs.sql.ts';
import { timed } from './timed.ts';

/** Drafts one batch of the run; false when no branch waits any more. Several workers may call it at once. Runs as the system. */
export async function workBatch(ctx: Ctx, runId: string): Promise<boolean> {
  const run = found(await store.shareRun(ctx.db, runId), 'run');
  if (run.state !== 'working') return false;
  const resellerIds = await store.claimTasks(ctx.db, runId);
  if (resellerIds.length === 0) return false;
  // A batch that is lost waits again: its task is part of it.
  await commitLater(ctx.db);
  await draftBranches(ctx, run, resellerIds);
  return true;
}

/** Drafts and checks these branches in the caller's transaction. Throws when the check finds anything. */
async function draftBranches(ctx: Ctx, run: Run, resellerIds: string[]): Promise<void> {
  const drafted = await timed('draft', () => draftCharges(ctx.db, run, { resellerIds }));
  const findings = await timed('verify', () => verifyLines(ctx.db, run, resellerIds));
  if (findings[0]) throw new Fail('conflict', 'run_blocked', findings[0].detail);
  await store.finishTasks(ctx.db, run.id, resellerIds, drafted, ctx.now);
  tellProgress(ctx, run, await store.progressOf(ctx.db, run.id));
}

/** The branches that would be in the next batch: what a worker goes through one by one after a batch has failed. */
export async function waitingBranches(ctx: Ctx, runId: string): Promise<string[]> {
  return store.claimTasks(ctx.db, runId);
}

/** Drafts a single branch, if it still waits. */
export async function workBranch(ctx: Ctx, runId: string, resellerId: string): Promise<void> {
  const run = found(await store.shareRun(ctx.db, runId), 'run');
  if (run.state !== 'working' || !(await store.claimTask(ctx.db, runId, resellerId))) return;
  await draftBranches(ctx, run, [resellerId]);
}

/** Sets a branch aside with its cause, so that the rest goes on; unless another worker has drafted it meanwhile. */
export async function quarantine(ctx: Ctx, runId: string, resellerId: string, cause: string): Promise<void> {
  const run = found(await store.shareRun(ctx.db, runId), 'run');
  if (run.state !== 'working' || !(await store.claimTask(ctx.db, runId, resellerId))) return;
  await store.quarantineTask(ctx.db, runId, resellerId, cause, ctx.now);
  tellProgress(ctx, run, await store.progressOf(ctx.db, runId));
}

/** Once every branch is done or set aside: the run is drafted and can be reviewed. Idempotent. */
export async function finishDraft(ctx: Ctx, runId: string): Promise<void> {
  const run = found(await store.lockRun(ctx.db, runId), 'run');
  const progress = await store.progressOf(ctx.db, runId);
  if (run.state !== 'working' || progress.done + progress.quarantined < progress.branches) return;
  const findings = await verifyComplete(ctx.db, run);
  await store.updateRun(ctx.db, runId, {
    state: move('run', RUN_MOVES, run.state as keyof typeof RUN_MOVES, 'draft'),
    findings,
    finished_at: ctx.now.toISOString(),
  });
  enqueue(ctx, reckonCompleteness, { runId });
  tellProgress(ctx, { ...run, state: 'drafted' }, progress);
}

function tellProgress(ctx: Ctx, run: Run, progress: Progress): void {
  emit(ctx, {
    resellerId: run.reseller_id,
    name: 'run.progressed',
    subjectId: run.id,
    payload: { ...progress, state: run.state },
    audience: [run.seller_id],
  });
}
