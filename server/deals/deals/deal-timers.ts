import type { Ctx } from '../../base/ctx.ts';
import { emit } from '../../base/events.ts';
import type { DealTimer, TimerKind } from './deal-clocks.rules.ts';
import { takeDue } from './deal-clocks.sql.ts';
import { type Desk, writeToDesk } from './deal-letters.ts';
import { expireDeal } from './deal-outcomes.ts';
import type { DealLetter } from './deals.mail.ts';
import { lockDeal } from './deals.sql.ts';

// Whom a timer is told, by letter; the others end the registration.
const TOLD: Partial<Record<TimerKind, { letter: DealLetter; to: Desk }>> = {
  remind_decision: { letter: 'remind_decision', to: 'manager' },
  escalate_supervisor: { letter: 'escalate_supervisor', to: 'supervisor' },
  escalate_management: { letter: 'escalate_management', to: 'management' },
  notice_expiry: { letter: 'notice_expiry', to: 'reseller' },
};

const AT_ONCE = 50;

/** Fires the timers that have fallen due, the earliest first; answers how many. Runs as the system; called again until it answers 0. */
export async function fireDue(ctx: Ctx): Promise<number> {
  const due = await takeDue(ctx.db, ctx.now.toISOString(), AT_ONCE);
  for (const timer of due) await fire(ctx, timer);
  return due.length;
}

async function fire(ctx: Ctx, { deal_id, kind }: DealTimer): Promise<void> {
  const deal = await lockDeal(ctx.db, deal_id);
  if (!deal) return;
  const told = TOLD[kind as TimerKind];
  if (!told) {
    // One that fired in the same breath may have ended it already.
    if (deal.state === 'approved' || deal.state === 'returned') await expireDeal(ctx, deal);
    return;
  }
  await writeToDesk(ctx, deal, told.letter, told.to);
  const { reseller_id: resellerId, seller_id, buyer_id, number } = deal;
  // How the office keeps its deadlines is the office's own business; that the protection ends soon is the reseller's.
  const audience = told.to === 'reseller' ? [seller_id, buyer_id] : [seller_id];
  emit(ctx, { resellerId, name: `deal.${kind}`, subjectId: deal_id, payload: { number }, audience });
}
