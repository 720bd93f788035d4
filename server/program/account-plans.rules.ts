import type { Selectable } from 'kysely';
import type { ProgramAccountPlan } from '../../db/types.ts';
import type { CivilDate } from '../base/dates.ts';

/** The price source and billing preference of an account from `valid_from` on. Of two of one day, the later revision holds. */
export type AccountPlan = Selectable<ProgramAccountPlan>;

export type BillingPreference = 'prepay' | 'postpay';

/** No bundle plan: list price. */
export type PlanTerms = { bundle_plan_id: string | null; billing_preference: BillingPreference };

export type WantedPlan = PlanTerms & { valid_from: CivilDate };

/** What holds for an account nothing has been decided for: list price, billed at the month's end. */
export const LIST_PRICE_POSTPAY: PlanTerms = { bundle_plan_id: null, billing_preference: 'postpay' };

/** The plan that holds on a day, out of an account's plans in any order. */
export function planOn(plans: readonly AccountPlan[], day: CivilDate): AccountPlan | undefined {
  const begun = plans.filter((plan) => plan.valid_from <= day);
  const later = (a: AccountPlan, b: AccountPlan) =>
    a.valid_from === b.valid_from ? a.revision > b.revision : a.valid_from > b.valid_from;
  return begun.reduce<AccountPlan | undefined>(
    (best, plan) => (!best || later(plan, best) ? plan : best),
    undefined,
  );
}

/** What is decided for the days after `today`, the next first; of two of one day the later revision. */
export function comingPlans(plans: readonly AccountPlan[], today: CivilDate): AccountPlan[] {
  const days = [...new Set(plans.map(({ valid_from }) => valid_from))].filter((day) => day > today).sort();
  return days.flatMap((day) => planOn(plans, day) ?? []);
}

/** Whether a plan may start on that day: true, or why not. What has been billed already is never priced anew. */
export function mayStart(validFrom: CivilDate, today: CivilDate): true | string {
  return validFrom >= today || `A plan starts today (${today}) or later; the past is billed already.`;
}
