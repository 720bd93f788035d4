import { type Db, json } from '../../base/db.ts';
import { type List, type Page, page } from '../../base/page.ts';
import type { PlanDiscount } from '../prices/price-facts.rules.ts';
import type { BundlePlan, NewVersion, PlanCommitment, PlanPreference, PlanVersion } from './plans.rules.ts';

/** Adds the plan or renames the one with its code; answers it as it is now. */
export async function upsertPlan(db: Db, plan: BundlePlan): Promise<BundlePlan> {
  const name = json(plan.name);
  return db
    .insertInto('catalog.bundle_plan')
    .values({ ...plan, name })
    .onConflict((conflict) => conflict.column('code').doUpdateSet({ name }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The plan of this id. */
export async function findPlan(db: Db, id: string): Promise<BundlePlan | undefined> {
  return db.selectFrom('catalog.bundle_plan').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The plan of this code. */
export async function findPlanByCode(db: Db, code: string): Promise<BundlePlan | undefined> {
  return db.selectFrom('catalog.bundle_plan').selectAll().where('code', '=', code).executeTakeFirst();
}

/** One page of plans, by code. */
export async function listPlans(db: Db, list: List): Promise<Page<BundlePlan>> {
  const query = db.selectFrom('catalog.bundle_plan').selectAll();
  return page<BundlePlan>(
    query,
    { ...list, sort: list.sort ?? 'code' },
    { code: 'code', created_at: 'created_at' },
    'id',
  );
}

/** The versions of the plans, oldest first. */
export async function listVersions(db: Db, planIds: readonly string[]): Promise<PlanVersion[]> {
  return db
    .selectFrom('catalog.bundle_plan_version')
    .selectAll()
    .where('bundle_plan_id', 'in', [...planIds])
    .orderBy('bundle_plan_id')
    .orderBy('version')
    .execute();
}

export type VersionDiscount = PlanDiscount & { version: number };

/** Every discount of every version of the plan, in the order of a price list. */
export async function listDiscounts(db: Db, planId: string): Promise<VersionDiscount[]> {
  const rows = await db
    .selectFrom('catalog.plan_discount')
    .select(['version', 'scope', 'target', 'billing_preference', 'from_quantity', 'rate'])
    .where('bundle_plan_id', '=', planId)
    .orderBy('version')
    .orderBy('scope')
    .orderBy('target')
    .orderBy('billing_preference')
    .orderBy('from_quantity')
    .execute();
  return rows as VersionDiscount[];
}

/** What every version of the plan gives for the way of paying. */
export async function listPreferences(
  db: Db,
  planId: string,
): Promise<(PlanPreference & { version: number })[]> {
  const rows = await db
    .selectFrom('catalog.plan_preference')
    .select(['version', 'billing_preference', 'rate'])
    .where('bundle_plan_id', '=', planId)
    .orderBy('billing_preference')
    .execute();
  return rows as (PlanPreference & { version: number })[];
}

/** What every version of the plan asks to be bought in a month. */
export async function listCommitments(
  db: Db,
  planId: string,
): Promise<(PlanCommitment & { version: number })[]> {
  return db
    .selectFrom('catalog.plan_commitment')
    .select(['version', 'currency', 'monthly_minimum'])
    .where('bundle_plan_id', '=', planId)
    .orderBy('currency')
    .execute();
}

/** Appends a version with all that it holds. */
export async function insertVersion(
  db: Db,
  version: PlanVersion,
  { discounts, preferences = [], commitments = [] }: NewVersion,
): Promise<void> {
  const key = { bundle_plan_id: version.bundle_plan_id, version: version.version };
  const keyed = <Row extends object>(rows: readonly Row[]) => rows.map((row) => ({ ...row, ...key }));
  await db.insertInto('catalog.bundle_plan_version').values(version).execute();
  if (discounts.length > 0) await db.insertInto('catalog.plan_discount').values(keyed(discounts)).execute();
  if (preferences.length > 0)
    await db.insertInto('catalog.plan_preference').values(keyed(preferences)).execute();
  if (commitments.length > 0)
    await db.insertInto('catalog.plan_commitment').values(keyed(commitments)).execute();
}
