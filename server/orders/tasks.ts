import type { Task } from '../base/jobs.ts';
import { provision } from './provision.task.ts';

/** The tasks that the worker runs for this module. */
export const orderTasks: Task[] = [provision as Task];
