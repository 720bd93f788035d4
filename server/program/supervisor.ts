import type { Ctx } from '../base/ctx.ts';
import { asSystem } from '../base/door.ts';
import { found } from '../base/errors.ts';
import { type Person, peopleById } from '../identity/index.ts';
import * as store from './resellers.sql.ts';

/** Who at the vendor supervises the channel this branch is in; undefined before the reseller is approved. Across the wall: sub-resellers ask too. */
export async function channelSupervisorOf(
  ctx: Ctx,
  resellerId: string,
): Promise<{ name: string; email: string } | undefined> {
  const reseller = await asSystem(ctx, ({ db }) => store.findReseller(db, resellerId));
  if (!reseller) return undefined;
  const person = (await peopleById(ctx, [reseller.channel_supervisor_id])).get(
    reseller.channel_supervisor_id,
  );
  return person && { name: person.name, email: person.email };
}

/** Who at the vendor looks after this branch; undefined before the reseller is approved. Across the wall: for letters to them. */
export async function keepersOf(
  ctx: Ctx,
  resellerId: string,
): Promise<{ manager: Person; supervisor: Person } | undefined> {
  const reseller = await asSystem(ctx, ({ db }) => store.findReseller(db, resellerId));
  if (!reseller) return undefined;
  const { channel_manager_id, channel_supervisor_id } = reseller;
  const people = await peopleById(ctx, [channel_manager_id, channel_supervisor_id]);
  return {
    manager: found(people.get(channel_manager_id), 'person'),
    supervisor: found(people.get(channel_supervisor_id), 'person'),
  };
}
