import type { Task } from '../base/jobs.ts';
import { advanceDay } from './test-clock.ts';

export const demoTasks = [advanceDay] as Task[];
