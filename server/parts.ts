import type { Task } from './base/jobs.ts';
import type { Route } from './base/route.ts';
import { organizationRoutes } from './identity/index.ts';

export { authenticate } from './identity/index.ts';

/** Every route of every module. */
export const ROUTES: Route[] = [...organizationRoutes];

/** Every task that the worker runs. */
export const TASKS: Task[] = [];

/** Who listens to whose news: lower modules tell, higher ones subscribe here. */
export function wireNews(): void {}
