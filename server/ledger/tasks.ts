import type { Task } from '../base/jobs.ts';
import { task } from '../base/jobs.ts';
import { recogniseRevenue } from './recognitions.ts';

/** Posts what the months before the one of `day` have earned; of every seller when none is named. */
export const recogniseEarned = task<{ day: string; sellerId: string | null }>(
  'ledger.recognise_revenue',
  async (door, { day, sellerId }) => {
    await door.system((ctx) => recogniseRevenue(ctx, day, sellerId));
  },
);

export const ledgerTasks = [recogniseEarned] as Task[];
