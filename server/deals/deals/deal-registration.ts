import { type Ctx, ensure } from '../../base/ctx.ts';
import { addDays } from '../../base/dates.ts';
import { Fail } from '../../base/errors.ts';
import { enqueue } from '../../base/jobs.ts';
import { accountPlanAt } from '../../program/index.ts';
import { holdComparisons } from '../duplicates/duplicates.sql.ts';
import { checkDuplicates } from '../duplicates/duplicates.task.ts';
import { contestedBy } from '../duplicates/duplicates.ts';
import { canExtend } from '../policy.ts';
import { rateFor } from './deal-clocks.rules.ts';
import { grantIncentive, moveIncentiveEnd, todayAtVendor } from './deal-incentives.ts';
import { holdDeal, moveDeal } from './deal-moves.ts';
import { currentSettings, settingsOf } from './deal-settings.ts';
import type { Deal, DealChange } from './deals.rules.ts';
import { takeChanges } from './deals.ts';

/**
 * The reseller registers the deal with its vendor: the decision clock of the rules of today begins. Whether it is like another's deal is looked
 * into after the answer, so that nothing in it can tell. Throws 403, 404, Fail conflict.
 */
export async function registerDeal(ctx: Ctx, id: string): Promise<Deal> {
  const deal = await holdDeal(ctx, id, 'register');
  const { version: settings_version } = await currentSettings(ctx);
  const cleared = {
    decided_at: null,
    protected_from: null,
    protected_until: null,
    extensions: 0,
    incentive_rate: null,
  };
  const set = { settings_version, registered_at: ctx.now.toISOString(), ...cleared };
  const registered = await moveDeal(ctx, deal, 'register', { set });
  compareLater(ctx, registered);
  return registered;
}

function compareLater(ctx: Ctx, { reseller_id, id }: Deal): void {
  enqueue(ctx, checkDuplicates, { resellerId: reseller_id, dealId: id });
}

/** The reseller takes the deal back before it is decided. */
export async function recallDeal(ctx: Ctx, id: string, note: string | null): Promise<Deal> {
  return moveDeal(ctx, await holdDeal(ctx, id, 'recall'), 'recall', { note });
}

/** The vendor gives the deal back with a question; its clock stops until it is answered. */
export async function returnDeal(ctx: Ctx, id: string, note: string): Promise<Deal> {
  return moveDeal(ctx, await holdDeal(ctx, id, 'return'), 'return', { note });
}

/** The reseller answers, with corrections; the decision clock begins anew. Throws as `draftDeal` on a bad field. */
export async function resubmitDeal(ctx: Ctx, id: string, note: string, wanted: DealChange): Promise<Deal> {
  const deal = await holdDeal(ctx, id, 'resubmit');
  const resubmitted = await moveDeal(ctx, deal, 'resubmit', {
    note,
    ...(await takeChanges(ctx, deal, wanted)),
  });
  compareLater(ctx, resubmitted);
  return resubmitted;
}

/**
 * The vendor approves: the deal is protected from vendor help to rivals from today on, and earns its incentive. Throws 403, 404, Fail conflict
 * `illegal_move`, or `deal_contested` while another approved deal is for the same customer: it is judged another's, or the customer chooses.
 */
export async function approveDeal(ctx: Ctx, id: string, note: string | null): Promise<Deal> {
  // Of two rivals' deals that are approved at once the second must see the first.
  await holdComparisons(ctx.db);
  const deal = await holdDeal(ctx, id, 'approve');
  const rival = await contestedBy(ctx, deal);
  if (rival) {
    const sentence = `${rival.number} is protected and may be for the same customer. Compare the two: mark them as different customers, or record the customer’s choice.`;
    throw new Fail('conflict', 'deal_contested', sentence);
  }
  const settings = await settingsOf(ctx, deal.settings_version);
  const today = await todayAtVendor(ctx);
  const { bundle_plan_id } = await accountPlanAt(ctx, deal.account_id, today);
  const incentive_rate = rateFor(settings, settings.rates, bundle_plan_id);
  const window = { protected_from: today, protected_until: addDays(today, settings.protection_days) };
  const set = { ...window, incentive_rate, decided_at: ctx.now.toISOString() };
  const approved = await moveDeal(ctx, deal, 'approve', {
    note,
    changes: { ...window, incentive_rate },
    set,
  });
  await grantIncentive(ctx, approved);
  return approved;
}

/** The vendor declines to register the deal, with a reason that the reseller reads. */
export async function declineDeal(ctx: Ctx, id: string, reason: string): Promise<Deal> {
  const deal = await holdDeal(ctx, id, 'decline');
  return moveDeal(ctx, deal, 'decline', { note: reason, set: { decided_at: ctx.now.toISOString() } });
}

/** Protects an approved deal for longer: the reseller as often as the program allows, the vendor as it sees fit. Throws 403, 404, conflict. */
export async function extendDeal(ctx: Ctx, id: string, note: string | null): Promise<Deal> {
  const deal = await holdDeal(ctx, id, 'extend');
  const { extension_days, maximum_extensions } = await settingsOf(ctx, deal.settings_version);
  ensure(canExtend(ctx.actor, deal, maximum_extensions));
  const protected_until = addDays(deal.protected_until ?? (await todayAtVendor(ctx)), extension_days);
  const set = { protected_until, extensions: deal.extensions + 1 };
  const extended = await moveDeal(ctx, deal, 'extend', { note, changes: { protected_until }, set });
  await moveIncentiveEnd(ctx, extended);
  return extended;
}
