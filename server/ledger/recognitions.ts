import { acting, type Ctx } from '../base/ctx.ts';
import type { CivilDate } from '../base/dates.ts';
import { derivedId } from '../base/ids.ts';
import { type Deferral, type Recognition, schedules } from './recognitions.rules.ts';
import * as store from './recognitions.sql.ts';

/** Writes down in which months the revenue of terms is earned. The same document's months are written once. */
export async function deferRevenue(ctx: Ctx, deferrals: readonly Deferral[]): Promise<void> {
  const rows = schedules(deferrals).map(({ account, source_id, ...part }): Recognition => {
    const { reseller_id, id: account_id, seller_id, buyer_id } = account;
    // The row is named by what it is about, so that a schedule written anew is the same.
    const id = derivedId('recognition', source_id, part.month);
    return {
      reseller_id,
      id,
      seller_id,
      buyer_id,
      account_id,
      source_id,
      ...part,
      recorded_at: ctx.now.toISOString(),
    };
  });
  await store.insertRecognitions(ctx.db, rows);
}

/** Posts what was earned in the calendar months before the one of `day`, of one seller or of all; what is posted stays. Answers how many. */
export async function recogniseRevenue(
  ctx: Ctx,
  day: CivilDate,
  sellerId: string | null = null,
): Promise<number> {
  return store.postEarned(ctx.db, day, sellerId, ctx.now);
}

/** The acting seller's schedule: what of the revenue of terms falls into each month, and what of it is posted. */
export async function revenueSchedule(ctx: Ctx): Promise<store.ScheduledMonth[]> {
  return store.scheduleOf(ctx.db, acting(ctx).organizationId);
}
