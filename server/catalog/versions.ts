import type { Ctx } from '../base/ctx.ts';
import { type CivilDate, civilDate } from '../base/dates.ts';
import { invalidField } from '../base/errors.ts';
import { task } from '../base/jobs.ts';
import type { Tick } from '../base/ticks.ts';
import { getVendor } from '../identity/index.ts';
import { inForce, type Version } from './versions.rules.ts';
import * as store from './versions.sql.ts';

/** Today, by the vendor's calendar: what begins in the catalogue begins at its midnight. */
export async function catalogueToday(ctx: Ctx): Promise<CivilDate> {
  return civilDate(ctx.now, (await getVendor(ctx)).time_zone);
}

/** Who says it and when, for a new version that begins on a day. */
export function versionMade(ctx: Ctx, valid_from: CivilDate, import_id: string | null = null) {
  return { valid_from, person_id: ctx.actor.personId, import_id, recorded_at: ctx.now.toISOString() };
}

/**
 * The number of the next version that begins on `from`, or null where the one in force that day says the same already.
 * Throws Fail invalid for a day that has been: the past is never changed.
 */
export function nextVersion<Facts>(
  versions: readonly Version<Facts>[],
  facts: Facts,
  { from, today, same }: { from: CivilDate; today: CivilDate; same: (one: Facts, other: Facts) => boolean },
): number | null {
  const held = inForce(versions, from);
  if (held && same(held.facts, facts)) return null;
  if (from < today)
    throw invalidField(
      '#/valid_from',
      `It starts today (${today}) or later: what held before is not changed.`,
    );
  return Math.max(0, ...versions.map(({ version }) => version)) + 1;
}

/** Puts the versions of these things in force that have begun; null: of everything. */
export async function applyNow(ctx: Ctx, today: CivilDate, ids: readonly string[] | null): Promise<void> {
  await store.applyVersions(ctx.db, today, ctx.now, ids);
}

/** Puts in force what begins today: once a day, at the first look after the vendor's midnight. */
export const applyDue: Tick = task('catalog.apply_due', (door) =>
  door.system(async (ctx) => {
    const today = await catalogueToday(ctx).catch(() => null);
    const through = await store.lockAppliedDay(ctx.db);
    if (today === null || through === null || through >= today) return;
    await store.applyVersions(ctx.db, today, ctx.now, null);
    await store.setAppliedDay(ctx.db, today);
  }),
) as Tick;
