import { audit } from '../../base/audit.ts';
import type { Ctx } from '../../base/ctx.ts';
import type { CivilDate } from '../../base/dates.ts';
import { invalidField } from '../../base/errors.ts';
import { task } from '../../base/jobs.ts';
import type { Tick } from '../../base/ticks.ts';
import type { Operation } from '../operations/operations.rules.ts';
import { todayAtVendor } from '../orders/consider.ts';
import { unitsHeld } from './corrections.rules.ts';
import { canResumeOn, mayPause, pausingOf, settlementOfPause } from './pauses.rules.ts';
import type { Subscription } from './subscriptions.rules.ts';
import * as store from './subscriptions.sql.ts';
import { changeable, ensureNow, record, requestChange } from './subscriptions.ts';

/**
 * Asks that the service rest from today on, until `resumesOn` (the first day it runs again) or until it is resumed. It keeps its units; what is
 * charged meanwhile is its offer's rule. Throws 403, 404, Fail invalid on a day that is not to come, conflict while another change is made.
 */
export async function pauseSubscription(
  ctx: Ctx,
  id: string,
  resumesOn: CivilDate | null = null,
): Promise<Operation> {
  const { subscription, offer } = await changeable(ctx, id);
  const pausing = pausingOf(offer);
  ensureNow(mayPause(pausing));
  const legal = resumesOn === null || canResumeOn(resumesOn, await todayAtVendor(ctx));
  if (legal !== true) throw invalidField('#/resumes_on', legal);
  const { reseller_id, state } = subscription;
  await store.updateSubscriptions(ctx.db, { reseller_id, ids: [id] }, { state, resumes_on: resumesOn });
  record(ctx, subscription, 'subscription.paused', { resumes_on: resumesOn });
  const units = unitsHeld(await store.listSegments(ctx.db, subscription));
  return requestChange(ctx, subscription, 'pause', units, settlementOfPause(pausing));
}

/** Asks that a paused service run again, from today on, with the units it kept. Throws 403, 404, Fail conflict. */
export async function resumeSubscription(ctx: Ctx, id: string): Promise<Operation> {
  const { subscription } = await changeable(ctx, id, ['paused']);
  record(ctx, subscription, 'subscription.resumed', {});
  return resume(ctx, subscription);
}

async function resume(ctx: Ctx, subscription: Subscription): Promise<Operation> {
  const units = unitsHeld(await store.listSegments(ctx.db, subscription));
  return requestChange(ctx, subscription, 'resume', units);
}

/** Looks for paused subscriptions whose day to resume has come by the program's clock, and has them resume. */
export const resumeDue: Tick = task('orders.resume_due', async (door) => {
  while ((await door.system(resumeSome)) === BATCH);
});

const BATCH = 100;

async function resumeSome(ctx: Ctx): Promise<number> {
  const due = await store.listResuming(ctx.db, await todayAtVendor(ctx), BATCH);
  for (const subscription of due) {
    const { reseller_id: resellerId, id: subjectId, number, resumes_on } = subscription;
    await resume(ctx, subscription);
    const details = { number, resumes_on };
    audit(ctx, {
      resellerId,
      action: 'subscription.resumed',
      subjectKind: 'subscription',
      subjectId,
      details,
    });
  }
  return due.length;
}
