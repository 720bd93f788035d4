import { agreementRoutes } from './agreements/index.ts';
import type { Task } from './base/jobs.ts';
import { deliverMail } from './base/mail.ts';
import type { Route } from './base/route.ts';
import { planRoutes, productRoutes } from './catalog/index.ts';
import { identityRoutes, identityTasks } from './identity/index.ts';
import { ledgerRoutes } from './ledger/index.ts';
import { applicationRoutes, applyingRoutes, resellerRoutes, vendorRoutes } from './program/index.ts';

export { authenticate } from './identity/index.ts';

/** Every route of every module. */
export const ROUTES: Route[] = [...identityRoutes, ...productRoutes, ...planRoutes, ...ledgerRoutes, ...agreementRoutes, ...applyingRoutes, ...applicationRoutes, ...resellerRoutes, ...vendorRoutes];

/** Every task that the worker runs. */
export const TASKS: Task[] = [deliverMail as Task, ...identityTasks];

/** Who listens to whose news: lower modules tell, higher ones subscribe here. */
export function wireNews(): void {}
