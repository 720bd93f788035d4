import { audit } from '../base/audit.ts';
import { acting, type Ctx, ensure } from '../base/ctx.ts';
import { civilDate } from '../base/dates.ts';
import { found, invalidField } from '../base/errors.ts';
import { emit } from '../base/events.ts';
import type { List, Page } from '../base/page.ts';
import { getBundlePlan, listBundlePlans, mayEnter, type Tier } from '../catalog/index.ts';
import {
  type Account,
  countCustomers,
  getAccount,
  getOrganization,
  getVendor,
  listBuyers,
  type Organization,
  peopleById,
} from '../identity/index.ts';
import {
  type AccountPlan,
  comingPlans,
  LIST_PRICE_POSTPAY,
  planOn,
  type WantedPlan,
} from './account-plans.rules.ts';
import {
  accountPlansOn,
  checkAccountPlan,
  findBundlePlan,
  listAccountPlans,
  setAccountPlan,
} from './account-plans.ts';
import { checkKeepers } from './keepers.ts';
import { canAssign } from './policy.ts';
import type {
  Keepers,
  ListedReseller,
  OwnReseller,
  PlanStep,
  Reseller,
  ResellerDetail,
} from './resellers.rules.ts';
import * as store from './resellers.sql.ts';

type PlanNames = Map<string, { en: string; ar: string }>;

/**
 * The program's resellers with plan, keepers and customers, newest first. `keeperId`: only those this person looks after.
 * `q` is part of a name or domain; sorts by `created_at` and `name`.
 */
export async function listResellers(
  ctx: Ctx,
  keeperId: string | undefined,
  list: List,
): Promise<Page<ListedReseller>> {
  const ids = keeperId ? { ids: await store.listKeptBy(ctx.db, keeperId) } : {};
  const { items, next_cursor } = await listBuyers(ctx, 'reseller', list, {
    states: ['active', 'suspended'],
    ...ids,
  });
  return { items: await withProgram(ctx, items), next_cursor };
}

async function withProgram(ctx: Ctx, organizations: Organization[]): Promise<ListedReseller[]> {
  const ids = organizations.map(({ id }) => id);
  const resellers = new Map(
    (await store.findResellers(ctx.db, ids)).map((reseller) => [reseller.id, reseller]),
  );
  const customers = await countCustomers(ctx, ids);
  const decorate = await decorator(ctx, [...resellers.values()]);
  return organizations.flatMap((organization) => {
    const reseller = resellers.get(organization.id);
    return reseller
      ? [{ ...decorate(organization, reseller), customers: customers.get(reseller.id) ?? 0 }]
      : [];
  });
}

/** Reads what many resellers need at once, and answers the function that puts one together. */
async function decorator(ctx: Ctx, resellers: Reseller[]) {
  const today = await todayAtVendor(ctx);
  const plans = await accountPlansOn(
    ctx,
    resellers.map(({ account_id }) => account_id),
    today,
  );
  const people = await peopleById(
    ctx,
    resellers.flatMap((one) => [one.channel_manager_id, one.channel_supervisor_id]),
  );
  const names = await planNames(ctx);
  const contact = (id: string) => {
    const { name, email } = found(people.get(id), 'person');
    return { id, name, email };
  };
  return ({ name, country, domain, state, created_at }: Organization, reseller: Reseller) => ({
    id: reseller.id,
    ...{ name, country, domain, state, created_at },
    account_id: reseller.account_id,
    account_number: reseller.account_number,
    currency: reseller.currency,
    ...planStep(plans.get(reseller.account_id), names),
    tier: reseller.tier as Tier,
    channel_manager: contact(reseller.channel_manager_id),
    channel_supervisor: contact(reseller.channel_supervisor_id),
    approved_at: reseller.approved_at,
  });
}

async function planNames(ctx: Ctx): Promise<PlanNames> {
  const { items } = await listBundlePlans(ctx, { limit: 200, format: 'json' });
  return new Map(items.map(({ id, name }) => [id, name]));
}

function planStep(plan: AccountPlan | undefined, names: PlanNames): PlanStep {
  const { bundle_plan_id, billing_preference } = plan ?? LIST_PRICE_POSTPAY;
  const name = bundle_plan_id ? names.get(bundle_plan_id) : undefined;
  const bundle_plan = bundle_plan_id && name ? { id: bundle_plan_id, name } : null;
  return { bundle_plan, billing_preference: billing_preference as PlanStep['billing_preference'] };
}

async function todayAtVendor(ctx: Ctx): Promise<string> {
  return civilDate(ctx.now, (await getVendor(ctx)).time_zone);
}

/** One reseller, with every plan it has had or will have, the latest first. Throws 404. */
export async function getReseller(ctx: Ctx, id: string): Promise<ResellerDetail> {
  const reseller = found(await store.findReseller(ctx.db, id), 'reseller');
  const organization = await getOrganization(ctx, id);
  const decorate = await decorator(ctx, [reseller]);
  const names = await planNames(ctx);
  const customers = (await countCustomers(ctx, [id])).get(id) ?? 0;
  const plans = await listAccountPlans(ctx, reseller.account_id);
  const inForce = planOn(plans, await todayAtVendor(ctx));
  const deciders = await peopleById(
    ctx,
    plans.flatMap(({ decided_by }) => decided_by ?? []),
  );
  return {
    ...decorate(organization, reseller),
    customers,
    plans: plans.map((plan) => ({
      ...planStep(plan, names),
      valid_from: plan.valid_from,
      recorded_at: plan.recorded_at,
      decided_by: (plan.decided_by && deciders.get(plan.decided_by)?.name) || null,
      in_force: plan === inForce,
    })),
  };
}

/** Says who looks after the reseller. Throws 403, 404, or Fail invalid for people without the role. */
export async function assignKeepers(
  ctx: Ctx,
  id: string,
  { channel_manager_id, channel_supervisor_id }: Keepers,
): Promise<ResellerDetail> {
  ensure(canAssign(ctx.actor));
  const reseller = found(await store.findReseller(ctx.db, id), 'reseller');
  const keepers = { channel_manager_id, channel_supervisor_id };
  await checkKeepers(ctx, reseller.seller_id, keepers);
  await store.updateReseller(ctx.db, reseller, keepers);
  const { reseller_id, seller_id } = reseller;
  audit(ctx, {
    resellerId: reseller_id,
    action: 'reseller.assigned',
    subjectKind: 'organization',
    subjectId: id,
    details: keepers,
  });
  emit(ctx, {
    resellerId: reseller_id,
    name: 'reseller.assigned',
    subjectId: id,
    payload: keepers,
    audience: [seller_id, id],
  });
  return getReseller(ctx, id);
}

/**
 * Puts the reseller on another plan from a day on. Throws as `setAccountPlan`, and Fail invalid for a plan whose version of that day asks for a
 * higher tier.
 */
export async function setResellerPlan(ctx: Ctx, id: string, wanted: WantedPlan): Promise<ResellerDetail> {
  const reseller = found(await store.findReseller(ctx.db, id), 'reseller');
  await checkEntry(ctx, reseller, wanted);
  await setAccountPlan(ctx, await getAccount(ctx, reseller.account_id), wanted);
  return getReseller(ctx, id);
}

/** The account of a reseller that may be put on the plan that day. Throws as `setResellerPlan`; writes nothing. */
export async function considerPlanMove(ctx: Ctx, id: string, wanted: WantedPlan): Promise<Account> {
  const reseller = found(await store.findReseller(ctx.db, id), 'reseller');
  await checkEntry(ctx, reseller, wanted);
  const account = await getAccount(ctx, reseller.account_id);
  await checkAccountPlan(ctx, account, wanted);
  return account;
}

async function checkEntry(
  ctx: Ctx,
  { tier }: Reseller,
  { bundle_plan_id, valid_from }: WantedPlan,
): Promise<void> {
  if (!bundle_plan_id) return;
  const { versions } = await findBundlePlan(ctx, bundle_plan_id);
  const version = versions.findLast((one) => one.valid_from <= valid_from);
  const may = mayEnter(tier as Tier, (version?.entry_tier ?? null) as Tier | null);
  if (may !== true) throw invalidField('#/bundle_plan_id', may);
}

/** Moves the reseller to another tier; the plan it is on stays. Throws 403, 404. */
export async function setTier(ctx: Ctx, id: string, tier: Tier): Promise<ResellerDetail> {
  ensure(canAssign(ctx.actor));
  const reseller = found(await store.findReseller(ctx.db, id), 'reseller');
  await store.updateReseller(ctx.db, reseller, { tier });
  const { reseller_id: resellerId, seller_id } = reseller;
  const details = { from: reseller.tier, to: tier };
  audit(ctx, {
    resellerId,
    action: 'reseller.tier_set',
    subjectKind: 'organization',
    subjectId: id,
    details,
  });
  emit(ctx, {
    resellerId,
    name: 'reseller.tier_set',
    subjectId: id,
    payload: details,
    audience: [seller_id, id],
  });
  return getReseller(ctx, id);
}

/** What the acting reseller sees of its own place in the program: its plan of today and who looks after it. Throws 404 for others. */
export async function getOwnReseller(ctx: Ctx): Promise<OwnReseller> {
  const reseller = found(await store.findReseller(ctx.db, acting(ctx).organizationId), 'reseller');
  const { account_id, account_number, currency, approved_at } = reseller;
  const today = await todayAtVendor(ctx);
  const plans = await listAccountPlans(ctx, account_id);
  const coming = comingPlans(plans, today);
  const plan = planOn(plans, today);
  const names = await namesOf(ctx, plan ? [plan, ...coming] : coming);
  const people = await peopleById(ctx, [reseller.channel_manager_id, reseller.channel_supervisor_id]);
  const contact = (id: string) => {
    const { name, email } = found(people.get(id), 'person');
    return { name, email };
  };
  return {
    id: reseller.id,
    ...{ account_id, account_number, currency, approved_at },
    ...planStep(plan, names),
    coming: coming.map((one) => ({ ...planStep(one, names), valid_from: one.valid_from })),
    tier: reseller.tier as Tier,
    channel_manager: contact(reseller.channel_manager_id),
    channel_supervisor: contact(reseller.channel_supervisor_id),
  };
}

async function namesOf(ctx: Ctx, plans: readonly AccountPlan[]): Promise<PlanNames> {
  const names: PlanNames = new Map();
  for (const id of new Set(plans.flatMap(({ bundle_plan_id }) => bundle_plan_id ?? [])))
    names.set(id, (await getBundlePlan(ctx, id)).name);
  return names;
}
