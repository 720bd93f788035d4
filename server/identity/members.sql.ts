import type { Db } from '../base/db.ts';
import type { Membership } from './members.rules.ts';

/** Joins or rejoins the person with these roles. A membership that still stands keeps its `since`. */
export async function putMembership(db: Db, membership: Membership): Promise<void> {
  const { roles, since } = membership;
  await db
    .insertInto('identity.membership')
    .values(membership)
    .onConflict((conflict) =>
      conflict.columns(['reseller_id', 'organization_id', 'person_id']).doUpdateSet({ roles, since, ended_at: null }),
    )
    .execute();
}
