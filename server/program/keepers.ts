import type { Ctx } from '../base/ctx.ts';
import { invalidField } from '../base/errors.ts';
import { rolesOf } from '../identity/index.ts';
import { KEEPER_ROLES, type Keepers } from './resellers.rules.ts';

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
