import type { Door } from '../../base/door.ts';
import { type Task, task } from '../../base/jobs.ts';
import { finishDraft, quarantine, waitingBranches, workBatch, workBranch } from './drafting.ts';

/**
 * Works the month-end run off, batch after batch, beside any other worker that does the same. Killed at any moment, the batch in hand
 * is as if never begun and the next attempt goes on from there.
 */
export const draftRun: Task<{ runId: string }> = task('billing.draft_run', async (door, { runId }) => {
  while (await nextBatch(door, runId)) {
    // Each turn is one transaction; the loop ends when no branch waits.
  }
  await door.system((ctx) => finishDraft(ctx, runId));
});

async function nextBatch(door: Door, runId: string): Promise<boolean> {
  try {
    return await door.system((ctx) => workBatch(ctx, runId));
  } catch {
    // One branch spoils its batch: go through them one by one and set the culprit aside with its cause.
    await oneByOne(door, runId);
    return true;
  }
}

async function oneByOne(door: Door, runId: string): Promise<void> {
  const branches = await door.system((ctx) => waitingBranches(ctx, runId));
  for (const resellerId of branches) {
    try {
      await door.system((ctx) => workBranch(ctx, runId, resellerId));
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      await door.system((ctx) => quarantine(ctx, runId, resellerId, cause));
    }
  }
}
