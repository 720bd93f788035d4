import { type Task, task } from '../../base/jobs.ts';
import { failReplay, workReplay } from './replaying.ts';

/** Works a replay off, batch after batch; killed at any moment it goes on after the last one that was kept. */
export const replayMonth: Task<{ replayId: string }> = task(
  'billing.replay_month',
  async (door, { replayId }, attempt) => {
    try {
      while (await door.system((ctx) => workReplay(ctx, replayId))) {
        // Each turn is one transaction; the loop ends when no branch waits.
      }
    } catch (error) {
      if (!attempt.last) throw error;
      const cause = error instanceof Error ? error.message : String(error);
      await door.system((ctx) => failReplay(ctx, replayId, cause));
    }
  },
);
