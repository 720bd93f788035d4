import { type Db, json } from '../base/db.ts';
import { type List, type Page, page } from '../base/page.ts';
import type { BundlePlan, PlanVersion } from './plans.rules.ts';
import type { PlanDiscount } from './prices.rules.ts';

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
    .select(['version', 'scope', 'target', 'billing_preference', 'rate'])
    .where('bundle_plan_id', '=', planId)
    .orderBy('version')
    .orderBy('scope')
    .orderBy('target')
    .orderBy('billing_preference')
    .execute();
  return rows as VersionDiscount[];
}

/** Appends a version with its discounts. */
export async function insertVersion(
  db: Db,
  version: PlanVersion,
  discounts: readonly PlanDiscount[],
): Promise<void> {
  await db.insertInto('catalog.bundle_plan_version').values(version).execute();
  if (discounts.length === 0) return;
  const key = { bundle_plan_id: version.bundle_plan_id, version: version.version };
  await db
    .insertInto('catalog.plan_discount')
    .values(discounts.map((discount) => ({ ...discount, ...key })))
    .execute();
}
