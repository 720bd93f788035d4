import type { Route } from '../base/route.ts';
import { organizationRoutes } from './organizations.routes.ts';
import { sessionRoutes } from './sessions.routes.ts';

/** Every route of the module. */
export const identityRoutes: Route[] = [...sessionRoutes, ...organizationRoutes];
