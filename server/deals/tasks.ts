import type { Task } from '../base/jobs.ts';
import { fireDealTimers } from './deal-timers.task.ts';
import { checkDuplicates } from './duplicates.task.ts';
import { fireSpecialPrices } from './special-price-clocks.ts';

/** The tasks that the worker runs for this module. */
export const dealTasks: Task[] = [checkDuplicates as Task];

/** What the worker looks for again and again. */
export const dealTicks = [fireDealTimers, fireSpecialPrices];
