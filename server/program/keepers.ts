import { type Ctx, ensure } from '../base/ctx.ts';
import { invalidField } from '../base/errors.ts';
import { getVendor, membersWithRole, rolesOf } from '../identity/index.ts';
import { canAssign } from './policy.ts';
import { KEEPER_ROLES, type Keepers } from './resellers.rules.ts';

export type Keeper = { id: string; name: string; email: string };

/** Who can be named to look after a reseller, for each part, longest in the office first. Throws 403. */
export async function listKeepers(
  ctx: Ctx,
): Promise<Record<'channel_managers' | 'channel_supervisors', Keeper[]>> {
  ensure(canAssign(ctx.actor));
  const vendor = await getVendor(ctx);
  const named = async (roles: readonly string[]) =>
    (await membersWithRole(ctx, vendor.id, roles)).map(({ id, name, email }) => ({ id, name, email }));
  return {
    channel_managers: await named(KEEPER_ROLES.channel_manager_id),
    channel_supervisors: await named(KEEPER_ROLES.channel_supervisor_id),
  };
}

/** Throws Fail invalid, pointing at the field, unless both are people of the vendor with a role that fits the part. */
export async function checkKeepers(ctx: Ctx, vendorId: string, keepers: Keepers): Promise<void> {
  for (const part of ['channel_manager_id', 'channel_supervisor_id'] as const) {
    const roles = await rolesOf(ctx, vendorId, keepers[part]);
    const fitting: readonly string[] = KEEPER_ROLES[part];
    if (roles.some((role) => fitting.includes(role))) continue;
    const names = fitting.map((role) => role.replace('_', ' ')).join(', ');
    throw invalidField(
      `#/${part}`,
      `Choose somebody of the program office with one of these roles: ${names}.`,
    );
  }
}
