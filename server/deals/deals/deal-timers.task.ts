import { task } from '../../base/jobs.ts';
import { fireDue } from './deal-timers.ts';

/** Looks for timers of deals that have fallen due by the program's clock, and fires them. */
export const fireDealTimers = task<object>('deals.fire-timers', async (door) => {
  while ((await door.system(fireDue)) > 0);
});
