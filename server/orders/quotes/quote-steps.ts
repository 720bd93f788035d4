import type { Ctx } from '../../base/ctx.ts';
import { emit } from '../../base/events.ts';
import { QUOTE_NEWS, type Quote } from './quotes.rules.ts';
import { insertMove } from './quotes.sql.ts';

/** Writes down a step of the quote, which is in its new state already. `by`: the name of somebody who has no account. */
export async function writeStep(
  ctx: Ctx,
  quote: Quote,
  verb: string,
  note: string | null,
  by?: string,
): Promise<void> {
  const { reseller_id, id: quote_id, seller_id, state, version } = quote;
  await insertMove(ctx.db, {
    reseller_id,
    quote_id,
    seller_id,
    move: verb,
    state,
    version,
    note,
    person_id: by === undefined ? ctx.actor.personId : null,
    person_name: by ?? ctx.actor.personName,
    moved_at: ctx.now.toISOString(),
  });
}

/** Tells the quote's two sides, and whoever listens, what has happened to it. No cost and no margin is ever told. */
export function tellQuote(ctx: Ctx, quote: Quote, verb: string, more: Record<string, unknown> = {}): void {
  const { reseller_id, id, number, state, version, seller_id, buyer_id, deal_id } = quote;
  emit(ctx, {
    resellerId: reseller_id,
    name: QUOTE_NEWS[verb] ?? `quote.${verb}`,
    subjectId: id,
    payload: { number, state, version, seller_id, customer_id: buyer_id, deal_id, ...more },
    audience: [seller_id, version > 0 ? buyer_id : null],
  });
}
