import { accountViewRoutes } from './account-views.routes.ts';
import { ageingRoutes } from './ageing.routes.ts';
import { policyRoutes } from './policies.routes.ts';

/** Every route of reminding buyers and holding their purchases. */
export const dunningRoutes = [...ageingRoutes, ...policyRoutes, ...accountViewRoutes];
