import { audit } from '../../base/audit.ts';
import { type Ctx, ensure } from '../../base/ctx.ts';
import { assert, found, invalidField } from '../../base/errors.ts';
import { getBundlePlan } from '../../catalog/index.ts';
import { getVendor } from '../../identity/index.ts';
import { canSetRules } from '../policy.ts';
import type { DealSettings, SettingsRate } from './deal-clocks.rules.ts';
import { todayAtVendor } from './deal-incentives.ts';
import * as store from './deal-settings.sql.ts';

export type SettingsWithRates = DealSettings & { rates: SettingsRate[] };
export type WantedSettings = Omit<DealSettings, 'version' | 'recorded_by' | 'recorded_at'> & {
  rates: SettingsRate[];
};

/** The program's windows and rates that hold today. */
export async function currentSettings(ctx: Ctx): Promise<SettingsWithRates> {
  const settings = await store.findSettingsOn(ctx.db, await todayAtVendor(ctx));
  assert(settings, 'the first version has always begun');
  return withRates(ctx, settings);
}

/** The version a deal was registered under. Throws 404. */
export async function settingsOf(ctx: Ctx, version: number): Promise<SettingsWithRates> {
  return withRates(ctx, found(await store.findSettings(ctx.db, version), 'version of the deal rules'));
}

/** Every version, the latest first. */
export async function listSettings(ctx: Ctx): Promise<SettingsWithRates[]> {
  return Promise.all((await store.listSettings(ctx.db)).map((settings) => withRates(ctx, settings)));
}

async function withRates(ctx: Ctx, settings: DealSettings): Promise<SettingsWithRates> {
  return { ...settings, rates: await store.listRates(ctx.db, settings.version) };
}

/**
 * Publishes the windows and rates that hold from a day on, for deals registered from then; those registered before keep theirs. Throws 403, Fail
 * invalid for a day in the past, a working week without days, or an unknown bundle plan.
 */
export async function publishSettings(
  ctx: Ctx,
  { rates, ...wanted }: WantedSettings,
): Promise<SettingsWithRates> {
  ensure(canSetRules(ctx.actor));
  if (wanted.valid_from < (await todayAtVendor(ctx)))
    throw invalidField('#/valid_from', 'Deal rules start today or later: what is registered keeps its own.');
  for (const { bundle_plan_id } of rates) await getBundlePlan(ctx, bundle_plan_id);
  const [latest] = await store.listSettings(ctx.db);
  const version = (latest?.version ?? 0) + 1;
  const recorded = { recorded_by: ctx.actor.personId, recorded_at: ctx.now.toISOString() };
  await store.insertSettings(ctx.db, { version, ...wanted, ...recorded }, rates);
  const { id } = await getVendor(ctx);
  const details = { version, valid_from: wanted.valid_from };
  audit(ctx, {
    resellerId: id,
    action: 'deal_rules.published',
    subjectKind: 'deal_rules',
    subjectId: null,
    details,
  });
  return settingsOf(ctx, version);
}
