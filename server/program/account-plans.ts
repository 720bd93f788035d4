import { audit } from '../base/audit.ts';
import { type Ctx, ensure } from '../base/ctx.ts';
import { type CivilDate, civilDate } from '../base/dates.ts';
import { asSystem } from '../base/door.ts';
import { Fail, invalidField } from '../base/errors.ts';
import { emit } from '../base/events.ts';
import { getBundlePlan } from '../catalog/index.ts';
import { type Account, getOrganization } from '../identity/index.ts';
import {
  type AccountPlan,
  LIST_PRICE_POSTPAY,
  mayStart,
  type PlanTerms,
  type WantedPlan,
} from './account-plans.rules.ts';
import * as store from './account-plans.sql.ts';
import { canSetAccountPlan } from './policy.ts';

/**
 * What an account's prices come from and how it is billed on a day; list price and post-pay when nothing has been decided.
 * Runs across the wall, for every account of a chain is priced at once: the answer must stay inside the product.
 */
export async function accountPlanAt(ctx: Ctx, accountId: string, day: CivilDate): Promise<PlanTerms> {
  const [plan] = await asSystem(ctx, ({ db }) => store.findPlansOn(db, [accountId], day));
  return plan ? termsOf(plan) : LIST_PRICE_POSTPAY;
}

/** The plans of the accounts the actor can see, by account, on a day. */
export async function accountPlansOn(
  ctx: Ctx,
  accountIds: readonly string[],
  day: CivilDate,
): Promise<Map<string, AccountPlan>> {
  const plans = await store.findPlansOn(ctx.db, accountIds, day);
  return new Map(plans.map((plan) => [plan.account_id, plan]));
}

/** Every plan an account has had or will have, the latest first. */
export async function listAccountPlans(ctx: Ctx, accountId: string): Promise<AccountPlan[]> {
  return store.listPlans(ctx.db, accountId);
}

/**
 * Puts an account on a plan from a day on (today by the seller's calendar, or later). Nothing before it changes. Throws 403 for
 * anyone but the seller, Fail invalid for a day in the past, an unknown bundle plan, or a bundle plan on an account that is not the vendor's.
 */
export async function setAccountPlan(ctx: Ctx, account: Account, wanted: WantedPlan): Promise<AccountPlan> {
  await checkAccountPlan(ctx, account, wanted);
  const plan = await placeOnPlan(ctx, account, wanted);
  const { reseller_id: resellerId, id: subjectId, seller_id, buyer_id } = account;
  const { bundle_plan_id, billing_preference, valid_from } = wanted;
  const said = { bundle_plan_id, billing_preference, valid_from };
  audit(ctx, { resellerId, action: 'account_plan.set', subjectKind: 'account', subjectId, details: said });
  const audience = [seller_id, buyer_id];
  emit(ctx, { resellerId, name: 'account_plan.set', subjectId, payload: said, audience });
  return plan;
}

/** Whether the account may be put on the plan that day. Throws as `setAccountPlan`; writes nothing. */
export async function checkAccountPlan(ctx: Ctx, account: Account, wanted: WantedPlan): Promise<void> {
  ensure(canSetAccountPlan(ctx.actor, account));
  const seller = await getOrganization(ctx, account.seller_id);
  const starts = mayStart(wanted.valid_from, civilDate(ctx.now, seller.time_zone));
  if (starts !== true) throw invalidField('#/valid_from', starts);
  if (wanted.bundle_plan_id) await checkBundlePlan(ctx, wanted.bundle_plan_id, seller.kind);
}

/** Writes a checked plan down and tells nobody: for those who only try it out, and roll it back. */
export async function placeOnPlan(ctx: Ctx, account: Account, wanted: WantedPlan): Promise<AccountPlan> {
  const { reseller_id, id: account_id, seller_id, buyer_id } = account;
  const { bundle_plan_id, billing_preference, valid_from } = wanted;
  return store.insertPlan(ctx.db, {
    ...{ reseller_id, account_id, seller_id, buyer_id },
    ...{ bundle_plan_id, billing_preference, valid_from },
    decided_by: ctx.actor.personId,
    recorded_at: ctx.now.toISOString(),
  });
}

async function checkBundlePlan(ctx: Ctx, id: string, sellerKind: string): Promise<void> {
  if (sellerKind !== 'vendor')
    throw invalidField('#/bundle_plan_id', 'Bundle plans are the vendor’s; sell at list price instead.');
  await findBundlePlan(ctx, id);
}

/** The bundle plan. Throws Fail invalid at `#/bundle_plan_id` for one that does not exist. */
export async function findBundlePlan(ctx: Ctx, id: string) {
  try {
    return await getBundlePlan(ctx, id);
  } catch (error) {
    if (!(error instanceof Fail) || error.kind !== 'missing') throw error;
    throw invalidField('#/bundle_plan_id', 'There is no such bundle plan; choose one from the list.');
  }
}

function termsOf({ bundle_plan_id, billing_preference }: AccountPlan): PlanTerms {
  return { bundle_plan_id, billing_preference: billing_preference as PlanTerms['billing_preference'] };
}
