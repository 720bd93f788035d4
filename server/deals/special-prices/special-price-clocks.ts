import type { Ctx } from '../../base/ctx.ts';
import { task } from '../../base/jobs.ts';
import { todayAtVendor } from '../deals/deal-incentives.ts';
import type { Approval } from './approvals.rules.ts';
import { decidersOf } from './approvers.ts';
import { writeToDeciders } from './special-price-letters.ts';
import * as store from './special-prices.sql.ts';
import { takeMove } from './special-prices.ts';

const AT_ONCE = 50;

/** Reminds and escalates what was not decided in time, and ends approved prices whose days are over; answers how many. Runs as the system. */
async function fireSpecialPriceClocks(ctx: Ctx): Promise<number> {
  const due = await store.takeDueApprovals(ctx.db, ctx.now.toISOString(), AT_ONCE);
  for (const approval of due) await fire(ctx, approval);
  const ended = await store.takeEnded(ctx.db, await todayAtVendor(ctx), AT_ONCE);
  for (const request of ended) await takeMove(ctx, request, 'expire', null);
  return due.length + ended.length;
}

async function fire(ctx: Ctx, approval: Approval): Promise<void> {
  const request = await store.findSpecialPrice(ctx.db, approval.special_price_id);
  if (!request) return;
  const at = ctx.now.toISOString();
  const isLate = approval.due_at !== null && approval.due_at <= at;
  const changes = isLate
    ? { escalated_at: at, reminded_at: approval.reminded_at ?? at }
    : { reminded_at: at };
  await store.updateApproval(ctx.db, approval, changes);
  const deciders = await decidersOf(ctx, request.seller_id, {
    ...approval,
    ...changes,
    escalated_at: isLate ? at : null,
  });
  await writeToDeciders(ctx, request, isLate ? 'escalate' : 'remind', deciders);
}

/** Looks for reminders, deadlines and ends of special prices by the program's clock. */
export const fireSpecialPrices = task<object>('deals.fire-special-prices', async (door) => {
  while ((await door.system(fireSpecialPriceClocks)) > 0);
});
