import type { Ctx } from '../../base/ctx.ts';
import { membersWithRole, peopleById } from '../../identity/index.ts';
import { todayAtVendor } from '../deals/deal-incentives.ts';
import type { Approval, ApprovalLevel, Delegation } from './approvals.rules.ts';
import { delegationsOn } from './delegations.sql.ts';
import type { SpecialPrice } from './special-prices.rules.ts';

export type Approver = { id: string; name: string; email: string; language: string };
/** Somebody who may decide a level: in their own right, or in the place of `standsFor`. */
export type Decider = Approver & { standsFor: Approver | null };

/** Who decides on the level today: its people, those who stand in for them, and the administrators once it has been escalated. */
export async function decidersOf(
  ctx: Ctx,
  sellerId: string,
  { level, escalated_at }: Pick<Approval, 'level' | 'escalated_at'>,
): Promise<Decider[]> {
  const own = await peopleOf(ctx, sellerId, level);
  const raised = escalated_at ? await membersWithRole(ctx, sellerId, ['administrator']) : [];
  const away = await delegationsOn(ctx.db, sellerId, await todayAtVendor(ctx));
  const substitutes = await substitutesFor(ctx, own, away);
  const deciders = [...own, ...raised].map((one) => ({ ...pick(one), standsFor: null }));
  const known = new Map([...substitutes, ...deciders].map((one) => [one.id, one]));
  return [...known.values()];
}

async function peopleOf(
  ctx: Ctx,
  sellerId: string,
  { roles, person_ids }: ApprovalLevel,
): Promise<Approver[]> {
  if (person_ids.length > 0) return [...(await peopleById(ctx, person_ids)).values()];
  return membersWithRole(ctx, sellerId, roles);
}

async function substitutesFor(
  ctx: Ctx,
  own: readonly Approver[],
  away: readonly Delegation[],
): Promise<Decider[]> {
  const standing = away.flatMap(({ person_id, delegate_id }) => {
    const standsFor = own.find(({ id }) => id === person_id);
    return standsFor ? [{ delegate_id, standsFor: pick(standsFor) }] : [];
  });
  const people = await peopleById(
    ctx,
    standing.map(({ delegate_id }) => delegate_id),
  );
  return standing.flatMap(({ delegate_id, standsFor }) => {
    const person = people.get(delegate_id);
    return person ? [{ ...pick(person), standsFor }] : [];
  });
}

function pick({ id, name, email, language }: Approver): Approver {
  return { id, name, email, language };
}

/**
 * Whether the actor may decide the open level: one of its deciders, who neither asked for the special price nor brought it in. Answers them, or
 * the sentence that says why not.
 */
export function asDecider(
  ctx: Ctx,
  { requested_by, endorsed_by }: SpecialPrice,
  deciders: readonly Decider[],
): Decider | string {
  const { personId } = ctx.actor;
  const decider = deciders.find(({ id }) => id === personId);
  if (!decider)
    return `This level is decided by: ${deciders.map(({ name }) => name).join(', ') || 'nobody yet'}.`;
  const took = [requested_by, endorsed_by];
  if (took.includes(decider.id) || (decider.standsFor && took.includes(decider.standsFor.id)))
    return 'Nobody approves what they have asked for or brought in; somebody else decides.';
  return decider;
}
