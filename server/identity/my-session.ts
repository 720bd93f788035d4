import { acting, type Can, type Ctx } from '../base/ctx.ts';
import { asSystem } from '../base/door.ts';
import { newestCursor } from '../base/events.ts';
import { type Action, allows, PERMISSIONS } from '../base/permissions.ts';
import * as members from './members.sql.ts';
import type { Organization } from './organizations.rules.ts';
import { getOrganization } from './organizations.ts';
import { getPerson, type Person } from './people.ts';
import { getSecondFactor } from './second-factor.ts';
import { signedIn } from './signed-in.ts';

/** All that a face needs to know about who is signed in. */
export type MySession = {
  person: Person;
  organization: Organization;
  /** The one that sells to the organization, whose brand and support the face shows; null for the vendor. */
  seller: Organization | null;
  roles: string[];
  organizations: members.MyPlace[];
  can: Can;
  second_factor: boolean;
  demo: boolean;
  live_cursor: string;
};

/** The signed-in person's session, with every action of the permissions table in `can`. */
export async function getMySession(ctx: Ctx): Promise<MySession> {
  const { personId } = signedIn(ctx);
  const organization = await getOrganization(ctx, acting(ctx).organizationId);
  return {
    person: await getPerson(ctx, personId),
    organization,
    seller: organization.seller_id ? await getOrganization(ctx, organization.seller_id) : null,
    roles: [...ctx.actor.roles],
    // Across the wall: the person's places in other organizations are theirs to see.
    organizations: await asSystem(ctx, ({ db }) => members.listPlaces(db, personId)),
    can: allActions(ctx),
    second_factor: (await getSecondFactor(ctx)).enabled,
    demo: process.env.CARAVAN_DEMO === '1',
    live_cursor: await newestCursor(ctx.db),
  };
}

function allActions(ctx: Ctx): Can {
  const actions = Object.keys(PERMISSIONS) as Action[];
  return Object.fromEntries(actions.map((action) => [action, allows(ctx.actor, action)]));
}
