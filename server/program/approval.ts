import { bringIntoForce, getAgreement, partyOf } from '../agreements/index.ts';
import { audit } from '../base/audit.ts';
import { isCurrency } from '../base/countries.ts';
import { type Ctx, ensure } from '../base/ctx.ts';
import { civilDate } from '../base/dates.ts';
import { assert, found, invalidField } from '../base/errors.ts';
import { emit } from '../base/events.ts';
import {
  type Account,
  getOrganization,
  getPerson,
  getVendor,
  type Organization,
  openAccount,
  setOrganizationState,
} from '../identity/index.ts';
import type { BillingPreference } from './account-plans.rules.ts';
import { findBundlePlan, setAccountPlan } from './account-plans.ts';
import type { Application } from './applications.rules.ts';
import * as store from './applications.sql.ts';
import { type ApplicationDetail, getApplication, moveApplication } from './applications.ts';
import { checkKeepers } from './keepers.ts';
import { mayTake } from './policy.ts';
import type { Keepers } from './resellers.rules.ts';
import { insertReseller } from './resellers.sql.ts';

/** What an approval decides. `currency`: the vendor's invoices to this reseller are in it. */
export type Approval = Keepers & {
  bundle_plan_id: string;
  billing_preference: BillingPreference;
  currency: string;
};

/**
 * A channel manager takes the applicant into the program: its organization becomes active, its account is opened on this bundle plan and billing
 * preference from today on, its contract is in force, and it is told. Approving what is approved answers it as it is. Throws 403, conflict
 * `illegal_move`, and Fail invalid for people without the role, an unknown plan or currency.
 */
export async function approveApplication(
  ctx: Ctx,
  id: string,
  approval: Approval,
): Promise<ApplicationDetail> {
  const application = found(await store.lockApplication(ctx.db, id), 'application');
  ensure(mayTake(ctx.actor, application, 'approve'));
  if (application.state === 'approved') return getApplication(ctx, id);
  const vendor = await getVendor(ctx);
  const approved = await moveApplication(ctx, application, 'approve');
  if (!isCurrency(approval.currency))
    throw invalidField('#/currency', `"${approval.currency}" is no currency of ISO 4217 in use.`);
  await checkKeepers(ctx, vendor.id, approval);
  const buyer = await setOrganizationState(ctx, await getOrganization(ctx, application.buyer_id), 'active');
  const account = await openAccount(ctx, vendor, buyer, approval.currency);
  await admit(ctx, account, approval);
  const today = civilDate(ctx.now, vendor.time_zone);
  await setAccountPlan(ctx, account, { ...approval, valid_from: today });
  await putIntoForce(ctx, approved, { vendor, buyer, account, approval, today });
  return getApplication(ctx, id);
}

async function admit(
  ctx: Ctx,
  account: Account,
  { channel_manager_id, channel_supervisor_id }: Keepers,
): Promise<void> {
  const { reseller_id, seller_id, buyer_id: id, id: account_id, number: account_number, currency } = account;
  const keepers = { channel_manager_id, channel_supervisor_id };
  const edge = { reseller_id, id, seller_id, account_id, account_number, currency };
  await insertReseller(ctx.db, {
    ...edge,
    ...keepers,
    approved_by: ctx.actor.personId,
    approved_at: ctx.now.toISOString(),
  });
  const payload = { account_id, account_number, ...keepers };
  audit(ctx, {
    resellerId: reseller_id,
    action: 'reseller.approved',
    subjectKind: 'organization',
    subjectId: id,
    details: payload,
  });
  emit(ctx, {
    resellerId: reseller_id,
    name: 'reseller.approved',
    subjectId: id,
    payload,
    audience: [seller_id, id],
  });
}

type InForce = {
  vendor: Organization;
  buyer: Organization;
  account: Account;
  approval: Approval;
  today: string;
};

async function putIntoForce(
  ctx: Ctx,
  application: Application,
  { vendor, buyer, account, approval, today }: InForce,
): Promise<void> {
  assert(application.agreement_id, 'nobody is approved who has not accepted the terms');
  const agreement = await getAgreement(ctx, application.agreement_id);
  const plan = await findBundlePlan(ctx, approval.bundle_plan_id);
  await bringIntoForce(ctx, agreement, {
    reference: `PA-${account.number}-${agreement.version}`,
    effective_on: today,
    seller: partyOf(vendor),
    buyer: partyOf(buyer),
    annex: {
      bundle_plan: plan.name,
      billing_preference: approval.billing_preference,
      currency: approval.currency,
      channel_manager: await contactOf(ctx, approval.channel_manager_id),
      channel_supervisor: await contactOf(ctx, approval.channel_supervisor_id),
      brand_color: vendor.brand_color,
    },
  });
}

async function contactOf(ctx: Ctx, personId: string): Promise<{ name: string; email: string }> {
  const { name, email } = await getPerson(ctx, personId);
  return { name, email };
}
