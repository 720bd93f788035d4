import type { Ctx } from '../base/ctx.ts';
import { asSystem } from '../base/door.ts';
import * as members from './members.sql.ts';
import type { Organization } from './organizations.rules.ts';
import { getOrganization } from './organizations.ts';

/** An organization, and the one in whose name letters come to its people: its seller, or the vendor itself. */
export type Home = { organization: Organization; sender: Organization };

/** Who writes to the people of the organization. Runs across the wall: only letters may show it. */
export async function homeOf(ctx: Ctx, organization: Organization): Promise<Home> {
  const { seller_id } = organization;
  if (!seller_id) return { organization, sender: organization };
  return { organization, sender: await asSystem(ctx, () => getOrganization(ctx, seller_id)) };
}

/** The home of the person's longest membership; null for somebody who belongs nowhere. */
export async function homeOfPerson(ctx: Ctx, personId: string): Promise<Home | null> {
  return asSystem(ctx, async ({ db }) => {
    const [place] = await members.listPlaces(db, personId);
    return place ? homeOf(ctx, await getOrganization(ctx, place.id)) : null;
  });
}
