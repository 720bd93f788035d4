import { audit } from '../../base/audit.ts';
import { type Ctx, permit } from '../../base/ctx.ts';
import { civilDate } from '../../base/dates.ts';
import { Fail, found, invalidField } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { List, Page } from '../../base/page.ts';
import { getVendor } from '../../identity/index.ts';
import type { PlanDiscount } from '../prices/price-facts.rules.ts';
import { isRate, mayStart } from '../prices/prices.rules.ts';
import { isCode } from '../products.rules.ts';
import { knownTargets } from '../products.sql.ts';
import { CODE_FORM } from '../products.ts';
import {
  type BundlePlan,
  type NewVersion,
  type PlanCommitment,
  type PlanPreference,
  type PlanVersion,
  scheduleFaults,
} from './plans.rules.ts';
import * as store from './plans.sql.ts';

/** Adds a bundle plan, without discounts yet, or renames the one with its code. Throws 403, Fail invalid. */
export async function publishBundlePlan(
  ctx: Ctx,
  wanted: Pick<BundlePlan, 'code' | 'name'>,
): Promise<BundlePlan> {
  permit(ctx, 'bundle_plan.edit');
  if (!isCode(wanted.code)) throw invalidField('#/code', CODE_FORM);
  const { code, name } = wanted;
  const plan = await store.upsertPlan(ctx.db, { id: newId(), code, name, created_at: ctx.now.toISOString() });
  const { id: resellerId } = await getVendor(ctx);
  audit(ctx, {
    resellerId,
    action: 'bundle_plan.published',
    subjectKind: 'bundle_plan',
    subjectId: plan.id,
    details: { code },
  });
  return plan;
}

/** Adds a bundle plan of a new code, without versions yet. Throws 403, Fail invalid, or conflict when the code is taken. */
export async function addBundlePlan(
  ctx: Ctx,
  wanted: Pick<BundlePlan, 'code' | 'name'>,
): Promise<PlanDetail> {
  permit(ctx, 'bundle_plan.edit');
  if (await store.findPlanByCode(ctx.db, wanted.code))
    throw new Fail('conflict', 'already_exists', `There is a bundle plan ${wanted.code} already.`);
  return getBundlePlan(ctx, (await publishBundlePlan(ctx, wanted)).id);
}

/**
 * Appends a version of the plan's discounts. The first may start on any day, a later one after today and after the last.
 * Throws 403, 404, or Fail invalid naming each bad discount.
 */
export async function publishPlanVersion(ctx: Ctx, planId: string, wanted: NewVersion): Promise<PlanVersion> {
  permit(ctx, 'bundle_plan.edit');
  const plan = found(await store.findPlan(ctx.db, planId), 'bundle plan');
  const vendor = await getVendor(ctx);
  const last = (await store.listVersions(ctx.db, [planId])).at(-1);
  checkStart(wanted.valid_from, civilDate(ctx.now, vendor.time_zone), last);
  await checkSchedule(ctx, wanted.discounts);
  checkPreferences(wanted.preferences ?? []);
  const version: PlanVersion = {
    bundle_plan_id: planId,
    version: (last?.version ?? 0) + 1,
    valid_from: wanted.valid_from,
    entry_tier: wanted.entry_tier ?? null,
    recorded_at: ctx.now.toISOString(),
  };
  await store.insertVersion(ctx.db, version, wanted);
  const details = { code: plan.code, version: version.version, valid_from: version.valid_from };
  audit(ctx, {
    resellerId: vendor.id,
    action: 'bundle_plan.version_published',
    subjectKind: 'bundle_plan',
    subjectId: planId,
    details,
  });
  return version;
}

function checkStart(validFrom: string, today: string, last: PlanVersion | undefined): void {
  const may = mayStart(validFrom, today, !last);
  if (may !== true) throw invalidField('#/valid_from', may);
  if (last && validFrom <= last.valid_from)
    throw invalidField(
      '#/valid_from',
      `Version ${last.version} starts on ${last.valid_from}; the next must start later.`,
    );
}

function checkPreferences(preferences: readonly PlanPreference[]): void {
  const bad = preferences.findIndex(({ rate }) => !isRate(rate));
  if (bad >= 0)
    throw invalidField(
      `#/preferences/${bad}/rate`,
      'A rate is a fraction such as 0.03 (3 %): at least 0, under 1, at most 6 decimals.',
    );
}

async function checkSchedule(ctx: Ctx, discounts: NewVersion['discounts']): Promise<void> {
  const targets = (scope: string) =>
    discounts.filter((discount) => discount.scope === scope).map(({ target }) => target);
  const known = await knownTargets(ctx.db, targets('product'), targets('family'));
  const errors = scheduleFaults(discounts, known).map(({ index, detail }) => ({
    pointer: `#/discounts/${index}`,
    detail,
  }));
  if (errors[0]) throw new Fail('invalid', 'invalid_field', errors[0].detail, { errors });
}

/** A plan with the versions it has, oldest first; `current_version` is the one of today, null before the first. */
export type ListedPlan = BundlePlan & { versions: PlanVersion[]; current_version: number | null };

/** One page of bundle plans, by code. */
export async function listBundlePlans(ctx: Ctx, list: List): Promise<Page<ListedPlan>> {
  const { items, next_cursor } = await store.listPlans(ctx.db, list);
  return { items: await withVersions(ctx, items), next_cursor };
}

async function withVersions(ctx: Ctx, plans: BundlePlan[]): Promise<ListedPlan[]> {
  if (plans.length === 0) return [];
  const today = civilDate(ctx.now, (await getVendor(ctx)).time_zone);
  const byPlan = Map.groupBy(
    await store.listVersions(
      ctx.db,
      plans.map(({ id }) => id),
    ),
    (row) => row.bundle_plan_id,
  );
  return plans.map((plan) => {
    const versions = byPlan.get(plan.id) ?? [];
    const current = versions.findLast(({ valid_from }) => valid_from <= today);
    return { ...plan, versions, current_version: current?.version ?? null };
  });
}

export type PlanDetail = Omit<ListedPlan, 'versions'> & {
  versions: (PlanVersion & {
    discounts: PlanDiscount[];
    preferences: PlanPreference[];
    commitments: PlanCommitment[];
  })[];
};

/** The plan with all that each version holds, or 404. */
export async function getBundlePlan(ctx: Ctx, id: string): Promise<PlanDetail> {
  const [plan] = await withVersions(ctx, [found(await store.findPlan(ctx.db, id), 'bundle plan')]);
  const { versions, ...rest } = found(plan, 'bundle plan');
  const discounts = byVersion(await store.listDiscounts(ctx.db, id));
  const preferences = byVersion(await store.listPreferences(ctx.db, id));
  const commitments = byVersion(await store.listCommitments(ctx.db, id));
  return {
    ...rest,
    versions: versions.map((version) => ({
      ...version,
      discounts: discounts(version.version),
      preferences: preferences(version.version),
      commitments: commitments(version.version),
    })),
  };
}

/** The rows of a version, without its number. */
function byVersion<Row extends { version: number }>(
  rows: Row[],
): (version: number) => Omit<Row, 'version'>[] {
  const known = Map.groupBy(rows, ({ version }) => version);
  return (wanted) => (known.get(wanted) ?? []).map(({ version: _, ...row }) => row);
}
