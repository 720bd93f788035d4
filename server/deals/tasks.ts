import type { Task } from '../base/jobs.ts';
import { fireDealTimers } from './deals/deal-timers.task.ts';
import { checkDuplicates } from './duplicates/duplicates.task.ts';
import { fireSpecialPrices } from './special-prices/special-price-clocks.ts';

/** The tasks that the worker runs for this module. */
export const dealTasks: Task[] = [checkDuplicates as Task];

/** What the worker looks for again and again. */
export const dealTicks = [fireDealTimers, fireSpecialPrices];
