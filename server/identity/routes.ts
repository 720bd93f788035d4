import type { Route } from '../base/route.ts';
import { accessKeyRoutes } from './access-keys.routes.ts';
import { auditEntryRoutes } from './audit-entries.routes.ts';
import { invitationRoutes } from './invitations.routes.ts';
import { mailRoutes } from './mails.routes.ts';
import { memberRoutes } from './members.routes.ts';
import { organizationRoutes } from './organizations.routes.ts';
import { passwordResetRoutes } from './password-resets.routes.ts';
import { secondFactorRoutes } from './second-factor.routes.ts';
import { sessionRoutes } from './sessions.routes.ts';

/** Every route of the module. */
export const identityRoutes: Route[] = [
  ...sessionRoutes,
  ...secondFactorRoutes,
  ...passwordResetRoutes,
  ...organizationRoutes,
  ...memberRoutes,
  ...invitationRoutes,
  ...accessKeyRoutes,
  ...auditEntryRoutes,
  ...mailRoutes,
];
