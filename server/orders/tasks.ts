import type { Task } from '../base/jobs.ts';
import type { Tick } from '../base/ticks.ts';
import { provision } from './operations/provision.task.ts';
import { winDeals } from './orders/winning.task.ts';
import { deliverQuote, expireQuotes } from './quotes/quotes.task.ts';
import { resumeDue } from './subscriptions/pauses.ts';

/** The tasks that the worker runs for this module. */
export const orderTasks: Task[] = [provision as Task, winDeals as Task, deliverQuote as Task];

/** Which news orders work on: their own, for the deals they win. */
export const orderSubscriptions: [name: string, task: Task][] = [['order.provisioning', winDeals as Task]];

/** What looks for timers of this module that have fallen due. */
export const orderTicks: Tick[] = [expireQuotes, resumeDue];
