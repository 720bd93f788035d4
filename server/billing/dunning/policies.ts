import { audit } from '../../base/audit.ts';
import { acting, type Ctx, permit } from '../../base/ctx.ts';
import { addDays, civilDate } from '../../base/dates.ts';
import { Fail, invalidField } from '../../base/errors.ts';
import { getOrganization, type Organization } from '../../identity/index.ts';
import { morningOf, PROPOSED, type Step, stepsFault } from './policies.rules.ts';
import * as store from './policies.sql.ts';

export type Policy = Pick<store.DunningPolicy, 'version' | 'enabled' | 'steps'> & {
  recorded_at: string | null;
};

/** What a seller writes to its buyers and when. Version 0 is what is proposed to one that has set nothing: it is not in force. */
export async function policyOf(ctx: Ctx, sellerId: string): Promise<Policy> {
  return (
    (await store.findPolicy(ctx.db, sellerId)) ?? {
      version: 0,
      enabled: false,
      steps: [...PROPOSED],
      recorded_at: null,
    }
  );
}

/** The same of the acting seller, with its versions, newest first. */
export async function ownPolicy(ctx: Ctx): Promise<{ policy: Policy; versions: store.DunningPolicy[] }> {
  const { organizationId } = ownSeller(ctx);
  return {
    policy: await policyOf(ctx, organizationId),
    versions: await store.listVersions(ctx.db, organizationId, VERSIONS),
  };
}

const VERSIONS = 20;

/**
 * Sets the acting seller's policy from the next morning on, as a new version. Throws 403, Fail invalid naming the step that is wrong, conflict when
 * somebody has set another meanwhile (`version` is the one it was made from).
 */
export async function setPolicy(
  ctx: Ctx,
  { version, enabled, steps }: { version: number; enabled: boolean; steps: Step[] },
): Promise<Policy> {
  permit(ctx, 'reminder.manage');
  const { organizationId } = ownSeller(ctx);
  const fault = stepsFault(steps);
  if (fault) throw invalidField(`#/steps/${fault.index}/${fault.field}`, fault.detail);
  if (steps.length === 0) throw invalidField('#/steps', 'Keep one letter at least; or turn reminders off.');
  const present = await policyOf(ctx, organizationId);
  if (present.version !== version)
    throw new Fail(
      'conflict',
      'illegal_move',
      'Somebody has changed this meanwhile; look at it and try again.',
    );
  const seller = await getOrganization(ctx, organizationId);
  const { reseller_id } = seller;
  const recorded_at = ctx.now.toISOString();
  const by = { set_by: ctx.actor.personId, recorded_at };
  const policy = { reseller_id, seller_id: organizationId, version: version + 1, enabled, steps, ...by };
  await store.insertPolicy(ctx.db, policy);
  if (enabled) await setMorning(ctx, seller);
  audit(ctx, {
    resellerId: reseller_id,
    action: 'dunning_policy.set',
    subjectKind: 'organization',
    subjectId: organizationId,
    details: { version: policy.version, enabled, steps },
  });
  return policy;
}

/** Has the seller's accounts be gone through on the next morning of its zone. */
export async function setMorning(ctx: Ctx, seller: Organization): Promise<void> {
  const due_on = addDays(civilDate(ctx.now, seller.time_zone), 1);
  await store.insertTimer(ctx.db, seller, { due_on, due_at: morningOf(due_on, seller.time_zone) });
}

/** Who acts, if it sells. Throws 403 for customers. */
function ownSeller(ctx: Ctx): { organizationId: string } {
  const { organizationId, kind } = acting(ctx);
  if (kind === 'customer') throw new Fail('forbidden', 'not_allowed', 'Only sellers remind their buyers.');
  return { organizationId };
}
