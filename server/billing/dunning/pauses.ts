import { audit } from '../../base/audit.ts';
import { type Ctx, permit } from '../../base/ctx.ts';
import { type CivilDate, civilDate } from '../../base/dates.ts';
import { Fail, invalidField } from '../../base/errors.ts';
import { getOrganization } from '../../identity/index.ts';
import { sellersAccount } from './holds.ts';
import * as store from './pauses.sql.ts';

/**
 * No letters of the acting seller's account go out, and no hold begins, before `resumesOn`: a promise to pay, say. The reason is the seller's own.
 * Throws 403, 404, Fail invalid for a day that is not to come.
 */
export async function pauseReminders(
  ctx: Ctx,
  accountId: string,
  { resumes_on, reason }: { resumes_on: CivilDate; reason: string },
): Promise<void> {
  permit(ctx, 'reminder.send');
  const account = await sellersAccount(ctx, accountId);
  const { time_zone } = await getOrganization(ctx, account.seller_id);
  if (resumes_on <= civilDate(ctx.now, time_zone))
    throw invalidField('#/resumes_on', 'Choose a day that is still to come.');
  await append(ctx, account, { resumes_on, reason });
}

/** Ends the pause of the acting seller's account: letters go out again from the next morning on. Throws 403, 404, Fail conflict where there is none. */
export async function endPause(ctx: Ctx, accountId: string): Promise<void> {
  permit(ctx, 'reminder.send');
  const account = await sellersAccount(ctx, accountId);
  const { time_zone } = await getOrganization(ctx, account.seller_id);
  const pauses = await store.pausesOf(ctx.db, [accountId], civilDate(ctx.now, time_zone));
  if (pauses.size === 0)
    throw new Fail('conflict', 'illegal_move', 'Reminders of this account are not paused.');
  await append(ctx, account, { resumes_on: null, reason: null });
}

async function append(
  ctx: Ctx,
  { reseller_id, id, seller_id, buyer_id }: Awaited<ReturnType<typeof sellersAccount>>,
  wanted: { resumes_on: CivilDate | null; reason: string | null },
): Promise<void> {
  const by = { set_by: ctx.actor.personId, recorded_at: ctx.now.toISOString() };
  await store.insertPause(ctx.db, { reseller_id, account_id: id, seller_id, buyer_id, ...wanted, ...by });
  audit(ctx, {
    resellerId: reseller_id,
    action: wanted.resumes_on ? 'reminder.paused' : 'reminder.resumed',
    subjectKind: 'account',
    subjectId: id,
    details: wanted,
  });
}
