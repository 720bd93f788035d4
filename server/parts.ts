import type { Task } from './base/jobs.ts';
import type { Route } from './base/route.ts';
import { catalogRoutes } from './catalog/index.ts';
import { identityRoutes } from './identity/index.ts';
import { ledgerRoutes } from './ledger/index.ts';

export { authenticate } from './identity/index.ts';

/** Every route of every module. */
export const ROUTES: Route[] = [...identityRoutes, ...catalogRoutes, ...ledgerRoutes];

/** Every task that the worker runs. */
export const TASKS: Task[] = [];

/** Who listens to whose news: lower modules tell, higher ones subscribe here. */
export function wireNews(): void {}
