import type { Ctx } from '../../base/ctx.ts';
import { asSystem } from '../../base/door.ts';
import { grantIncentive, moveIncentiveEnd } from './deal-incentives.ts';
import { holdDeal, moveDeal, type StepWith } from './deal-moves.ts';
import { type Deal, type LOSS_REASONS, OPEN_STATES, wonBy } from './deals.rules.ts';
import * as store from './deals.sql.ts';
import { getOwnCustomer } from './deals.ts';

/** The reseller has won the sale. What an approved deal earned goes on for the months the program grants. Throws 403, 404, conflict. */
export async function winDeal(ctx: Ctx, id: string, note: string | null): Promise<Deal> {
  return win(ctx, await holdDeal(ctx, id, 'win'), { note });
}

async function win(ctx: Ctx, deal: Deal, { note = null, changes = {}, set = {} }: StepWith): Promise<Deal> {
  const ended = { probability: 100, ended_at: ctx.now.toISOString() };
  const won = await moveDeal(ctx, deal, 'win', { note, changes, set: { ...set, ...ended } });
  await moveIncentiveEnd(ctx, won);
  return won;
}

/** An order that its seller placed and that nothing holds any more. */
export type WinningOrder = {
  id: string;
  number: string;
  seller_id: string;
  customer_id: string;
  product_ids: readonly string[];
};

/**
 * Wins the deals that a customer's order answers: the seller's open deals for this customer, where any of the products is wanted. Runs as the
 * system; an order that has won its deals wins nothing more.
 */
export async function winDealsByOrder(ctx: Ctx, order: WinningOrder): Promise<Deal[]> {
  return asSystem(ctx, async () => {
    const where = { buyer_id: order.seller_id, customer_id: order.customer_id };
    const deals = await store.lockDealsFor(ctx.db, where, OPEN_STATES);
    const lines = Map.groupBy(await store.listLines(ctx.db, deals), ({ deal_id }) => deal_id);
    const answered = deals.filter(({ id }) => wonBy(lines.get(id) ?? [], order.product_ids));
    const set = { won_order_id: order.id, won_order_number: order.number };
    const won: Deal[] = [];
    for (const deal of answered) won.push(await win(ctx, deal, { changes: { order: order.number }, set }));
    return won;
  });
}

/** The reseller gives the sale up, and says why. Throws 403, 404, conflict. */
export async function loseDeal(
  ctx: Ctx,
  id: string,
  { reason, note }: { reason: (typeof LOSS_REASONS)[number]; note: string | null },
): Promise<Deal> {
  return lose(ctx, await holdDeal(ctx, id, 'lose'), reason, note);
}

/** Ends a held deal as lost; what it earned ends today. */
export async function lose(ctx: Ctx, deal: Deal, reason: string, note: string | null): Promise<Deal> {
  const set = { ended_reason: reason, probability: 0, ended_at: ctx.now.toISOString() };
  const lost = await moveDeal(ctx, deal, 'lose', { note, changes: { reason }, set });
  await moveIncentiveEnd(ctx, lost);
  return lost;
}

/** Says which customer of the reseller's the deal is for: its incentive holds for that customer from today on. Throws 403, 404, conflict. */
export async function linkDeal(ctx: Ctx, id: string, customerId: string): Promise<Deal> {
  const deal = await holdDeal(ctx, id, 'link');
  const customer = await getOwnCustomer(ctx, deal.buyer_id, customerId);
  if (deal.customer_id === customerId) return deal;
  const changes = { customer: customer.name };
  const linked = await moveDeal(ctx, deal, 'link', { changes, set: { customer_id: customerId } });
  await grantIncentive(ctx, linked);
  return linked;
}

/** The registration has run out: nobody acts, the clock does. What it earned ends. */
export async function expireDeal(ctx: Ctx, deal: Deal): Promise<Deal> {
  const expired = await moveDeal(ctx, deal, 'expire', { set: { incentive_rate: null } });
  await moveIncentiveEnd(ctx, expired);
  return expired;
}
