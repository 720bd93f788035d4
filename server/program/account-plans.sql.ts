import { sql } from 'kysely';
import type { CivilDate } from '../base/dates.ts';
import type { Db } from '../base/db.ts';
import type { AccountPlan } from './account-plans.rules.ts';

/** Appends a plan; of two for one day the later revision holds. */
export async function insertPlan(db: Db, plan: Omit<AccountPlan, 'revision'>): Promise<AccountPlan> {
  const revision = sql<number>`(select coalesce(max(p.revision), 0) + 1 from program.account_plan p
    where p.reseller_id = ${plan.reseller_id} and p.account_id = ${plan.account_id} and p.valid_from = ${plan.valid_from})`;
  return db
    .insertInto('program.account_plan')
    .values({ ...plan, revision })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The plan of each of these accounts that holds on a day. Accounts without one are left out. */
export async function findPlansOn(
  db: Db,
  accountIds: readonly string[],
  day: CivilDate,
): Promise<AccountPlan[]> {
  if (accountIds.length === 0) return [];
  return db
    .selectFrom('program.account_plan')
    .distinctOn('account_id')
    .selectAll()
    .where('account_id', '=', sql<string>`any(${[...accountIds]}::uuid[])`)
    .where('valid_from', '<=', day)
    .orderBy('account_id')
    .orderBy('valid_from', 'desc')
    .orderBy('revision', 'desc')
    .execute();
}

/** Every plan of the account, the latest first. */
export async function listPlans(db: Db, accountId: string): Promise<AccountPlan[]> {
  return db
    .selectFrom('program.account_plan')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('valid_from', 'desc')
    .orderBy('revision', 'desc')
    .execute();
}
