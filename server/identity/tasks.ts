import type { Task } from '../base/jobs.ts';
import { sendResetLink } from './password-resets.task.ts';

/** Every task of the module. */
export const identityTasks: Task[] = [sendResetLink as Task];
