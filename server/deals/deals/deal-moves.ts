import { audit } from '../../base/audit.ts';
import { type Ctx, ensure } from '../../base/ctx.ts';
import { found } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { move } from '../../base/states.ts';
import { mayTake, type PersonsVerb } from '../policy.ts';
import { restartClock } from './deal-clocks.ts';
import { writeAboutMove } from './deal-letters.ts';
import { DEAL_MOVES, DEAL_NEWS, type Deal, type DealState, type DealVerb } from './deals.rules.ts';
import * as store from './deals.sql.ts';

/** What goes with a step: the words, what it changed (for the history), and what it sets. */
export type StepWith = { note?: string | null; changes?: Record<string, unknown>; set?: Partial<Deal> };

/** Holds the deal for a step of the actor. Throws 404, 403 with the reason, or conflict `illegal_move`. */
export async function holdDeal(ctx: Ctx, id: string, verb: PersonsVerb): Promise<Deal> {
  const deal = found(await store.lockDeal(ctx.db, id), 'deal');
  ensure(mayTake(ctx.actor, deal, verb));
  move('deal', DEAL_MOVES, deal.state as DealState, verb);
  return deal;
}

/**
 * Moves a held deal one step on: its state, its clock, its history, the news, and the letter to whoever waits for it. The caller has checked that
 * the actor may. Throws Fail conflict `illegal_move`.
 */
export async function moveDeal(ctx: Ctx, deal: Deal, verb: DealVerb, more: StepWith = {}): Promise<Deal> {
  const { note = null, changes = {}, set = {} } = more;
  const state = move('deal', DEAL_MOVES, deal.state as DealState, verb);
  let moved = await store.updateDeal(ctx.db, deal, { ...set, state });
  if (state !== deal.state || verb === 'extend') {
    const decide_by = await restartClock(ctx, moved);
    if (decide_by !== moved.decide_by) moved = await store.updateDeal(ctx.db, moved, { decide_by });
  }
  await writeDown(ctx, moved, verb, note, changes);
  await writeAboutMove(ctx, moved, verb, note);
  return moved;
}

/** Appends the step to the history and tells it: the reseller, and the vendor once the deal is registered. */
export async function writeDown(
  ctx: Ctx,
  deal: Deal,
  verb: DealVerb,
  note: string | null,
  changes: Record<string, unknown>,
): Promise<void> {
  const { reseller_id, id, seller_id, buyer_id, number, state } = deal;
  const { organizationId: organization_id, personId: person_id, personName: person_name } = ctx.actor;
  const edge = { reseller_id, deal_id: id, seller_id, buyer_id };
  const who = { organization_id, person_id, person_name, moved_at: ctx.now.toISOString() };
  await store.insertMove(ctx.db, { ...edge, move: verb, state, note, changes, ...who });
  const details = { number, state, note };
  audit(ctx, {
    resellerId: reseller_id,
    action: DEAL_NEWS[verb],
    subjectKind: 'deal',
    subjectId: id,
    details,
  });
  const audience = deal.registered_at ? [seller_id, buyer_id] : [buyer_id];
  const payload = { number, state };
  emit(ctx, { resellerId: reseller_id, name: DEAL_NEWS[verb], subjectId: id, payload, audience });
}
