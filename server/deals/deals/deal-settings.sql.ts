import type { Db } from '../../base/db.ts';
import type { DealSettings, SettingsRate } from './deal-clocks.rules.ts';

/** The version that has begun on the day; of two of one day the later. */
export async function findSettingsOn(db: Db, day: string): Promise<DealSettings | undefined> {
  return db
    .selectFrom('deals.settings')
    .selectAll()
    .where('valid_from', '<=', day)
    .orderBy('valid_from', 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function findSettings(db: Db, version: number): Promise<DealSettings | undefined> {
  return db.selectFrom('deals.settings').selectAll().where('version', '=', version).executeTakeFirst();
}

/** Every version, the latest first. */
export async function listSettings(db: Db): Promise<DealSettings[]> {
  return db.selectFrom('deals.settings').selectAll().orderBy('version', 'desc').execute();
}

export async function listRates(db: Db, version: number): Promise<SettingsRate[]> {
  return db
    .selectFrom('deals.settings_rate')
    .select(['bundle_plan_id', 'rate'])
    .where('version', '=', version)
    .orderBy('bundle_plan_id')
    .execute();
}

/** Appends a version with its rates. */
export async function insertSettings(
  db: Db,
  settings: DealSettings,
  rates: readonly SettingsRate[],
): Promise<void> {
  await db.insertInto('deals.settings').values(settings).execute();
  if (rates.length > 0)
    await db
      .insertInto('deals.settings_rate')
      .values(rates.map((rate) => ({ version: settings.version, ...rate })))
      .execute();
}
